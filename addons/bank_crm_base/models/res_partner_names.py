from odoo import SUPERUSER_ID, api, models
from odoo.addons.mail.tools.discuss import Store

# What the chatter and the pickers of core tell of a partner past all rights.
_NAMES = frozenset({"name", "display_name"})
_CONTACTS = frozenset({"email", "phone"})


class ResPartner(models.Model):
    """What a client is called where he is only a link of a record that one may read.

    Core names links in superuser mode, so a meeting, a message or a task would tell who
    banks here to whoever reads it. To who may not see the client he is somebody elsewhere.
    """

    _inherit = "res.partner"

    @api.depends("is_guarded", "branch_id", "manager_id", "is_private_banking")
    @api.depends_context("uid")
    def _compute_display_name(self):  # pylint: disable=missing-return
        strangers = self._strangers_to_user()
        super(ResPartner, self - strangers)._compute_display_name()
        strangers.display_name = self.env._("A client elsewhere")

    def _strangers_to_user(self):
        """Clients among these whom the user may not see, with whatever rights code runs.

        Only colleagues are kept from names: what a page of the portal or a letter tells a
        client is about himself.
        """
        if self.env.uid in (None, SUPERUSER_ID) or not self.env.user._is_internal():
            return self.browse()
        clients = self.filtered(lambda partner: partner.sudo().is_guarded)
        return clients.filtered(lambda client: not client.sudo().is_visible)

    def _to_store(self, store, fields, **options):
        """Messages and their recipients go to the screen past all rights as well."""
        strangers = self._strangers_to_user()
        if strangers:
            fields = [
                Store.Attr(
                    name,
                    lambda partner, name=name: partner._told_of(name, strangers),
                )
                if isinstance(name, str) and name in _NAMES | _CONTACTS
                else name
                for name in fields
            ]
        return super()._to_store(store, fields, **options)

    def _told_of(self, name, strangers):
        """A fact of this partner for the screen: nothing but the words of a stranger."""
        if self not in strangers:
            return self._narrowed_value(name)
        return self.env._("A client elsewhere") if name in _NAMES else False
