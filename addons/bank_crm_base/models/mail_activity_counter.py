from odoo import models
from odoo.fields import Domain


class MailActivity(models.Model):
    """Tasks of those who serve a client are not for the counter; one's own are."""

    _inherit = "mail.activity"

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not self.env.su and not bypass_access:
            counter_ids = self.env["res.partner"]._counter_ids()
            if counter_ids:
                domain = Domain(domain) & (
                    Domain("res_model", "!=", "res.partner")
                    | Domain("res_model", "=", False)
                    | Domain("res_id", "not in", sorted(counter_ids))
                    | Domain("user_id", "=", self.env.uid)
                )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
