from odoo import api, models


class BankSealedMixin(models.AbstractModel):
    """Fields declared `sealed=True, copy=False` that nobody writes by hand.

    They are the feed's or a rule's: form, import, `default_*` and RPC are all refused,
    because the ORM asks `_has_field_access` at each of these doors.
    """

    _name = "bank.sealed.mixin"
    _description = "Sealed Fields"

    def _valid_field_parameter(self, field, name):
        return name == "sealed" or super()._valid_field_parameter(field, name)

    @api.model
    def _has_field_access(self, field, operation):
        if operation == "write" and getattr(field, "sealed", False) and not self.env.su:
            return False
        return super()._has_field_access(field, operation)
