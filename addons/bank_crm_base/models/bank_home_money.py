from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from .bank_home import PORTFOLIO, ROWS_SHOWN, UNIT, TileSpec

DEPOSIT_DAYS = 30
UNPLANNED_DAYS = 14
LARGEST_SHOWN = 10


class BankHome(models.AbstractModel):
    """Tiles about money: the largest payments of the day, deposits that end."""

    _inherit = "bank.home"

    @api.model
    def _money_tiles(self):
        both = frozenset({UNIT, PORTFOLIO})
        return [
            TileSpec(
                "unplanned_deposits", self.env._("Deposits ending without a plan"), "needs_me",
                "list", 50, both, "fa-hourglass-end",
            ),
            TileSpec(
                "largest_in", self.env._("Largest received"), "money", "list", 20,
                frozenset({UNIT}), "fa-arrow-down",
            ),
            TileSpec(
                "largest_out", self.env._("Largest paid out"), "money", "list", 30,
                frozenset({UNIT}), "fa-arrow-up",
            ),
            TileSpec(
                "my_largest", self.env._("Largest payments of my clients"), "people", "list", 10,
                frozenset({PORTFOLIO}), "fa-exchange",
            ),
            TileSpec(
                "deposits", self.env._("Deposits that end in 30 days"), "money", "list", 40,
                both, "fa-calendar",
            ),
        ]  # fmt: skip

    @api.model
    def _flow_days(self, at):
        """The last two bank days that have large payments."""
        return at.once(
            "flow_days",
            lambda: [
                day
                for (day,) in self.env.execute_query(
                    SQL(
                        "SELECT DISTINCT date FROM bank_day_flow WHERE date > %s "
                        "AND date <= %s ORDER BY date DESC LIMIT 2",
                        fields.Date.subtract(at.today, days=14),
                        at.today,
                    )
                )
            ],
        )

    @api.model
    def _flows_domain(self, at, days, direction=None):
        domain = self._of_client_domain(at) & Domain("date", "in", days)
        if direction:
            domain &= Domain("direction", "=", direction)
        return domain

    @api.model
    def _flow_rows(self, at, domain, *, with_day=False):
        flows = self.env["bank.day.flow"].search(
            domain, order="size_base desc, id", limit=LARGEST_SHOWN
        )
        return [
            {
                "key": flow.id,
                "title": flow.client_id.display_name,
                "subtitle": flow.counterparty_name or flow.purpose or "",
                "date": flow.date if with_day else False,
                "amount": flow.amount_base,
                "own_amount": flow.currency_id != flow.base_currency_id
                and {"amount": flow.amount, "currency_id": flow.currency_id.id},
                "task": self._client_task(
                    at, flow.client_id, self.env._("Call about the payment")
                ),
            }
            for flow in flows
        ]

    @api.model
    def _largest(self, at, direction):
        days = self._flow_days(at)[:1]
        return {
            "day": days[0] if days else False,
            "rows": self._flow_rows(at, self._flows_domain(at, days, direction)),
            "empty": self.env._("No payments on the last bank day."),
        }

    def _tile_largest_in(self, at):
        return self._largest(at, "in")

    def _tile_largest_out(self, at):
        return self._largest(at, "out")

    def _tile_my_largest(self, at):
        return {
            "rows": self._flow_rows(
                at, self._flows_domain(at, self._flow_days(at)), with_day=True
            ),
            "empty": self.env._("No payments on the last two bank days."),
        }

    @api.model
    def _open_flow(self, flow_id):
        flow = self.env["bank.day.flow"].browse(int(flow_id)).exists()
        flow.check_access("read")
        return self._open_client(flow.client_id.id)

    @api.model
    def _open_largest(self, at, key, name, days, direction=None):
        if key:
            return self._open_flow(key)
        return self._list_action(
            name,
            "bank.day.flow",
            self._flows_domain(at, days, direction),
        )

    def _open_largest_in(self, at, key):
        days = self._flow_days(at)[:1]
        return self._open_largest(at, key, self.env._("Largest received"), days, "in")

    def _open_largest_out(self, at, key):
        days = self._flow_days(at)[:1]
        return self._open_largest(at, key, self.env._("Largest paid out"), days, "out")

    def _open_my_largest(self, at, key):
        name = self.env._("Largest payments of my clients")
        return self._open_largest(at, key, name, self._flow_days(at))

    @api.model
    def _deposits_domain(self, at, days):
        return (
            self._of_client_domain(at)
            & Domain("product_id.kind", "=", "deposit")
            & Domain("state", "=", "active")
            & Domain("end_date", ">=", at.today)
            & Domain("end_date", "<=", fields.Date.add(at.today, days=days))
        )

    @api.model
    def _deposit_rows(self, at, domain):
        deposits = self.env["bank.holding"].search(
            domain, order="end_date, id", limit=ROWS_SHOWN
        )
        base = self.env.company.currency_id
        return [
            {
                "key": deposit.client_id.id,
                "title": deposit.client_id.display_name,
                "subtitle": deposit.product_id.name,
                "badge": self._urgency_badge(deposit.end_date, at.today),
                "amount": deposit.balance or deposit.amount,
                "currency_id": (deposit.currency_id or base).id,
                "task": self._client_task(
                    at,
                    deposit.client_id,
                    self.env._(
                        "Deposit ends on %s: offer to go on",
                        format_date(self.env, deposit.end_date, date_format="medium"),
                    ),
                ),
            }
            for deposit in deposits
        ]

    def _tile_deposits(self, at):
        domain = self._deposits_domain(at, DEPOSIT_DAYS)
        return {
            "count": self.env["bank.holding"].search_count(domain),
            "rows": self._deposit_rows(at, domain),
            "empty": self.env._("No deposit ends in the next 30 days."),
        }

    def _open_deposits(self, at, key):
        if key:
            return self._open_client(key)
        return self._list_action(
            self.env._("Deposits that end in 30 days"),
            "bank.holding",
            self._deposits_domain(at, DEPOSIT_DAYS),
        )

    @api.model
    def _unplanned_domain(self, at):
        """Deposits that end soon and whose client nobody has an open task about."""
        domain = self._deposits_domain(at, UNPLANNED_DAYS)
        planned = SQL(
            "(SELECT activity.res_id FROM mail_activity activity "
            "WHERE activity.active AND activity.res_model = 'res.partner' "
            "AND activity.res_id IS NOT NULL)"
        )
        return domain & Domain("client_id", "not in", planned)

    def _tile_unplanned_deposits(self, at):
        domain = self._unplanned_domain(at)
        return {
            "count": self.env["bank.holding"].search_count(domain),
            "rows": self._deposit_rows(at, domain),
            "level": "danger",
            "empty": self.env._("Every deposit that ends in two weeks has a task."),
        }

    def _open_unplanned_deposits(self, at, key):
        if key:
            return self._open_client(key)
        deposits = self.env["bank.holding"].search(
            self._unplanned_domain(at), limit=1000, order="end_date, id"
        )
        return self._list_action(
            self.env._("Deposits ending without a plan"),
            "bank.holding",
            [("id", "in", deposits.ids)],
        )
