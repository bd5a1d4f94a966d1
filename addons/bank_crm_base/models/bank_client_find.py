from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain import search_rank
from ..domain.prospect import prospect_from
from ..domain.search_keys import KeyKind, SearchKey, compact_code
from ..domain.search_query import parse_query
from ..domain.search_rank import ReasonCode

FIND_LIMIT = 20
CANDIDATES_A_LOOKUP = 30
# A list shows at most so many clients for one typed word; nobody reads further.
LISTED_CLIENTS = 2_000

_ACCOUNT_REASONS = frozenset({ReasonCode.IBAN, ReasonCode.IBAN_TAIL})
_AGREEMENT_REASONS = frozenset({ReasonCode.CONTRACT, ReasonCode.CONTRACT_TAIL})


class ResPartner(models.Model):
    """Finding a client by whatever the clerk has: name in any script, number, telephone."""

    _inherit = "res.partner"

    @api.model
    @api.readonly
    def find_clients(self, text, limit=FIND_LIMIT):
        """Clients, accounts and agreements that answer the typed text, the best first.

        Only what the user may see is looked at. A full card number is never kept: only its
        last four digits are searched for.
        """
        self.check_access("read")
        query = parse_query(text or "")
        hits = self._find_hits(query, CANDIDATES_A_LOOKUP)
        ranked = self._rank_found(query, hits)[: max(1, min(int(limit), 100))]
        groups = [
            {
                "code": "clients",
                "name": self.env._("Clients"),
                "rows": self._found_clients(ranked),
            },
            {
                "code": "accounts",
                "name": self.env._("Accounts"),
                "rows": self._found_accounts(ranked),
            },
            {
                "code": "agreements",
                "name": self.env._("Agreements"),
                "rows": self._found_agreements(ranked),
            },
        ]
        return {
            "text": query.text,
            "groups": [group for group in groups if group["rows"]],
            "prospect": self._prospect_defaults(query),
        }

    @api.model
    def _search_display_name(self, operator, value):
        """Lists and links find clients as the find box does, and others as the core does."""
        if operator not in ("like", "ilike") or not isinstance(value, str) or not value.strip():
            return super()._search_display_name(operator, value)
        query = parse_query(value)
        found = Domain("id", "in", self._find_ids(query))
        if not query.text:
            return found
        others = Domain(super()._search_display_name(operator, value))
        return found | (Domain("is_guarded", "!=", True) & others)

    @api.model
    def _find_ids(self, query):
        return list({hit[0] for hit in self._find_hits(query, LISTED_CLIENTS)})

    @api.model
    def _find_hits(self, query, limit):
        """(client id, name, sort key, kind, key) of visible clients, up to `limit` a look-up."""
        statement = self._find_sql(query, limit)
        return self.env.execute_query(statement) if statement else []

    @api.model
    def _find_sql(self, query, limit):
        """One statement with an index range for each look-up; None where nothing can be.

        The user's own rows are chosen in the same statement, so that a manager finds his
        Kovalenko among ten thousand others.
        """
        if not query.lookups:
            return None
        visible = self._search(Domain("is_client", "=", True))
        if visible.is_empty():
            return None
        ranges = [
            SQL(
                "(SELECT s.client_id, res_partner.name, res_partner.sort_key, s.kind, s.key "
                "FROM bank_client_search s JOIN res_partner ON res_partner.id = s.client_id "
                "WHERE s.kind = %s AND s.key LIKE %s AND %s AND %s LIMIT %s)",
                str(lookup.kind),
                lookup.pattern,
                SQL(" AND ").join(
                    [SQL("s.key LIKE ANY(%s)", words) for words in lookup.word_patterns]
                    or [SQL("true")]
                ),
                visible.where_clause or SQL("true"),
                limit,
            )
            for lookup in query.lookups
        ]
        return SQL(" UNION ALL ").join(ranges)

    @api.model
    def _rank_found(self, query, hits):
        """Pairs (client id, why he was found), the best first."""
        keys, shown = defaultdict(set), {}
        for client_id, name, order, kind, key in hits:
            keys[client_id].add(SearchKey(KeyKind(kind), key))
            shown[client_id] = (name or "", order or "")
        ranked = [
            (
                client_id,
                search_rank.rank(
                    query,
                    search_rank.Candidate(shown[client_id][0], tuple(sorted(found))),
                ),
            )
            for client_id, found in keys.items()
        ]
        return sorted(ranked, key=lambda found: (-found[1].score, shown[found[0]][1]))

    @api.model
    def _found_clients(self, ranked):
        """The rows of the clients found; `_find_sql` let only visible ones through."""
        if not ranked:
            return []
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT p.id, p.name, p.client_kind AS kind, p.client_state AS state,
                       coalesce(class.name->>%s, class.name->>'en_US', '') AS class,
                       coalesce(class.color, 0) AS color, coalesce(branch.name, '') AS branch,
                       coalesce(person.name, '') AS manager,
                       coalesce(p.is_private_banking, false) AS is_private_banking
                  FROM res_partner p
                  LEFT JOIN bank_client_class class ON class.id = p.client_class_id
                  LEFT JOIN bank_branch branch ON branch.id = p.branch_id
                  LEFT JOIN res_users manager ON manager.id = p.manager_id
                  LEFT JOIN res_partner person ON person.id = manager.partner_id
                 WHERE p.id = ANY(%s)
                """,
                self.env.lang or "en_US",
                [client_id for client_id, _rank in ranked],
            )
        )
        by_id = {row["id"]: row for row in rows}
        return [
            {
                **by_id[client_id],
                "model": "res.partner",
                "marked": [list(span) for span in rank.marked],
                "reason": self._reason_words(rank),
            }
            for client_id, rank in ranked
        ]

    @api.model
    def _reason_words(self, rank):
        """Why a client was found; a name marks itself and needs no words."""
        _ = self.env._
        value = rank.value
        words = {
            ReasonCode.TAX: _("tax number %(value)s...", value=value),
            ReasonCode.REGISTRY: _("registration number %(value)s...", value=value),
            ReasonCode.NUMBER: _("client number %(value)s...", value=value),
            ReasonCode.PHONE: _("phone %(value)s", value=value),
            ReasonCode.PHONE_TAIL: _("phone ends %(value)s", value=value),
            ReasonCode.EMAIL: _("e-mail %(value)s...", value=value),
            ReasonCode.IBAN: _("IBAN %(value)s...", value=value.upper()),
            ReasonCode.IBAN_TAIL: _("IBAN ends %(value)s", value=value),
            ReasonCode.CARD_TAIL: _("card ends %(value)s", value=value),
            ReasonCode.CONTRACT: _("agreement %(value)s...", value=value),
            ReasonCode.CONTRACT_TAIL: _("agreement ends %(value)s", value=value),
        }
        return words.get(rank.code, "")

    @api.model
    def _found_accounts(self, ranked):
        """Accounts whose number was typed. Who may see a holder may see the account."""
        ids, values = self._found_by(ranked, _ACCOUNT_REASONS)
        if not ids:
            return []
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT a.id, a.number, owner.name AS client
                  FROM bank_account a JOIN res_partner owner ON owner.id = a.client_id
                 WHERE a.id IN (
                       SELECT id FROM bank_account WHERE client_id = ANY(%(ids)s)
                        UNION
                       SELECT account_id FROM bank_account_holder WHERE client_id = ANY(%(ids)s))
                 ORDER BY a.number
                """,
                ids=ids,
            )
        )
        return [
            self._found_row("bank.account", row, values)
            for row in rows
            if self._answers(row["number"], values)
        ]

    @api.model
    def _found_agreements(self, ranked):
        ids, values = self._found_by(ranked, _AGREEMENT_REASONS)
        if not ids:
            return []
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT h.id, h.number, owner.name AS client,
                       coalesce(product.name->>%s, product.name->>'en_US') AS product
                  FROM bank_holding h
                  JOIN res_partner owner ON owner.id = h.client_id
                  JOIN bank_product product ON product.id = h.product_id
                 WHERE h.client_id = ANY(%s) AND h.number IS NOT NULL
                 ORDER BY h.number
                """,
                self.env.lang or "en_US",
                ids,
            )
        )
        return [
            {**self._found_row("bank.holding", row, values), "product": row["product"]}
            for row in rows
            if self._answers(row["number"], values)
        ]

    @api.model
    def _found_by(self, ranked, reasons):
        """Ids of the clients found for one of these reasons, and what was typed."""
        found = [(client_id, rank.value) for client_id, rank in ranked if rank.code in reasons]
        return [client_id for client_id, _value in found], {value for _id, value in found}

    @api.model
    def _answers(self, number, values):
        code = compact_code(number)
        return any(code.startswith(value) or code.endswith(value) for value in values)

    @api.model
    def _found_row(self, model, row, values):
        """A row of an account or agreement, with the typed end or beginning marked."""
        number = row["number"]
        typed = max((value for value in values if self._answers(number, [value])), key=len)
        start = number.lower().find(typed)
        if not number.lower().startswith(typed):
            start = number.lower().rfind(typed)
        return {
            "id": row["id"],
            "model": model,
            "name": number,
            "marked": [[start, start + len(typed)]] if start >= 0 else [],
            "reason": row["client"] or "",
        }

    @api.model
    def _prospect_defaults(self, query):
        """Context with which "New prospect" opens: what was typed is in its field already.

        Nothing where the user may not add clients.
        """
        if not self.env.user.has_group("bank_crm_base.group_client_editor"):
            return False
        typed = prospect_from(query.text, self.env.company.country_id.code)
        defaults = {
            "default_client_kind": typed.kind,
            "default_name": typed.name,
            "default_last_name": typed.last_name,
            "default_first_name": typed.first_name,
            "default_middle_name": typed.middle_name,
            "default_phone": typed.phone,
            "default_email": typed.email,
            "default_vat": typed.tax_number,
            "default_company_registry": typed.registry_number,
        }
        return {
            "default_is_client": True,
            **{name: value for name, value in defaults.items() if value},
        }
