import hashlib
import re

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..domain.print_values import NOTHING
from ..tools.docx_template import BrokenLayoutError
from ..tools.sandbox import TEMPLATE_ERRORS
from ..tools.work_budget import TooMuchWorkError

MOST_RECORDS_AT_ONCE = 50
MIMETYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


class BankPrintPaper(models.Model):
    """A paper as it was printed: from which version, by whom, and the very file."""

    _name = "bank.print.paper"
    _description = "Printed Paper"
    _inherit = ["bank.sealed.mixin"]
    _order = "id desc"
    _rec_name = "number"

    number = fields.Char(required=True, sealed=True, copy=False)
    form_id = fields.Many2one(
        "bank.print.form", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    version_id = fields.Many2one(
        "bank.print.version", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    version_number = fields.Integer(
        related="version_id.number", string="Number of the version"
    )
    lang = fields.Selection(
        lambda self: self.env["bank.print.version.file"]._selection_lang(),
        "Language",
        sealed=True,
        copy=False,
    )
    client_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="restrict", sealed=True, copy=False
    )  # fmt: skip
    res_model = fields.Char(required=True, sealed=True, copy=False)
    res_id = fields.Many2oneReference(
        "Printed from", model_field="res_model", required=True, index=True, sealed=True,
        copy=False,
    )  # fmt: skip
    user_id = fields.Many2one(
        "res.users", "Printed by", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    printed_at = fields.Datetime("Printed", required=True, sealed=True, copy=False)
    kind = fields.Selection(related="form_id.kind", string="Kind of file")
    fact_ids = fields.Many2many(
        "bank.field.catalogue", string="Facts in it", sealed=True, copy=False
    )
    sha256 = fields.Char("Fingerprint (SHA-256)", sealed=True, copy=False)
    attachment_id = fields.Many2one(
        "ir.attachment", "File", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _number_uniq = models.Constraint(
        "UNIQUE(form_id, number)", "A number is given once."
    )

    # --- who may read it

    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for paper in self:
            paper.is_visible = paper in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        """Papers of clients whose whole card is open, with no fact kept from the reader."""
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        seen = Domain("client_id", "any!", self._open_clients()) | (
            Domain("client_id", "=", False) & Domain("user_id", "=", self.env.uid)
        )
        closed = self.env["bank.print.context"].sudo(False)._closed_entries()
        if closed:
            seen &= Domain("fact_ids", "not in", closed.ids)
        return seen

    @api.model
    def _open_clients(self):
        return self.env["res.partner"]._visible_domain(with_counter=False)

    # --- printing

    @api.model
    def _print(self, form, records, lang=None):
        """Print each record by the version in force; what is printed is kept."""
        form._check_may_print()
        if len(records) > MOST_RECORDS_AT_ONCE:
            raise UserError(
                self.env._(
                    "%(count)s papers at once are too many: choose %(most)s or fewer.",
                    count=len(records),
                    most=MOST_RECORDS_AT_ONCE,
                )
            )
        papers, row_count = self.browse(), 0
        for record in records:
            paper, rows = self._print_one(form, record, lang)
            papers |= paper
            row_count += max(rows, 1)
        log = self.env["bank.export.log"]
        if len(records) > 1 or row_count > log._row_limit():
            entries = papers.sudo().fact_ids
            log._note(records, entries.mapped("code"), row_count)
        return papers

    @api.model
    def _print_one(self, form, record, lang):
        record.check_access("read")
        client = self._client_of(record)
        self._check_client(record, client)
        if client:
            # Whoever prints has looked at the client.
            self.env["bank.client.view"]._note(client)
        record._prepare_to_print()
        self._check_needed(form, record)
        version = form.version_id.sudo()
        wanted = lang or client.sudo().lang or self.env.lang or ""
        file = version._part_for(wanted, self.env.lang or "").sudo()
        number = form.sudo().sequence_id.next_by_id()
        # A paper has its language whether or not the screens are there in it: what is worded
        # for the reader of the paper goes by `bank_paper_lang`.
        languages = {"lang": self._installed(file.lang), "bank_paper_lang": file.lang}
        context = self.env["bank.print.context"].with_context(**languages)
        values, shown, rows = context._values(
            record.with_context(**languages),
            {tuple(path) for path in file.used or ()},
            number,
        )
        content = self._filled(file, values, f"{form.name} {number}")
        paper = self.sudo().create(
            {
                "number": number,
                "form_id": form.id,
                "version_id": version.id,
                "lang": file.lang,
                "client_id": client.id,
                "res_model": record._name,
                "res_id": record.id,
                "user_id": self.env.uid,
                "printed_at": fields.Datetime.now(),
                "fact_ids": sorted(shown),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
        paper.attachment_id = paper._keep(content, form.kind)
        return paper.sudo(False), rows

    @api.model
    def _check_needed(self, form, record):
        """UserError that names every fact without which the form is not printed."""
        needed = form.sudo().needed_ids
        if not needed:
            return
        paths = {(entry.code,) for entry in needed}
        values, _shown, _rows = self.env["bank.print.context"]._values(record, paths)
        lacks = needed.filtered(lambda entry: values[entry.code] in (NOTHING, "", []))
        if lacks:
            raise UserError(
                self.env._(
                    "“%(form)s” cannot be printed from %(record)s yet. What is missing: "
                    "%(facts)s.",
                    form=form.name,
                    record=record.display_name,
                    facts=", ".join(lacks.with_env(self.env).mapped("name")),
                )
            )

    @api.model
    def _filled(self, file, values, title):
        try:
            return file._fill(values, title)
        except (TooMuchWorkError, BrokenLayoutError) as error:
            raise UserError(
                self.env._("There is too much to print on one paper of this form.")
            ) from error
        except TEMPLATE_ERRORS as error:
            raise UserError(
                self.env._(
                    "The form could not be filled in: %(error)s. Tell who looks after print "
                    "forms.",
                    error=str(error)[:200],
                )
            ) from error

    @api.model
    def _installed(self, lang):
        """The language of the paper where its words are installed, else the reader's."""
        codes = {code for code, _name in self.env["res.lang"].get_installed()}
        return lang if lang in codes else self.env.lang

    @api.model
    def _client_of(self, record):
        """The client on whose card the paper is kept."""
        if record._name == "res.partner":
            return record
        link = record._fields.get("client_id")
        if link is not None and link.comodel_name == "res.partner":
            return record.client_id
        return self.env["res.partner"]

    @api.model
    def _check_client(self, record, client):
        if record._name == "res.partner" and not record.is_client:
            raise UserError(self.env._("Print forms are for clients of the bank."))
        if client and not client.is_fully_visible:
            raise AccessError(
                self.env._(
                    "Papers are printed by who sees the whole card of the client."
                )
            )

    def _keep(self, content, kind):
        """The file, kept with the paper: it opens for who may read the paper."""
        self.ensure_one()
        return (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": self._filename(kind),
                    "raw": content,
                    "mimetype": MIMETYPES[kind],
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )

    def _filename(self, kind):
        name = re.sub(r"[^\w .()-]", "", self.form_id.name).strip() or "paper"
        return f"{name} {self.number}.{kind}"

    # --- buttons

    def action_download(self):
        """Download the paper as it was printed."""
        self.ensure_one()
        self.check_access("read")
        return self._download_of(self.attachment_id)

    @api.model
    def _download_of(self, attachment):
        return {
            "type": "ir.actions.client",
            "tag": "bank_print_download",
            "params": {"url": f"/web/content/{attachment.id}?download=true"},
        }

    def action_view_record(self):
        """Open what the paper was printed from."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
