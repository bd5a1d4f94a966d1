from datetime import timedelta

from odoo import api, fields, models

from .bank_home import ADMIN, DESK, PORTFOLIO, ROWS_SHOWN, UNIT, TileSpec
from .bank_visit_review import REVIEWERS

VISITED_DAYS = 7


class BankHome(models.AbstractModel):
    """Tiles of visits: own clients served elsewhere, and openings that wait for review."""

    _inherit = "bank.home"

    @api.model
    def _get_tiles(self):
        return [*super()._get_tiles(), *self._visit_tiles()]

    @api.model
    def _visit_tiles(self):
        return [
            TileSpec(
                "visited", self.env._("Visited elsewhere"), "needs_me", "list", 60,
                frozenset({UNIT, PORTFOLIO}), "fa-street-view",
            ),
            TileSpec(
                "reviews", self.env._("Emergency openings to review"), "needs_me", "list", 5,
                frozenset({UNIT, PORTFOLIO, DESK, ADMIN}), "fa-unlock-alt", REVIEWERS,
                needs_clients=False,
            ),
        ]  # fmt: skip

    @api.model
    def _menu_actions(self):
        return {
            **super()._menu_actions(),
            "bank.visit": "bank_crm_base.bank_visit_action",
        }

    @api.model
    def _visited_domain(self, at):
        since = fields.Datetime.now() - timedelta(days=VISITED_DAYS)  # clock: last days
        domain = [("started_at", ">", since), ("user_id", "!=", at.user_id)]
        if at.home == PORTFOLIO:
            return [*domain, ("manager_id", "=", at.user_id)]
        if at.branch_ids is not None:
            domain.append(("client_branch_id", "in", list(at.branch_ids)))
            domain.append(("branch_id", "not in", list(at.branch_ids)))
        return domain

    def _tile_visited(self, at):
        visits = self.env["bank.visit"].search(
            self._visited_domain(at), limit=ROWS_SHOWN
        )
        return {
            "rows": [visit._home_row() for visit in visits],
            "empty": self.env._("Nobody was served elsewhere in the last week."),
        }

    def _open_visited(self, at, key):
        if key:
            return self.env["bank.visit"].browse(key).action_open_client()
        return self._list_action(
            self.env._("Visited elsewhere"), "bank.visit", self._visited_domain(at)
        )

    @api.model
    def _reviews_domain(self):
        return [("review", "=", "waiting"), ("user_id", "!=", self.env.uid)]

    def _tile_reviews(self, at):
        visits = self.env["bank.visit"].search(
            self._reviews_domain(), limit=ROWS_SHOWN, order="started_at"
        )
        return {
            "rows": [visit._home_row() for visit in visits],
            "empty": self.env._("Nothing to review."),
        }

    def _open_reviews(self, at, key):
        domain = [("id", "=", key)] if key else self._reviews_domain()
        action = self._list_action(
            self.env._("Emergency openings to review"), "bank.visit", domain
        )
        return {**action, "res_id": key, "views": [(False, "form")]} if key else action


class BankVisit(models.Model):
    """One line on the home screen."""

    _inherit = "bank.visit"

    def _home_row(self):
        self.ensure_one()
        visit = self.sudo()
        if visit.kind == "break_glass":
            text, level = self.env._("Emergency"), "overdue"
        elif visit.state == "open":
            text, level = self.env._("There now"), "today"
        else:
            text, level = "", "later"
        return {
            "key": visit.id,
            "title": self.client_id.name,
            "subtitle": " · ".join(
                filter(
                    None,
                    [visit.user_id.name, visit.branch_id.name, visit._reason_words()],
                )
            ),
            **({"badge": {"text": text, "level": level}} if text else {}),
        }
