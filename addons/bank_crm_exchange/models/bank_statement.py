from decimal import Decimal

from odoo import api, fields, models

from ..domain.statements.chain import Link, Verdict, check_series

VERDICTS = [
    (Verdict.FIRST.value, "First"),
    (Verdict.OK.value, "Follows"),
    (Verdict.RESTART.value, "Numbers start anew"),
    (Verdict.GAP.value, "Something is missing before it"),
    (Verdict.OVERLAP.value, "Was here already"),
]


class BankStatement(models.Model):
    """A statement of an account: its balances, and whether it follows the one before."""

    _name = "bank.statement"
    _description = "Account Statement"
    _order = "account_id, closing_date desc, id desc"
    _rec_name = "number"

    account_id = fields.Many2one(
        "bank.account", required=True, index=True, ondelete="restrict", readonly=True
    )
    currency_id = fields.Many2one(related="account_id.currency_id")
    number = fields.Char(readonly=True)
    key = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    is_numbered = fields.Boolean(readonly=True)
    first_page = fields.Integer(default=1, readonly=True)
    last_page = fields.Integer(default=1, readonly=True)
    is_complete = fields.Boolean(default=True, readonly=True)
    opening = fields.Monetary("Opening balance", readonly=True)
    closing = fields.Monetary("Closing balance", readonly=True)
    opening_date = fields.Date("From", readonly=True)
    closing_date = fields.Date("Until", required=True, readonly=True)
    verdict = fields.Selection(VERDICTS, "Chain", readonly=True)
    reason = fields.Char(readonly=True)
    difference = fields.Monetary(readonly=True)
    run_id = fields.Many2one("bank.feed.run", "File", index=True, readonly=True)

    _key_uniq = models.Constraint(
        "UNIQUE(account_id, key)", "The statement is here already."
    )

    @api.model
    def _check_chains(self, accounts):
        """Chain all statements of these accounts; a gap blocks the account's balance."""
        for account in accounts:
            statements = self.search([("account_id", "=", account.id)])
            by_link = {statement._link(): statement for statement in statements}
            numbered = all(statements.mapped("is_numbered"))
            has_gap = False
            for link, result in check_series(by_link, is_numbered=numbered):
                by_link[link].write(
                    {
                        "verdict": result.verdict.value,
                        "reason": result.reason or False,
                        "difference": float(result.difference),
                    }
                )
                has_gap = has_gap or result.blocks_balance
            if account.has_gap != has_gap:
                account.has_gap = has_gap

    def _link(self):
        self.ensure_one()
        return Link(
            account=self.account_id.number,
            currency=self.currency_id.name,
            opening=Decimal(str(round(self.opening, 3))),
            closing=Decimal(str(round(self.closing, 3))),
            closing_date=self.closing_date,
            sequence=self.sequence if self.is_numbered else None,
            first_page=self.first_page,
            last_page=self.last_page,
            is_complete=self.is_complete,
        )
