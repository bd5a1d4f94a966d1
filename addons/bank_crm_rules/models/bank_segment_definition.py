from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.segment_parse import SegmentError, calculation_order, parse
from ..domain.segment_tree import Group, Match, segments_in, to_json
from ..engine.segment_catalogue import SegmentCatalogue
from ..engine.segment_words import SegmentWords, problem_words

EVERYBODY = {"match": "all", "items": []}


class BankSegment(models.Model):
    """The conditions of a segment: checked when saved, told in words, kept in versions."""

    _inherit = "bank.segment"

    sentence = fields.Text("In words", compute="_compute_sentence")

    @api.depends("definition")
    def _compute_sentence(self):
        for segment in self:
            segment.sentence = segment._sentence(segment.definition)

    @api.model_create_multi
    def create(self, vals_list):
        checked = [
            {**vals, "definition": self._checked(vals.get("definition"))}
            for vals in vals_list
        ]
        segments = super().create(checked)
        segments._keep_version()
        return segments

    def write(self, vals):
        if "definition" not in vals:
            return super().write(vals)
        definition = vals["definition"] or EVERYBODY
        changed = self.filtered(
            lambda segment: (segment.definition or EVERYBODY) != definition
        )
        if not changed:
            return super().write({k: v for k, v in vals.items() if k != "definition"})
        result = super().write({**vals, "definition": self._checked(definition)})
        changed._keep_version()
        return result

    def _keep_version(self):
        """Note the new conditions and the segments they ask for; refuse a circle."""
        for segment in self.sudo():
            segment.needed_ids = list(segments_in(segment._tree()))
            self.env["bank.segment.version"].sudo().create(
                {"segment_id": segment.id, "definition": segment.definition}
            )
        self._in_calculation_order(
            self.sudo().with_context(active_test=False).search([])
        )

    @api.model
    def _in_calculation_order(self, segments):
        """Each segment after those that it asks for."""
        uses = {segment.id: set(segment.needed_ids.ids) for segment in segments}
        try:
            return segments.browse(calculation_order(uses))
        except SegmentError as error:
            raise ValidationError(problem_words(self.env, error)) from error

    def _newest_version(self):
        self.ensure_one()
        return self.version_ids.sorted("id")[-1:]

    @api.model
    def _catalogue(self):
        return SegmentCatalogue(self.env)

    @api.model
    def _parse(self, definition, catalogue):
        """The tree of a definition; what is wrong is told in words, with its line."""
        segment_ids = self.with_context(active_test=False).search([]).ids
        try:
            return parse(definition or EVERYBODY, catalogue.words(segment_ids))
        except SegmentError as error:
            raise ValidationError(problem_words(self.env, error, catalogue)) from error

    @api.model
    def _checked(self, definition):
        """The definition as it is kept, when the current user may use all it asks for."""
        catalogue = self._catalogue()
        return to_json(self._usable_tree(definition, catalogue))

    @api.model
    def _usable_tree(self, definition, catalogue):
        tree = self._parse(definition, catalogue)
        if self.env.su:
            return tree
        for entry in catalogue.entries_in(tree):
            if not catalogue.is_readable(entry):
                raise ValidationError(
                    self.env._(
                        "“%(fact)s” is kept back from you: it cannot be a condition.",
                        fact=entry.name,
                    )
                )
        return tree

    def _tree(self):
        """The saved conditions, read as the product does."""
        self.ensure_one()
        segments = self.sudo()
        return segments._parse(self.definition, segments._catalogue())

    @api.model
    def _sentence(self, definition):
        """The whole in words; conditions on what is no longer there say so."""
        catalogue = self._catalogue()
        try:
            tree = self.sudo()._parse(definition, catalogue)
        except ValidationError as error:
            return str(error)
        return SegmentWords(self.env, catalogue).whole(tree)

    @api.model
    def _line_words(self, definition):
        """(tree, words of each top line) of a definition, today's or an earlier one."""
        catalogue = self._catalogue()
        try:
            tree = self.sudo()._parse(definition, catalogue)
        except ValidationError:
            return Group(Match.ALL), []
        words = SegmentWords(self.env, catalogue)
        return tree, [words.item(item) for item in tree.items]
