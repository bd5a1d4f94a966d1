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
        "ir.attachment", "File", index="btree_not_null", ondelete="cascade", readonly=True
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
        "(res_model, res_id, coalesce(attachment_id, 0))", "These words are kept already."
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
    def _put(self, record, title, body):
        """Keep the words of a record itself; the title weighs more than the rest."""
        self._write_words(record, None, title or "", body or "")

    @api.model
    def _put_files(self, record, attachments):
        """The files of a record wait for being read; those it no longer has are forgotten."""
        rows = self.sudo().search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("attachment_id", "!=", False),
            ]
        )
        rows.filtered(lambda row: row.attachment_id not in attachments).unlink()
        new = attachments - rows.attachment_id
        self.sudo().create(
            [
                {
                    "res_model": record._name,
                    "res_id": record.id,
                    "attachment_id": attachment.id,
                    "title": attachment.name,
                    "state": "waiting",
                }
                for attachment in new
            ]
        )
        if new:
            self._trigger_reading()

    @api.model
    def _write_words(self, record, attachment, title, body, state="done"):
        self.flush_model()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_text_index (res_model, res_id, attachment_id, language,
                                             title, body, state, words)
                VALUES (%(model)s, %(id)s, %(file)s, %(language)s, %(title)s, %(body)s,
                        %(state)s, %(words)s::tsvector)
                ON CONFLICT (res_model, res_id, coalesce(attachment_id, 0)) DO UPDATE
                   SET language = EXCLUDED.language, title = EXCLUDED.title,
                       body = EXCLUDED.body, words = EXCLUDED.words,
                       state = EXCLUDED.state, reason = NULL
                RETURNING id
                """,
                model=record._name,
                id=record.id,
                file=attachment.id if attachment else None,
                language=str(language_of(f"{title} {body[:2000]}")),
                title=title,
                body=body[:KEPT_TEXT],
                state=state,
                words=vector((title, "A"), (body, "B")),
            )
        )
        self.invalidate_model(flush=False)

    @api.model
    def _forget(self, model, ids):
        """The records are gone, or are searched no more."""
        self.sudo().search([("res_model", "=", model), ("res_id", "in", ids)]).unlink()
