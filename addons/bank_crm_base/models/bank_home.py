from dataclasses import dataclass, field
from typing import Any

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..domain.home import week_start

UNIT, PORTFOLIO, DESK, ADMIN = "unit", "portfolio", "desk", "admin"
ZONES = ("strip", "needs_me", "people", "money")
ROWS_SHOWN = 7


@dataclass(frozen=True, slots=True)
class TileSpec:
    """A tile: `bank.home._tile_<code>(scope)` gives its data, `_open_<code>` its list.

    `homes` are the home screens that show it; `groups` narrow it further; a tile that
    needs clients is absent for those who see none.
    """

    code: str
    title: str
    zone: str
    kind: str
    sequence: int
    homes: frozenset[str]
    icon: str = ""
    groups: str = ""
    needs_clients: bool = True
    has_list: bool = True


@dataclass(slots=True)
class HomeScope:
    """Whose day the home shows: a unit, one's own portfolio, or only one's own desk.

    `branch_ids` is None for the whole bank. `memo` keeps what several tiles share.
    """

    key: str
    home: str
    label: str
    user_id: int
    top_label: str = ""
    branch_id: int | None = None
    branch_ids: tuple[int, ...] | None = None
    top_branch_id: int | None = None
    is_bank: bool = False
    sees_clients: bool = True
    today: Any = None
    day: Any = None
    memo: dict = field(default_factory=dict)

    def once(self, name, make):
        if name not in self.memo:
            self.memo[name] = make()
        return self.memo[name]


class BankHome(models.AbstractModel):
    """The home screens of heads, managers and everybody else, made of tiles.

    Tiles are a hook: an addon extends `_get_tiles` and adds `_tile_<code>`.
    """

    _name = "bank.home"
    _description = "Home"

    @api.model
    def get_home(self, scope=None, unit=None):
        """Everything the home screen shows, in one call."""
        self._check_employee()
        at = self._scope(scope, unit)
        tiles = [self._tile_payload(spec, at) for spec in self._tiles_of(at)]
        return {
            "title": at.label,
            "home": at.home,
            "scope": at.key,
            "scopes": [
                {"key": other.key, "label": other.top_label or other.label}
                for other in at.memo["scopes"]
            ],
            "unit": at.branch_id if at.branch_id != at.top_branch_id else False,
            "units": self._unit_choices(at),
            "today": at.today,
            "day": at.day,
            "currency_id": self.env.company.currency_id.id,
            "freshness": self._freshness_badges(at),
            "zones": [
                {
                    "code": zone,
                    "title": self._zone_title(at.home, zone),
                    "tiles": [tile for tile in tiles if tile["zone"] == zone],
                }
                for zone in ZONES
            ],
        }

    @api.model
    def get_tile(self, code, scope=None, unit=None):
        """One tile again, after something was done from it."""
        self._check_employee()
        at = self._scope(scope, unit)
        return self._tile_payload(self._spec(at, code), at)

    @api.model
    def open_tile(self, code, scope=None, unit=None, key=None):
        """The action that opens the list behind a tile, or behind its row `key`."""
        self._check_employee()
        at = self._scope(scope, unit)
        spec = self._spec(at, code)
        if not spec.has_list and key is None:
            raise UserError(self.env._("There is no list behind this."))
        return getattr(self, f"_open_{code}")(at, key)

    @api.model
    def _get_tiles(self):
        """Tiles of all installed addons; an addon adds its own to the list of super()."""
        return [
            *self._figure_tiles(),
            *self._task_tiles(),
            *self._file_tiles(),
            *self._people_tiles(),
            *self._money_tiles(),
            *self._desk_tiles(),
        ]

    @api.model
    def _zone_title(self, home, zone):
        titles = {
            (UNIT, "needs_me"): self.env._("Needs me"),
            (UNIT, "people"): self.env._("My people"),
            (UNIT, "money"): self.env._("Money"),
            (PORTFOLIO, "needs_me"): self.env._("My day"),
            (PORTFOLIO, "people"): self.env._("My clients"),
            (PORTFOLIO, "money"): self.env._("Money"),
            (DESK, "needs_me"): self.env._("My day"),
            (DESK, "people"): self.env._("Find a client"),
            (DESK, "money"): self.env._("The bank's day"),
            (ADMIN, "needs_me"): self.env._("My day"),
            (ADMIN, "people"): self.env._("Set up"),
            (ADMIN, "money"): self.env._("The bank's day"),
        }
        return titles.get((home, zone), "")

    @api.model
    def _tiles_of(self, at):
        return sorted(
            (
                spec
                for spec in self._get_tiles()
                if at.home in spec.homes
                and (at.sees_clients or not spec.needs_clients)
                and (not spec.groups or self.env.user.has_groups(spec.groups))
            ),
            key=lambda spec: (ZONES.index(spec.zone), spec.sequence, spec.code),
        )

    @api.model
    def _spec(self, at, code):
        for spec in self._tiles_of(at):
            if spec.code == code:
                return spec
        raise AccessError(self.env._("This is not on your home screen."))

    @api.model
    def _tile_payload(self, spec, at):
        return {
            "code": spec.code,
            "title": spec.title,
            "zone": spec.zone,
            "kind": spec.kind,
            "icon": spec.icon,
            "has_list": spec.has_list,
            **getattr(self, f"_tile_{spec.code}")(at),
        }

    @api.model
    def _check_employee(self):
        if not self.env.user._is_internal():
            raise AccessError(
                self.env._("The home screen is for the bank's employees.")
            )

    @api.model
    def _list_action(self, name, model, domain, **values):
        """The window with the list behind a tile, as the menu shows that list."""
        action = {
            "type": "ir.actions.act_window",
            "res_model": model,
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "context": {},
        }
        menu_action = self._menu_actions().get(model)
        if menu_action:
            whole = self.env["ir.actions.act_window"]._for_xml_id(menu_action)
            action |= {
                key: whole[key]
                for key in ("views", "search_view_id", "help", "mobile_view_mode")
            }
        return {**action, "name": name, "domain": list(domain), **values}

    @api.model
    def _menu_actions(self):
        """By model: the action whose views and search a tile's list takes."""
        return {
            "res.partner": "bank_crm_base.bank_client_action",
            "bank.holding": "bank_crm_base.bank_holding_action",
            "bank.account.movement": "bank_crm_base.bank_account_movement_action_all",
            "bank.business.day": "bank_crm_base.bank_business_day_action",
            "bank.branch": "bank_crm_base.bank_branch_action",
            "bank.post": "bank_crm_base.bank_post_action",
            "bank.role": "bank_crm_base.bank_role_action",
            "bank.client.class": "bank_crm_base.bank_client_class_action",
            "bank.product.family": "bank_crm_base.bank_product_family_action",
            "bank.field.catalogue": "bank_crm_base.bank_field_catalogue_action",
            "bank.staff.task": "bank_crm_base.bank_staff_task_action",
            "bank.day.flow": "bank_crm_base.bank_day_flow_action",
            "bank.unit.day": "bank_crm_base.bank_unit_day_action",
        }

    @api.model
    def _clients_action(self, name, domain):
        return self._list_action(
            name, "res.partner", domain, context={"default_is_client": True}
        )

    @api.model
    def _week_start(self, at):
        return week_start(at.today)
