from odoo import api, fields, models

SOURCES = [
    ("told", "Told"),
    ("bank", "Known to the bank"),
    ("bureau", "Bureau report"),
    ("before", "From the last application"),
]


class BankLoanPartyLineMixin(models.AbstractModel):
    """A line of a participant's form: it is written while the form is, and frozen with it."""

    _name = "bank.loan.party.line.mixin"
    _description = "Line of a Participant's Form"
    _order = "id"

    source = fields.Selection(
        SOURCES, "Origin", required=True, default="told", readonly=True
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")

    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.party_id._enter()
        return lines

    def write(self, vals):
        self.party_id._enter()
        result = super().write(vals)
        if "party_id" in vals:
            self.party_id._enter()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self.party_id._enter()
