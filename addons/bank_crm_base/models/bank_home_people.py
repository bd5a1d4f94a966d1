from odoo import api, models
from odoo.fields import Domain

from ..domain.home import Since, roll_up
from .bank_home import UNIT, TileSpec
from .bank_home_figures import to_decimal

PEOPLE_SHOWN = 15
UNITS_SHOWN = 15
WITHOUT_MANAGER = "none"


class BankHome(models.AbstractModel):
    """Tiles about the unit: its people with portfolio and load, the units below."""

    _inherit = "bank.home"

    @api.model
    def _people_tiles(self):
        unit = frozenset({UNIT})
        return [
            TileSpec(
                "people", self.env._("Portfolio and load"), "people", "table", 10, unit, "fa-users",
                needs_clients=False,
            ),
            TileSpec(
                "units", self.env._("Units below"), "people", "table", 20, unit, "fa-sitemap",
                has_list=False,
            ),
        ]  # fmt: skip

    @api.model
    def _month_start(self, at):
        return (at.day or at.today).replace(day=1)

    @api.model
    def _by_manager(self, at):
        """Clients and funds on the last counted day, new and lost this month."""
        Day = self.env["bank.unit.day"]
        domain = self._portfolio_domain(at)
        held = {
            manager.id: (clients, funds)
            for manager, clients, funds in Day._read_group(
                domain & Domain("date", "=", at.day),
                ["manager_id"],
                ["client_count:sum", "funds_base:sum"],
            )
        }
        moved = {
            manager.id: (new, lost)
            for manager, new, lost in Day._read_group(
                domain
                & Domain("date", ">=", self._month_start(at))
                & Domain("date", "<=", at.day),
                ["manager_id"],
                ["new_count:sum", "lost_count:sum"],
            )
        }
        return held, moved

    @api.model
    def _task_counts(self, at, user_ids):
        Task = self.env["bank.staff.task"]
        theirs = Domain("user_id", "in", user_ids)
        late = theirs & Domain("due_date", "<", at.today)
        return tuple(
            {
                user.id: count
                for user, count in Task._read_group(domain, ["user_id"], ["__count"])
            }
            for domain in (theirs, late)
        )

    def _tile_people(self, at):
        held, moved = {}, {}
        if at.sees_clients and at.day:
            held, moved = self._by_manager(at)
        staff = set(self._staff_ids(at))
        user_ids = sorted(staff | set(filter(None, held)))
        tasks, late = self._task_counts(at, user_ids)
        users = {user.id: user for user in self.env["res.users"].browse(user_ids)}
        rows = [
            self._person_row(users[user_id], held, moved, tasks, late, staff)
            for user_id in user_ids
        ]
        rows.sort(key=lambda row: (-(row["cells"].get("funds") or 0), row["title"]))
        total = len(rows)
        shown = rows[:PEOPLE_SHOWN]
        if held.get(False, (0, 0))[0]:
            shown.insert(0, self._nobodys_row(held, moved))
        return {
            "columns": self._people_columns(at),
            "rows": shown,
            "count": total,
            "sum": self._people_sum(rows, held) if at.sees_clients else False,
            "empty": self.env._(
                "Nobody works in this unit yet: enter posts of its staff."
            ),
        }

    @api.model
    def _people_columns(self, at):
        columns = [
            {"name": "tasks", "label": self.env._("Open tasks"), "format": "integer"},
            {
                "name": "late",
                "label": self.env._("Overdue"),
                "format": "integer",
                "tone": "bad",
            },
        ]
        if not at.sees_clients:
            return columns
        return [
            {"name": "clients", "label": self.env._("Clients"), "format": "integer"},
            {"name": "funds", "label": self.env._("Funds"), "format": "money"},
            {
                "name": "moved",
                "label": self.env._("New, left this month"),
                "format": "moved",
            },
            *columns,
        ]

    @api.model
    def _person_row(self, user, held, moved, tasks, late, staff):
        clients, funds = held.get(user.id, (0, 0))
        new, lost = moved.get(user.id, (0, 0))
        return {
            "key": user.id,
            "title": user.name,
            "user_id": user.id,
            "cells": {
                "clients": clients or 0,
                "funds": float(funds or 0),
                "moved": [new or 0, lost or 0],
                "tasks": tasks.get(user.id, 0),
                "late": late.get(user.id, 0),
            },
            "task": user.id in staff and {"user_id": user.id, "summary": ""},
        }

    @api.model
    def _nobodys_row(self, held, moved):
        clients, funds = held[False]
        new, lost = moved.get(False, (0, 0))
        return {
            "key": WITHOUT_MANAGER,
            "title": self.env._("Without a manager"),
            "level": "warning",
            "cells": {
                "clients": clients,
                "funds": float(funds or 0),
                "moved": [new or 0, lost or 0],
                "tasks": 0,
                "late": 0,
            },
        }

    @api.model
    def _people_sum(self, rows, held):
        nobodys = held.get(False, (0, 0))
        return {
            "clients": sum(row["cells"]["clients"] for row in rows) + (nobodys[0] or 0),
            "funds": sum(row["cells"]["funds"] for row in rows)
            + float(nobodys[1] or 0),
            "tasks": sum(row["cells"]["tasks"] for row in rows),
            "late": sum(row["cells"]["late"] for row in rows),
        }

    def _open_people(self, at, key):
        if key and at.sees_clients:
            manager_id = False if key == WITHOUT_MANAGER else int(key)
            manager = self.env["res.users"].browse(manager_id or ())
            return self._clients_action(
                self.env._("Clients of %s", manager.name)
                if manager
                else self.env._("Clients without a manager"),
                self._client_domain(at) & Domain("manager_id", "=", manager_id),
            )
        if at.sees_clients and at.day:
            return self._open_portfolios(at, at.day, self.env._("Portfolios"))
        people = [int(key)] if key else self._staff_ids(at)
        return self._list_action(
            self.env._("Tasks of my people"),
            "bank.staff.task",
            Domain("user_id", "in", people),
        )

    @api.model
    def _units_below(self, at):
        """Children of the unit; for the whole bank those of head office, its root."""
        Branch = self.env["bank.branch"]
        top = Branch.browse(at.branch_id)
        if at.is_bank and at.branch_ids is None:
            roots = Branch.search([("parent_id", "=", False)])
            if len(roots) > 1:
                return roots
            top = roots or top
        return Branch.search([("parent_id", "=", top.id)])

    def _tile_units(self, at):
        """Each unit below with everything under it; a click narrows the screen to it."""
        units = self._units_below(at)
        if not units or not at.day:
            return {"is_hidden": True}
        all_units = self.env["bank.branch"].search_fetch(
            [("id", "child_of", units.ids)], ["parent_id"]
        )
        parents = {unit.id: unit.parent_id.id or None for unit in all_units}
        days = self._counted_days(at)
        names = ("client_count", "funds_base")
        own = {}
        for date, branch, *values in self.env["bank.unit.day"]._read_group(
            Domain("branch_id", "in", all_units.ids)
            & Domain("date", "in", sorted({at.day, *days.values()})),
            ["date:day", "branch_id"],
            [f"{name}:sum" for name in names],
        ):
            for name, value in zip(names, values, strict=True):
                own.setdefault((date, name), {})[branch.id] = to_decimal(value)
        sums = {key: roll_up(parents, values, units.ids) for key, values in own.items()}
        return self._units_payload(at, units, sums, days.get(Since.MONTH))

    @api.model
    def _units_payload(self, at, units, sums, month_start):
        rows = []
        for unit in units:
            funds = float(sums.get((at.day, "funds_base"), {}).get(unit.id, 0))
            before = sums.get((month_start, "funds_base"), {}).get(unit.id)
            rows.append(
                {
                    "key": unit.id,
                    "title": unit.name,
                    "unit_id": unit.id,
                    "cells": {
                        "clients": int(
                            sums.get((at.day, "client_count"), {}).get(unit.id, 0)
                        ),
                        "funds": funds,
                        "change": None if before is None else funds - float(before),
                    },
                }
            )
        rows.sort(key=lambda row: -row["cells"]["funds"])
        return {
            "columns": [
                {
                    "name": "clients",
                    "label": self.env._("Clients"),
                    "format": "integer",
                },
                {"name": "funds", "label": self.env._("Funds"), "format": "money"},
                {
                    "name": "change",
                    "label": self.env._("This month"),
                    "format": "change",
                },
            ],
            "rows": rows[:UNITS_SHOWN],
            "count": len(rows),
            "sum": False,
            "empty": "",
        }

    def _open_units(self, at, key):
        return self._open_portfolios(at, at.day, self.env._("Portfolios"))
