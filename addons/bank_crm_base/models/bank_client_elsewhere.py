from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.access import Scope
from ..domain.codes import IDENTITY_PAPERS
from ..domain.stubs import (
    STUBS_SHOWN,
    answers_exactly,
    document_digits,
    exact_lookups,
    is_right_document,
    masked_name,
)

CANDIDATES = 60


class ResPartner(models.Model):
    """Clients of the bank whom the user may not see: masked dictionaries, never records."""

    _inherit = "res.partner"

    @api.model
    def find_elsewhere(self, text):
        """The group of stubs that answer an exact question; nothing for any other.

        It writes down who was told of whom, so it is not a part of `find_clients`, which
        only reads.
        """
        self.check_access("read")
        if not self._may_be_elsewhere(text):
            return []
        found = self._strangers(text)
        if not found:
            return []
        group = {"code": "elsewhere", "name": self.env._("Elsewhere in the bank")}
        if len(found) > STUBS_SHOWN:
            note = self.env._("Several clients bear this name: type a whole number.")
            return [{**group, "rows": [], "note": note}]
        looks = self.env["bank.stub.look"]._remember(found)
        rows = [self._stub_row(look) for look in looks]
        return [{**group, "rows": rows}] if rows else []

    @api.model
    def _may_be_elsewhere(self, text):
        """Whether the user may be told of strangers, and this question is exact enough."""
        return self.env.user.has_group("bank_crm_base.group_presence") and bool(
            exact_lookups(text or "") or document_digits(text or "")
        )

    @api.model
    def _strangers(self, text, *, behind_wall=False):
        """Clients, past the rule, who answer an exact question and are not seen here."""
        text = (text or "").strip()
        ids = self._exact_ids(text) if text else []
        if not ids:
            return self.sudo().browse()
        viewer, _branch_ids = self._viewer()
        found = self.sudo().search(
            Domain("id", "in", ids)
            & Domain("is_client", "=", True)
            & Domain("id", "not in", sorted(viewer.closed_ids))
            & (Domain.TRUE if behind_wall else self._told_domain()),
            order="sort_key, id",
        )
        seen = set(self.search([("id", "in", found.ids)]).ids)
        return found.filtered(lambda client: client.id not in seen)

    @api.model
    def _told_domain(self):
        """Whom neither the wall nor an access setting keeps even from being heard of."""
        hidden = self.env["bank.access.setting"]._hidden_rows(self.env.uid)
        return Domain("is_private_banking", "!=", True) & ~hidden

    @api.model
    def _exact_ids(self, text):
        """Ids of all clients, seen or not, who answer a question exact enough."""
        refused = self.env["bank.access.setting"]._refused_search_kinds()
        lookups = [look for look in exact_lookups(text) if look.kind not in refused]
        ids = set()
        if lookups:
            ranges = [
                SQL(
                    "(SELECT s.client_id, s.kind, s.key, p.name FROM bank_client_search s "
                    "JOIN res_partner p ON p.id = s.client_id "
                    "WHERE s.kind = %s AND s.key LIKE %s AND %s LIMIT %s)",
                    str(lookup.kind),
                    lookup.pattern,
                    SQL(" AND ").join(
                        [
                            SQL("s.key LIKE ANY(%s)", words)
                            for words in lookup.word_patterns
                        ]
                        or [SQL("true")]
                    ),
                    CANDIDATES,
                )
                for lookup in lookups
            ]
            ids = {
                client_id
                for client_id, kind, key, name in self.env.execute_query(
                    SQL(" UNION ALL ").join(ranges)
                )
                if answers_exactly(text, kind, key, name or "")
            }
        return list(ids | self._ids_by_document(text))

    @api.model
    def _ids_by_document(self, text):
        digits = document_digits(text)
        if not digits:
            return set()
        self.env["bank.client.document"].flush_model(["client_id", "number"])
        rows = self.env.execute_query(
            SQL(
                "SELECT client_id, number FROM bank_client_document "
                "WHERE regexp_replace(number, '[^0-9]', '', 'g') = %s "
                "AND kind = ANY(%s) LIMIT %s",
                digits,
                list(IDENTITY_PAPERS),
                CANDIDATES,
            )
        )
        return {
            client_id for client_id, number in rows if is_right_document(text, [number])
        }

    @api.model
    def _may_be_told_of(self, client):
        """Whether the user may hear that this client, whom he may not see, exists."""
        viewer, _branch_ids = self._viewer()
        return (
            self.env.user.has_group("bank_crm_base.group_presence")
            and client.is_client
            and bool(client.sudo().filtered_domain(self._told_domain()))
            and client.id not in viewer.closed_ids
        )

    @api.model
    def _stub_row(self, look):
        client = look.client_id
        viewer, _branch_ids = self._viewer()
        return {
            "id": look.id,
            "model": "bank.stub.look",
            "name": client._masked_name(),
            "marked": [],
            "kind": client.client_kind,
            "born": client._stub_birth_year(),
            "branch": client.branch_id.name or "",
            "reason": "",
            "may_ask": any(post.scope is not Scope.NONE for post in viewer.posts),
            "may_open": self.env.user.has_group("bank_crm_base.group_break_glass"),
            "is_asked": bool(self.env["bank.access.request"]._open_of(client)),
        }

    def _masked_name(self):
        self.ensure_one()
        return masked_name(
            self.name or "", is_person=self.client_kind != "legal_entity"
        )

    def _stub_birth_year(self):
        """The year of birth, where no access setting keeps it from the user; or zero."""
        kept_back = self.env["bank.access.setting"]._kept_back_names("res.partner")
        born = False if "birth_date" in kept_back else self.sudo().birth_date
        return born.year if born else 0

    def _stub_words(self):
        """One line by which a clerk knows whom he asked for, and nobody finds out who."""
        self.ensure_one()
        year = self._stub_birth_year()
        born = year and self.env._("born %(year)s", year=year)
        return ", ".join(filter(None, [self._masked_name(), born, self.branch_id.name]))
