from odoo import api, fields, models
from odoo.tools import SQL


class BankLoan(models.Model):
    """What secures a loan: pledges, guarantees, and how far they go."""

    _inherit = "bank.loan"

    pledge_ids = fields.One2many("bank.collateral.pledge", "loan_id", "Collateral")
    guarantee_ids = fields.One2many("bank.guarantee", "loan_id", "Guarantees")
    cover_ids = fields.One2many("bank.loan.cover", "loan_id")

    def get_collateral_cover(self):
        """What covers the loan today, line by line, for the screen."""
        self.ensure_one()
        self.check_access("read")
        return self.env["bank.loan.cover"]._screen(self.id)

    def action_offer_collateral(self):
        """Another thing to secure the loan with."""
        self.ensure_one()
        self.check_access("read")
        return self.env["bank.collateral"]._offer_action({"default_loan_id": self.id})

    def action_add_guarantee(self):
        """A guarantor for the loan."""
        self.ensure_one()
        self.check_access("read")
        return self.env["bank.guarantee"]._add_action({"default_loan_id": self.id})

    def _recount(self):  # pylint: disable=missing-return
        """What was booked changes what is owed, and so how far it is covered."""
        super()._recount()
        self.env["bank.loan.cover"].sudo()._refresh(self.ids)

    @api.model
    def _count_waiting(self, deadline):
        """So does what a feed told, of the secured loans among those that waited."""
        rows = self.env.execute_query(
            SQL(
                "SELECT l.id FROM bank_loan l JOIN bank_loan_cover c ON c.loan_id = l.id "
                "WHERE l.counted_date IS NULL"
            )
        )
        is_more = super()._count_waiting(deadline)
        self.env["bank.loan.cover"].sudo()._refresh([key for (key,) in rows])
        return is_more
