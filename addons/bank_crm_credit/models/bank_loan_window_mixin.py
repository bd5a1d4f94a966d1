from odoo import api, models


class BankLoanWindowMixin(models.AbstractModel):
    """A window about a loan, an application or collateral is opened by who may see it.

    What a window shows through a related field, and the name of a link, are read with all
    rights: without this check it tells them to whoever puts a number into it.
    """

    _name = "bank.loan.window.mixin"
    _description = "Window of Lending"

    @api.model
    def default_get(self, names):
        values = super().default_get(names)
        self._check_about(values)
        return values

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_about(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_about(vals)
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        self._check_about(values)
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _check_about(self, values):
        """AccessError where a link leads to what the user may not see."""
        if self.env.su:
            return
        for name, value in values.items():
            field = self._fields.get(name)
            if not value or field is None or field.type != "many2one":
                continue
            key = value.get("id") if isinstance(value, dict) else value
            if isinstance(key, int) and not isinstance(key, bool):
                self.env[field.comodel_name].browse(key).check_access("read")
