import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..domain.sign_in import FAILURES, Outcome, is_throttled

_logger = logging.getLogger(__name__)
GC_BATCH = 100_000


class BankSignIn(models.Model):
    """Too many wrong attempts: counted over the whole bank, released by a person or by time."""

    _inherit = "bank.sign.in"

    def action_release(self):
        """Let a person try again at once; the log says who allowed it."""
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("The administrator lets a person try again."))
        self.check_access("read")
        for sign_in in self.sudo():
            sign_in.create(
                {
                    "user_id": sign_in.user_id.id,
                    "login": sign_in.login,
                    "login_key": sign_in.login_key,
                    "signed_at": fields.Datetime.now(),
                    "outcome": Outcome.RELEASED,
                }
            )
        return True

    @api.model
    def _note_throttled(self, attempt):
        """One row for a stop, however often it is run into."""
        since = self._counted_since()
        if not self.sudo().search_count(
            [
                ("login_key", "=", attempt.login_key),
                ("outcome", "=", Outcome.THROTTLED),
                ("signed_at", ">", since),
            ],
            limit=1,
        ):
            self._note_refused(attempt, Outcome.THROTTLED)

    @api.model
    def _counted_since(self):
        return fields.Datetime.subtract(
            fields.Datetime.now(),  # clock: attempts of the last minutes
            minutes=self.env["bank.sign.in.policy"]._get().failure_minutes,
        )

    @api.model
    def _is_throttled(self, attempt):
        """Count wrong attempts over the whole bank, whichever server they came to."""
        policy = self.env["bank.sign.in.policy"]._get()
        if not (policy.person_failures or policy.address_failures):
            return False
        self.sudo().flush_model()
        since = self._counted_since()
        [(by_person, by_address)] = self.env.execute_query(
            SQL(
                """
                SELECT (SELECT count(*) FROM bank_sign_in
                         WHERE login_key = %(key)s AND outcome = ANY(%(failures)s)
                           AND signed_at > greatest(%(since)s, (
                               SELECT max(signed_at) FROM bank_sign_in
                                WHERE login_key = %(key)s AND signed_at > %(since)s
                                  AND outcome IN ('ok', 'released')))),
                       (SELECT count(*) FROM bank_sign_in
                         WHERE address = %(address)s AND signed_at > %(since)s
                           AND outcome IN ('failed', 'code_failed'))
                """,
                key=attempt.login_key,
                address=attempt.address,
                since=since,
                failures=sorted(FAILURES),
            )
        )
        return is_throttled(
            by_person=by_person,
            by_address=by_address,
            person_limit=policy.person_failures,
            address_limit=policy.address_failures,
        )

    @api.autovacuum
    def _gc_log(self):
        """Forget what is older than the bank keeps."""
        days = self.env["bank.sign.in.policy"]._get().log_days
        if not days:
            return None
        old = fields.Datetime.subtract(
            fields.Datetime.now(),  # clock: age of the log
            days=days,
        )
        found = self.search([("signed_at", "<", old)], limit=GC_BATCH)
        found.unlink()
        _logger.info("forgot %d old sign-ins", len(found))
        return len(found), len(found) == GC_BATCH
