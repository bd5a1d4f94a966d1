from odoo import api, models


class BankNamedClientMixin(models.AbstractModel):
    """A window about clients is opened by who may see them.

    The name of a link is read with all rights: without this check a window tells the name of
    any client to whoever puts a number into it.
    """

    _name = "bank.named.client.mixin"
    _description = "Window about Clients"

    @api.model_create_multi
    def create(self, vals_list):
        windows = super().create(vals_list)
        windows._check_named_clients()
        return windows

    def write(self, vals):
        result = super().write(vals)
        self._check_named_clients()
        return result

    def _check_named_clients(self):
        for name, field in self._fields.items():
            if field.relational and field.comodel_name == "res.partner" and field.store:
                self[name].check_access("read")
