from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# A row of the list is its source's row: the last digits of its number are the source's.
SOURCES = 64
CHECKED_AT_ONCE = 1000
CLIENT_KEY = "bank_timeline_client_id"


class BankTimeline(models.Model):
    """The timeline as a plain list: a row is there for whom its record is."""

    _inherit = "bank.timeline"

    @property
    def _table_query(self):
        client_id = self.env.context.get(CLIENT_KEY)
        if not isinstance(client_id, int):
            client_id = 0
        return SQL(" UNION ALL ").join(
            SQL(
                "SELECT s.id::bigint * %s + %s AS id, s.client_id, "
                "s.moment::timestamp AS moment, s.channel::varchar AS channel, "
                "nullif(s.direction, '')::varchar AS direction, s.user_id::int AS user_id, "
                "s.who::varchar AS who, s.title::varchar AS title, %s::varchar AS source, "
                "s.record_id::bigint AS record_id, s.kind::varchar AS kind, "
                "s.state::varchar AS state_code FROM (%s) AS s WHERE s.client_id = %s",
                SOURCES,
                number,
                source.code,
                source.sql,
                client_id,
            )
            for number, source in enumerate(self._numbered_sources())
        )

    @api.model
    def _numbered_sources(self):
        return sorted(self._timeline_sources(), key=lambda source: source.code)

    @api.depends("source", "kind", "state_code")
    def _compute_words(self):
        sources = {source.code: source for source in self._timeline_sources()}
        for row in self:
            source = sources[row.source]
            row.kind_words = source.kinds.get(row.kind, (source.name, ""))[0]
            row.state_words = source.states.get(row.state_code, ("", ""))[0]

    @api.depends("source")
    def _compute_body(self):
        """In words, as the card shows it; read only for the rows on screen."""
        numbered = self._numbered_sources()
        told = {}
        for row_id in self._ids:
            told.setdefault(row_id % SOURCES, []).append(row_id // SOURCES)
        bodies = {}
        for number, ids in told.items():
            rows = self.env.execute_query(
                SQL(
                    "SELECT s.id, left(s.body, 4000) FROM (%s) AS s "
                    "WHERE s.client_id = %s AND s.id = ANY(%s)",
                    numbered[number].sql,
                    self.env.context.get(CLIENT_KEY) or 0,
                    ids,
                )
            )
            bodies |= {row_id * SOURCES + number: body for row_id, body in rows}
        for row in self:
            row.body = self._plain_words(bodies.get(row.id))

    # --- rights: a row is seen by who sees its record

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        if self.env.su or bypass_access:
            return super()._search(
                domain, offset, limit, order, bypass_access=bypass_access, **kwargs
            )
        self.env.flush_all()
        query = super()._search(domain, 0, None, order, **kwargs)
        rows = self.env.execute_query(
            query.select(
                SQL.identifier(self._table, "id"),
                SQL.identifier(self._table, "record_id"),
            )
        )
        wanted = None if limit is None else offset + limit
        found = []
        for start in range(0, len(rows), CHECKED_AT_ONCE):
            found += self._open_rows(rows[start : start + CHECKED_AT_ONCE])
            if wanted is not None and len(found) >= wanted:
                break
        return self.browse(found[offset:wanted])._as_query(order)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        rows = self - result[0] if result else self
        if self.env.su or not rows:
            return result
        pairs = [(row.id, row.record_id) for row in rows.sudo()]
        forbidden = rows - rows.browse(self._open_rows(pairs))
        if not forbidden:
            return result
        Rule = self.env["ir.rule"]
        all_forbidden = forbidden | result[0] if result else forbidden
        return all_forbidden, lambda: Rule._make_access_error(operation, all_forbidden)

    @api.model
    def _open_rows(self, pairs):
        """Of (id, record) those whose record the reader may see, in the same order."""
        models_of = [source.model for source in self._numbered_sources()]
        by_model = {}
        for row_id, record_id in pairs:
            by_model.setdefault(models_of[row_id % SOURCES], set()).add(record_id)
        seen = {
            model: set(self._seen_records(self.env[model].browse(sorted(ids)))._ids)
            for model, ids in by_model.items()
        }
        return [
            row_id
            for row_id, record_id in pairs
            if record_id in seen[models_of[row_id % SOURCES]]
        ]

    def action_open(self):
        """The record behind the row."""
        self.ensure_one()
        self.check_access("read")
        return self._open_record(self.source, self.record_id)

    @api.model
    def _select_of_client(self, client):
        """The window with the list of one client."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_timeline_action"
        )
        return {
            **action,
            "domain": list(Domain("client_id", "=", client.id)),
            "context": {CLIENT_KEY: client.id},
        }
