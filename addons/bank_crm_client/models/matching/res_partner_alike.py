from odoo import api, fields, models
from odoo.addons.bank_crm_base.domain import emails, phones
from odoo.addons.bank_crm_base.domain.search_keys import Findable, search_keys
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...domain.matching.facts import facts
from ...domain.matching.keys import match_keys
from ...domain.matching.score import Verdict, score
from .bank_duplicate_find import MAX_BLOCK, SEARCH_KINDS

ALIKE_SHOWN = 5
TYPED_LENGTH = 256
# What is typed -> the kind of search key by which it would be found.
FACT_KINDS = {
    "vat": "tax",
    "company_registry": "registry",
    "phone": "phone",
    "email": "email",
}


class ResPartner(models.Model):
    """While a new client is typed: who of those here he may be, with score and reasons."""

    _inherit = "res.partner"

    @api.model
    @api.readonly
    def find_alike(self, typed):
        """Clients that the user may see and that look like what was typed, the surest first.

        Of clients whom he may not see, only the masked stubs of `find_elsewhere` speak.
        """
        self.check_access("read")
        if not self.env.user.has_group("bank_crm_base.group_employee"):
            raise AccessError(self.env._("Only employees enter clients."))
        typed = self._typed_facts(typed)
        if not (typed["name"] or typed["last_name"] or typed["vat"] or typed["phone"]):
            return []
        wanted = self._typed_client(typed)
        ids = self._ids_sharing_a_key(wanted, typed)
        visible = self.search([("id", "in", ids), ("is_client", "=", True)])
        found = self._match_facts(visible.ids)
        rows = []
        for client in visible:
            result = score(wanted, found[client.id])
            if result.verdict is not Verdict.NO:
                rows.append((result, client))
        rows.sort(key=lambda row: (-row[0].points, row[1].id))
        Pair = self.env["bank.duplicate.pair"]
        return [
            {
                "id": client.id,
                "name": client.display_name,
                "score": result.points,
                "is_strong": result.verdict is Verdict.STRONG,
                "reason": Pair._words_of([reason.code for reason in result.reasons]),
                "branch": client.branch_id.name or "",
            }
            for result, client in rows[:ALIKE_SHOWN]
        ]

    @api.model
    def _typed_facts(self, typed):
        """Texts of a form, without what access settings keep from the user."""
        names = (
            "client_kind", "name", "last_name", "first_name", "middle_name", "birth_date",
            "vat", "company_registry", "phone", "email",
        )  # fmt: skip
        settings = self.env["bank.access.setting"]
        kept_back = settings._kept_back_names("res.partner")
        refused = set(settings._refused_search_kinds())
        return {
            name: ""
            if name in kept_back or FACT_KINDS.get(name) in refused
            else str(typed.get(name) or "")[:TYPED_LENGTH]
            for name in names
        }

    @api.model
    def _typed_client(self, typed):
        try:
            birth = fields.Date.to_date(typed["birth_date"] or None)
        except ValueError:
            birth = None
        region = self.env.company.country_id.code
        return facts(
            kind=typed["client_kind"] or "person",
            name=typed["name"],
            last=typed["last_name"],
            first=typed["first_name"],
            middle=typed["middle_name"],
            birth=birth,
            taxes=[typed["vat"]],
            registries=[typed["company_registry"]],
            phones=_normalised(phones.normalise, typed["phone"], region),
            emails=_normalised(emails.normalise, typed["email"]),
        )

    @api.model
    def _ids_sharing_a_key(self, wanted, typed):
        own = [(str(kind), key) for kind, key in match_keys(wanted)]
        searched = [
            (str(kind), key)
            for kind, key in search_keys(
                Findable(
                    name="",
                    tax_numbers=tuple(filter(None, [typed["vat"]])),
                    registry_numbers=tuple(filter(None, [typed["company_registry"]])),
                    phones=tuple(wanted.phones),
                    emails=tuple(wanted.emails),
                )
            )
            if str(kind) in SEARCH_KINDS
        ]
        ids = set()
        for table, pairs in (
            ("bank_client_match_key", own),
            ("bank_client_search", searched),
        ):
            for kind, key in pairs:
                ids.update(
                    client_id
                    for (client_id,) in self.env.execute_query(
                        SQL(
                            "SELECT client_id FROM %s WHERE key = %s AND kind = %s LIMIT %s",
                            SQL.identifier(table),
                            key,
                            kind,
                            MAX_BLOCK,
                        )
                    )
                )
        return list(ids)


def _normalised(normalise, text, *region):
    try:
        return [normalise(text, *region)] if text else []
    except ValueError:
        return []
