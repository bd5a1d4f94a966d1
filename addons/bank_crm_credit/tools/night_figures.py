from odoo.tools import SQL


def write_figures(cr, table, kinds, rows):
    """Write what a night counted by one statement; rows that are as before are left alone.

    `kinds` is {column: its SQL type}; a row is the id and the columns in that order.
    """
    if not rows:
        return
    names = [SQL.identifier(name) for name in kinds]
    values = SQL(", ").join(
        SQL("(%s)", SQL(", ").join(SQL("%s", value) for value in row)) for row in rows
    )
    typed = SQL(", ").join(
        SQL("v.%s::%s AS %s", SQL.identifier(name), SQL(kind), SQL.identifier(name))
        for name, kind in kinds.items()
    )
    cr.execute(
        SQL(
            "UPDATE %(table)s o SET %(assign)s FROM (SELECT v.id::int AS id, %(typed)s "
            "FROM (VALUES %(values)s) AS v (id, %(names)s)) n WHERE o.id = n.id "
            "AND ROW(%(old)s) IS DISTINCT FROM ROW(%(new)s)",
            table=SQL.identifier(table),
            assign=SQL(", ").join(SQL("%s = n.%s", name, name) for name in names),
            typed=typed,
            values=values,
            names=SQL(", ").join(names),
            old=SQL(", ").join(SQL.identifier("o", name) for name in kinds),
            new=SQL(", ").join(SQL.identifier("n", name) for name in kinds),
        )
    )
