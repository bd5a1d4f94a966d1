from odoo import api, fields, models

from ..tools.problems import Problem

# Papers and messages are written in these also where the screens are in another language.
PAPER_LANGUAGES = [
    ("en_US", "English"),
    ("uk_UA", "Ukrainian / Українська"),
    ("zh_CN", "Chinese / 简体中文"),
]


class BankVersionPartMixin(models.AbstractModel):
    """What a version is in one language, checked whenever it is saved."""

    _name = "bank.version.part.mixin"
    _inherit = ["bank.version.content.mixin", "bank.sealed.mixin"]
    _description = "Version in One Language"

    _checked_names = ("lang",)

    lang = fields.Selection(
        "_selection_lang", "Language", required=True, default="en_US"
    )
    used = fields.Json("Facts used", sealed=True, copy=False)
    problems = fields.Json(sealed=True, copy=False)
    problem_count = fields.Integer("Faults", sealed=True, copy=False)
    problem_words = fields.Text("What is wrong", compute="_compute_problem_words")

    @api.model
    def _selection_lang(self):
        known = dict(PAPER_LANGUAGES)
        installed = [
            (code, name)
            for code, name in self.env["res.lang"].get_installed()
            if code not in known
        ]
        return PAPER_LANGUAGES + installed

    @api.depends("problems")
    @api.depends_context("lang")
    def _compute_problem_words(self):
        for part in self:
            part.problem_words = "\n".join(
                part._words(Problem(**problem)) for problem in part.problems or ()
            )

    def _label(self):
        """How a fault names the part it is in."""
        return self.lang

    def _check(self):
        """Look through the parts and note what is wrong with each."""
        for part in self:
            problems, used, found = part._look_through()
            part.sudo().write(
                {
                    "used": sorted(used),
                    "problems": [problem.as_json() for problem in problems] or False,
                    "problem_count": len(problems),
                    **found,
                }
            )

    def _look_through(self):
        """(problems, paths of facts used, values to note with them)."""
        raise NotImplementedError

    @api.model
    def _words(self, problem):
        """A fault as a clerk reads it: what, where, and what to do."""
        raise NotImplementedError
