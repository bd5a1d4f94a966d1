import json
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from ..domain.dmn.check import check
from ..domain.dmn.model import HitPolicy, Kind, Output, Table, TableError
from ..domain.dmn.xml_write import write_table
from ..engine.decision_sheet import write_sheet
from ..engine.decision_words import gap_lines, overlap_lines, problem_words, rule_words
from ..engine.decisions import inputs_sql, outcome_of, python_of, table_of

TYPES = {"text": "string", "number": "number", "date": "date", "flag": "boolean"}
PROBLEMS_SHOWN = 30


class BankDecisionVersion(models.Model):
    """Drawing a version: its facts, what is wrong with it, and trying it on one client."""

    _inherit = "bank.decision.version"

    test_run_id = fields.Many2one(
        "bank.decision.run", compute="_compute_test_run_id", string="Last test"
    )

    @api.depends("run_ids.state")
    def _compute_test_run_id(self):
        for version in self:
            tests = version.run_ids.filtered(lambda run: run.purpose == "test")
            version.test_run_id = tests.sorted("id")[-1:]

    # --- the table behind the text

    def _entries_by_code(self):
        entries = self.env["bank.field.catalogue"]._of(self.table_id.model, "rules")
        return {entry.code: entry for entry in entries if entry.kind != "list"}

    def _entries_of(self, table):
        """The catalogue's entries of the table's inputs."""
        entries = self._entries_by_code()
        return [entries[one.code] for one in table.inputs if one.code in entries]

    def _kinds(self):
        return {
            code: Kind(entry._rule_kind())
            for code, entry in self._entries_by_code().items()
        }

    def _dmn(self, xml=None):
        """The checked structure of the version's own or of the given text."""
        self.ensure_one()
        kinds = tuple((code, str(kind)) for code, kind in sorted(self._kinds().items()))
        return self._with_known_choices(table_of(xml or self.xml, kinds))

    def _with_known_choices(self, table):
        """Where the product itself names all choices, nothing else needs a rule."""
        entries = self._entries_by_code()
        inputs = tuple(
            replace(one, values=tuple(map(_quoted, entries[one.code]._fixed_choices())))
            if not one.values and one.code in entries
            else one
            for one in table.inputs
        )
        return replace(table, inputs=inputs)

    @api.model
    def _empty_xml(self, table):
        """What a new table begins with: one result and no rule."""
        output = Output("decision", self.env._("Decision"), Kind.TEXT)
        return write_table(Table(table.name, HitPolicy.UNIQUE, (), (output,), ()))

    def _problems(self, xml=None):
        """(table or None, what is wrong in words)."""
        try:
            table = self._dmn(xml)
        except TableError as error:
            return None, [problem_words(self.env, error)]
        found = check(table, self._kinds())
        return table, [problem_words(self.env, problem) for problem in found]

    def _check_table(self):
        """Refuse a table that cannot be run, with every cell that is wrong named."""
        for version in self:
            _table, problems = version._problems()
            if problems:
                raise ValidationError("\n".join(problems[:PROBLEMS_SHOWN]))

    # --- asked by the drawing board

    def get_facts(self):
        """The facts that may become a column, in the catalogue's order and words."""
        self.check_access("read")
        entries = self._entries_by_code() if len(self) == 1 else {}
        kinds = dict(
            self.env["bank.field.catalogue"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        return [
            {
                "code": code,
                "label": entry.name,
                "help": entry.description or "",
                "kind": entry.kind,
                "kind_label": kinds[entry.kind],
                "type": TYPES[entry._rule_kind()],
                "choices": [list(choice) for choice in entry._choices()],
            }
            for code, entry in entries.items()
        ]

    def describe(self, xml):
        """What is wrong with a drawn table, where it overlaps and leaves gaps, its rules."""
        self.check_access("read")
        self.ensure_one()
        table, problems = self._problems(xml)
        is_sound = table is not None and not problems
        entries = self._entries_by_code()
        return {
            "is_sound": is_sound,
            "problems": problems[:PROBLEMS_SHOWN],
            "policy": self._policy_words(table) if table else "",
            "inputs": [
                {
                    "code": one.code,
                    "label": one.title,
                    "kind": str(one.kind),
                    "choices": [
                        list(choice) for choice in entries[one.code]._choices()
                    ],
                }
                for one in (table.inputs if is_sound else ())
            ],
            "rules": self._described_rules(table) if is_sound else [],
            "overlaps": overlap_lines(self.env, table, self._entries_of(table))
            if is_sound
            else [],
            "gaps": gap_lines(self.env, table, self._entries_of(table))
            if is_sound
            else [],
        }

    def _described_rules(self, table):
        words = rule_words(self.env, table, self._entries_of(table))
        return [
            {
                "number": rule.number,
                "words": words[rule.number],
                "result": ", ".join(
                    _unquoted(text)
                    if len(table.outputs) == 1
                    else f"{output.title}: {_unquoted(text)}"
                    for output, text in zip(table.outputs, rule.outputs, strict=True)
                ),
                "annotation": rule.annotation,
            }
            for rule in table.rules
        ]

    def _policy_words(self, table):
        words = {
            HitPolicy.UNIQUE: self.env._("One rule at most applies to a client."),
            HitPolicy.FIRST: self.env._("The first rule that applies counts."),
            HitPolicy.ANY: self.env._("Rules that apply together say the same."),
            HitPolicy.PRIORITY: self.env._(
                "Of the rules that apply the best result counts."
            ),
            HitPolicy.RULE_ORDER: self.env._(
                "All rules that apply count, in their order."
            ),
            HitPolicy.OUTPUT_ORDER: self.env._(
                "All rules that apply count, the best result first."
            ),
            HitPolicy.COLLECT: self.env._("All rules that apply count together."),
        }
        return words[table.hit_policy]

    def _rule_words(self):
        """Rule number -> its conditions in words; nothing for a table that cannot be read."""
        if len(self) != 1:
            return {}
        table, problems = self._problems()
        return {} if problems else rule_words(self.env, table, self._entries_of(table))

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

    # --- files and buttons

    def _file(self, form):
        """(name, content) of the version as .dmn or .xlsx."""
        self.ensure_one()
        name = f"{self.table_id.code}-{self.number}.{form}"
        if form == "dmn":
            return name, self.xml.encode()
        return name, write_sheet(self._dmn())

    def action_export_dmn(self):
        return self._action_download("dmn")

    def action_export_xlsx(self):
        return self._action_download("xlsx")

    def _action_download(self, form):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/bank/decision/{self.id}/{form}",
            "target": "download",
        }

    def action_test(self):
        return self._action_ask("bank.decision.test", self.env._("Test on clients"))

    def action_import(self):
        if not self.is_editable:
            raise UserError(self.env._("Only a version in work is read from a file."))
        return self._action_ask("bank.decision.import", self.env._("Read from a file"))

    def _action_ask(self, model, title):
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_version_id": self.id},
        }


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)


def _unquoted(text):
    """A text as people read it; a calculation as it is written."""
    is_text = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]
    return text[1:-1] if is_text else text


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
