"""The facts and lists of the field catalogue that conditions of segments may use."""

from functools import cached_property

from ..domain.segment_parse import Words
from ..domain.segment_tree import Condition, Group, Kind, ListCondition

CLIENT = "res.partner"


class SegmentCatalogue:
    """The catalogue as segments see it: entries by code, and the columns of lists."""

    def __init__(self, env):
        self.env = env
        # What an entry leads to is no secret; what the user may read is asked by name.
        self._entries = env["bank.field.catalogue"].sudo()._of(CLIENT, "rules")

    @cached_property
    def facts(self):
        return {entry.code: entry for entry in self._entries if entry.kind != "list"}

    @cached_property
    def lists(self):
        """Lists whose rows name their client by a column of their own."""
        partners = self.env[CLIENT]
        found = {}
        for entry in self._entries:
            field = partners._fields.get(entry.path) if entry.kind == "list" else None
            if field is not None and field.type == "one2many" and field.store:
                inverse = self.env[field.comodel_name]._fields.get(field.inverse_name)
                if inverse is not None and inverse.store and not field.domain:
                    found[entry.code] = entry
        return found

    @cached_property
    def columns(self):
        return {
            code: {
                column.code: column
                for column in entry._columns("rules")
                if column.kind != "list"
            }
            for code, entry in self.lists.items()
        }

    def words(self, segment_ids=()):
        """What `parse` accepts."""
        return Words(
            {code: Kind(entry.kind) for code, entry in self.facts.items()},
            {
                code: {name: Kind(column.kind) for name, column in columns.items()}
                for code, columns in self.columns.items()
            },
            frozenset(segment_ids),
        )

    def entries_in(self, item, columns=None):
        """The entries that a tree asks for, those of rows too."""
        if isinstance(item, Group):
            for inner in item.items:
                yield from self.entries_in(inner, columns)
        elif isinstance(item, ListCondition):
            inner = self.columns[item.list]
            yield self.lists[item.list]
            if item.fact:
                yield inner[item.fact]
            yield from self.entries_in(item.where, inner)
        elif isinstance(item, Condition):
            yield (columns or self.facts)[item.fact]

    def is_readable(self, entry):
        """Whether the user may read the fact at all; a list, whether its rows."""
        if not entry.with_env(self.env)._is_readable():
            return False
        if entry.kind != "list":
            return True
        return self.env[entry._final_field().comodel_name].has_access("read")
