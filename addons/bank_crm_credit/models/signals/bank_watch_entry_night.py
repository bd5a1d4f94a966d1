from odoo import api, models
from odoo.tools import SQL

from ...domain.signals.signal import Code
from ...domain.signals.watch_list import Change, Entry, Level, next_entry, proposed

VERBS = {Change.PUT_ON: "put_on", Change.RAISED: "raised"}


class BankWatchEntry(models.Model):
    """The night's part of the watch list: it puts on and raises, it never lowers."""

    _inherit = "bank.watch.entry"

    @api.model
    def _refresh(self, client_ids, day):
        """Put on and raise these clients as the table says; returns how many changed.

        Done twice it changes nothing the second time.
        """
        self.env.flush_all()
        found = self._open_codes(client_ids)
        if not found:
            return 0
        rules = self.env["bank.watch.rule"].sudo().search([])
        rows = [rule._as_row() for rule in rules]
        review_days = rules._review_days()
        entries = {
            entry.client_id.id: entry
            for entry in self.sudo().search(
                [("client_id", "in", list(found)), ("off_date", "=", False)]
            )
        }
        changed = 0
        for client_id, codes in found.items():
            proposal = proposed(codes, rows)
            entry = entries.get(client_id)
            verdict = next_entry(
                entry._as_entry() if entry else None, proposal, day, review_days
            )
            if verdict.change in VERBS:
                rule = rules[proposal.row]
                self._take(client_id, entry, verdict, rule, proposal.codes, day)
                changed += 1
        return changed

    @api.model
    def _open_codes(self, client_ids):
        rows = self.env.execute_query(
            SQL(
                "SELECT client_id, array_agg(code ORDER BY code) FROM bank_loan_signal "
                "WHERE client_id = ANY(%s) AND is_open GROUP BY client_id ORDER BY 1",
                list(client_ids),
            )
        )
        return {client_id: [Code(code) for code in codes] for client_id, codes in rows}

    def _as_entry(self):
        """The entry as the rules know it."""
        self.ensure_one()
        return Entry(Level(int(self.level)), self.since, self.review_on, self.by_hand)

    @api.model
    def _take(self, client_id, entry, verdict, rule, codes, day):
        names = dict(
            self.env["bank.loan.signal"]
            ._fields["code"]
            ._description_selection(self.env)
        )
        reason = ", ".join(names[str(code)] for code in codes)
        before = entry.level if entry else False
        level = str(verdict.entry.level.value)
        values = {
            "level": level,
            "since": verdict.entry.since,
            "review_on": verdict.entry.review_on,
            "by_hand": False,
            "rule_id": rule.id,
        }
        if entry:
            entry.sudo().write(values)
        else:
            client = self.env["res.partner"].sudo().browse(client_id)
            entry = self.sudo().create(
                {
                    **values,
                    "client_id": client_id,
                    "put_on_date": day,
                    "owner_id": client.manager_id.id,
                    "measures": rule.measures,
                }
            )
        entry._note(VERBS[verdict.change], before, level, reason, day)

    def _note(self, verb, before, level, reason, day, user=None):
        """Keep what happened."""
        self.env["bank.watch.change"].sudo().create(
            [
                {
                    "entry_id": entry.id,
                    "date": day,
                    "verb": verb,
                    "level_before": before,
                    "level": level,
                    "reason": reason,
                    "user_id": user.id if user else False,
                }
                for entry in self
            ]
        )
