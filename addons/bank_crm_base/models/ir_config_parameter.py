from odoo import api, fields, models
from odoo.exceptions import UserError

OURS = ("bank_crm", "bank_feed")


class IrConfigParameter(models.Model):
    """Limits of the bank's rules are changed by two people, as the rules are."""

    _name = "ir.config_parameter"
    _inherit = ["ir.config_parameter", "bank.guarded.mixin"]

    value = fields.Text(two_person="limit_change")

    def _is_ours(self):
        return any((parameter.key or "").startswith(OURS) for parameter in self.sudo())

    def _needing_second_person(self, code, names):
        return super()._needing_second_person(code, names).filtered("id").filtered(
            lambda parameter: parameter._is_ours()
        )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        parameters = super().create(vals_list)
        parameters._refuse_by_hand()
        return parameters

    def write(self, vals):
        if "key" in vals:
            self._refuse_by_hand()
        vals = self._guard_write(vals)
        result = super().write(vals) if vals else True
        if "key" in vals:
            self._refuse_by_hand()
        return result

    def unlink(self):
        self._refuse_by_hand()
        return super().unlink()

    def _refuse_by_hand(self):
        if not self.env.su and self._is_ours():
            raise UserError(
                self.env._(
                    "This is a limit of the bank: change its value, and a second person "
                    "accepts it."
                )
            )
