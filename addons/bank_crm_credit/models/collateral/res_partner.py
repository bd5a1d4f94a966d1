from odoo import models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    """What property of a client is pledged, and for whom he answers: told when asked for."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible:
            panels["security"] = {"client_id": self.id}
        return panels

    def get_client_security(self):
        """Property of the client that is or was pledged, what secures his loans, guarantees."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._("Collateral is seen with the whole card, not at the counter.")
            )
        Collateral = self.env["bank.collateral"]
        own = Collateral.search([("owner_id", "in", self.ids)])
        pledged = self.env["bank.collateral.pledge"].search(
            [("client_id", "=", self.id), ("date_to", "=", False)]
        )
        given = (
            self.env["bank.guarantee"]
            .sudo()
            .search(
                [("guarantor_client_id", "=", self.id), ("state", "=", "in_force")]
            )
        )
        received = self.env["bank.guarantee"].search(
            [("client_id", "=", self.id), ("state", "in", ("draft", "in_force"))]
        )
        seen = self.env["bank.client.group"]._seen_clients(given.client_id.ids)
        return {
            "own": [one._client_row() for one in own],
            "others": [one._client_row() for one in pledged.collateral_id - own],
            "given": [
                {
                    "id": one.id if one.client_id in seen else False,
                    "who": one.client_id.name
                    if one.client_id in seen
                    else self.env._("Somebody whom you may not see"),
                    "amount": one.with_env(self.env).sudo().amount_words,
                }
                for one in given
            ],
            "received": [
                {
                    "id": one.id,
                    "who": one.guarantor_words,
                    "amount": one.amount_words,
                    "is_draft": one.state == "draft",
                }
                for one in received
            ],
        }
