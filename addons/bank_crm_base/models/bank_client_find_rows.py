from odoo import api, models
from odoo.tools import SQL

from ..domain.prospect import prospect_from
from ..domain.search_keys import compact_code
from ..domain.search_rank import ReasonCode

_ACCOUNT_REASONS = frozenset({ReasonCode.IBAN, ReasonCode.IBAN_TAIL})
_AGREEMENT_REASONS = frozenset({ReasonCode.CONTRACT, ReasonCode.CONTRACT_TAIL})


class ResPartner(models.Model):
    """What the find box shows: rows with their reasons, and a prospect where none is."""

    _inherit = "res.partner"

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
        value = rank.value
        words = {
            ReasonCode.TAX: self.env._("tax number %(value)s...", value=value),
            ReasonCode.REGISTRY: self.env._(
                "registration number %(value)s...", value=value
            ),
            ReasonCode.NUMBER: self.env._("client number %(value)s...", value=value),
            ReasonCode.PHONE: self.env._("phone %(value)s", value=value),
            ReasonCode.PHONE_TAIL: self.env._("phone ends %(value)s", value=value),
            ReasonCode.EMAIL: self.env._("e-mail %(value)s...", value=value),
            ReasonCode.IBAN: self.env._("IBAN %(value)s...", value=value.upper()),
            ReasonCode.IBAN_TAIL: self.env._("IBAN ends %(value)s", value=value),
            ReasonCode.CARD_TAIL: self.env._("card ends %(value)s", value=value),
            ReasonCode.CONTRACT: self.env._("agreement %(value)s...", value=value),
            ReasonCode.CONTRACT_TAIL: self.env._(
                "agreement ends %(value)s", value=value
            ),
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
        found = [
            (client_id, rank.value)
            for client_id, rank in ranked
            if rank.code in reasons
        ]
        return [client_id for client_id, _value in found], {
            value for _id, value in found
        }

    @api.model
    def _answers(self, number, values):
        code = compact_code(number)
        return any(code.startswith(value) or code.endswith(value) for value in values)

    @api.model
    def _found_row(self, model, row, values):
        """A row of an account or agreement, with the typed end or beginning marked."""
        number = row["number"]
        typed = max(
            (value for value in values if self._answers(number, [value])), key=len
        )
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
