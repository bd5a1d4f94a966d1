from odoo import models
from odoo.fields import Domain


class IrAttachment(models.Model):
    """Files hung on the card itself are the owner's; at the counter they stay closed."""

    _inherit = "ir.attachment"

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)
        if not self.env.su and model_and_ids.get("res.partner"):
            counter_ids = self.env["res.partner"]._counter_ids()
            for client_id in counter_ids & set(model_and_ids["res.partner"]):
                yield "res.partner", client_id

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not self.env.su and not bypass_access:
            counter_ids = self.env["res.partner"]._counter_ids()
            if counter_ids:
                domain = Domain(domain) & (
                    Domain("res_model", "!=", "res.partner")
                    | Domain("res_model", "=", False)
                    | Domain("res_id", "not in", sorted(counter_ids))
                )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
