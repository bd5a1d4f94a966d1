from odoo import api, models
from odoo.tools import SQL, format_date

from ..domain.home import freshness
from .bank_home import ADMIN, DESK, TileSpec

ALL_ADMINISTRATORS = "base.group_erp_manager,bank_crm_base.group_business_administrator"


class BankHome(models.AbstractModel):
    """Homes without a portfolio: find a client, own tasks, the bank's day, set-up."""

    _inherit = "bank.home"

    @api.model
    def _desk_tiles(self):
        return [
            TileSpec(
                "find", self.env._("Name, phone, tax number, account or card"), "people", "find",
                10, frozenset({DESK}), "fa-search", "bank_crm_base.group_employee",
                needs_clients=False, has_list=False,
            ),
            TileSpec(
                "shortcuts", self.env._("Set up the bank"), "people", "links", 20,
                frozenset({ADMIN}), "fa-cogs", ALL_ADMINISTRATORS,
                needs_clients=False, has_list=False,
            ),
            TileSpec(
                "bank_day", self.env._("Business day"), "money", "list", 10,
                frozenset({DESK, ADMIN}), "fa-sun-o", needs_clients=False,
            ),
        ]  # fmt: skip

    def _tile_find(self, at):
        return {}

    @api.model
    def _shortcuts(self):
        """What an administrator opens most: name, icon, model, whose groups may."""
        return [
            (
                self.env._("Employees"), "fa-user", "res.users",
                self.env._("Who works here and signs in"),
            ),
            (
                self.env._("Posts"), "fa-id-badge", "bank.post",
                self.env._("Who does what, where, until when"),
            ),
            (
                self.env._("Roles"), "fa-key", "bank.role",
                self.env._("What each kind of employee may do"),
            ),
            (
                self.env._("Branches"), "fa-sitemap", "bank.branch",
                self.env._("Units of the bank as a tree"),
            ),
            (
                self.env._("Service classes"), "fa-tags", "bank.client.class",
                self.env._("Mass, affluent, corporate"),
            ),
            (
                self.env._("Product families"), "fa-th-large", "bank.product.family",
                self.env._("By which products held are counted"),
            ),
            (
                self.env._("Field catalogue"), "fa-list-alt", "bank.field.catalogue",
                self.env._("Names and sources of all fields"),
            ),
            (
                self.env._("Business days"), "fa-calendar-check-o", "bank.business.day",
                self.env._("Nightly work and how it went"),
            ),
        ]  # fmt: skip

    def _tile_shortcuts(self, at):
        return {
            "links": [
                {"key": model, "title": title, "icon": icon, "subtitle": subtitle}
                for title, icon, model, subtitle in self._shortcuts()
                if self.env[model].has_access("read")
            ]
        }

    def _open_shortcuts(self, at, key):
        for title, _icon, model, _subtitle in self._shortcuts():
            if model == key:
                self.env[model].check_access("read")
                return self._list_action(title, model, [])
        return False

    @api.model
    def _current_day(self):
        Day = self.env["bank.business.day"].sudo()
        return Day.search([("is_current", "=", True)], limit=1) or Day.search(
            [], limit=1
        )

    def _tile_bank_day(self, at):
        day = self._current_day()
        states = dict(day._fields["state"]._description_selection(self.env))
        levels = {"failed": "overdue", "waiting": "soon", "running": "today"}
        rows = []
        if day:
            done = day.task_ids.filtered(lambda task: task.state == "done")
            progress = self.env._(
                "%(done)s of %(all)s tasks done", done=len(done), all=len(day.task_ids)
            )
            rows.append(
                {
                    "key": day.id,
                    "title": format_date(self.env, day.date, date_format="medium"),
                    "subtitle": progress if day.task_ids else "",
                    "badge": {
                        "text": states.get(day.state, ""),
                        "level": levels.get(day.state, "later"),
                    },
                }
            )
        return {
            "rows": rows,
            "empty": self.env._("No business day has been opened yet."),
        }

    def _open_bank_day(self, at, key):
        return self._list_action(self.env._("Business days"), "bank.business.day", [])

    @api.model
    def _freshness(self):
        """How fresh each feed is: {label, as_of, level}; the exchange of files fills it."""
        return []

    @api.model
    def _freshness_badges(self, at):
        badges = self._freshness()
        if badges:
            return badges
        [(as_of,)] = self.env.execute_query(
            SQL(
                "SELECT max(data_as_of) FROM bank_business_day WHERE date <= %s",
                at.today,
            )
        )
        as_of = as_of or self._last_fed_at()
        return [
            {
                "label": self.env._("Core banking"),
                "as_of": as_of,
                "level": freshness(as_of.date() if as_of else None, at.today).value,
            }
        ]

    @api.model
    def _last_fed_at(self):
        """Before the first business day: when the last accounts made were fed."""
        [(as_of,)] = self.env.execute_query(
            SQL(
                "SELECT max(fed_at) FROM (SELECT fed_at FROM bank_account "
                "ORDER BY id DESC LIMIT 1000) AS newest"
            )
        )
        return as_of
