from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_home import ROWS_SHOWN, TileSpec
from odoo.fields import Domain

from ..collateral.bank_collateral import LIVE
from .bank_home import DESKS

COLLATERAL_DAYS = 14


class BankHome(models.AbstractModel):
    """Security and risk on the home screen: collateral to look after, clients to review."""

    _inherit = "bank.home"

    @api.model
    def _lending_tiles(self):
        return [
            *super()._lending_tiles(),
            TileSpec(
                "loan_collateral", self.env._("Collateral to look after"), "needs_me",
                "list", 25, DESKS, "fa-home", "bank_crm_credit.group_collateral_officer",
                needs_clients=False,
            ),
            TileSpec(
                "loan_watched", self.env._("Watched clients to review"), "needs_me", "list",
                26, DESKS, "fa-eye", needs_clients=False,
            ),
        ]  # fmt: skip

    @api.model
    def _menu_actions(self):
        return super()._menu_actions() | {
            "bank.collateral": "bank_crm_credit.bank_collateral_action",
            "bank.watch.entry": "bank_crm_credit.bank_watch_entry_action",
        }

    # --- collateral

    @api.model
    def _loan_collateral_domain(self, at):
        soon = fields.Date.add(at.today, days=COLLATERAL_DAYS)
        return Domain("state", "in", [str(state) for state in LIVE]) & Domain(
            "next_due_date", "<=", soon
        )

    def _tile_loan_collateral(self, at):
        Collateral = self.env["bank.collateral"]
        domain = self._loan_collateral_domain(at)
        tasks = dict(Collateral._fields["next_task"]._description_selection(self.env))
        return self._lending_tile(
            Collateral.search(domain, order="next_due_date, id", limit=ROWS_SHOWN),
            Collateral.search_count(domain),
            lambda one: {
                "title": one.name,
                "subtitle": ", ".join(
                    filter(None, [tasks.get(one.next_task), one.owner_words])
                ),
                "badge": self._urgency_badge(one.next_due_date, at.today),
            },
        )

    def _open_loan_collateral(self, at, key):
        return self._open_lending(
            self.env._("Collateral to look after"),
            "bank.collateral",
            self._loan_collateral_domain(at),
            key,
        )

    # --- the watch list

    @api.model
    def _loan_watched_domain(self):
        """Reviews that are due: of those one looks after; credit risk sees to all."""
        due = Domain("is_review_due", "=", True)
        if self.env.user.has_group("bank_crm_credit.group_credit_risk"):
            return due
        return due & Domain("owner_id", "=", self.env.uid)

    def _tile_loan_watched(self, at):
        Entry = self.env["bank.watch.entry"]
        if not Entry.has_access("read"):
            return {"is_hidden": True}
        domain = self._loan_watched_domain()
        return self._lending_tile(
            Entry.search(domain, order="review_on, id", limit=ROWS_SHOWN),
            Entry.search_count(domain),
            lambda entry: {
                "title": entry.client_id.display_name,
                "subtitle": entry.signal_words or "",
                "badge": self._urgency_badge(entry.review_on, at.today),
            },
        )

    def _open_loan_watched(self, at, key):
        return self._open_lending(
            self.env._("Watched clients to review"),
            "bank.watch.entry",
            self._loan_watched_domain(),
            key,
        )
