from odoo import api, fields, models

from ...domain.next_step.fate import Fate


class BankNextStepSource(models.Model):
    """Where next steps come from: how much a source counts, and for how long a no holds."""

    _name = "bank.next.step.source"
    _description = "Source of Next Steps"
    _inherit = ["bank.sealed.mixin"]
    _without_visibility_rule = "Kinds of next steps, without anybody in them."
    _order = "importance desc, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, sealed=True, copy=False)
    icon = fields.Char("Picture", default="fa-arrow-circle-right")
    importance = fields.Float(
        "Points", default=20, required=True, digits=(6, 1),
        help="A source with more points stands higher in everybody's day.",
    )  # fmt: skip
    rest_days = fields.Integer(
        "A no holds, days", default=30, required=True,
        help="What was refused or done is not offered again for so long.",
    )  # fmt: skip
    on_accept = fields.Selection(
        [("task", "Makes a task"), ("open", "Opens the right screen")],
        "Accepting",
        required=True,
        default="task",
    )
    active = fields.Boolean(
        "In use", default=True, help="Off: its steps are closed in the next night."
    )
    answer_ids = fields.One2many("bank.next.step.answer", "source_id")
    shown_count = fields.Integer("Shown", compute="_compute_counts")
    accepted_count = fields.Integer("Accepted", compute="_compute_counts")
    refused_count = fields.Integer("Refused", compute="_compute_counts")
    postponed_count = fields.Integer("Postponed", compute="_compute_counts")
    done_count = fields.Integer("Done", compute="_compute_counts")
    acceptance = fields.Float("Accepted of shown", compute="_compute_counts")

    _code_uniq = models.Constraint("UNIQUE(code)", "There is such a source already.")
    _importance_possible = models.Constraint(
        "CHECK(importance BETWEEN 0 AND 1000)", "Points are between 0 and 1000."
    )
    _rest_possible = models.Constraint(
        "CHECK(rest_days BETWEEN 0 AND 730)",
        "A no holds between no day and two years.",
    )

    @api.depends_context("uid")
    def _compute_counts(self):
        """Answers that the user may see, by what was answered."""
        Answer = self.env["bank.next.step.answer"]
        counts = {}
        if Answer.has_access("read"):
            counts = {
                (source.id, fate): count
                for source, fate, count in Answer._read_group(
                    [("source_id", "in", self.ids)], ["source_id", "fate"], ["__count"]
                )
            }
        for source in self:
            number = {
                fate: counts.get((source.id, fate), 0) for fate in ("shown", *Fate)
            }
            source.shown_count = number["shown"]
            source.accepted_count = number[Fate.ACCEPTED]
            source.refused_count = number[Fate.REFUSED]
            source.postponed_count = number[Fate.POSTPONED]
            source.done_count = number[Fate.DONE]
            source.acceptance = (
                number[Fate.ACCEPTED] / number["shown"] if number["shown"] else 0
            )

    def action_open_answers(self):
        """The answers behind the figures of a source."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_next_step_answer_action"
        )
        return {**action, "name": self.name, "domain": [("source_id", "=", self.id)]}
