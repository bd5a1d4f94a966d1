from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...domain.text.tokens import language_of, vector

# What is shown around a found word is cut from this; the words beyond are found all the same.
KEPT_TEXT = 200_000


class BankTextIndex(models.Model):
    """What stands in a record or in a file of it, as words that the search knows.

    A row is a record's own words (`attachment_id` empty) or those of one of its files. Rows
    are judged by the rights on the record that they are of, at every door.
    """

    _name = "bank.text.index"
    _description = "Text That Is Searched"
    _order = "id"
    _rec_name = "title"
    _log_access = False

    res_model = fields.Char("Of", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    attachment_id = fields.Many2one(
        "ir.attachment",
        "File",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
    )
    language = fields.Selection(
        [("uk", "Ukrainian"), ("en", "English"), ("zh", "Chinese")], readonly=True
    )
    title = fields.Char(readonly=True)
    body = fields.Text(readonly=True, groups=fields.NO_ACCESS)
    state = fields.Selection(
        [
            ("waiting", "To be read"),
            ("done", "Read"),
            ("empty", "No words in it"),
            ("failed", "Cannot be read"),
        ],
        required=True,
        default="done",
        readonly=True,
    )
    reason = fields.Char("Why not", readonly=True)
    tried = fields.Integer("Times tried", readonly=True)
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _part_uniq = models.UniqueIndex(
        "(res_model, res_id, coalesce(attachment_id, 0))",
        "These words are kept already.",
    )
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    def init(self):
        # The ORM knows no such column.
        self.env.cr.execute(
            """
            ALTER TABLE bank_text_index ADD COLUMN IF NOT EXISTS words tsvector;
            CREATE INDEX IF NOT EXISTS bank_text_index__words_idx
                ON bank_text_index USING gin (words);
            """
        )

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        for model, rows in self.grouped("res_model").items():
            Model = self.env[model].with_env(self.with_user(self.env.uid).env)
            seen = set(Model.search([("id", "in", rows.mapped("res_id"))]).ids)
            for row in rows:
                row.is_visible = row.res_id in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = Domain.FALSE
        for model in self._text_sources():
            # Rules are read in superuser mode: the rights asked are the user's own.
            Model = self.env[model].with_user(self.env.uid)
            if Model.has_access("read"):
                found |= Domain("res_model", "=", model) & Domain(
                    "res_id", "in", Model._search([])
                )
        return found

    @api.model
    def _text_sources(self):
        """Models whose records are searched -> their name for people.

        An addon adds its own here and lets its model inherit `bank.text.mixin`.
        """
        return {}

    @api.model
    def _index(self, records):
        """Keep the words of these records as they are now; their files wait to be read."""
        words = []
        for record in records:
            title, body = record._text_words()
            words.append((record.id, None, title or "", body or "", "done"))
        self._write_words(records._name, words)
        self._put_files(records)

    @api.model
    def _put_files(self, records):
        """Files that are new wait for being read; those that left are forgotten."""
        known = self.sudo().search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("attachment_id", "!=", False),
            ]
        )
        by_record = known.grouped("res_id")
        gone, waiting = self.browse().sudo(), []
        for record in records:
            files = record._text_files()
            rows = by_record.get(record.id, self.browse().sudo())
            gone |= rows.filtered(lambda row: row.attachment_id not in files)  # noqa: B023
            waiting += [
                {
                    "res_model": record._name,
                    "res_id": record.id,
                    "attachment_id": file.id,
                    "title": file.name,
                    "state": "waiting",
                }
                for file in files - rows.attachment_id
            ]
        gone.unlink()
        if waiting:
            self.sudo().create(waiting)
            self._trigger_reading()

    @api.model
    def _write_words(self, model, rows):
        """Write (record id, file id, title, body, state) by one statement."""
        if not rows:
            return
        self.flush_model()
        ids, files, titles, bodies, states = (
            list(one) for one in zip(*rows, strict=True)
        )
        texts = list(zip(titles, bodies, strict=True))
        self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_text_index (res_model, res_id, attachment_id, language,
                                             title, body, state, words)
                SELECT %(model)s, d.id, d.file, d.language, d.title, d.body, d.state,
                       d.words::tsvector
                  FROM unnest(%(ids)s::int[], %(files)s::int[], %(languages)s::varchar[],
                              %(titles)s::varchar[], %(bodies)s::text[],
                              %(states)s::varchar[], %(words)s::text[])
                       AS d (id, file, language, title, body, state, words)
                ON CONFLICT (res_model, res_id, coalesce(attachment_id, 0)) DO UPDATE
                   SET language = EXCLUDED.language, title = EXCLUDED.title,
                       body = EXCLUDED.body, words = EXCLUDED.words,
                       state = EXCLUDED.state, reason = NULL
                RETURNING id
                """,
                model=model,
                ids=ids,
                files=files,
                languages=[
                    str(language_of(f"{title} {body[:2000]}")) for title, body in texts
                ],
                titles=titles,
                bodies=[body[:KEPT_TEXT] for body in bodies],
                states=states,
                words=[vector((title, "A"), (body, "B")) for title, body in texts],
            )
        )
        self.invalidate_model(flush=False)

    @api.model
    def _forget(self, model, ids):
        """The records are gone, or are searched no more."""
        if not ids:
            return
        self.sudo().search([("res_model", "=", model), ("res_id", "in", ids)]).unlink()
