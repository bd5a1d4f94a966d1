import json
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.dmn.check import check
from ..domain.dmn.model import HitPolicy, Kind, Output, Table, TableError
from ..domain.dmn.xml_write import write_table
from ..engine.decision_words import gap_lines, overlap_lines, problem_words, rule_words
from ..engine.decisions import table_of

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


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)


def _unquoted(text):
    """A text as people read it; a calculation as it is written."""
    is_text = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]
    return text[1:-1] if is_text else text
