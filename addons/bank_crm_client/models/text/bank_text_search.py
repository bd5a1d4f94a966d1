from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...domain.text.snippet import snippet
from ...domain.text.tokens import wanted

PAGE = 20
MOST_WORDS = 200


class BankTextIndex(models.Model):
    """Searching: only records that the user may read are looked at, counted and shown."""

    _inherit = "bank.text.index"

    @api.model
    def search_text(self, text, models=None, client_id=None, offset=0, limit=PAGE):
        """Records in which all the words stand, best first, with the place of the words.

        `models` narrows to some kinds of records, `client_id` to those of one client.
        Answers `count` and `rows`: each a record once, however many of its files match.
        """
        looked_for = wanted((text or "")[:MOST_WORDS])
        if not looked_for:
            return {"count": 0, "rows": []}
        sources = self._text_sources()
        asked = [model for model in sources if not models or model in models]
        parts = [
            part
            for model in asked
            if (part := self._matches(model, looked_for, client_id)) is not None
        ]
        if not parts:
            return {"count": 0, "rows": []}
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT m.*, count(*) OVER () AS total FROM (
                    SELECT DISTINCT ON (res_model, res_id) *
                      FROM (%(parts)s) u ORDER BY res_model, res_id, rank DESC, id
                ) m ORDER BY m.rank DESC, m.res_model, m.res_id DESC
                OFFSET %(offset)s LIMIT %(limit)s
                """,
                parts=SQL(" UNION ALL ").join(parts),
                offset=max(0, int(offset)),
                limit=min(PAGE * 5, max(1, int(limit))),
            )
        )
        return {
            "count": rows[0]["total"] if rows else 0,
            "rows": self._shown(rows, looked_for, sources),
        }

    @api.model
    def _matches(self, model, looked_for, client_id):
        """SQL of the rows of one kind of records that match and that the user may read."""
        Model = self.env[model]
        if not Model.has_access("read"):
            return None
        domain = Domain.TRUE
        if client_id:
            if "client_id" not in Model._fields:
                return None
            domain = Domain("client_id", "=", int(client_id))
        allowed = Model._search(domain)
        self.flush_model()
        return SQL(
            """
            SELECT i.id, i.res_model, i.res_id, i.attachment_id,
                   ts_rank_cd(i.words, q.words) AS rank
              FROM bank_text_index i, (SELECT %(query)s::tsquery AS words) q
             WHERE i.words @@ q.words AND i.res_model = %(model)s
               AND i.res_id IN %(allowed)s
            """,
            query=looked_for.query,
            model=model,
            allowed=allowed.subselect(),
        )

    @api.model
    def _shown(self, rows, looked_for, sources):
        texts = {
            row.id: row for row in self.sudo().browse([found["id"] for found in rows])
        }
        names = {}
        for model in {found["res_model"] for found in rows}:
            ids = [found["res_id"] for found in rows if found["res_model"] == model]
            for record in self.env[model].browse(ids):
                names[model, record.id] = record
        shown = []
        for found in rows:
            row = texts[found["id"]]
            record = names[found["res_model"], found["res_id"]]
            name = record._text_words()[0]
            body = row.body or ""
            pieces = snippet(body, looked_for) if body else []
            shown.append(
                {
                    "model": found["res_model"],
                    "id": found["res_id"],
                    "kind": str(sources[found["res_model"]]),
                    "name": name,
                    "title": [
                        {"text": piece.text, "hit": piece.is_hit}
                        for piece in snippet(name, looked_for)
                    ],
                    "place": record._text_place(),
                    "file": row.attachment_id.name or "",
                    "attachment_id": row.attachment_id.id,
                    "pieces": [
                        {"text": piece.text, "hit": piece.is_hit} for piece in pieces
                    ],
                }
            )
        return shown
