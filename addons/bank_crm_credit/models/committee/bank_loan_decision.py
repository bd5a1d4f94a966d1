from odoo import fields, models


class BankLoanDecision(models.Model):
    """A decision may be a committee's: then the item of its agenda says who voted how."""

    _inherit = "bank.loan.decision"

    committee_item_id = fields.Many2one(
        "bank.loan.committee.item", "Committee's item", index="btree_not_null",
        ondelete="restrict", readonly=True,
    )  # fmt: skip
    security_words = fields.Text("Collateral asked for", readonly=True)
