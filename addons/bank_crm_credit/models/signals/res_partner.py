from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Date
from odoo.tools import SQL


class ResPartner(models.Model):
    """The watch list on the client card: a flag at once, the rest when it is looked at."""

    _inherit = "res.partner"

    def _card_holding_columns(self):
        """The level of the watch list comes with the agreements: no query of its own."""
        return SQL(
            "%s, (SELECT w.level FROM bank_watch_entry w WHERE w.client_id = h.client_id "
            "AND w.off_date IS NULL) AS watch_level",
            super()._card_holding_columns(),
        )

    def _get_card_flags(self, facts):
        flags = super()._get_card_flags(facts)
        level = next(
            (row["watch_level"] for row in facts["holdings"] if row.get("watch_level")),
            None,
        )
        if level and self.is_fully_visible:
            flags.append(self._watch_flag(level))
        return flags

    def _watch_flag(self, level):
        levels = dict(
            self.env["bank.watch.entry"]
            ._fields["level"]
            ._description_selection(self.env)
        )
        return {
            "code": "watch",
            "text": self.env._("Watch list: %(level)s", level=levels[level].lower()),
            "help": self.env._("Why, and what is done, stands under Lending."),
            "tone": "danger" if level == max(levels) else "warning",
            "icon": "fa-eye",
            "sequence": 18,
        }

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible:
            panels["credit_risk"] = {"client_id": self.id}
        return panels

    def get_client_credit_risk(self):
        """Limits, what approvals hold, covenants, signals and the watch list; plain data."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._("Limits are seen with the whole card, not at the counter.")
            )
        return {
            "limits": self._get_limit_lines(),
            "may_set": self.env["bank.loan.limit"].has_access("create"),
            "watch": self._get_watch(),
            "may_watch": self.env["bank.watch.put"].has_access("create"),
            "signals": [
                {
                    "id": signal.id,
                    "name": signal.display_name,
                    "words": signal.words,
                    "since": Date.to_string(signal.found_date),
                }
                for signal in self.env["bank.loan.signal"].search(
                    [("client_id", "=", self.id), ("is_open", "=", True)]
                )
            ],
            "covenants": [
                {
                    "id": covenant.id,
                    "name": covenant.name,
                    "band": covenant.band_words,
                    "standing": covenant.standing,
                    "words": covenant.standing_words,
                }
                for covenant in self.env["bank.loan.covenant"].search(
                    [("client_id", "=", self.id)]
                )
            ],
        }

    def _get_watch(self):
        entry = self.env["bank.watch.entry"].search(
            [("client_id", "=", self.id), ("off_date", "=", False)], limit=1
        )
        if not entry:
            return {}
        levels = dict(entry._fields["level"]._description_selection(self.env))
        last = entry.change_ids[:1]
        return {
            "id": entry.id,
            "level": levels[entry.level],
            "is_worst": entry.level == max(levels),
            "since": Date.to_string(entry.since),
            "review_on": Date.to_string(entry.review_on),
            "owner": entry.owner_id.name or "",
            "measures": entry.measures or "",
            "reason": last.reason or "",
        }
