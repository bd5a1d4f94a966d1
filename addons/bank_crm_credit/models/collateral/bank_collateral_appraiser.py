from odoo import api, fields, models
from odoo.fields import Domain


class BankCollateralAppraiser(models.Model):
    """Who values collateral, and from when until when the bank accepts his valuations.

    His term counts once a second person accepted it: who enters valuations does not alone
    say whose count.
    """

    _name = "bank.collateral.appraiser"
    _description = "Appraiser"
    _without_visibility_rule = "Appraisers whom the bank works with, no clients."
    _inherit = ["bank.acceptance.mixin"]
    _order = "name, id"

    _two_person_create = "collateral_policy"

    name = fields.Char(required=True)
    licence_number = fields.Char("Certificate")
    accredited_from = fields.Date("Accredited from", two_person="collateral_policy")
    accredited_until = fields.Date(
        "Accredited until",
        two_person="collateral_policy",
        help="What he valued in his term counts on; what he values later does not.",
    )
    phone = fields.Char("Telephone")
    note = fields.Char()
    is_accredited = fields.Boolean(
        "Accredited today",
        compute="_compute_is_accredited",
        search="_search_is_accredited",
    )
    active = fields.Boolean("In use", default=True)

    _term_in_order = models.Constraint(
        "CHECK(accredited_until >= accredited_from)",
        "The last day is before the first.",
    )

    @api.depends("accredited_from", "accredited_until", "acceptance")
    def _compute_is_accredited(self):
        today = self.env["bank.business.day"]._today()
        for appraiser in self:
            appraiser.is_accredited = bool(appraiser._accredited_until(today))

    def _search_is_accredited(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return (
            Domain("acceptance", "=", "accepted")
            & Domain("accredited_from", "<=", today)
            & Domain("accredited_until", ">=", today)
        )

    def _accredited_until(self, day):
        """The last day of the accreditation that held on `day`; False where none did."""
        self.ensure_one()
        if not self.is_accepted:
            return False
        first, last = self.accredited_from, self.accredited_until
        return last if first and last and first <= day <= last else False
