import logging

from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_run_mixin import BankRunBusy

_logger = logging.getLogger(__name__)

FIRST_SLICE_SECONDS = 4


class BankDecisionRun(models.Model):
    """Who drives a run: the button that began it, the cron, and in the end the broom."""

    _inherit = "bank.decision.run"

    def _go(self):
        """Do what is done in a moment at once; leave the rest to the cron."""
        for run in self.sudo():
            if run._do_slice(FIRST_SLICE_SECONDS):
                self.env.ref("bank_crm_rules.ir_cron_run_decisions").sudo()._trigger()

    @api.model
    def _cron_run_decisions(self):
        cron = self.env["ir.cron"]
        waiting = [("state", "=", "running"), ("is_nightly", "=", False)]
        for run in self.search(waiting, order="id"):
            try:
                run._run_to_end(lambda: bool(cron._commit_progress(1)))
            except BankRunBusy:
                _logger.info("Another process is working on %s.", run.display_name)
            except Exception:
                # Noted on the run; the others go on.
                _logger.exception("%s stopped.", run.display_name)

    @api.autovacuum
    def _gc_tests(self):
        """Tests older than a year, but for those by which a version was approved."""
        limit = fields.Date.subtract(self.env["bank.business.day"]._today(), years=1)
        kept = self.env["bank.decision.version"].search([("test_id", "!=", False)])
        self.search(
            [
                ("date", "<", limit),
                ("purpose", "=", "test"),
                ("id", "not in", kept.test_id.ids),
            ],
            limit=1_000,
        ).unlink()
