from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import UserError, ValidationError

from ...domain.collateral.values import Standing, Valuation, standing

STANDINGS = [
    (Standing.VALID, "Valid"),
    (Standing.ENDS_SOON, "Ends soon"),
    (Standing.EXPIRED, "Expired"),
    (Standing.NOT_YET, "Not yet"),
    (Standing.NOT_ACCREDITED, "Appraiser not accredited"),
]


class BankCollateralValuation(models.Model):
    """What an appraiser found a collateral to be worth on a day, and until when that counts."""

    _name = "bank.collateral.valuation"
    _description = "Valuation of Collateral"
    _inherit = ["bank.sealed.mixin"]
    _order = "date desc, id desc"

    collateral_id = fields.Many2one(
        "bank.collateral", required=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="collateral_id.currency_id")
    date = fields.Date(
        "Valued on",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    market_value = fields.Monetary("Market value", required=True)
    months = fields.Integer("Counts, months", required=True, default=12)
    appraiser_id = fields.Many2one(
        "bank.collateral.appraiser", required=True, index=True, ondelete="restrict"
    )
    accredited_until = fields.Date(
        "His accreditation until", sealed=True, copy=False,
        help="As it stood on the day of the valuation.",
    )  # fmt: skip
    report_number = fields.Char("Report")
    last_day = fields.Date("Counts until", compute="_compute_last_day", store=True)
    standing = fields.Selection(STANDINGS, compute="_compute_standing")
    void_reason = fields.Char("Taken back because", sealed=True, copy=False)

    _possible = models.Constraint(
        "CHECK(market_value >= 0 AND months BETWEEN 1 AND 60)",
        "A value is not below zero, and counts between one month and five years.",
    )

    @api.depends("date", "appraiser_id")
    def _compute_display_name(self):
        for valuation in self:
            valuation.display_name = self.env._(
                "%(appraiser)s, %(date)s",
                appraiser=valuation.appraiser_id.name,
                date=valuation.date,
            )

    def _as_domain(self):
        self.ensure_one()
        return Valuation(
            self.date,
            to_decimal(self.market_value),
            self.months,
            self.accredited_until or None,
        )

    @api.depends("date", "months")
    def _compute_last_day(self):
        for valuation in self:
            valuation.last_day = (
                valuation._as_domain().last_day
                if valuation.date and valuation.months > 0
                else False
            )

    @api.depends("date", "months", "accredited_until", "void_reason")
    def _compute_standing(self):
        today = self.env["bank.business.day"]._today()
        for valuation in self:
            valuation.standing = (
                standing(valuation._as_domain(), today)
                if valuation.date and valuation.months > 0
                else False
            )

    @api.constrains("date")
    def _check_date(self):
        tomorrow = self.env["bank.business.day"]._today() + timedelta(1)
        if any(valuation.date >= tomorrow for valuation in self):
            raise ValidationError(
                self.env._("A valuation is of a day that has come, not of a day ahead.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        valuations = super().create(vals_list)
        for valuation in valuations.sudo():
            valuation.accredited_until = valuation.appraiser_id._accredited_until(
                valuation.date
            )
        valuations.sudo().collateral_id._recount()
        return valuations

    def write(self, vals):
        if not self.env.su:
            raise UserError(
                self.env._(
                    "A valuation is not changed: enter the new one, or take this one back."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        raise UserError(self.env._("A valuation stays on record."))

    def action_take_back(self, reason=""):
        """The report was wrong: it counts no more, and stays on record with the reason."""
        self.check_access("write")
        reason = str(reason or self.env.context.get("reason") or "").strip()
        self.sudo().write({"void_reason": reason or self.env._("Entered wrongly")})
        self.sudo().collateral_id._recount()
