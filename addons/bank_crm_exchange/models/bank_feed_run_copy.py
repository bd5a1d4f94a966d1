import csv
import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg2
from odoo import api, models
from odoo.tools import SQL

from ..domain.chunks import CHUNK_BYTES, read_chunk

PG_ENCODINGS = {
    "utf-8": "UTF8",
    "cp1251": "WIN1251",
    "cp1250": "WIN1250",
    "cp1252": "WIN1252",
    "koi8-u": "KOI8U",
    "gb18030": "GB18030",
}
COPY_PIECE_BYTES = 256 * 1024
LINE_SETTING = "bank_feed.line_sequence"


class BankFeedRun(models.Model):
    """Chunks of the file into the staging table, by one session or by several."""

    _inherit = "bank.feed.run"

    def _chunk_bytes(self):
        parameter = (
            self.env["ir.config_parameter"].sudo().get_param("bank_feed.chunk_bytes")
        )
        return int(parameter or CHUNK_BYTES)

    def _line_sequence(self, place):
        return f"bank_feed_line_{self.id}_{place}"

    def _next_chunks(self, stream, offset, line, sessions):
        """The next chunks with their first lines; several only where none has quotes, for
        only then is it known where each ends before the database has read it."""
        group, size = [], self._chunk_bytes()
        while len(group) < sessions:
            chunk = read_chunk(stream, offset, size)
            if chunk is None or (group and b'"' in chunk.content):
                break
            group.append((chunk, line))
            if b'"' in chunk.content:
                break
            offset, line = chunk.end, line + chunk.line_count
        return group

    def _copy_side_by_side(self, group):
        """Each chunk in a session of its own; all of them or, returning False, none."""
        registry, context, run_id = self.env.registry, self.env.context, self.id

        def copy(place, cr):
            chunk, line = group[place]
            run = api.Environment(cr, self.env.uid, context)[self._name].browse(run_id)
            return run._copy_fast(chunk, line, place)

        with ExitStack() as stack:
            cursors = [stack.enter_context(registry.cursor()) for _chunk in group]
            with ThreadPoolExecutor(len(group)) as pool:
                is_whole = all(list(pool.map(copy, range(len(group)), cursors)))
            for cr in cursors:
                if is_whole:
                    cr.commit()  # pylint: disable=invalid-commit
                else:
                    cr.rollback()
        return is_whole

    def _copy_fast(self, chunk, line, place=0):
        """The bytes as they are; False where the database reads other rows than lines."""
        cr = self.env.cr
        stage = self._table_name("stage")
        cr.execute(
            "SELECT set_config(%s, to_regclass(%s)::oid::text, true), "
            "setval(to_regclass(%s), %s, false)",
            [LINE_SETTING, *[self._line_sequence(place)] * 2, line],
        )
        statement = SQL(
            "COPY %s (%s) FROM STDIN WITH (FORMAT csv, DELIMITER %s, ENCODING %s)",
            SQL.identifier(stage),
            SQL(", ").join(map(SQL.identifier, self._at("columns"))),
            self._content_delimiter(),
            PG_ENCODINGS.get(self._content_encoding(), "UTF8"),
        )
        try:
            with cr.savepoint(flush=False):
                cr.copy_expert(
                    cr.mogrify(statement.code, statement.params).decode(),
                    io.BytesIO(chunk.content),
                    size=COPY_PIECE_BYTES,
                )
                if cr.rowcount != chunk.line_count:
                    raise _NotLineByLine()
        except (_NotLineByLine, psycopg2.DataError):
            return False
        return True

    def _copy_exact(self, records):
        """Rows read one by one, with the line on which each began."""
        if not records:
            return
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([record.line, *record.values] for record in records)
        text.seek(0)
        statement = SQL(
            "COPY %s (line, %s) FROM STDIN WITH (FORMAT csv)",
            SQL.identifier(self._table_name("stage")),
            SQL(", ").join(map(SQL.identifier, self._at("columns"))),
        )
        self.env.cr.copy_expert(
            self.env.cr.mogrify(statement.code, statement.params).decode(), text
        )


class _NotLineByLine(Exception):
    """The database found other rows than the file has lines."""
