from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

PAGE_ROWS = 20
# One who may see few of many rows is given what was found after so many tries, and
# goes on from there.
MOST_TRIES = 5
MOST_AT_ONCE = 1000
BODY_READ = 4000
AHEAD_SHOWN = 5


class BankTimeline(models.Model):
    """One page of the timeline: each source is asked for its own first rows."""

    _inherit = "bank.timeline"

    @api.model
    def _page(self, client, before=None, wanted=None, size=PAGE_ROWS):
        """The newest rows older than `before` that the reader may see.

        `before` and the answer's `next` are [moment, source, id]; `next` is None at the end.
        """
        wanted = wanted or {}
        self.env.flush_all()
        sources = self._sources_for(wanted)
        before = self._read_cursor(before)
        until = self._end_of_today()
        shown, take, is_over = [], size + 1, False
        for _try in range(MOST_TRIES):
            rows = self._raw_rows(sources, client, wanted, before, until, take)
            shown += self._seen_rows(sources, rows)
            is_over = len(rows) < take
            if rows:
                before = self._key(rows[-1])
            if is_over or len(shown) > size:
                break
            take = min(4 * take, MOST_AT_ONCE)
        if len(shown) > size:
            shown = shown[:size]
            before, is_over = self._key(shown[-1]), False
        return {
            "rows": self._tell(sources, shown),
            "next": None if is_over else [str(before[0]), *before[1:]],
        }

    @api.model
    def _ahead(self, client, wanted=None):
        """What is planned with the client, the nearest first."""
        wanted = wanted or {}
        sources = {
            code: source
            for code, source in self._sources_for(wanted).items()
            if source.may_be_ahead
        }
        rows = self._raw_rows(
            sources, client, wanted, None, self._end_of_today(), 4 * AHEAD_SHOWN,
            is_ahead=True,
        )  # fmt: skip
        return self._tell(sources, self._seen_rows(sources, rows)[:AHEAD_SHOWN])

    @api.model
    def _sources_for(self, wanted):
        """By code, those that may have rows in the wanted channels."""
        channels = set(wanted.get("channels") or ())
        found = {}
        for source in self._timeline_sources():
            if source.code in found:
                raise ValueError(
                    f"two sources of the timeline are called {source.code}"
                )
            if (not channels or channels & source.channels) and self.env[
                source.model
            ].has_access("read"):
                found[source.code] = source
        return found

    @api.model
    def _end_of_today(self):
        """What is later is ahead: the bank's day and the clock may differ."""
        tomorrow = self.env["bank.business.day"]._today() + timedelta(days=1)
        now = fields.Datetime.now()  # clock: what is ahead of the reader
        return max(fields.Datetime.to_datetime(tomorrow), now)

    @api.model
    def _raw_rows(
        self, sources, client, wanted, before, until, take, *, is_ahead=False
    ):
        """The first `take` rows of all sources, whoever may see them."""
        if not sources:
            return []
        parts = [
            self._source_sql(source, client, wanted, before, until, take, is_ahead)
            for source in sources.values()
        ]
        order = SQL(
            "moment, source, id" if is_ahead else "moment DESC, source, id DESC"
        )
        return self.env.execute_query_dict(
            SQL(
                "SELECT * FROM (%s) AS t ORDER BY %s LIMIT %s",
                SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts),
                order,
                take,
            )
        )

    @api.model
    def _source_sql(self, source, client, wanted, before, until, take, is_ahead):
        where = [SQL("s.client_id = %s", client.id), *self._wanted_sql(source, wanted)]
        where.append(SQL("s.moment > %s" if is_ahead else "s.moment <= %s", until))
        if before:
            moment, code, row_id = before
            where.append(SQL("s.moment <= %s", moment))
            if source.code == code:
                where.append(SQL("(s.moment < %s OR s.id < %s)", moment, row_id))
            elif source.code < code:
                where.append(SQL("s.moment < %s", moment))
        order = SQL("s.moment, s.id" if is_ahead else "s.moment DESC, s.id DESC")
        return SQL(
            "SELECT %s::varchar AS source, s.id::bigint AS id, "
            "s.record_id::bigint AS record_id, s.client_id, s.moment::timestamp AS moment, "
            "s.kind::varchar AS kind, s.channel::varchar AS channel, "
            "s.direction::varchar AS direction, s.user_id::int AS user_id, "
            "s.who::varchar AS who, s.title::varchar AS title, left(s.body, %s) AS body, "
            "s.state::varchar AS state FROM (%s) AS s WHERE %s ORDER BY %s LIMIT %s",
            source.code,
            BODY_READ,
            source.sql,
            SQL(" AND ").join(where),
            order,
            take,
        )

    @api.model
    def _wanted_sql(self, source, wanted):
        """Conditions of the filter: channels, direction, period, text."""
        if wanted.get("channels"):
            yield SQL("s.channel = ANY(%s)", list(wanted["channels"]))
        if wanted.get("direction"):
            yield SQL("s.direction = %s", wanted["direction"])
        if wanted.get("since"):
            yield SQL("s.moment >= %s", fields.Date.to_date(wanted["since"]))
        if wanted.get("until"):
            last = fields.Date.to_date(wanted["until"])
            yield SQL("s.moment < %s", last + timedelta(days=1))
        text = (wanted.get("text") or "").strip()
        if text:
            escaped = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
            like = f"%{escaped}%"
            kinds = [
                code
                for code, (words, _icon) in source.kinds.items()
                if text.casefold() in words.casefold()
            ]
            yield SQL(
                "(s.title ILIKE %s OR s.body ILIKE %s OR s.who ILIKE %s OR s.kind = ANY(%s))",
                like, like, like, kinds,
            )  # fmt: skip

    @api.model
    def _key(self, row):
        return row["moment"], row["source"], row["id"]

    @api.model
    def _read_cursor(self, before):
        if not before:
            return None
        try:
            moment, source, row_id = before
            return fields.Datetime.to_datetime(moment), str(source), int(row_id)
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._("The page cannot be found: open the timeline anew.")
            ) from error

    @api.model
    def _seen_rows(self, sources, rows):
        """Rows whose record the reader may read where it stands."""
        by_model = {}
        for row in rows:
            model = sources[row["source"]].model
            by_model.setdefault(model, set()).add(row["record_id"])
        seen = {
            model: set(self._seen_records(self.env[model].browse(sorted(ids)))._ids)
            for model, ids in by_model.items()
        }
        return [
            row
            for row in rows
            if row["record_id"] in seen[sources[row["source"]].model]
        ]

    @api.model
    def _seen_records(self, records):
        """Those of these records that the reader may see on a timeline."""
        seen = records._filtered_access("read")
        narrow = getattr(seen, "_timeline_seen", None)
        return narrow() if narrow else seen
