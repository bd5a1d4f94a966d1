from datetime import date
from decimal import Decimal, InvalidOperation

from odoo import models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

from ..domain.dmn.model import Kind
from ..engine.decision_words import rule_words
from ..engine.decisions import inputs_sql, outcome_of, python_of


class BankDecisionVersion(models.Model):
    """Asking a version about one client, or about values typed by hand."""

    _inherit = "bank.decision.version"

    def try_it(self, xml, client_id, values):
        """What the drawn table says about a client one may see, or about typed values.

        Typed values stand before the client's own; an empty text is an empty value.
        """
        self.check_access("read")
        self.ensure_one()
        table, problems = self._problems(xml)
        if problems:
            return {"values": {}, "error": problems[0]}
        known = {one.code: None for one in table.inputs}
        if client_id:
            known |= self._client_values(table, client_id)
        try:
            given = known | {
                one.code: self._typed_value(one, values[one.code])
                for one in table.inputs
                if one.code in values
            }
        except ValidationError as error:
            return {"values": _shown(known), "error": error.args[0]}
        decision = python_of(table)(given)
        words = rule_words(self.env, table, self._entries_of(table))
        if decision.violation:
            result = self.env._("Rules disagree")
        elif not decision.rules:
            result = self.env._("No rule applies")
        else:
            result = outcome_of(table, decision.as_json()) or self.env._("(nothing)")
        return {
            "values": _shown(given),
            "result": result,
            "rules": [
                {"number": number, "words": words[number]} for number in decision.rules
            ],
        }

    def _client_values(self, table, client_id):
        """The facts of one record as the rules see them; nobody's that the user may not see."""
        record = self.env[self.table_id.model].browse(client_id)
        record.check_access("read")
        if record._name == "res.partner" and not record.is_fully_visible:
            # At the counter less is seen than the facts of a rule tell.
            raise AccessError(
                self.env._("A rule is tried on clients whose whole card you may see.")
            )
        for name, entry in self._entries_by_code().items():
            if name in {one.code for one in table.inputs} and not entry._is_readable():
                raise AccessError(
                    self.env._("“%(fact)s” is kept from you.", fact=entry.name)
                )
        return self.sudo()._values_of(table, record).get(record.id, {})

    def _values_of(self, table, records):
        """Record id -> code -> value: text, Decimal, date or bool, as SQL reads it."""
        if not records:
            return {}
        self.env.flush_all()
        source = inputs_sql(self, table, SQL("SELECT unnest(%s::int[])", records.ids))
        # Odoo reads numeric as float: as text nothing is lost.
        columns = [
            SQL(
                "q.%s::text" if one.kind is Kind.NUMBER else "q.%s",
                SQL.identifier(f"i{place}"),
            )
            for place, one in enumerate(table.inputs)
        ]
        rows = self.env.execute_query(
            SQL(
                "SELECT q.record_id, %s FROM (%s) AS q",
                SQL(", ").join([*columns, SQL("NULL")]),
                source,
            )
        )
        return {
            record_id: {
                one.code: Decimal(value)
                if one.kind is Kind.NUMBER and value is not None
                else value
                for one, value in zip(table.inputs, row, strict=False)
            }
            for record_id, *row in rows
        }

    def _typed_value(self, column, text):
        text = (text or "").strip()
        if not text:
            return None
        try:
            match column.kind:
                case Kind.NUMBER:
                    number = Decimal(text.replace(" ", "").replace(",", "."))
                    return number if number.is_finite() else None
                case Kind.DATE:
                    return date.fromisoformat(text)
                case Kind.FLAG:
                    return text.lower() in ("true", "yes", "1")
        except (InvalidOperation, ValueError) as error:
            raise ValidationError(
                self.env._(
                    "“%(text)s” is no value for %(column)s.",
                    text=text,
                    column=column.title,
                )
            ) from error
        return text

    def _decide(self, records):
        """Record id -> what this version says about each of `records`, as they are now."""
        table = self._dmn()
        decide = python_of(table)
        return {
            record_id: decide(values)
            for record_id, values in self._values_of(table, records).items()
        }


def _shown(values):
    """Values as the fields of the screen take them."""
    return {
        code: ""
        if value is None
        else format(value, "f")
        if isinstance(value, Decimal)
        else value.isoformat()
        if isinstance(value, date)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
        for code, value in values.items()
    }
