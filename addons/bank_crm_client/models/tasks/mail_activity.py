from odoo import api, fields, models

PRIORITIES = [("0", "Normal"), ("1", "Important"), ("2", "Urgent")]
RESULTS = [
    ("done", "Done"),
    ("agreed", "The client agreed"),
    ("refused", "The client refused"),
    ("unreached", "Not reached"),
]


class MailActivity(models.Model):
    """A task: how urgent it is, and how it ended."""

    _inherit = "mail.activity"

    task_priority = fields.Selection(PRIORITIES, "Priority", default="0")
    task_result = fields.Selection(RESULTS, "Result", copy=False, readonly=True)
    escalated_ids = fields.One2many(
        "bank.task.escalated", "activity_id", "Told of the delay"
    )
    decision_ids = fields.One2many(
        "bank.task.decision", "activity_id", "Decided by the head"
    )

    _open_due_idx = models.Index("(date_deadline, id) WHERE active")

    @api.model
    def _result_words(self, result):
        """A result in the reader's words."""
        return dict(self._fields["task_result"]._description_selection(self.env)).get(
            result, ""
        )

    def _finish(self, result, words=""):
        """Done with a result: what the assignee says of it is kept with the task."""
        self.write({"task_result": result})
        told = self._result_words(result)
        self._action_done(feedback=f"{told}. {words}".strip() if words else told)
