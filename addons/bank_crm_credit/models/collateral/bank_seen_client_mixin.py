from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class BankSeenClientMixin(models.AbstractModel):
    """Records seen with one client that name another, whom the user may not see.

    The name of a link is read past all rights. So the link itself is kept closed
    (`groups=NO_ACCESS`), and what is shown is the link where the user sees the client.
    """

    _name = "bank.seen.client.mixin"
    _description = "Links Shown to Who Sees the Client"

    def _show_seen(self, shown, kept):
        """Fill the field `shown` from the closed link `kept`."""
        links = {record.id: record[kept].id for record in self.sudo()}
        seen = set(links.values())
        if not self.env.su:
            Group = self.env["bank.client.group"]
            seen = set(Group._seen_clients(links.values()).ids)
        for record in self:
            link = links[record.id]
            record[shown] = link if link in seen else False

    def _keep_seen(self, shown, kept):
        """Keep what was chosen in `shown`; whom one does not see one neither sets nor takes away."""
        for record in self:
            chosen, former = record[shown], record.sudo()[kept]
            if chosen == former:
                continue
            if not self.env.su and not all(
                client.with_env(self.env).is_fully_visible
                for client in chosen | former
            ):
                raise AccessError(
                    self.env._("You may not see this client: ask who serves him.")
                )
            record.sudo()[kept] = chosen

    @api.model
    def _search_seen(self, kept, operator, value):
        """A search of the shown link: of clients in sight only."""
        if operator not in ("in", "any", "ilike", "="):
            return NotImplemented
        Client = self.env["res.partner"]
        if operator in ("in", "="):
            ids = list(value) if operator == "in" else [value]
            if False in ids:
                return NotImplemented
            domain = Domain("id", "in", ids)
        elif operator == "any":
            domain = Domain(value)
        else:
            domain = Domain("display_name", "ilike", value)
        if not self.env.su:
            domain &= Domain("is_fully_visible", "=", True)
        found = Client.search(domain & Domain("is_client", "=", True))
        return Domain("id", "in", self.sudo()._search([(kept, "in", found.ids)]))
