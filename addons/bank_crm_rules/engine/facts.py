"""Facts of the field catalogue as SQL columns: what rules and segments are computed from."""

from odoo.tools import SQL, Query

_TYPES = {"text": "text", "number": "numeric", "date": "date", "flag": "boolean"}


class Facts:
    """One selection of `model` to which facts are added as they are asked for.

    Links of a path become outer joins, so a record without them keeps its row. The rows
    are those of the whole bank: who may see the outcome is asked where it is shown.
    """

    def __init__(self, model):
        self.model = model.sudo().with_context(active_test=False)
        self.query = Query(model.env, model._table, model._table_sql)
        self._columns = {}

    @property
    def alias(self):
        return self.query.table

    @property
    def record_id(self):
        return SQL.identifier(self.alias, "id")

    def column(self, entry):
        """The typed SQL of a catalogue entry of this model; lists have none."""
        if entry.id not in self._columns:
            if entry.model != self.model._name or entry.kind == "list":
                raise ValueError(f"{entry.model}.{entry.code} is no fact here")
            self._columns[entry.id] = self.typed(entry.path, entry._rule_kind())
        return self._columns[entry.id]

    def typed(self, path, kind):
        """The typed SQL of what a path leads to."""
        return self._typed(self._path(path), kind)

    def kept(self, path):
        """What is kept at the end of a path, neither typed nor cleared of empty strings."""
        return self._path(path)

    def _path(self, path):
        model, alias = self.model, self.alias
        *links, last = path.split(".")
        for name in links:
            field = model._fields[name]
            comodel = model.env[field.comodel_name]
            if field.type == "many2one":
                column = model._field_to_sql(alias, name, self.query)
                joined = self.query.make_alias(alias, name)
                self.query.add_join(
                    "LEFT JOIN", joined, comodel._table,
                    SQL("%s = %s", column, SQL.identifier(joined, "id")),
                )  # fmt: skip
            elif getattr(comodel, "_single_inverse", None) == field.inverse_name:
                joined = self.query.left_join(
                    alias, "id", comodel._table, field.inverse_name, name
                )
            else:
                raise ValueError(f"{model._name}.{name} has many rows")
            model, alias = comodel, joined
        return model._field_to_sql(alias, last, self.query)

    def _typed(self, value, kind):
        if kind == "flag":
            return SQL("coalesce(%s, false)", value)
        if kind == "text":
            # An empty string is what a form leaves where there is nothing.
            return SQL("nullif(%s::text, '')", value)
        return SQL("%s::%s", value, SQL(_TYPES[kind]))
