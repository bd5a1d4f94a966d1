from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.acts import State
from .bank_home import ADMIN, DESK, PORTFOLIO, ROWS_SHOWN, UNIT, TileSpec


class BankHome(models.AbstractModel):
    """Tiles about two-person acts: what waits for me, and what became of my proposals."""

    _inherit = "bank.home"

    @api.model
    def _task_tiles(self):
        everywhere = frozenset({UNIT, PORTFOLIO, DESK, ADMIN})
        return [
            *super()._task_tiles(),
            TileSpec(
                "approvals", self.env._("Waiting for my approval"), "needs_me", "list", 5,
                everywhere, "fa-gavel", needs_clients=False,
            ),
            TileSpec(
                "my_proposals", self.env._("My proposals, undecided or refused"), "needs_me",
                "list", 70, everywhere, "fa-paper-plane-o", needs_clients=False,
            ),
        ]  # fmt: skip

    def _tile_approvals(self, at):
        queue = self.env["bank.act"].get_queue()
        if not queue["count"] and at.home != UNIT:
            return {"is_hidden": True}
        return {
            "count": queue["count"],
            "rows": [
                {
                    "key": row["id"],
                    "title": row["name"],
                    "subtitle": row["maker"],
                    "badge": {"text": self.env._("moved up"), "level": "overdue"}
                    if row["moved_up"]
                    else None,
                }
                for row in queue["rows"][:ROWS_SHOWN]
            ],
            "empty": self.env._("Nothing waits for you."),
        }

    def _open_approvals(self, at, key):
        action = self.env["ir.actions.client"]._for_xml_id(
            "bank_crm_base.bank_approval_action"
        )
        return {**action, "params": {"act_id": int(key)} if key else {}}

    @api.model
    def _my_proposals(self, at):
        """One's own: all that wait, and what was refused in the last two weeks."""
        recent = fields.Date.subtract(at.today, days=14)
        return Domain("maker_id", "=", self.env.uid) & (
            Domain("state", "=", State.WAITING)
            | (
                Domain("state", "in", [State.REFUSED, State.VOID])
                & Domain("decided_at", ">=", recent)
            )
        )

    def _tile_my_proposals(self, at):
        Act = self.env["bank.act"]
        domain = self._my_proposals(at)
        acts = Act.search(domain, limit=ROWS_SHOWN)
        if not acts:
            return {"is_hidden": True}
        levels = {State.REFUSED: "overdue", State.VOID: "soon"}
        return {
            "count": Act.search_count(domain),
            "rows": [
                {
                    "key": act.id,
                    "title": act.name,
                    "subtitle": act.answer or "",
                    "badge": {
                        "text": act._state_label(),
                        "level": levels.get(act.state, "later"),
                    },
                }
                for act in acts
            ],
        }

    def _open_my_proposals(self, at, key):
        if key:
            act = self.env["bank.act"].browse(int(key)).exists()
            act.check_access("read")
            return {
                "type": "ir.actions.act_window",
                "name": act.name,
                "res_model": "bank.act",
                "res_id": act.id,
                "views": [(False, "form")],
            }
        return self._list_action(
            self.env._("My proposals"), "bank.act", list(self._my_proposals(at))
        )
