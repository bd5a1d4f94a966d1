from collections.abc import Callable
from typing import NamedTuple

from odoo import api, models
from odoo.addons.bank_crm_rules.engine.facts import Facts
from odoo.tools import SQL

from ...domain.individual.family import ADULT_YEARS
from .bank_completeness_rule import KIND_FLAGS


class RowCheck(NamedTuple):
    """Something that may be on file: its name, the SQL that finds it, where it is entered.

    `fill` is a tab of the card or a dialog of `completeness_fill.js`; `asked` says in SQL
    of whom it is asked at all.
    """

    label: str
    found: Callable
    fill: str
    asked: Callable | None = None


def _exists(table, condition=""):
    """SQL of a row of the client's own; `today` may stand in the condition."""

    def found(client_id, today):
        return SQL(
            "EXISTS (SELECT 1 FROM %s x WHERE x.client_id = %s %s)",
            SQL.identifier(table),
            client_id,
            SQL(condition, today=today) if "%" in condition else SQL(condition),
        )

    return found


def _related(codes, end):
    """SQL of a confirmed relation of these types in which the client is at this end."""

    def found(client_id, today):
        return SQL(
            """EXISTS (SELECT 1 FROM bank_relation x
                         JOIN bank_relation_type t ON t.id = x.type_id
                        WHERE %(end)s = %(client)s AND x.state = 'confirmed'
                          AND (x.date_to IS NULL OR x.date_to >= %(today)s)
                          AND t.code = ANY(%(codes)s))""",
            end=SQL.identifier("x", end),
            client=client_id,
            today=today,
            codes=list(codes),
        )

    return found


FAMILY = ("spouse", "parent", "sibling", "guardian", "relative")
_AT_WORK = (
    "AND x.active AND x.date_from <= %(today)s "
    "AND (x.date_to IS NULL OR x.date_to >= %(today)s)"
)
_DOCUMENT = "bank_client_document"


class BankCompletenessRule(models.Model):
    """Rules as SQL over sets: of whom each part is asked, and who has it."""

    _inherit = "bank.completeness.rule"

    @api.model
    def _row_checks(self):
        """Code -> what may be on file; an addon adds its own."""
        in_force = _exists(
            _DOCUMENT, "AND (x.expiry_date IS NULL OR x.expiry_date >= %(today)s)"
        )
        any_document = _exists(_DOCUMENT)
        family = [_related(FAMILY, f"{side}_client_id") for side in ("from", "to")]
        return {
            "document": RowCheck(
                self.env._("Identity document"), any_document, "documents"
            ),
            "document_in_force": RowCheck(
                self.env._("A document that has not expired"),
                in_force,
                "documents",
                any_document,
            ),
            "phone": RowCheck(
                self.env._("Telephone"),
                _exists(
                    "bank_contact_point",
                    "AND x.kind IN ('mobile', 'phone') AND x.key IS NOT NULL "
                    "AND x.date_to IS NULL",
                ),
                "details",
            ),
            "email": RowCheck(
                self.env._("E-mail"),
                _exists(
                    "bank_contact_point",
                    "AND x.kind = 'email' AND x.key IS NOT NULL AND x.date_to IS NULL",
                ),
                "details",
            ),
            "address": RowCheck(
                self.env._("Address"), _exists("bank_client_address"), "details"
            ),
            "employment": RowCheck(
                self.env._("What he does today"),
                _exists("bank_client_employment", _AT_WORK),
                "employment",
            ),
            "income": RowCheck(
                self.env._("Income of today"),
                _exists("bank_client_employment", f"{_AT_WORK} AND x.income > 0"),
                "employment",
            ),
            "education": RowCheck(
                self.env._("Education"),
                _exists("bank_client_education", "AND x.active"),
                "education",
            ),
            "bureau_report": RowCheck(
                self.env._("Credit report of the last year"),
                _exists(
                    "bank_bureau_report",
                    "AND x.active AND x.report_date > "
                    "%(today)s::date - interval '1 year'",
                ),
                "bureau",
            ),
            "family": RowCheck(
                self.env._("Family"),
                lambda client_id, today: SQL(
                    "(%s OR %s)", *(way(client_id, today) for way in family)
                ),
                "family",
            ),
            "director": RowCheck(
                self.env._("Director or signatory"),
                _related(("director", "signatory"), "to_client_id"),
                "relation",
            ),
            "owner": RowCheck(
                self.env._("Owners"),
                _related(("owns", "state_owner"), "to_client_id"),
                "relation",
            ),
        }

    @api.model
    def _judgement_query(self, client_ids, rules):
        """SQL of client, stored percent and gaps, whether each rule asks and finds."""
        today = self.env["bank.business.day"]._today()
        facts = Facts(self.env["res.partner"])
        checks = self._row_checks()
        asked, found = [], []
        for rule in rules:
            asked.append(rule._asked_sql(facts, checks, today))
            found.append(rule._found_sql(facts, checks, today))
        facts.query.add_where(SQL("%s = ANY(%s)", facts.record_id, list(client_ids)))
        return facts.query.select(
            facts.record_id,
            SQL.identifier(facts.alias, "completeness"),
            SQL.identifier(facts.alias, "completeness_gaps"),
            SQL("ARRAY[%s]::boolean[]", SQL(", ").join(asked)),
            SQL("ARRAY[%s]::boolean[]", SQL(", ").join(found)),
        )

    def _asked_sql(self, facts, checks, today):
        column = SQL.identifier(facts.alias, "client_kind")
        kinds = [kind for kind, flag in KIND_FLAGS.items() if self[flag]]
        conditions = [SQL("%s = ANY(%s)", column, kinds)]
        if self.is_for_adults:
            conditions.append(
                SQL(
                    "(%(born)s IS NULL OR %(born)s <= %(today)s::date "
                    "- make_interval(years => %(years)s))",
                    born=SQL.identifier(facts.alias, "birth_date"),
                    today=today,
                    years=ADULT_YEARS,
                )
            )
        if self.segment_id:
            conditions.append(
                SQL(
                    "EXISTS (SELECT 1 FROM bank_segment_client s "
                    "WHERE s.segment_id = %s AND s.client_id = %s)",
                    self.segment_id.id,
                    facts.record_id,
                )
            )
        if self.check_kind == "rows" and checks[self.on_file].asked:
            conditions.append(checks[self.on_file].asked(facts.record_id, today))
        return SQL("(%s)", SQL(" AND ").join(conditions))

    def _found_sql(self, facts, checks, today):
        if self.check_kind == "rows":
            return checks[self.on_file].found(facts.record_id, today)
        value = facts.kept(self.field_id.path)
        return SQL("(nullif(%s::text, '') IS NOT NULL)", value)
