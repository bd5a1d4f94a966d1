from odoo import api, models

from ..contact.res_partner_preferences import _masked


class BankMessage(models.Model):
    """Where a message reaches a client, and how much of that its writer may see."""

    _inherit = "bank.message"

    @api.model
    def _address_of(self, client, kind):
        """Where a message of this kind reaches the client; empty where it does not."""
        client = client.sudo()
        if client._name != "res.partner":
            return ""  # of who is no client the bank keeps no address
        if kind == "letter":
            return self._postal_address_of(client)
        kinds = {"email": ("email",), "sms": ("mobile", "phone"), "fax": ("phone",)}[
            kind
        ]
        points = client.contact_point_ids.filtered(
            lambda point: point.kind in kinds and not point.date_to
        )
        points = points.sorted(
            lambda point: (
                not point.is_main,
                kinds.index(point.kind),
                not point.verified_date,
                point.id,
            )
        )
        if points:
            return points[0].key or points[0].value
        # A prospect entered a minute ago has the address on the card only.
        return {"email": client.email, "sms": client.phone}.get(kind) or ""

    @api.model
    def _postal_address_of(self, client):
        order = ("postal", "actual", "registered")
        rows = client.client_address_ids.filtered(lambda row: not row.date_to)
        rows = rows.sorted(
            lambda row: (order.index(row.kind) if row.kind in order else 9, row.id)
        )
        if rows:
            return rows[0].display_name
        parts = (client.street, client.zip, client.city, client.country_id.name)
        return ", ".join(part for part in parts if part) if client.street else ""

    @api.model
    def _shown_address(self, client, kind, recipient=None):
        """The address of a message, masked where it is of a client whom one may not see."""
        whose = client if recipient is None else recipient
        address = self._address_of(whose, kind)
        if recipient is None or whose._name != "res.partner":
            return address
        seen = whose.with_user(self.env.user).with_context(active_test=False)
        return address if seen.sudo(False).is_fully_visible else _masked(address)
