from datetime import timedelta

from odoo import api, models

CLIENTS = 4


class BankDemo(models.AbstractModel):
    """What a private banker keeps of his clients: profiles, gifts, requests, a briefing."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        if self.env.context.get("bank_story"):
            self._live_private()

    @api.model
    def _live_private(self):
        today = self.env["bank.business.day"]._today()
        clients = self.env["res.partner"].search(
            [("is_private_banking", "=", True), ("manager_id", "!=", False)], order="id"
        )
        known = [
            client
            for client in clients
            if client.with_user(client.manager_id)._is_private_place_open()
            and self.env["bank.private.gift"]
            .with_user(client.manager_id)
            .has_access("create")
        ]
        appetites = ("careful", "balanced", "growth", "balanced")
        for place, client in enumerate(known[:CLIENTS]):
            demo = self.env(user=client.manager_id.id)
            own = {"client_id": client.id}
            signed = today - timedelta(days=300 + 60 * place)
            demo["bank.private.profile"].create(
                {
                    **own,
                    "appetite": appetites[place],
                    "horizon_years": 3 + place,
                    "aims": "A flat for the daughter, the rest for the pension.",
                    "date_from": signed,
                    "date_to": signed + timedelta(days=365),
                }
            )
            demo["bank.private.gift"].create(
                {
                    **own,
                    "name": "Album on Lviv theatres",
                    "amount": 1_200,
                    "occasion": "New Year",
                    "date": today.replace(month=1, day=5),
                }
            )
            demo["bank.private.request"].create(
                {
                    **own,
                    "name": "A lawyer for the inheritance in Vienna",
                    "due_date": today + timedelta(days=6 - 4 * place),
                }
            )
        if known:
            known[0].with_user(known[0].manager_id).action_private_briefing()
