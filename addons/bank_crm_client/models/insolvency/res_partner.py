from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from ...domain.insolvency.proceedings import insolvent_since


class ResPartner(models.Model):
    """Whether a client is insolvent: told on his card, asked by lending and by contacts."""

    _inherit = "res.partner"

    insolvency_ids = fields.One2many(
        "bank.client.insolvency", "client_id", readonly=True
    )
    # A column of the client: the card and the gate read it with the others.
    insolvent_since = fields.Date(
        sealed=True, copy=False,
        help="By proceedings that go on. Empty: none do.",
    )  # fmt: skip

    def _sync_insolvent(self):
        """The first day of the cases that go on; none where all ended or were a mistake."""
        today = self.env["bank.business.day"]._today()
        cases = (
            self.env["bank.client.insolvency"]
            .sudo()
            .search([("client_id", "in", self.ids)])
            .grouped("client_id")
        )
        for client in self.sudo():
            since = insolvent_since(
                (case._proceedings() for case in cases.get(client, ())), today
            )
            if client.insolvent_since != (since or False):
                client.insolvent_since = since

    def _get_service_blocks(self, kind):
        """No limit for who is insolvent; a loan is stopped by its own factors."""
        blocks = super()._get_service_blocks(kind)
        since = self.sudo().insolvent_since
        if since and kind == "limit":
            blocks.append(
                {
                    "code": "insolvent",
                    "reason": self.env._(
                        "The client is insolvent since %(day)s.",
                        day=format_date(self.env, since),
                    ),
                }
            )
        return blocks

    def _get_card_flags(self, facts):
        flags = super()._get_card_flags(facts)
        if self.insolvent_since:
            flags.append(
                {
                    "code": "insolvent",
                    "text": self.env._(
                        "Insolvent since %(day)s",
                        day=format_date(self.env, self.insolvent_since),
                    ),
                    "help": self.env._(
                        "No loan, no limit; only what the law demands is written to him."
                    ),
                    "tone": "danger",
                    "icon": "fa-gavel",
                    "sequence": 1,
                    "tab": "contact",
                }
            )
        return flags

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible:
            panels["insolvency"] = {"client_id": self.id}
        return panels

    def get_client_insolvency(self):
        """Proceedings of the client, those that go on first, and whether one may be entered."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._("This is seen with the whole card, not at the counter.")
            )
        cases = self.env["bank.client.insolvency"].search(
            [("client_id", "=", self.id)], order="is_open desc, opened_date desc, id"
        )
        words = {
            name: dict(cases._fields[name]._description_selection(self.env))
            for name in ("kind", "source", "ending")
        }
        return {
            "may_edit": cases.has_access("create"),
            "rows": [
                {
                    "id": case.id,
                    "kind": words["kind"][case.kind],
                    "case": case.case_number,
                    "court": case.court or "",
                    "opened": fields.Date.to_string(case.opened_date),
                    "closed": fields.Date.to_string(case.closed_date) or "",
                    "ending": words["ending"].get(case.ending, ""),
                    "source": words["source"][case.source],
                    "evidence": case.evidence or "",
                }
                for case in cases
            ],
        }
