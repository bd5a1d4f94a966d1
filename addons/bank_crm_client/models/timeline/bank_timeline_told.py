from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from odoo.tools.mail import html_to_inner_content

BODY_SHOWN = 280
MONTHS_COUNTED = 13


class BankTimeline(models.Model):
    """Rows of the timeline in words, the record behind one, contacts by month."""

    _inherit = "bank.timeline"

    @api.model
    def _tell(self, sources, rows):
        """Rows as plain data in the words of the reader's language."""
        channels = self._timeline_channels()
        users = self.env["res.users"].sudo().browse(
            sorted({row["user_id"] for row in rows if row["user_id"]})
        )  # fmt: skip
        names = {user.id: user.name for user in users.exists()}
        return [
            self._told_row(sources[row["source"]], row, channels, names) for row in rows
        ]

    @api.model
    def _told_row(self, source, row, channels, names):
        words, icon = source.kinds.get(row["kind"], (source.name, ""))
        state, tone = source.states.get(row["state"], ("", ""))
        body = self._plain_words(row["body"])
        return {
            "source": source.code,
            "id": row["id"],
            "key": f"{source.code}-{row['id']}",
            "moment": fields.Datetime.to_string(row["moment"]),
            "is_day": source.is_day,
            "kind": words,
            "icon": icon or channels[row["channel"]][1],
            "channel": row["channel"],
            "direction": row["direction"] or "",
            "user": names.get(row["user_id"], ""),
            "who": row["who"] or "",
            "title": row["title"] or "",
            "body": body,
            "state": state,
            "tone": tone,
        }

    @api.model
    def _plain_words(self, body):
        """The beginning of a text, without its form."""
        words = " ".join(html_to_inner_content(body).split()) if body else ""
        return words if len(words) <= BODY_SHOWN else f"{words[:BODY_SHOWN]}…"

    @api.model
    def _channel_choices(self):
        """Channels that some source may have, for the filter."""
        told = {
            channel
            for source in self._timeline_sources()
            for channel in source.channels
        }
        return [
            {"code": code, "name": name, "icon": icon, "color": color}
            for code, (name, icon, color) in self._timeline_channels().items()
            if code in told
        ]

    @api.model
    def _open_row(self, client, code, row_id):
        """The window with the record of one row of a client's timeline."""
        source = self._sources_for({}).get(code)
        rows = source and self.env.execute_query(
            SQL(
                "SELECT s.record_id FROM (%s) AS s WHERE s.client_id = %s AND s.id = %s",
                source.sql,
                client.id,
                int(row_id),
            )
        )
        if not rows:
            raise UserError(
                self.env._("This row is no longer there: open the timeline anew.")
            )
        return self._open_record(code, rows[0][0])

    @api.model
    def _open_record(self, code, record_id):
        source = self._sources_for({})[code]
        record = self.env[source.model].browse(record_id)
        record.check_access("read")
        if not self._seen_records(record):
            raise AccessError(self.env._("This is not shown to you."))
        opener = getattr(record, "_timeline_open", None)
        if opener:
            return opener()
        return {
            "type": "ir.actions.act_window",
            "name": source.name,
            "res_model": source.model,
            "res_id": record.id,
            "views": [(False, "form")],
            "target": "current",
        }

    @api.model
    def _months(self, client):
        """Contacts by month and channel in the last thirteen months, the oldest first."""
        self.env.flush_all()
        first = fields.Date.subtract(
            self.env["bank.business.day"]._today().replace(day=1),
            months=MONTHS_COUNTED - 1,
        )
        parts = [
            SQL(
                "SELECT date_trunc('month', s.moment)::date AS month, "
                "s.channel::varchar AS channel, count(*) AS n FROM (%s) AS s "
                "WHERE s.client_id = %s AND s.moment >= %s AND s.moment <= %s AND %s "
                "GROUP BY 1, 2",
                source.sql,
                client.id,
                first,
                self._end_of_today(),
                source.contacts,
            )
            for source in self._sources_for({}).values()
            if source.contacts
        ]
        counts = {}
        if parts:
            for month, channel, n in self.env.execute_query(
                SQL(
                    "SELECT month, channel, sum(n)::int FROM (%s) AS t GROUP BY 1, 2",
                    SQL(" UNION ALL ").join(parts),
                )
            ):
                counts[month, channel] = n
        months = [fields.Date.add(first, months=at) for at in range(MONTHS_COUNTED)]
        return {
            "months": [fields.Date.to_string(month) for month in months],
            "series": [
                {
                    "channel": code,
                    "name": name,
                    "color": color,
                    "values": [counts.get((month, code), 0) for month in months],
                }
                for code, (name, _icon, color) in self._timeline_channels().items()
                if any((month, code) in counts for month in months)
            ],
        }
