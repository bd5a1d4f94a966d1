from odoo import fields, models


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
