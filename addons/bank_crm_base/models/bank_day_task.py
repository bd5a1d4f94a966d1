import logging

from odoo import api, fields, models

_logger = logging.getLogger(__name__)


class BankDayTask(models.Model):
    """One piece of a business day's nightly work, for its date, with what it did."""

    _name = "bank.day.task"
    _description = "Task of a Business Day"
    _without_visibility_rule = "Dates and states of nightly work."
    _order = "day_id desc, sequence, id"

    day_id = fields.Many2one(
        "bank.business.day", required=True, index=True, ondelete="cascade"
    )
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    state = fields.Selection(
        [
            ("todo", "To do"),
            ("running", "Running"),
            ("waiting", "Waiting for feeds"),
            ("done", "Done"),
            ("failed", "Stopped by an error"),
        ],
        required=True,
        default="todo",
    )
    cursor = fields.Integer(help="Where the next slice begins.")
    done_count = fields.Integer("Done")
    total_count = fields.Integer("Of")
    started_at = fields.Datetime("Started")
    finished_at = fields.Datetime("Finished")
    message = fields.Char()

    _day_code_uniq = models.Constraint(
        "UNIQUE(day_id, code)", "The task is there already."
    )

    def action_try_again(self):
        """Go on with a task that an error stopped."""
        self.check_access("write")
        stopped = self.filtered(lambda task: task.state in ("failed", "waiting"))
        stopped.sudo().write({"state": "todo", "message": False})
        stopped.day_id.sudo().state = "running"
        self.env.ref("bank_crm_base.ir_cron_run_business_day").sudo()._trigger()

    @api.autovacuum
    def _gc_old_tasks(self):
        """Tasks older than two years say nothing that the day itself does not."""
        limit = fields.Date.subtract(self.env["bank.business.day"]._today(), years=2)
        self.search([("day_id.date", "<", limit)], limit=10_000).unlink()
