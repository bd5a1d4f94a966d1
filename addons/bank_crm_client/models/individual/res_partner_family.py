from decimal import Decimal

from odoo import fields, models
from odoo.fields import Domain

from ...domain.individual.family import Member, age, is_minor, totals
from ...domain.relations.kinds import Kind, State

FIGURES = ("funds_base", "owed_base")


class ResPartner(models.Model):
    """The tab "Family": relatives by relation and the household, with what they have."""

    _inherit = "res.partner"

    def get_client_family(self):
        """Who is in the family and the household; sums are of the members in sight."""
        self.ensure_one()
        self._check_person_file_seen()
        today = self.env["bank.business.day"]._today()
        relations = self.env["bank.relation"].search(
            (
                Domain("from_client_id", "=", self.id)
                | Domain("to_client_id", "=", self.id)
            )
            & Domain("type_id.kind", "=", Kind.FAMILY)
            & Domain("state", "in", (State.CONFIRMED, State.PROPOSED))
        )
        rows = [self._relative_row(relation, today) for relation in relations]
        known = {row["client_id"] for row in rows if row["client_id"]}
        household = self.env["bank.client.group"]._current_of(self)
        household = household.filtered(lambda group: group.kind == "household")[:1]
        housemates = self._housemates(household, known)
        rows += [
            self._member_row(mate, self.env._("In the household"), today)
            for mate in housemates
        ]
        seen = self.browse([self.id, *known, *housemates.ids])
        return {
            "may_edit": self.env["bank.relation"].has_access("create"),
            "members": rows,
            "elsewhere": self._relatives_elsewhere(household, known, housemates),
            "household": household.with_env(self.env).display_name or "",
            "household_id": household.id,
            "is_minor": is_minor(self._shown_birth(self), today),
            "has_guardian": any(row["acts_for_him"] for row in rows),
            "totals": self._household_totals(seen, rows, today),
        }

    def _shown_birth(self, client):
        """The day of birth as far as the user may read it."""
        return client.birth_date or None if self._may_read("birth_date") else None

    def _may_read(self, name):
        return self._has_field_access(self._fields[name], "read")

    def _relative_row(self, relation, today):
        is_first = relation.from_client_id == self
        other = (
            relation.to_client_id or relation.to_party_id
            if is_first
            else relation.from_client_id or relation.from_party_id
        )
        kind = relation.type_id
        # Read from the relative's side: "Ivan is the father of Oleh".
        phrase = kind.reverse_name if is_first else kind.name
        acts = kind.code in ("guardian", "parent") and not is_first
        if other._name == "res.partner":
            row = self._member_row(other, phrase, today)
        else:
            row = self._stranger_row(other, phrase)
        return {
            **row,
            "relation_id": relation.id,
            "is_proposed": relation.state == State.PROPOSED,
            "acts_for_him": acts and relation.state == State.CONFIRMED,
        }

    def _member_row(self, client, phrase, today):
        born = self._shown_birth(client)
        return {
            "key": f"c{client.id}",
            "relation_id": False,
            "client_id": client.id,
            "party_id": False,
            "name": client.name,
            "phrase": phrase,
            "age": age(born, today) if born and born <= today else "",
            "born": fields.Date.to_string(born) or "",
            "is_deceased": bool(client.deceased_date),
            "funds": client.funds_base if self._may_read("funds_base") else None,
            "owed": client.owed_base if self._may_read("owed_base") else None,
            "is_proposed": False,
            "acts_for_him": False,
        }

    def _stranger_row(self, party, phrase):
        return {
            "key": f"p{party.id}",
            "client_id": False,
            "party_id": party.id,
            "name": party.name,
            "phrase": phrase,
            "age": "",
            "born": "",
            "is_deceased": False,
            "funds": None,
            "owed": None,
        }

    def _housemates(self, household, known):
        """Members of the household in sight who are no relatives by a relation."""
        members = household.sudo().member_ids.filtered("is_current").client_id
        ids = set(members.ids) - known - {self.id}
        return self.env["bank.client.group"]._seen_clients(ids)

    def _relatives_elsewhere(self, household, known, housemates):
        """How many more there are of whom one may only be told that they are."""
        rows = self.env["bank.relation"]._rows_at([self.id])
        ends = {
            end
            for row in rows
            if row["kind"] == Kind.FAMILY
            for end in (row["origin"], row["target"])
            if end > 0
        }
        ends |= set(household.sudo().member_ids.filtered("is_current").client_id.ids)
        out = ends - {self.id} - known - set(housemates.ids)
        return len(self.env["bank.client.group"]._told_ids(out))

    def _household_totals(self, clients, rows, today):
        incomes = self._household_incomes(clients)
        proposed = {row["client_id"] for row in rows if row["is_proposed"]}
        may_sum = all(self._may_read(name) for name in FIGURES)
        told = totals(
            (
                Member(
                    client.id,
                    self._shown_birth(client),
                    Decimal(str(client.funds_base)) if may_sum else None,
                    Decimal(str(client.owed_base)) if may_sum else None,
                    incomes.get(client.id, Decimal(0)),
                )
                for client in clients
                if client.id not in proposed and not client.deceased_date
            ),
            today,
        )
        return {
            "counted": told.counted,
            "children": told.children,
            "funds": float(told.funds),
            "owed": float(told.owed),
            "income": float(told.income),
        }

    def _household_incomes(self, clients):
        """Client -> income a month of today in base currency."""
        base = self.env.company.currency_id
        works = self.env["bank.client.employment"].search(
            [
                ("client_id", "in", clients.ids),
                ("is_current", "=", True),
                ("currency_id", "=", base.id),
            ]
        )
        sums = {}
        for work in works:
            amount = Decimal(str(work.income_month))
            sums[work.client_id.id] = sums.get(work.client_id.id, Decimal(0)) + amount
        return sums
