from collections import Counter

from odoo import api, models
from odoo.tools import SQL

ROUND_TO = 100_000
# What of the limit is used today, in percent: the first is over it, the second nearly.
CLIENTS = (112, 96, 74, 61, 43, 30)
PRODUCTS = {"LOAN-C": 68, "LOAN-M": 55, "TRADE": 82, "OVER-B": 91}
PERCENT = 100


class BankDemo(models.AbstractModel):
    """Limits of the demonstration bank: one passed, one nearly used up, a group over its."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        risk, second = self._employee("underwriter"), self._employee("head_office")
        if risk and second and risk != second:
            self._live_limits(risk, second)

    @api.model
    def _live_limits(self, risk, second):
        Limit = self.env["bank.loan.limit"]
        if Limit.search_count([], limit=1):
            return
        by_client, by_product, by_group = self._taken_up()
        bank = self._live_limit(
            risk, second, sum(by_product.values()), 45, level="bank",
            reason=self.env._("Risk appetite of the year"),
        )  # fmt: skip
        for code, percent in PRODUCTS.items():
            product = self.env["bank.product"].search([("code", "=", code)], limit=1)
            if by_product[product.id]:
                self._live_limit(
                    risk, second, by_product[product.id], percent,
                    level="product", product_id=product.id, parent_id=bank.id,
                )  # fmt: skip
        groups = {}
        for place, (group_id, used) in enumerate(by_group[:3]):
            groups[group_id] = self._live_limit(
                risk, second, used, (108, 77, 52)[place],
                level="group", group_id=group_id, parent_id=bank.id,
                is_hard=place == 0,
            )  # fmt: skip
        Group = self.env["bank.client.group"]
        for percent, (client, used) in zip(CLIENTS, by_client, strict=False):
            own = Group._current_of(client).ids
            parent = next((groups[one] for one in own if one in groups), bank)
            self._live_limit(
                risk, second, used, percent,
                level="client", client_id=client.id, parent_id=parent.id,
                is_hard=percent != CLIENTS[1],
                reason=self.env._("Credit committee, by the statements of the year"),
            )  # fmt: skip
        self._live_limit_that_waits(risk)

    @api.model
    def _taken_up(self):
        """What companies, products and groups take up today, the greatest first."""
        rows = self.env.execute_query(
            SQL(
                "SELECT client_id, product_id, weight::float FROM (%s) x",
                self.env["bank.loan.limit"]._lines_sql(),
            )
        )
        by_client, by_product, by_group = Counter(), Counter(), Counter()
        for client_id, product_id, weight in rows:
            by_client[client_id] += weight
            by_product[product_id] += weight
        clients = self.env["res.partner"].search(
            [
                ("id", "in", list(by_client)),
                ("client_kind", "=", "legal_entity"),
                ("is_private_banking", "=", False),
            ]
        )
        # Who may not be served further gets no limit.
        clients = clients.filtered(lambda one: not one._get_service_blocks("limit"))
        members = self.env["bank.client.group.member"].search(
            [
                ("client_id", "in", list(by_client)),
                ("is_current", "=", True),
                ("group_id.kind", "=", "connected"),
            ]
        )
        for member in members:
            by_group[member.group_id.id] += by_client[member.client_id.id]
        ranked = sorted(
            ((client, by_client[client.id]) for client in clients),
            key=lambda pair: (-pair[1], pair[0].id),
        )
        return ranked, by_product, by_group.most_common()

    @api.model
    def _live_limit(self, risk, second, used, percent, **values):
        """Set by one person of credit risk, accepted by another."""
        amount = max(round(used * PERCENT / percent / ROUND_TO), 1) * ROUND_TO
        if percent > PERCENT:
            # Rounded up it would not be passed any more.
            amount = max(int(used * PERCENT / percent / 1_000), 1) * 1_000
        today = self.env["bank.business.day"]._today()
        limit = self.env["bank.loan.limit"].with_user(risk).create(
            {
                **values,
                "amount": amount,
                "date_from": today.replace(month=1, day=15),
                "date_to": today.replace(year=today.year + 1, month=1, day=14),
            }
        )  # fmt: skip
        limit.waiting_act_ids.with_user(second).action_accept()
        return limit

    @api.model
    def _live_limit_that_waits(self, risk):
        """More is asked for whoever is over his limit: it waits for the second person."""
        limit = self.env["bank.loan.limit"].with_user(risk).search(
            [("level", "=", "client")], order="id", limit=1
        )  # fmt: skip
        if limit:
            limit.amount = limit.amount * 1.25
            limit.waiting_act_ids.with_user(risk).action_explain(
                self.env._("The committee raised the line; the protocol is signed.")
            )
