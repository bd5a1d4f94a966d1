from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...domain.collateral.guarantee import State

STATES = [
    (State.DRAFT, "Being prepared"),
    (State.IN_FORCE, "In force"),
    (State.ENDED, "Ended"),
    (State.CANCELLED, "Cancelled"),
]
# What the guarantor signed.
SIGNED = frozenset(
    (
        "guarantor_id", "kind", "amount", "currency_id", "agreement_number",
        "agreement_date", "date_from",
    )
)  # fmt: skip


class BankGuarantee(models.Model):
    """A client answers for the debt of another: for a loan, or one that is asked for.

    It is seen with the borrower. The guarantor has a name for who sees him.
    """

    _name = "bank.guarantee"
    _description = "Guarantee"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin", "bank.seen.client.mixin"]
    _order = "state, id desc"
    _rec_name = "number"
    _fixed_names = ("loan_id", "application_id")

    number = fields.Char("No.", readonly=True, sealed=True, copy=False)
    guarantor_client_id = fields.Many2one(
        "res.partner", index=True, ondelete="restrict", groups=fields.NO_ACCESS
    )
    guarantor_id = fields.Many2one(
        "res.partner", compute="_compute_guarantor_id",
        inverse="_inverse_guarantor_id", search="_search_guarantor_id",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    guarantor_words = fields.Char("Who answers", compute="_compute_guarantor_id")
    client_id = fields.Many2one(
        "res.partner", "Borrower", index=True, ondelete="restrict",
        compute="_compute_client_id", store=True, precompute=True, sealed=True,
        help="Empty while the borrower is no client of the bank yet.",
    )  # fmt: skip
    loan_id = fields.Many2one("bank.loan", index="btree_not_null", ondelete="restrict")
    application_id = fields.Many2one(
        "bank.loan.application", index="btree_not_null",
        ondelete="restrict",
    )  # fmt: skip
    kind = fields.Selection(
        [
            ("surety", "Surety: answers with the borrower"),
            ("guarantee", "Guarantee: pays on demand"),
        ],
        required=True,
        default="surety",
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary("For no more than", help="Empty: for the whole debt.")
    amount_words = fields.Char("For how much", compute="_compute_amount_words")
    spouse_name = fields.Char("Spouse")
    spouse_consent_date = fields.Date("Spouse agreed on")
    is_spouse_asked = fields.Boolean(
        "Spouse must agree", help="Where the guarantor answers with common property."
    )
    agreement_number = fields.Char("Agreement")
    agreement_date = fields.Date("Signed on")
    date_from = fields.Date("From")
    date_to = fields.Date("Until", help="Empty: until the debt is paid.")
    state = fields.Selection(
        STATES, required=True, default=State.DRAFT, sealed=True, copy=False
    )
    end_reason = fields.Char("Why it ended", readonly=True, sealed=True, copy=False)
    ended_date = fields.Date("Ended on", readonly=True, sealed=True, copy=False)

    _number_uniq = models.Constraint("UNIQUE(number)", "This number is taken.")
    _amount_possible = models.Constraint(
        "CHECK(coalesce(amount, 0) >= 0)", "A sum is not below zero."
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day is before the first."
    )
    _not_himself = models.Constraint(
        "CHECK(guarantor_client_id IS NULL OR client_id IS NULL "
        "OR guarantor_client_id != client_id)",
        "Nobody guarantees his own debt.",
    )
    _in_force_idx = models.Index(
        "(guarantor_client_id, client_id) WHERE state = 'in_force'"
    )

    @api.depends("loan_id", "application_id")
    def _compute_client_id(self):
        """Once; afterwards it moves with the client as every link does."""
        for guarantee in self:
            loan, application = guarantee.loan_id, guarantee.application_id
            guarantee.client_id = loan.holding_id.client_id or application.client_id

    @api.depends("guarantor_client_id")
    @api.depends_context("uid")
    def _compute_guarantor_id(self):
        self._show_seen("guarantor_id", "guarantor_client_id")
        hidden = self.env._("Somebody whom you may not see")
        for guarantee in self:
            guarantee.guarantor_words = guarantee.guarantor_id.name or hidden

    def _inverse_guarantor_id(self):
        self._keep_seen("guarantor_id", "guarantor_client_id")

    @api.model
    def _search_guarantor_id(self, operator, value):
        return self._search_seen("guarantor_client_id", operator, value)

    @api.depends("amount", "currency_id")
    def _compute_amount_words(self):
        for guarantee in self:
            guarantee.amount_words = (
                guarantee.currency_id.format(guarantee.amount)
                if guarantee.amount
                else self.env._("the whole debt")
            )

    def _check_whole(self):
        """Not a constraint: who is chosen in `guarantor_id` is kept after those are asked."""
        for guarantee in self.sudo():
            if not guarantee.guarantor_client_id:
                raise ValidationError(
                    self.env._(
                        "Choose the guarantor: a stranger is entered as a prospect first."
                    )
                )
            if guarantee.guarantor_client_id == guarantee.client_id:
                raise ValidationError(self.env._("Nobody guarantees his own debt."))
            if not (guarantee.loan_id or guarantee.application_id):
                raise ValidationError(
                    self.env._("Say what it secures: a loan or an application.")
                )

    @api.constrains("agreement_date")
    def _check_agreement(self):
        today = self.env["bank.business.day"]._today()
        if any(one.agreement_date and one.agreement_date > today for one in self):
            raise ValidationError(
                self.env._("An agreement is signed on a day that has come.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        guarantees = super().create(vals_list)
        Sequence = self.env["ir.sequence"].sudo()
        for guarantee in guarantees:
            if not self.env.su:
                guarantee.loan_id.check_access("read")
                guarantee.application_id.check_access("read")
            guarantee.sudo().number = Sequence.next_by_code("bank.guarantee")
        guarantees._check_whole()
        return guarantees

    def write(self, vals):
        vals = self._guard_write(vals)
        if not vals:
            return True
        if not self.env.su:
            states = set(self.mapped("state"))
            if states & {State.ENDED, State.CANCELLED}:
                raise UserError(self.env._("This guarantee is over."))
            if State.IN_FORCE in states and any(
                one._changed_names(vals, SIGNED & vals.keys()) for one in self
            ):
                raise UserError(
                    self.env._(
                        "What the guarantor signed does not change: end it and sign anew."
                    )
                )
        result = super().write(vals)
        if "guarantor_id" in vals:
            self._check_whole()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        if not self.env.su:
            raise UserError(
                self.env._("A guarantee ends or is cancelled, not deleted.")
            )

    @api.model
    def _add_action(self, context):
        """The window of a new guarantee."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Guarantor"),
            "res_model": "bank.guarantee",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def action_open(self):
        """The guarantee itself."""
        self.ensure_one()
        self.check_access("read")
        return self.get_formview_action()
