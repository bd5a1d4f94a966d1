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
                "rows": [self._found_client(client, rank) for client, rank in ranked],
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
        return list({client_id for client_id, _hit in self._find_hits(query, LISTED_CLIENTS)})

    @api.model
    def _find_hits(self, query, limit):
        """Pairs (client id, key) of visible clients, at most `limit` for each look-up.

        The user's own rows are chosen in the same statement, so that a manager finds his
        Kovalenko among ten thousand others. Each look-up is one index range.
        """
        if not query.lookups:
            return []
        visible = self._search(Domain("is_client", "=", True))
        if visible.is_empty():
            return []
        ranges = [
            SQL(
                "(SELECT s.client_id, s.kind, s.key FROM bank_client_search s "
                "JOIN res_partner ON res_partner.id = s.client_id "
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
        return [
            (client_id, SearchKey(KeyKind(kind), key))
            for client_id, kind, key in self.env.execute_query(SQL(" UNION ALL ").join(ranges))
        ]

    @api.model
    def _rank_found(self, query, hits):
        """The clients found with why they were found, the best first."""
        keys = defaultdict(set)
        for client_id, key in hits:
            keys[client_id].add(key)
        clients = self.search_fetch(
            [("id", "in", list(keys))],
            ["name", "client_kind", "client_state", "client_class_id", "branch_id", "manager_id",
             "sort_key", "is_private_banking"],
        )  # fmt: skip
        ranked = [
            (
                client,
                search_rank.rank(
                    query,
                    search_rank.Candidate(client.name or "", tuple(sorted(keys[client.id]))),
                ),
            )
            for client in clients
        ]
        return sorted(ranked, key=lambda found: (-found[1].score, found[0].sort_key or ""))

    @api.model
    def _found_client(self, client, rank):
        return {
            "id": client.id,
            "model": "res.partner",
            "name": client.name,
            "marked": [list(span) for span in rank.marked],
            "reason": self._reason_words(rank),
            "kind": client.client_kind,
            "state": client.client_state,
            "class": client.client_class_id.name or "",
            "color": client.client_class_id.color,
            "branch": client.branch_id.name or "",
            "manager": client.manager_id.sudo().name or "",
            "is_private_banking": client.is_private_banking,
        }

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
        """Accounts whose number was typed, of the clients found by it."""
        ids = [client.id for client, rank in ranked if rank.code in _ACCOUNT_REASONS]
        if not ids:
            return []
        accounts = self.env["bank.account"].search(
            Domain("client_id", "in", ids) | Domain("holder_ids.client_id", "in", ids)
        )
        values = [rank.value for _client, rank in ranked if rank.code in _ACCOUNT_REASONS]
        return [
            self._found_row(account, account.number, account.client_id.sudo(), values)
            for account in accounts
            if self._answers(account.number, values)
        ]

    @api.model
    def _found_agreements(self, ranked):
        ids = [client.id for client, rank in ranked if rank.code in _AGREEMENT_REASONS]
        if not ids:
            return []
        values = [rank.value for _client, rank in ranked if rank.code in _AGREEMENT_REASONS]
        holdings = self.env["bank.holding"].search([("client_id", "in", ids)])
        return [
            {
                **self._found_row(holding, holding.number, holding.client_id, values),
                "product": holding.product_id.name,
            }
            for holding in holdings
            if holding.number and self._answers(holding.number, values)
        ]

    @api.model
    def _answers(self, number, values):
        code = compact_code(number)
        return any(code.startswith(value) or code.endswith(value) for value in values)

    @api.model
    def _found_row(self, record, number, client, values):
        """A row of an account or agreement, with the typed end or beginning marked."""
        typed = max((value for value in values if self._answers(number, [value])), key=len)
        start = number.lower().find(typed)
        if not number.lower().startswith(typed):
            start = number.lower().rfind(typed)
        return {
            "id": record.id,
            "model": record._name,
            "name": number,
            "marked": [[start, start + len(typed)]] if start >= 0 else [],
            "reason": client.name or "",
            "client_id": client.id,
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
