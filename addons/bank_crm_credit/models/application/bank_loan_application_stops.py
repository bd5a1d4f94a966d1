from odoo import fields, models
from odoo.addons.bank_crm_client.domain.kyc.screening import match, screen_keys
from odoo.addons.bank_crm_client.domain.matching.facts import facts
from odoo.tools import SQL, format_date

from ...domain.application.stop_factors import Factor, Match, Party, Role, stops

DEFAULT_DAYS_LATE = 90


class BankLoanApplication(models.Model):
    """Stop factors: looked at on submission and again on the day money goes out.

    The lists of sanctions, the loans and the register of insolvencies are the bank's own
    tables, so each look is a look of that very day.
    """

    _inherit = "bank.loan.application"

    stops_date = fields.Date("Stop factors looked at on", sealed=True, copy=False)
    stops_words = fields.Text("What stops it", sealed=True, copy=False)

    def _need_no_stop_factor(self):
        words = self._look_for_stops()
        return (not words, "\n".join(words))

    def _look_for_stops(self, *, is_kept=False):
        """All that stops this loan today, in words that the reader may know.

        `is_kept`: in words for everybody who reads the application later.
        """
        self.ensure_one()
        is_payment = self.stage in ("disbursement", "contract")
        kind = "disbursement" if is_payment else "sale"
        words = []
        for party in self.sudo().party_ids:
            # Words follow the rights of who asks: matches are told to compliance only.
            for client in self._known_clients(party).with_env(self.env):
                words += [
                    self.env._(
                        "%(who)s: %(why)s",
                        who=party.person_name,
                        why=self.env._("Under review: ask compliance.")
                        if is_kept and block["code"] == "match"
                        else block["reason"],
                    )
                    for block in client._get_service_blocks(kind)
                ]
        words += [
            self._stop_said(stop)
            for stop in stops(self.sudo()._stop_parties(), self._today())
        ]
        return list(dict.fromkeys(filter(None, words)))

    def action_look_for_stops(self):
        """Look now, and keep what was seen."""
        self.ensure_one()
        self._check_works_on()
        words = self._look_for_stops(is_kept=True)
        self.sudo().write(
            {"stops_date": self._today(), "stops_words": "\n".join(words) or False}
        )
        return True

    def _stop_parties(self):
        """Participants and their groups, as the rules take them."""
        self.ensure_one()
        today = self._today()
        roles = {}
        for party in self.party_ids:
            for client in self._known_clients(party):
                roles[client.id] = Role(party.role)
        members = self.env["bank.client.group.member"].search(
            [
                ("client_id", "in", list(roles)),
                ("is_current", "=", True),
                ("group_id.active", "=", True),
            ]
        )
        for client, role in self._clients_beside():
            roles.setdefault(client.id, role)
        for client in members.group_id.member_ids.filtered("is_current").client_id:
            roles.setdefault(client.id, Role.GROUP_MEMBER)
        listed = self._listed_of(roles.keys() - set(self._known_clients().ids))
        late = self._defaults_of(list(roles))
        insolvent = {
            client.id: client.insolvent_since
            for client in self.env["res.partner"].browse(roles)
        }
        found = [
            Party(
                number,
                role,
                today,
                match=Match.POSSIBLE if number in listed else Match.NONE,
                bankrupt_since=insolvent[number] or None,
                default_since=late.get(number),
            )
            for number, role in roles.items()
        ]
        for party in self.party_ids.filtered(
            lambda one: not one.client_id and one.name
        ):
            is_listed = self._is_stranger_listed(party)
            found.append(
                Party(
                    -party.id,
                    Role(party.role),
                    today,
                    match=Match.POSSIBLE if is_listed else Match.NONE,
                )
            )
        return found

    def _defaults_of(self, client_ids):
        """Client -> since when a loan of his is in default: more than 90 days late."""
        if not client_ids:
            return {}
        self.env["bank.loan"].flush_model(["oldest_due_date", "days_past_due"])
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT h.client_id, min(l.oldest_due_date) + %(days)s::int "
                    "FROM bank_loan l JOIN bank_holding h ON h.id = l.holding_id "
                    "WHERE h.client_id = ANY(%(clients)s) AND h.state != 'closed' "
                    "AND l.days_past_due > %(days)s GROUP BY h.client_id",
                    days=DEFAULT_DAYS_LATE,
                    clients=client_ids,
                )
            )
        )

    def _is_stranger_listed(self, party):
        """Whether somebody who is no client looks like a name on a list of sanctions."""
        kind = "legal_entity" if self.track == "corporate" else "person"
        person = facts(kind=kind, name=party.name, birth=party.birth_date or None)
        entry_ids = [
            entry_id
            for (entry_id,) in self.env.execute_query(
                SQL(
                    "SELECT DISTINCT e.id FROM bank_sanctions_key s "
                    "JOIN bank_sanctions_entry e ON e.id = s.entry_id AND e.ended_id IS NULL "
                    "JOIN bank_sanctions_list l ON l.id = e.list_id AND l.active "
                    "WHERE s.key = ANY(%s)",
                    list(screen_keys(person)),
                )
            )
        ]
        entries = self.env["bank.sanctions.hit"]._entries_of(entry_ids)
        return any(
            match(person, "", one).is_hit
            for entry in entries.values()
            for one in entry["names"]
        )

    def _stop_said(self, stop):
        """A stop in words; of a match only that compliance is to be asked."""
        if stop.party > 0:
            client = self.env["res.partner"].sudo().browse(stop.party)
            # Who takes no part himself may be out of sight of who asks: he is not named.
            seen = client.with_env(self.env)
            name = (
                client.name
                if client in self.sudo().party_ids.client_id or seen.is_fully_visible
                else self._role_unseen(stop.role)
            )
        else:
            party = self.env["bank.loan.application.party"].sudo().browse(-stop.party)
            name = party.name
        words = {
            Factor.SANCTIONS: self.env._("under review: ask compliance"),
            Factor.BANKRUPTCY: self.env._(
                "insolvent since %(day)s",
                day=format_date(self.env, stop.since) if stop.since else "",
            ),
            Factor.DEFAULT: self.env._("a loan more than 90 days late"),
            Factor.NOT_CHECKED: self.env._("the registers were not asked today"),
        }
        return self.env._("%(who)s: %(why)s", who=name, why=words[stop.factor])
