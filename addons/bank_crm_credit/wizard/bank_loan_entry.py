from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.words import selection

NEEDS_AMOUNT = {"disburse", "repay", "fee", "penalty", "waive"}


class BankLoanEntry(models.TransientModel):
    """One operation to be booked on a loan, or asked of the core system."""

    _name = "bank.loan.entry"
    _description = "Operation to Enter"
    _inherit = ["bank.loan.window.mixin"]

    loan_id = fields.Many2one("bank.loan", required=True, readonly=True)
    currency_id = fields.Many2one(related="loan_id.currency_id")
    ledger_mode = fields.Selection(related="loan_id.ledger_mode")
    kind = fields.Selection(
        [
            (code, words)
            for code, words in selection("loan_operation")
            if code not in ("restructure", "accrue")
        ],
        "What",
        required=True,
        default="repay",
    )
    value_date = fields.Date(
        "Counts from",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    amount = fields.Monetary()
    component = fields.Selection(selection("loan_component"), "Of")
    early = fields.Selection(
        selection("early_repayment"), "Over what is due", default="hold"
    )
    annual_rate = fields.Float("New rate a year", digits=(9, 6))
    reverses_id = fields.Many2one(
        "bank.loan.operation",
        "Takes back",
        domain="[('loan_id', '=', loan_id), ('kind', '!=', 'reverse')]",
    )
    note = fields.Char()
    reason = fields.Char("Why")
    needs_reason = fields.Boolean(compute="_compute_needs_reason")
    warning = fields.Char(compute="_compute_warning")

    @api.depends("kind")
    def _compute_needs_reason(self):
        for entry in self:
            entry.needs_reason = entry.kind in (
                "reverse",
                "waive",
                "write_off",
                "rate_change",
            )

    @api.depends("value_date", "kind", "ledger_mode")
    def _compute_warning(self):
        today = self.env["bank.business.day"]._today()
        for entry in self:
            words = []
            if (
                entry.value_date
                and entry.value_date < today
                and entry.kind != "reverse"
            ):
                words.append(
                    self.env._(
                        "Dated back %(days)s days: everything since is counted anew.",
                        days=(today - entry.value_date).days,
                    )
                )
            if entry.ledger_mode == "core":
                words.append(
                    self.env._(
                        "The core system keeps this book: it is asked, and answers by its "
                        "feed."
                    )
                )
            entry.warning = " ".join(words)

    def action_enter(self):
        """Book it, propose it or ask it of the core, whichever this operation needs."""
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        if self.kind in NEEDS_AMOUNT and self.amount <= 0:
            raise UserError(self.env._("Enter the sum."))
        if self.needs_reason and not (self.reason or "").strip():
            raise UserError(self.env._("Say why: it is kept with the operation."))
        if self.kind == "reverse" and not self.reverses_id:
            raise UserError(self.env._("Name the operation that is taken back."))
        if self.ledger_mode == "own" and self.value_date > today:
            raise UserError(self.env._("What has not happened yet is not booked."))
        self.loan_id._enter(
            {
                "kind": self.kind,
                "value_date": self.reverses_id.value_date
                if self.kind == "reverse"
                else self.value_date,
                "amount": self.amount if self.kind in NEEDS_AMOUNT else 0,
                "component": self.component if self.kind == "waive" else False,
                "early": self.early if self.kind == "repay" else False,
                "annual_rate": self.annual_rate if self.kind == "rate_change" else 0,
                "reverses_id": self.reverses_id.id if self.kind == "reverse" else False,
                "note": self.note,
                "reason": self.reason,
            },
            reason=self.reason or "",
        )
        return {"type": "ir.actions.act_window_close"}
