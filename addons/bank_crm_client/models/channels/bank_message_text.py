from datetime import date

from odoo import api, fields, models
from odoo.addons.bank_crm_print.domain.language_forms import language_of
from odoo.addons.bank_crm_print.domain.print_values import NOTHING
from odoo.addons.bank_crm_print.domain.template_names import mended
from odoo.addons.bank_crm_print.tools.problems import Problem
from odoo.addons.bank_crm_print.tools.sandbox import (
    TEMPLATE_ERRORS,
    ForbiddenTagError,
    PrintEnvironment,
)
from odoo.addons.bank_crm_print.tools.template_check import check_source
from odoo.addons.bank_crm_print.tools.template_schema import Leaf, Record
from odoo.exceptions import UserError

from ...domain.channels.sms_parts import Alphabet, sms_size

MODEL = "res.partner"
# Names that papers have and messages do not.
OF_PAPERS = ("pictures", "paper_number")
OPT_OUT = "opt_out_link"
SAMPLE_LINK = "https://bank.example/p/XXXXXXXXXXXXXXXX"
# Kinds that carry an opt-out in advertising.
WITH_OPT_OUT = ("email", "sms")


class BankMessageText(models.Model):
    """The text of a version in one language, checked whenever it is saved."""

    _name = "bank.message.text"
    _description = "Text of a Message Template"
    _without_visibility_rule = "Texts with names of fields, no client."
    _inherit = ["bank.version.part.mixin"]
    _order = "version_id, lang"
    _rec_name = "lang"
    _checked_names = ("lang", "subject", "body")

    version_id = fields.Many2one(
        "bank.message.version", required=True, index=True, ondelete="cascade"
    )
    subject = fields.Char()
    body = fields.Text("Text", required=True)
    kind = fields.Selection(related="version_id.kind")
    sample = fields.Text("Filled in for nobody", sealed=True, copy=False)
    size_words = fields.Char("Length", compute="_compute_size_words")

    _lang_uniq = models.Constraint(
        "UNIQUE(version_id, lang)", "This version has a text in this language already."
    )

    @api.depends("sample", "kind")
    @api.depends_context("lang")
    def _compute_size_words(self):
        for text in self:
            text.size_words = self._size_words(text.kind, text.sample or "")

    @api.model
    def _size_words(self, kind, body):
        """How long a text is, as its kind of message counts."""
        if kind != "sms":
            return self.env._("%(count)s characters", count=len(body))
        size = sms_size(body)
        if size.alphabet is Alphabet.GSM:
            return self.env._(
                "%(parts)s SMS in Latin letters, %(free)s places free in the last",
                parts=size.parts,
                free=size.free,
            )
        return self.env._(
            "%(parts)s SMS in other letters, %(free)s places free in the last",
            parts=size.parts,
            free=size.free,
        )

    # --- the check

    def _look_through(self):
        """The text's faults, and how it reads filled in for nobody."""
        problems, used, sample = self._find_problems()
        return problems, used, {"sample": sample}

    def _source(self):
        return mended(self.subject or ""), mended(self.body or "")

    def _find_problems(self):
        self.ensure_one()
        problems, used = [], set()
        schema = self._schema()
        for source in self._source():
            lines = source.splitlines() or [""]
            found, names = check_source(
                self._environment(),
                source,
                schema,
                lambda line, lines=lines: lines[min(line, len(lines)) - 1][:70] if line else "",
            )  # fmt: skip
            problems += found
            used |= names
        if problems:
            return problems, used, ""
        problems = self._problems_of_use(used)
        sample = ""
        for is_empty in (True, False):
            try:
                sample = self._write_out(self._sample_values(is_empty))[1]
            except ForbiddenTagError as error:
                return [Problem("forbidden", error.what)], used, ""
            except TEMPLATE_ERRORS as error:
                code = "empty_sample" if is_empty else "sample"
                return [Problem(code, str(error)[:200])], used, ""
        return problems + self._problems_of_size(sample), used, sample

    def _problems_of_use(self, used):
        """Facts that may not go this way, and an advertisement nobody can stop."""
        limit = self.env["bank.message.limit"]._of(self.kind)
        top = {path[0] for path in used}
        problems = []
        for entry in limit.forbidden_field_ids.filtered(
            lambda entry: entry.model == MODEL
        ):
            if entry.code in top:
                problems.append(Problem("kept_out", entry.name))
        lists = {
            entry.code: entry._final_field().comodel_name
            for entry in self.env["bank.field.catalogue"].sudo()._of(MODEL, "print")
            if entry.kind == "list" and entry.code in top
        }
        pairs = {
            (lists[path[0]], path[1]) for path in used if len(path) == 2 and path[0] in lists
        }  # fmt: skip
        for entry in limit.forbidden_field_ids:
            if (entry.model, entry.code) in pairs:
                problems.append(Problem("kept_out", entry.name))
        if (
            self.version_id.purpose_id.is_advertising
            and self.kind in WITH_OPT_OUT
            and OPT_OUT not in top
        ):
            problems.append(Problem("no_opt_out"))
        if self.kind in ("email", "letter") and not (self.subject or "").strip():
            problems.append(Problem("no_subject"))
        return problems

    def _problems_of_size(self, sample):
        try:
            self.version_id.template_id._check_size(sample)
        except UserError as error:
            return [Problem("too_long", str(error))]
        return []

    def _schema(self):
        """Every name that this text may use."""
        context = self.env["bank.print.context"]
        names = dict(context._schema(MODEL).names)
        for name in OF_PAPERS:
            names.pop(name, None)
        names[OPT_OUT] = Leaf()
        names["fact"] = Record(
            {fact.code: Leaf(fact.kind) for fact in self.version_id.fact_ids}, "fact"
        )
        return Record(names)

    def _sample_values(self, is_empty):
        context = self.env["bank.print.context"]
        facts = {
            fact.code: (
                (date(2026, 12, 1) if fact.kind == "date" else fact.name)
                if fact.is_required or not is_empty
                else NOTHING
            )
            for fact in self.version_id.fact_ids
        }
        return {
            **context._sample_values(MODEL, is_empty=is_empty),
            "fact": facts,
            OPT_OUT: SAMPLE_LINK,
        }

    def _environment(self):
        environment = PrintEnvironment(
            language_of(self.lang), currency=self.env.company.currency_id.name
        )
        # Plain text: nothing in it is markup.
        environment.autoescape = False
        return environment

    def _write_out(self, values):
        """(subject, body) filled in; a subject is one line."""
        subject, body = (
            self._environment().from_string(source).render(values)
            for source in self._source()
        )
        return " ".join(subject.split()), body.strip()

    def _fill_in(self, client, facts):
        """The text for a client, with what the current user may read of him."""
        self.ensure_one()
        text = self.sudo()
        used = {tuple(path) for path in text.used or ()}
        context = self.env["bank.print.context"].with_context(
            lang=self.env["bank.print.paper"]._installed(text.lang)
        )
        values, entries, _rows = context._values(client, used)
        values["fact"] = {
            fact.code: self._fact_value(fact, facts.get(fact.code))
            for fact in text.version_id.fact_ids
        }
        if (OPT_OUT,) in used:
            values[OPT_OUT] = self.env["bank.message"]._opt_out_link(
                client, text.version_id.purpose_id
            )
        subject, body = text._write_out(values)
        catalogue = self.env["bank.field.catalogue"].sudo()
        empty = catalogue._of(MODEL, "print").filtered(
            lambda entry: (entry.code,) in used and values.get(entry.code) is NOTHING
        )
        return {
            "subject": subject,
            "body": body,
            "lang": text.lang,
            "entries": catalogue.browse(sorted(entries)),
            "empty": empty.mapped("name"),
        }

    @api.model
    def _fact_value(self, fact, value):
        if not value:
            return NOTHING
        return fields.Date.to_date(value) if fact.kind == "date" else str(value)

    # --- words

    @api.model
    def _words(self, problem):
        """A fault as a clerk reads it."""
        words = {
            "kept_out": self.env._(
                "“%(what)s” may not be sent this way.", what=problem.what
            ),
            "no_opt_out": self.env._(
                "An advertisement says how to stop it: put {{ opt_out_link }} into the text."
            ),
            "no_subject": self.env._("The subject is empty."),
            "too_long": problem.what,
        }
        if problem.code in words:
            return words[problem.code]
        return self.env["bank.print.version.file"]._words(problem)
