from odoo import models
from odoo.exceptions import AccessError

SHOWN = 20


class ResPartner(models.Model):
    """Writing to a client from his card, and what was written both ways."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible:
            # Asked for when the tab is opened.
            panels["correspondence"] = {"client_id": self.id}
        return panels

    def action_write_message(self):
        """Write to the client: choose the way, the template, look at it, send."""
        self.ensure_one()
        self.env["bank.message"]._check_may_write_to(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write to %(client)s", client=self.display_name),
            "res_model": "bank.message.write",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_client_id": self.id},
        }

    def action_register_letter(self):
        """Register a letter that this client sent."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Incoming letter"),
            "res_model": "bank.correspondence.add",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_client_id": self.id},
        }

    def get_client_correspondence(self):
        """The newest messages and letters of the tab "Correspondence"."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._("Correspondence is not shown at the counter.")
            )
        Message, Letter = self.env["bank.message"], self.env["bank.correspondence"]
        domain = [("client_id", "=", self.id)]
        messages = Message.search(domain, order="id desc", limit=SHOWN + 1)
        letters = Letter.search(domain, order="date desc, id desc", limit=SHOWN + 1)
        may_write = self.env.user.has_group("bank_crm_base.group_client_editor")
        return {
            "may_write": may_write,
            "messages": [row._row() for row in messages[:SHOWN]],
            "has_more_messages": len(messages) > SHOWN,
            "letters": [row._row() for row in letters[:SHOWN]],
            "has_more_letters": len(letters) > SHOWN,
        }
