from odoo import api, fields, models


class BankLoanApplication(models.Model):
    """Conditions, guarantees and pledges that papers of the application name."""

    _inherit = "bank.loan.application"

    print_condition_ids = fields.Many2many(
        "bank.loan.condition", string="Conditions on papers",
        compute="_compute_print_conditions",
    )  # fmt: skip
    print_guarantee_ids = fields.Many2many(
        "bank.guarantee", string="Guarantees on papers",
        compute="_compute_print_security",
    )  # fmt: skip
    print_pledge_ids = fields.Many2many(
        "bank.collateral.pledge", string="Pledges on papers",
        compute="_compute_print_security",
    )  # fmt: skip

    @api.depends("condition_ids.state")
    def _compute_print_conditions(self):
        for application in self:
            application.print_condition_ids = application.condition_ids.filtered(
                lambda condition: condition.state in ("open", "met")
            )

    @api.depends("guarantee_ids.state", "pledge_ids.date_to")
    def _compute_print_security(self):
        for application in self:
            application.print_guarantee_ids = application.guarantee_ids.filtered(
                lambda guarantee: guarantee.state in ("draft", "in_force")
            )
            application.print_pledge_ids = application.pledge_ids.filtered("is_current")

    @api.model
    def _pack_models(self):
        return [*super()._pack_models(), "bank.guarantee", "bank.collateral.pledge"]

    def _pack_sources(self, model):
        """A guarantor signs his own agreement, an owner one for all that he pledges."""
        if model == "bank.guarantee":
            return self.print_guarantee_ids.sorted("id")
        if model == "bank.collateral.pledge":
            first = {}
            for pledge in self.print_pledge_ids.sorted("id"):
                first.setdefault(pledge._owner_key(), pledge.id)
            return self.env[model].browse(first.values())
        return super()._pack_sources(model)
