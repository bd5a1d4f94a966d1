import io
import os
import time
from concurrent.futures import ThreadPoolExecutor

from odoo import models
from odoo.tools import SQL

from ..domain.chunks import Chunk, has_inner_quote, traits
from ..domain.csv_records import Shape, parse_values, read_records
from ..domain.run_states import State
from .bank_feed_run_copy import LINE_SETTING

UTF8_BOM = b"\xef\xbb\xbf"
# Up to where this process staged a run: what another one left behind is taken back.
_STAGED: dict[tuple[str, int], int] = {}


class BankFeedRun(models.Model):
    """Staging: the file into an unlogged table of texts, chunk by chunk, each committed."""

    _inherit = "bank.feed.run"

    def _start_staging(self):
        """Read the header and make the tables; refuse a file whose header does not fit."""
        self._drop_tables(keep=("touched",))
        if self._is_statement():
            problem = self._transcode_statement()
            if problem:
                return self._refuse(problem)
        header = self._read_header()
        if isinstance(header, str):
            return self._refuse(header)
        names, offset = header
        columns = SQL(", ").join(SQL("%s text", SQL.identifier(name)) for name in names)
        # Each session counts lines with a sequence of its own, named by its number.
        self._sql(
            "CREATE UNLOGGED TABLE %(stage)s (line bigint NOT NULL "
            "DEFAULT nextval(current_setting(%(setting)s)::oid), %(columns)s) "
            "WITH (autovacuum_enabled = false)",
            setting=LINE_SETTING,
            columns=columns,
        )
        sessions = max(self.env.context.get("feed_workers", 1), 1)
        for place in range(sessions):
            self._sql(
                "CREATE SEQUENCE %(name)s CACHE 5000 OWNED BY %(stage)s.line",
                name=SQL.identifier(self._line_sequence(place)),
            )
        self._sql(
            "CREATE UNLOGGED TABLE %(bad)s (line bigint PRIMARY KEY, verdict varchar NOT NULL, "
            "reason varchar NOT NULL, column_name varchar, waits_for varchar, amount numeric, "
            "account_id integer, raw text) WITH (autovacuum_enabled = false)"
        )
        for line, words, raw in self._at("faults", []):
            # Entries of a statement that could not be read; their lines are not the CSV's.
            self._sql(
                "INSERT INTO %(bad)s (line, verdict, reason, raw) "
                "VALUES (-%(line)s, 'rejected', 'quotes', %(raw)s) ON CONFLICT DO NOTHING",
                line=line,
                raw=raw or words,
            )
        self._move_to(State.STAGING)
        return self._advance(
            blocks=None,
            columns=names,
            offset=offset,
            line=2,
            chunks=[],
            rows=0,
            malformed=len(self._at("faults", [])),
            sessions=sessions,
        )

    def _content_path(self):
        """The CSV to load: the spool, or what a statement was turned into."""
        path = self._spool_path()
        return f"{path}.rows" if self._is_statement() else path

    def _is_statement(self):
        """Rows tried again are CSV whatever they came from."""
        return self.feed_id.format != "csv" and self.door != "retry"

    def _content_encoding(self):
        feed = self.feed_id
        return (
            feed.encoding
            if feed.format == "csv" and feed.encoding != "utf-16"
            else "utf-8"
        )

    def _content_delimiter(self):
        return self.feed_id.delimiter if self.feed_id.format == "csv" else ","

    def _read_header(self):
        """Our column names in the file's order and where the rows begin, or what is wrong."""
        if self.feed_id.format == "csv" and self.feed_id.encoding == "utf-16":
            self._recode_spool()
        with open(self._content_path(), "rb") as stream:
            raw = stream.readline(1024 * 1024)
        body = raw.removeprefix(UTF8_BOM)
        try:
            text = body.decode(self._content_encoding()).rstrip("\r\n")
        except UnicodeDecodeError:
            return self.env._("The header is not of the feed's encoding.")
        values = parse_values(text, self._content_delimiter()) if text else None
        if not values:
            return self.env._("The file has no header.")
        known = self.feed_id._header_names()
        names = [
            known.get(value.strip().lower()) or f"x{place}_"
            for place, value in enumerate(values)
        ]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            return self.env._(
                "A column stands twice: %(names)s.", names=", ".join(sorted(twice))
            )
        self.header = text
        layout = self.feed_id._layout()
        absent = [name for name in layout.required_names if name not in names]
        if absent:
            return self.env._(
                "Columns are absent: %(names)s. Name their headers under the feed's columns.",
                names=", ".join(absent),
            )
        return names, len(raw)

    def _recode_spool(self):
        """Two-byte text cannot be cut at line ends: it is written anew as UTF-8, once."""
        path = self._spool_path()
        with open(path, "rb") as stream:
            if stream.read(2) not in (b"\xff\xfe", b"\xfe\xff"):
                return
        with (
            open(path, encoding="utf-16", newline="") as source,
            open(f"{path}.utf8", "w", encoding="utf-8", newline="") as target,
        ):
            while piece := source.read(1024 * 1024):
                target.write(piece)
        os.replace(f"{path}.utf8", path)

    # --- chunks

    def _stage_slice(self, deadline):
        """Stage chunks until the time is over; True while the file has more."""
        delimiter = self._content_delimiter()
        mine = (self.env.cr.dbname, self.id)
        with (
            open(self._content_path(), "rb") as stream,
            ThreadPoolExecutor(1) as looking,
        ):
            size = stream.seek(0, io.SEEK_END)
            offset, line = self._at("offset"), self._at("line")
            chunks, rows = list(self._at("chunks")), self._at("rows")
            malformed = self._at("malformed")
            seen = set(self._at("traits", []))
            if _STAGED.pop(mine, None) != offset:
                # Sessions of a process that was killed may have staged more than was noted.
                self._sql("DELETE FROM %(stage)s WHERE line >= %(line)s", line=line)
            sessions = min(
                self.env.context.get("feed_workers", 1), self._at("sessions", 1)
            )
            while True:
                group = self._next_chunks(stream, offset, line, sessions)
                if not group:
                    break
                # The database reads the same bytes meanwhile.
                found = [
                    looking.submit(traits, chunk.content, delimiter)
                    for chunk, _line in group
                ]
                if len(group) > 1 and not self._copy_side_by_side(group):
                    # One by one for the rest of the slice: who is wrong will be told.
                    sessions = 1
                    del group[1:], found[1:]
                if len(group) > 1:
                    parts = [
                        (chunk.line_count, 0, len(chunk.content), chunk.line_count)
                        for chunk, _line in group
                    ]
                else:
                    chunk = group[0][0]
                    parts = [self._stage_chunk(chunk, line, chunk.end >= size)]
                for staged, broken, used_bytes, used_lines in parts:
                    chunks.append([offset, line])
                    rows += staged
                    malformed += broken
                    offset += used_bytes
                    line += used_lines
                seen = seen.union(*(part.result() for part in found))
                if time.monotonic() >= deadline and offset < size:
                    break
            more = offset < size
            self._advance(
                offset=offset, line=line, chunks=chunks, rows=rows, malformed=malformed,
                traits=sorted(seen),
            )  # fmt: skip
            _STAGED[mine] = offset
        self.received_count = rows + malformed
        self._show_progress("staging", offset / size if size else 1)
        if not more:
            # A slice of its own sees what other sessions staged.
            self._move_to(State.CHECKING)
            self._advance()
        return more

    def _stage_chunk(self, chunk: Chunk, line, is_last):
        """Put a chunk in; returns rows, malformed rows, bytes and lines that it took."""
        delimiter = self._content_delimiter()
        if not has_inner_quote(chunk.content, delimiter) and self._copy_fast(
            chunk, line
        ):
            return chunk.line_count, 0, len(chunk.content), chunk.line_count
        shape = Shape(len(self._at("columns")), delimiter, self._content_encoding())
        reading = read_records(chunk.content, shape, first_line=line, is_last=is_last)
        if not reading.byte_count:
            reading = read_records(chunk.content, shape, first_line=line)
        good = [record for record in reading.records if not record.reason]
        bad = [record for record in reading.records if record.reason]
        self._copy_exact(good)
        self._keep_malformed(bad)
        return len(good), len(bad), reading.byte_count, reading.line_count

    def _keep_malformed(self, records):
        for record in records:
            self._sql(
                "INSERT INTO %(bad)s (line, verdict, reason, raw) "
                "VALUES (%(line)s, 'rejected', %(reason)s, %(raw)s)",
                line=record.line,
                reason=record.reason,
                raw=record.raw,
            )

    # --- the raw text of a row

    def _raw_texts(self, lines):
        """The rows that begin on these physical lines, exactly as received."""
        wanted = sorted(lines)
        found = {}
        chunks = self._at("chunks")
        shape = Shape(
            len(self._at("columns")),
            self._content_delimiter(),
            self._content_encoding(),
        )
        with open(self._content_path(), "rb") as stream:
            for place, (offset, first) in enumerate(chunks):
                end, after = (
                    chunks[place + 1]
                    if place + 1 < len(chunks)
                    else (self._at("offset"), self._at("line"))
                )
                here = {line for line in wanted if first <= line < after}
                if not here:
                    continue
                stream.seek(offset)
                content = stream.read(end - offset)
                for record in read_records(content, shape, first_line=first).records:
                    if record.line in here:
                        found[record.line] = record.raw
        return found

    def _values_of_raw(self, raw):
        """The values of a row by our column names, as far as it can be parted."""
        values = parse_values(raw, self._content_delimiter())
        names = self._at("columns") or []
        return dict(zip(names, values, strict=False)) if values else {}
