from odoo import api, fields, models

WAITS = "bank_waits"
QUEUE = "sms.ir_cron_sms_scheduler_action"
SLICE = 50


class SmsSms(models.Model):
    """Text messages that wait for the hour at which their client may be written to.

    Each goes at most once: it is put into work, and that is committed, before the service
    hears of it; one found in work after a stop is not sent again but told as unknown.
    """

    _inherit = "sms.sms"

    state = fields.Selection(
        selection_add=[(WAITS, "Waits for its hour")],
        ondelete={WAITS: "set default"},
    )
    bank_goes_at = fields.Datetime("Goes on", readonly=True, copy=False)
    bank_handed_at = fields.Datetime(
        "Being handed over since", readonly=True, copy=False
    )

    def _wait(self, moment, reason):
        """Send this one at that moment; the sender reads so."""
        self.ensure_one()
        self.write({"state": WAITS, "bank_goes_at": moment, "refusal": reason})
        self.sms_tracker_id.sudo().mail_notification_id.write(
            {"notification_status": "ready", "failure_reason": reason}
        )
        self.env.ref(QUEUE).sudo()._trigger(moment)

    @api.model
    def _process_queue(self):
        """Those whose hour has come go first, then what core has in its queue."""
        cron = self.env["ir.cron"]
        self._send_waited(lambda: cron._commit_progress())
        return super()._process_queue()

    @api.model
    def _send_waited(self, commit):
        """Send those whose hour has come, one by one; `commit()` makes a step last."""
        now = fields.Datetime.now()  # clock: a queue lives by it
        self._tell_unknown()
        while due := self.search(
            [("state", "=", WAITS), ("bank_goes_at", "<=", now)],
            order="bank_goes_at, id", limit=SLICE,
        ).try_lock_for_update():  # fmt: skip
            due._take_over()
            commit()
            for sms in due:
                sms._send_taken()
                commit()

    def _take_over(self):
        """In work: nobody else takes them, and who is killed leaves them so."""
        self.write(
            {
                "state": "process",
                "bank_handed_at": fields.Datetime.now(),  # clock: it is a moment
            }
        )
        self.flush_recordset()

    def _send_taken(self):
        self.ensure_one()
        self.write({"state": "outgoing", "refusal": False})
        self._send(unlink_failed=False, unlink_sent=True, raise_exception=False)

    @api.model
    def _tell_unknown(self):
        """What a stopped server had in its hands may have gone out: it is not sent again."""
        gate = self.env["bank.contact.gate"]
        begun = self.search(
            [("state", "=", "process"), ("bank_handed_at", "!=", False)]
        )
        for sms in begun:
            if gate._is_being_handed(sms.bank_handed_at):
                continue
            reason = gate._unknown_words()
            sms.write({"state": "error", "failure_type": "unknown", "refusal": reason})
            sms.sms_tracker_id.sudo()._action_update_from_sms_state(
                "error", failure_type="unknown", failure_reason=reason
            )
