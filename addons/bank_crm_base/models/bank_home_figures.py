from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.home import Since, compare, comparison_days, comparison_targets, fill_days
from .bank_home import PORTFOLIO, UNIT, TileSpec
from .bank_home_unit_day import CHART_DAYS

# More of it is worse: the arrow is red when it grows.
BETTER_WHEN_LESS = frozenset({"owed_base", "outflow_base", "lost"})
FIGURES = ("client_count", "funds_base", "owed_base", "inflow_base", "outflow_base")
FLOW_FIGURES = frozenset({"inflow_base", "outflow_base"})
COUNT_FIGURES = frozenset({"client_count"})


def to_decimal(value):
    return Decimal(str(value or 0))


class BankHome(models.AbstractModel):
    """The strip of day figures, each beside yesterday, month start and year start."""

    _inherit = "bank.home"

    @api.model
    def _figure_tiles(self):
        both = frozenset({UNIT, PORTFOLIO})
        return [
            TileSpec("clients", self.env._("Clients"), "strip", "number", 10, both),
            TileSpec("funds", self.env._("Funds"), "strip", "number", 20, both),
            TileSpec("owed", self.env._("Owed to the bank"), "strip", "number", 30, both),
            TileSpec("inflow", self.env._("Received"), "strip", "number", 40, both),
            TileSpec("outflow", self.env._("Paid out"), "strip", "number", 50, both),
            TileSpec("new", self.env._("New this week"), "strip", "number", 60, both),
            TileSpec("lost", self.env._("Left this week"), "strip", "number", 70, both),
            TileSpec(
                "flows", self.env._("Received and paid out, 30 days"), "money", "chart", 10, both,
                "fa-bar-chart",
            ),
        ]  # fmt: skip

    @api.model
    def _counted_days(self, at):
        """The counted days that stand for yesterday, month start and year start."""
        if not at.day:
            return {}
        targets = sorted(set(comparison_targets(at.day).values()))
        counted = self.env.execute_query(
            SQL(
                "SELECT (SELECT max(date) FROM bank_unit_day WHERE date <= target) "
                "FROM unnest(%s::date[]) AS target",
                targets,
            )
        )
        return comparison_days(at.day, (day for (day,) in counted if day))

    @api.model
    def _figures(self, at):
        """Sums of the scope by day: the last counted day and those it is compared with."""
        return at.once("figures", lambda: self._read_figures(at))

    @api.model
    def _read_figures(self, at):
        days = self._counted_days(at)
        wanted = sorted({at.day, *days.values()} - {None, False})
        rows = self.env["bank.unit.day"]._read_group(
            self._portfolio_domain(at) & Domain("date", "in", wanted),
            ["date:day"],
            [f"{name}:sum" for name in FIGURES],
        )
        sums = {
            fields.Date.to_date(day): dict(zip(FIGURES, values, strict=True))
            for day, *values in rows
        }
        return days, sums

    @api.model
    def _figure(self, at, name):
        days, sums = self._figures(at)
        value = sums.get(at.day, {}).get(name)
        changes = []
        for since, day in days.items():
            # A single day's payments say nothing beside those of one day a month ago.
            if name in FLOW_FIGURES and since is not Since.DAY:
                continue
            change = self._change(name, since, day, sums.get(day, {}).get(name), value)
            if change:
                changes.append(change)
        return {
            "value": value or 0,
            "format": "integer" if name in COUNT_FIGURES else "money",
            "day": at.day if name in FLOW_FIGURES else False,
            "changes": changes,
            "is_known": value is not None,
        }

    @api.model
    def _change(self, name, since, day, before, after):
        if before is None or after is None:
            return None
        change = compare(to_decimal(before), to_decimal(after))
        is_good = (change.delta > 0) != (name in BETTER_WHEN_LESS)
        return {
            "since": since.value,
            "label": self._since_label(since),
            "day": day,
            "delta": float(change.delta),
            "fraction": None if change.fraction is None else float(change.fraction),
            "direction": change.direction.value,
            "is_good": is_good,
        }

    @api.model
    def _since_label(self, since):
        labels = {
            Since.DAY: self.env._("day"),
            Since.MONTH: self.env._("month"),
            Since.YEAR: self.env._("year"),
        }
        return labels[since]

    def _tile_clients(self, at):
        return self._figure(at, "client_count")

    def _tile_funds(self, at):
        return self._figure(at, "funds_base")

    def _tile_owed(self, at):
        return self._figure(at, "owed_base")

    def _tile_inflow(self, at):
        return self._figure(at, "inflow_base")

    def _tile_outflow(self, at):
        return self._figure(at, "outflow_base")

    @api.model
    def _week_domain(self, at, name, weeks_ago=0):
        first = fields.Date.subtract(self._week_start(at), weeks=weeks_ago)
        last = fields.Date.subtract(fields.Date.add(first, weeks=1), days=1)
        return (
            self._client_domain(at)
            & Domain(name, ">=", first)
            & Domain(name, "<=", last)
        )

    @api.model
    def _week_count(self, at, code, name):
        Client = self.env["res.partner"]
        value = Client.search_count(self._week_domain(at, name))
        before = Client.search_count(self._week_domain(at, name, weeks_ago=1))
        change = self._change(code, Since.DAY, False, before, value)
        change |= {"label": self.env._("vs last week"), "fraction": None}
        return {
            "value": value,
            "format": "integer",
            "day": False,
            "changes": [change],
            "is_known": True,
        }

    def _tile_new(self, at):
        return self._week_count(at, "new", "client_since")

    def _tile_lost(self, at):
        return self._week_count(at, "lost", "client_until")

    def _tile_flows(self, at):
        day = at.day or at.today
        first = fields.Date.subtract(day, days=CHART_DAYS - 1)
        rows = self.env["bank.unit.day"]._read_group(
            self._portfolio_domain(at)
            & Domain("date", ">=", first)
            & Domain("date", "<=", day),
            ["date:day"],
            ["inflow_base:sum", "outflow_base:sum"],
        )
        received = {fields.Date.to_date(date): inflow for date, inflow, _out in rows}
        paid = {fields.Date.to_date(date): outflow for date, _in, outflow in rows}
        received, paid = (fill_days(first, day, sums) for sums in (received, paid))
        return {
            "labels": [date for date, _value in received],
            "series": [
                {
                    "label": self.env._("Received"),
                    "values": [float(value) for _date, value in received],
                    "tone": "good",
                },
                {
                    "label": self.env._("Paid out"),
                    "values": [float(value) for _date, value in paid],
                    "tone": "bad",
                },
            ],
            "is_empty": not any(value for _date, value in (*received, *paid)),
            "empty": self.env._("No payments in the last 30 days."),
        }

    # The list behind a sum shows the portfolios it is the sum of, with the same total.

    @api.model
    def _open_portfolios(self, at, day, name):
        return self._list_action(
            name,
            "bank.unit.day",
            self._portfolio_domain(at) & Domain("date", "=", day),
        )

    def _open_clients(self, at, key):
        return self._clients_action(
            self.env._("Clients"),
            self._client_domain(at) & Domain("client_state", "=", "client"),
        )

    def _open_funds(self, at, key):
        return self._open_portfolios(at, at.day, self.env._("Funds by manager"))

    def _open_owed(self, at, key):
        return self._open_portfolios(at, at.day, self.env._("Owed by manager"))

    def _open_inflow(self, at, key):
        return self._open_portfolios(at, at.day, self.env._("Received by manager"))

    def _open_outflow(self, at, key):
        return self._open_portfolios(at, at.day, self.env._("Paid out by manager"))

    def _open_new(self, at, key):
        return self._clients_action(
            self.env._("New this week"), self._week_domain(at, "client_since")
        )

    def _open_lost(self, at, key):
        return self._clients_action(
            self.env._("Left this week"), self._week_domain(at, "client_until")
        )

    def _open_flows(self, at, key):
        day = fields.Date.to_date(key) if key else at.day
        return self._open_portfolios(at, day, self.env._("Payments by manager"))
