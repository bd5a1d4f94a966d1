from odoo import api, fields, models


class BankCollateralPledge(models.Model):
    """One agreement for all that one owner pledges for a loan."""

    _inherit = "bank.collateral.pledge"

    pledgor_name = fields.Char("Pledgor", compute="_compute_pledgor_name")
    same_owner_ids = fields.Many2many(
        "bank.collateral.pledge", string="Property pledged by the same owner",
        compute="_compute_same_owner_ids",
    )  # fmt: skip

    @api.depends("collateral_id.owner_client_id", "collateral_id.owner_name")
    @api.depends_context("uid")
    def _compute_pledgor_name(self):
        for pledge in self:
            thing = pledge.collateral_id
            pledge.pledgor_name = thing.owner_id.name or thing.owner_name

    @api.depends("application_id", "collateral_id", "date_to")
    def _compute_same_owner_ids(self):
        for pledge in self:
            key = pledge._owner_key()
            pledge.same_owner_ids = (
                pledge.application_id.pledge_ids.filtered("is_current").filtered(
                    lambda other, key=key: other._owner_key() == key
                )
                or pledge
            )

    def _owner_key(self):
        """Whose the thing is, whether or not the user sees him."""
        self.ensure_one()
        thing = self.sudo().collateral_id
        return thing.owner_client_id.id or (thing.owner_name or "").strip().lower()

    def _prepare_to_print(self):
        """The agreement tells the terms of the loan as they are now."""
        self.sudo().application_id._renew_plan()
        return super()._prepare_to_print()
