from odoo import api, fields, models, tools


class BankBusinessDay(models.Model):
    """A bank day: the date for which nightly work runs, whatever the clock says."""

    _name = "bank.business.day"
    _description = "Business Day"
    _without_visibility_rule = "Dates and states of nightly work."
    _order = "date desc"
    _rec_name = "date"

    date = fields.Date(required=True)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("running", "Running"),
            ("waiting", "Waiting for feeds"),
            ("failed", "Stopped by an error"),
            ("closed", "Closed"),
        ],
        required=True,
        default="open",
    )
    is_current = fields.Boolean("Today in the bank", index=True)
    started_at = fields.Datetime("Started")
    finished_at = fields.Datetime("Finished")
    task_ids = fields.One2many("bank.day.task", "day_id", "Tasks")
    progress = fields.Float(
        compute="_compute_progress", help="Share of the tasks done."
    )

    _date_uniq = models.Constraint("UNIQUE(date)", "This day exists already.")
    _current_uniq = models.UniqueIndex(
        "(is_current) WHERE is_current", "Only one day is today."
    )

    @api.depends("task_ids.state")
    def _compute_progress(self):
        for day in self:
            done = day.task_ids.filtered(lambda task: task.state == "done")
            day.progress = (
                100.0 * len(done) / len(day.task_ids) if day.task_ids else 0.0
            )

    @api.model
    def _today(self):
        """The date on which the bank stands: rules ask this and never the clock."""
        today = self._current_date()
        if today:
            return fields.Date.to_date(today)
        return fields.Date.context_today(self)  # clock: no day has been opened yet

    @api.model
    @tools.ormcache()
    def _current_date(self):
        day = self.sudo().search([("is_current", "=", True)], limit=1)
        return fields.Date.to_string(day.date) if day else None

    @api.model
    def _open(self, date):
        """Make `date` today in the bank; its row is made when missing."""
        day = self.search([("date", "=", date)]) or self.create({"date": date})
        self.search([("is_current", "=", True)]).filtered(
            lambda other: other != day
        ).is_current = False
        self.flush_model()
        day.is_current = True
        self.env.registry.clear_cache()
        return day

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        self.env.registry.clear_cache()
        return days

    def write(self, vals):
        result = super().write(vals)
        if {"is_current", "date"} & vals.keys():
            self.env.registry.clear_cache()
        return result
