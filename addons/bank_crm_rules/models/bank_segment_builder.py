from odoo import api, models

from ..domain.segment_tree import COUNTED, MEASURED, OPERATORS, Kind, Measure
from ..engine.segment_labels import (
    match_labels,
    measure_labels,
    operator_labels,
    period_labels,
    unit_labels,
)


class BankSegment(models.Model):
    """What the screen needs to draw conditions: facts, their operators, values, words."""

    _inherit = "bank.segment"

    @api.model
    def get_builder_words(self, segment_id=None):
        """Facts and lists with what they may be compared by; the unreadable marked so."""
        self.browse().check_access("read")
        catalogue = self._catalogue()
        others = self.search([("id", "!=", segment_id)])
        return {
            "facts": [
                self._fact_words(catalogue, entry) for entry in catalogue.facts.values()
            ],
            "lists": [
                {
                    "code": entry.code,
                    "name": entry.name,
                    "help": entry.description or "",
                    "is_readable": catalogue.is_readable(entry),
                    "columns": [
                        self._fact_words(catalogue, column)
                        for column in catalogue.columns[entry.code].values()
                    ],
                }
                for entry in catalogue.lists.values()
            ],
            "segments": [{"id": row.id, "name": row.name} for row in others],
            "operators": {
                str(kind): _pairs(operator_labels(self.env, kind), OPERATORS[kind])
                for kind in Kind
            },
            "counted": _pairs(operator_labels(self.env, Kind.NUMBER), COUNTED),
            "matches": _pairs(match_labels(self.env)),
            "measures": [
                {
                    "code": str(measure),
                    "name": measure_labels(self.env)[measure],
                    "kinds": [str(kind) for kind in MEASURED[measure]],
                }
                for measure in Measure
            ],
            "periods": _pairs(period_labels(self.env)),
            "units": _pairs(unit_labels(self.env)),
        }

    @api.model
    def _fact_words(self, catalogue, entry):
        is_readable = catalogue.is_readable(entry)
        return {
            "code": entry.code,
            "name": entry.name,
            "kind": entry.kind,
            "help": entry.description or "",
            "part": self._part_of(entry),
            "is_readable": is_readable,
            "choices": entry._choices() if is_readable else [],
        }

    @api.model
    def _part_of(self, entry):
        """Under which heading the picker shows a fact."""
        if entry.path.startswith("behaviour_ids."):
            return self.env._("Use of accounts")
        if entry.kind == "money":
            return self.env._("Money")
        if entry.kind == "date":
            return self.env._("Dates")
        return self.env._("Client")


def _pairs(labels, codes=None):
    return [
        {"code": str(code), "name": labels[code]}
        for code in (labels if codes is None else codes)
    ]
