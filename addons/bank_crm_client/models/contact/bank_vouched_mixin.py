from odoo import api, models


class BankVouchedMixin(models.AbstractModel):
    """A message that the law demands is made, and changed, by code that vouches for it.

    The check comes after the write, so that a default, an import and a link to another
    message are looked at like a value that is given. It holds for the superuser, too: most
    of what core writes, it writes as superuser.
    """

    _name = "bank.vouched.mixin"
    _description = "What the Law Demands is Vouched For"

    # Whom it reaches and what it says; "bank_purpose_id" is looked at in any case.
    _vouched_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.sudo().bank_purpose_id._check_vouched()
        return records

    def write(self, vals):
        watched = self._vouched_fields | {"bank_purpose_id"}
        if watched.isdisjoint(vals):
            return super().write(vals)
        before = self.sudo().bank_purpose_id
        result = super().write(vals)
        (before | self.sudo().bank_purpose_id)._check_vouched()
        return result
