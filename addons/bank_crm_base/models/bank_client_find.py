from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain import search_rank
from ..domain.search_keys import KeyKind, SearchKey
from ..domain.search_query import parse_query

FIND_LIMIT = 20
CANDIDATES_A_LOOKUP = 30
# A list shows at most so many clients for one typed word; nobody reads further.
LISTED_CLIENTS = 2_000


class ResPartner(models.Model):
    """Finding a client by whatever the clerk has: name in any script, number, telephone."""

    _inherit = "res.partner"

    @api.model
    @api.readonly
    def find_clients(self, text, limit=FIND_LIMIT):
        """Clients, accounts and agreements that answer the typed text, the best first.

        Only what the user may see is looked at; `may_be_elsewhere` says that the question
        is exact enough to ask `find_elsewhere` of the others. A full card number is never
        kept: only its last four digits are searched for.
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
            "may_be_elsewhere": self._may_be_elsewhere(query.text),
        }

    @api.model
    def _search_display_name(self, operator, value):
        """Lists and links find clients as the find box does, and others as the core does."""
        if (
            operator not in ("like", "ilike")
            or not isinstance(value, str)
            or not value.strip()
        ):
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
        refused = self.env["bank.access.setting"]._refused_search_kinds()
        lookups = [lookup for lookup in query.lookups if lookup.kind not in refused]
        if not lookups:
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
            for lookup in lookups
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
