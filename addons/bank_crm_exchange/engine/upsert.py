"""Writes checked rows (alias `t`) into their table: new ones in, changed ones updated."""

from dataclasses import dataclass, field

from odoo.tools import SQL


@dataclass(slots=True)
class Fed:
    """A column of the target: its value in `t`, and the column that may clear it.

    `on_update` replaces the usual "new where delivered, else as it was" (target alias `x`).
    """

    value: SQL
    clears: str = ""
    on_update: SQL | None = None


@dataclass(slots=True)
class Upsert:
    """How the rows of a layout become rows of a table.

    `match` finds the row (target column -> value); `fed` columns follow the file;
    `once` columns are written when the row is made; `template` are the values of a row
    that the ORM would make, so that nothing it fills stays empty.
    """

    table: str
    match: dict[str, SQL]
    fed: dict[str, Fed]
    once: dict[str, SQL] = field(default_factory=dict)
    template: dict[str, object] = field(default_factory=dict)
    stamp: dict[str, SQL] = field(default_factory=dict)
    only_where: SQL = field(default_factory=lambda: SQL("true"))
    update_where: SQL = field(default_factory=lambda: SQL("true"))
    returning: str = "id"

    def _matched(self) -> SQL:
        return SQL(" AND ").join(
            SQL("x.%s = %s", SQL.identifier(name), value)
            for name, value in self.match.items()
        )

    @staticmethod
    def _new_value(name: str, fed: Fed) -> SQL:
        if fed.on_update is not None:
            return fed.on_update
        column = SQL.identifier("x", name)
        kept = SQL("coalesce(%s, %s)", fed.value, column)
        if not fed.clears:
            return kept
        return SQL(
            "CASE WHEN %s = ANY(t.cleared) THEN NULL ELSE %s END", fed.clears, kept
        )

    def update(self, rows: SQL) -> SQL:
        """Change what differs; returns the ids of the changed rows."""
        names = list(self.fed)
        new = [self._new_value(name, self.fed[name]) for name in names]
        assign = [
            SQL("%s = %s", SQL.identifier(name), value)
            for name, value in zip(names, new, strict=True)
        ]
        assign += [
            SQL("%s = %s", SQL.identifier(name), value)
            for name, value in self.stamp.items()
        ]
        return SQL(
            "UPDATE %(table)s x SET %(assign)s FROM %(rows)s "
            "WHERE %(matched)s AND %(where)s AND %(update_where)s "
            "AND ROW(%(old)s) IS DISTINCT FROM ROW(%(new)s) RETURNING x.%(returning)s",
            table=SQL.identifier(self.table),
            assign=SQL(", ").join(assign),
            rows=rows,
            matched=self._matched(),
            where=self.only_where,
            update_where=self.update_where,
            old=SQL(", ").join(SQL.identifier("x", name) for name in names),
            new=SQL(", ").join(new),
            returning=SQL.identifier(self.returning),
        )

    def insert(self, rows: SQL) -> SQL:
        """Make the rows that are not there; returns the new ids."""
        values: dict[str, SQL] = {
            name: SQL("%s", value) for name, value in self.template.items()
        }
        for name, value in {**self.match, **self.once, **self.stamp}.items():
            values[name] = value
        for name, fed in self.fed.items():
            default = values.get(name)
            values[name] = (
                SQL("coalesce(%s, %s)", fed.value, default) if default else fed.value
            )
        return SQL(
            "INSERT INTO %(table)s (%(columns)s) SELECT %(values)s FROM %(rows)s "
            "WHERE %(where)s AND NOT EXISTS (SELECT 1 FROM %(table)s x WHERE %(matched)s) "
            "RETURNING %(returning)s",
            table=SQL.identifier(self.table),
            columns=SQL(", ").join(map(SQL.identifier, values)),
            values=SQL(", ").join(values.values()),
            rows=rows,
            where=self.only_where,
            matched=self._matched(),
            returning=SQL.identifier(self.returning),
        )
