from odoo import api, models
from odoo.addons.bank_crm_base.domain.home import Urgency
from odoo.addons.bank_crm_base.models.bank_home import ROWS_SHOWN, UNIT, TileSpec
from odoo.fields import Domain


class BankHome(models.AbstractModel):
    """A tile of the head: whose certificates end, have ended or are missing."""

    _inherit = "bank.home"

    @api.model
    def _get_tiles(self):
        return [
            *super()._get_tiles(),
            TileSpec(
                "certificates", self.env._("Certificates to renew"), "people", "list", 30,
                frozenset({UNIT}), "fa-certificate", needs_clients=False,
            ),
        ]  # fmt: skip

    @api.model
    def _tiles_of(self, at):
        """A unit's affair: who heads the whole bank has the list in the menu."""
        return [
            spec
            for spec in super()._tiles_of(at)
            if spec.code != "certificates" or not at.is_bank
        ]

    @api.model
    def _menu_actions(self):
        return super()._menu_actions() | {
            "bank.certificate.due": "bank_crm_client.bank_certificate_due_action"
        }

    @api.model
    def _certificates_domain(self, at):
        return Domain("user_id", "in", self._staff_ids(at))

    def _tile_certificates(self, at):
        # The scope is checked already: one question, past the rule that would ask it again.
        found = self.env["bank.certificate.due"]._of_people(self._staff_ids(at))
        return {
            "count": len(found),
            "rows": [
                {
                    "key": due["id"],
                    "title": due["holder"],
                    "subtitle": due["certificate"],
                    "badge": self._urgency_badge(due["valid_to"], at.today)
                    if due["valid_to"]
                    else {
                        "text": self.env._("missing"),
                        "level": Urgency.OVERDUE.value,
                        "date": at.today,
                    },
                }
                for due in found[:ROWS_SHOWN]
            ],
            "level": "warning",
            "empty": self.env._("All certificates are in order."),
        }

    def _open_certificates(self, at, key):
        if key:
            due = self.env["bank.certificate.due"].browse(int(key)).exists()
            due.check_access("read")
            return due.action_open()
        return self._list_action(
            self.env._("Certificates to renew"),
            "bank.certificate.due",
            self._certificates_domain(at),
        )
