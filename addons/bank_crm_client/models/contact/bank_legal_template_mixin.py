from odoo import api, models
from odoo.exceptions import AccessError

KEEPERS = "bank_crm_base.group_compliance"


class BankLegalTemplateMixin(models.AbstractModel):
    """A template of what the law demands is compliance's: it passes consent and limits."""

    _name = "bank.legal.template.mixin"
    _description = "Templates that the Law Demands are Compliance's"

    @api.model_create_multi
    def create(self, vals_list):
        templates = super().create(vals_list)
        templates._check_keeper()
        return templates

    def write(self, vals):
        self._check_keeper()
        result = super().write(vals)
        self._check_keeper()
        return result

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        self._check_keeper()
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    def _check_keeper(self):
        if self.env.su or self.env.user.has_group(KEEPERS):
            return
        if self.sudo().bank_purpose_id._exempt():
            raise AccessError(
                self.env._(
                    "Templates of messages that the law demands are kept by compliance."
                )
            )
