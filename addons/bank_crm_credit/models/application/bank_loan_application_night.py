import logging
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...domain.application.lifecycle import ENDS, Act

_logger = logging.getLogger(__name__)


class BankLoanApplication(models.Model):
    """What a night does to applications: what ran out expires, what changed is void."""

    _inherit = "bank.loan.application"

    @api.model
    def _open_domain(self):
        return Domain("stage", "not in", [str(stage) for stage in ENDS])

    def _end_of_day(self, day):
        """Expire what ran out or lies idle, and void decisions whose facts changed."""
        for application in self.with_context(bank_loan_night=True):
            # One that cannot be counted must not stop the night for the others.
            try:
                with self.env.cr.savepoint():
                    application._end_of_day_one(day)
            except UserError as error:
                _logger.info("Application %s left as it is: %s", application.id, error)

    def _end_of_day_one(self, day):
        decision = self.decision_id
        if decision and decision.valid_until and decision.valid_until < day:
            self._act(
                Act.EXPIRE,
                words=self.env._(
                    "The decision held until %(day)s.", day=decision.valid_until
                ),
            )
        elif self.stage_since and self.stage_since < day - timedelta(
            days=self.product_id.idle_days or 60
        ):
            self._act(
                Act.EXPIRE,
                words=self.env._(
                    "Nobody moved it since %(day)s.", day=self.stage_since
                ),
            )
        elif decision:
            self._void_if_changed()
