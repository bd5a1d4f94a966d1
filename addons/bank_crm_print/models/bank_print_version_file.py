import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.language_forms import language_of
from ..tools import docx_template, xlsx_template
from ..tools.docx_template import BrokenLayoutError
from ..tools.file_safety import UnsafeFileError, check_file
from ..tools.problems import Problem
from ..tools.sandbox import TEMPLATE_ERRORS, ForbiddenTagError, PrintEnvironment
from ..tools.work_budget import TooMuchWorkError


class BankPrintVersionFile(models.Model):
    """The Word or Excel file of a version in one language, checked when it is uploaded."""

    _name = "bank.print.version.file"
    _description = "File of a Print Form"
    _without_visibility_rule = "Templates hold names of fields, no client."
    _inherit = ["bank.version.part.mixin"]
    _order = "version_id, lang"
    _rec_name = "filename"
    _checked_names = ("lang", "content")

    version_id = fields.Many2one(
        "bank.print.version", required=True, index=True, ondelete="cascade"
    )
    content = fields.Binary("Word or Excel file", required=True, attachment=True)
    filename = fields.Char("File name")
    sha256 = fields.Char("Fingerprint", sealed=True, copy=False)

    _lang_uniq = models.Constraint(
        "UNIQUE(version_id, lang)", "This version has a file in this language already."
    )

    def action_sample(self):
        """Download this file filled in for the sample client."""
        self.ensure_one()
        self.check_access("read")
        if self.problem_count:
            raise UserError(self.problem_words)
        Context = self.env["bank.print.context"]
        content = self._fill(Context._sample_values(self.version_id.form_id.model))
        sample = self.env["bank.print.ask"].create(
            {"form_id": self.version_id.form_id.id, "record_ids": []}
        )
        kind = self.version_id.form_id.kind
        return sample._download(content, self.env._("Sample") + f".{kind}")

    # --- the check

    def _bytes(self):
        self.ensure_one()
        # Also where the screen asks for sizes only, and for who may print but not edit.
        return base64.b64decode(self.sudo().with_context(bin_size=False).content or b"")

    def _label(self):
        return self.filename or super()._label()

    def _look_through(self):
        """The file's faults, and what it is known by."""
        problems, used = self._find_problems()
        return problems, used, {"sha256": hashlib.sha256(self._bytes()).hexdigest()}

    def _find_problems(self):
        self.ensure_one()
        form, content = self.version_id.form_id, self._bytes()
        try:
            check_file(content, form.kind)
        except UnsafeFileError as error:
            return [Problem(error.reason, error.detail)], set()
        Context = self.env["bank.print.context"]
        schema = Context._schema(form.model, self.version_id.picture_ids.mapped("code"))
        check = (
            docx_template.check_docx
            if form.kind == "docx"
            else xlsx_template.check_xlsx
        )
        problems, used = check(content, schema, self._environment())
        if problems:
            return problems, used
        for is_empty in (False, True):
            try:
                self._fill(Context._sample_values(form.model, is_empty=is_empty))
            except BrokenLayoutError:
                return [Problem("layout")], used
            except TooMuchWorkError:
                return [Problem("too_much")], used
            except ForbiddenTagError as error:
                return [Problem("forbidden", error.what)], used
            except TEMPLATE_ERRORS as error:
                code = "empty_sample" if is_empty else "sample"
                return [Problem(code, str(error)[:200])], used
        return [], used

    def _environment(self):
        return PrintEnvironment(
            language_of(self.lang), currency=self.env.company.currency_id.name
        )

    def _fill(self, values, title=""):
        """The file filled in with plain values."""
        self.ensure_one()
        content, author = self._bytes(), self.env.company.name
        if self.version_id.form_id.kind == "xlsx":
            return xlsx_template.fill_xlsx(
                content, values, self._environment(), title, author
            )
        pictures = [
            (picture.code, base64.b64decode(picture.image), picture.width_mm)
            for picture in self.version_id.sudo()
            .with_context(bin_size=False)
            .picture_ids
        ]
        return docx_template.fill_docx(
            content, values, self._environment(), pictures, title, author
        )

    @api.model
    def _words(self, problem):
        """A fault as a clerk reads it: what, where, and what to do."""
        words = self._problem_words().get(problem.code)
        if words is None:
            words = problem.what
        if problem.code == "unknown" and problem.within:
            words = self.env._(
                "“%(name)s” is no column of the list “%(list)s”.",
                name=problem.what,
                list=problem.within,
            )
        elif "%(" in words:
            words = words % {"what": problem.what}
        if problem.meant:
            words = self.env._(
                "%(words)s Did you mean “%(meant)s”?", words=words, meant=problem.meant
            )
        if problem.place:
            words = self.env._(
                "%(words)s Here: %(place)s", words=words, place=problem.place
            )
        return words

    @api.model
    def _problem_words(self):
        text = self.env._
        return {
            "unknown": text("“%(what)s” is not in the list of fields."),
            "forbidden": text("“%(what)s” cannot be used in print forms."),
            "syntax": text("A tag is not complete or not closed: %(what)s."),
            "marks": text(
                "A loop or condition is not closed, or closes what was not opened. In Excel "
                "its marks stand alone in column A."
            ),
            "layout": text(
                "A loop or condition begins in one paragraph and ends in another. Use "
                "{%%tr … %%} for rows of a table and {%%p … %%} for paragraphs."
            ),
            "picture": text("Pictures can be put into Word files only."),
            "too_much": text(
                "The file asks for more rows or text than a paper may have."
            ),
            "sample": text("It could not be filled in for the sample client: %(what)s"),
            "empty_sample": text(
                "It could not be filled in where nothing is known of the client: %(what)s"
            ),
            "too_large": text("The file is larger than 5 MB."),
            "not_office": text(
                "This is not a Word or Excel file of the chosen kind, or it is damaged. "
                "Save it as .docx or .xlsx."
            ),
            "bomb": text("The file unpacks into far more than a form can hold."),
            "active": text(
                "The file has macros, embedded objects or fields that fetch other files: "
                "%(what)s. Save it without them."
            ),
            "external": text(
                "The file fetches something from outside: %(what)s. Put it into the file."
            ),
            "entities": text(
                "The file holds definitions that no office program writes."
            ),
        }
