from odoo import api, models
from odoo.fields import Domain

from ..domain.disclosure import UNANSWERED
from .bank_home import ADMIN, DESK, PORTFOLIO, ROWS_SHOWN, UNIT, TileSpec


class BankHome(models.AbstractModel):
    """A tile of disclosure requests to answer: compliance's, and one's own."""

    _inherit = "bank.home"

    @api.model
    def _get_tiles(self):
        tiles = super()._get_tiles()
        if self._disclosures():
            tiles.append(
                TileSpec(
                    "disclosures", self.env._("Disclosure requests to answer"),
                    "needs_me", "list", 5, frozenset({UNIT, PORTFOLIO, DESK, ADMIN}),
                    "fa-balance-scale", needs_clients=False,
                )
            )  # fmt: skip
        return tiles

    @api.model
    def _disclosures(self):
        """The first requests that wait for the current user; none where he has none."""
        Disclosure = self.env["bank.disclosure"]
        if not Disclosure.has_access("read"):
            return Disclosure
        return Disclosure.search(
            self._disclosure_domain(), order="deadline_date, id", limit=ROWS_SHOWN
        )

    @api.model
    def _disclosure_domain(self):
        domain = Domain("state", "in", sorted(UNANSWERED))
        if not self.env.user.has_group("bank_crm_base.group_compliance"):
            domain &= Domain("responsible_id", "=", self.env.uid)
        return domain

    def _tile_disclosures(self, at):
        states = dict(
            self.env["bank.disclosure"]
            ._fields["state"]
            ._description_selection(self.env)
        )
        return {
            "count": self.env["bank.disclosure"].search_count(
                self._disclosure_domain()
            ),
            "rows": [
                {
                    "key": disclosure.id,
                    "title": f"{disclosure.name} {disclosure.requester_body}",
                    "subtitle": states[disclosure.state],
                    "badge": self._urgency_badge(disclosure.deadline_date, at.today)
                    if disclosure.deadline_date
                    else None,
                }
                for disclosure in self._disclosures()
            ],
            "level": "danger",
            "empty": self.env._("Every request is answered."),
        }

    def _open_disclosures(self, at, key):
        if key:
            disclosure = self.env["bank.disclosure"].browse(int(key)).exists()
            disclosure.check_access("read")
            return disclosure.get_formview_action()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_disclosure_action"
        )
        return {**action, "domain": list(self._disclosure_domain()), "context": {}}
