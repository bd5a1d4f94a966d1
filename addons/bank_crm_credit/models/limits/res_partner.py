from odoo import models


class ResPartner(models.Model):
    """Limits on the card: the client's own and his group's, with how far they are used."""

    _inherit = "res.partner"

    def _get_limit_lines(self):
        """Limits that the client's loans take up and the user may read, narrowest first."""
        self.ensure_one()
        Limit = self.env["bank.loan.limit"]
        groups = self.env["bank.client.group"]._current_of(self)
        limits = Limit.search(
            [
                ("acceptance", "=", "accepted"),
                "|", ("client_id", "=", self.id), ("group_id", "in", groups.ids),
            ]
        )  # fmt: skip
        standings = dict(limits._fields["standing"]._description_selection(self.env))
        return [
            {
                "id": limit.id,
                "name": limit.display_name,
                "is_own": limit.client_id == self,
                "amount": limit.amount_base,
                "used": limit.used_base,
                "free": limit.free_base,
                "percent": limit.used_percent,
                "standing": limit.standing,
                "standing_name": standings[limit.standing],
                "words": limit.standing_words,
                "until": (limit.date_to and limit.date_to.isoformat()) or "",
                "is_hard": limit.is_hard,
            }
            for limit in limits._narrowest_first()
        ]

    def get_client_exposure(self):
        """The limits of the client stand beside what he owes."""
        told = super().get_client_exposure()
        limits = self._get_limit_lines()
        told["limits"] = limits
        told["limit"] = sum(line["amount"] for line in limits if line["is_own"])
        return told

    def _get_exposure_lines(self):
        """Approvals that are not paid out yet stand among what may be owed."""
        lines = super()._get_exposure_lines()
        promises = self.env["bank.loan.commitment"].search(
            [("client_id", "=", self.id), ("stage", "in", ("reserved", "kept"))]
        )
        stages = dict(promises._fields["stage"]._description_selection(self.env))
        today = self.env["bank.business.day"]._today()
        return lines + [
            {
                "model": "bank.loan.commitment",
                "id": promise.id,
                "kind": stages[promise.stage],
                "name": promise.product_id.name or "",
                "number": promise.application_id.number or "",
                "amount": 0.0,
                "currency_id": promise.currency_id.id,
                "owed": 0.0,
                "agreed": float(
                    self.env["bank.loan.limit"]._rate_of(promise.currency_id)
                )
                * promise.left_amount,
                "limit": None,
                "ends": "",
                "date": today.isoformat(),
                "source": self.env._("Here"),
            }
            for promise in promises
        ]
