from odoo import api, fields, models
from odoo.fields import Domain
from psycopg2.errors import SerializationFailure

from .bank_contact_waiting import lock_row

WAITS = "bank_waits"
QUEUE = "sms.ir_cron_sms_scheduler_action"
SLICE = 50
# No call over the network can put an object into a context.
PASSED = object()


class SmsSms(models.Model):
    """Text messages to clients in the queue, and those that wait for their client's hour.

    One by one the contact, and that the message is in work, are committed before the
    service hears of it. One found in work after a stop goes again under its number where
    the service knows what it was sent twice; else it is told as unknown and not sent.
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
        """What goes to clients goes one by one, then what else core has in its queue."""
        cron = self.env["ir.cron"]
        self._send_waited(lambda: cron._commit_progress())
        return super()._process_queue()

    @api.model
    def _send_waited(self, commit):
        """Send what is due to clients, one by one; `commit()` makes a step last."""
        if self.env.company._is_sms_paused():
            return
        now = fields.Datetime.now()  # clock: a queue lives by it
        self._take_up_stopped(commit)
        due = Domain("state", "=", "outgoing") | (
            Domain("state", "=", WAITS) & Domain("bank_goes_at", "<=", now)
        )
        last = 0
        while found := self.search(
            due & Domain("id", ">", last) & Domain("to_delete", "!=", True),
            order="id", limit=SLICE,
        ):  # fmt: skip
            last = found[-1].id
            reaching = {sms.id for sms, _client in found._client_targets()}
            for sms in found:
                if sms.id in reaching or sms.state == WAITS:
                    sms._send_alone(commit)

    def _send_alone(self, commit):
        """Send one of the queue; contact and hand-over last before the service hears of it."""
        self.ensure_one()
        if not lock_row(self) or self.state not in ("outgoing", WAITS):
            return
        targets = self._client_targets()
        try:
            with self.env.cr.savepoint():
                attempts = self._pass_targets(targets)
        except SerializationFailure:
            return  # somebody writes to its client at this moment: the next run sends it
        if self._settle(targets, attempts):
            commit()
            return
        self._take_over()
        commit()
        self._send_taken()
        self._note_failed(targets, attempts)
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
        self.with_context(bank_passed=PASSED)._send(
            unlink_failed=False, unlink_sent=True, raise_exception=False
        )

    def _has_passed(self):
        return self.env.context.get("bank_passed") is PASSED

    @api.model
    def _take_up_stopped(self, commit):
        """What a stopped server had in its hands may have gone out."""
        gate = self.env["bank.contact.gate"]
        Attempt = self.env["bank.contact.attempt"]
        begun = self.search(
            [("state", "=", "process"), ("bank_handed_at", "!=", False)]
        )
        for sms in begun:
            if gate._is_being_handed(sms.bank_handed_at) or not lock_row(sms):
                continue
            if sms.state != "process" or gate._is_being_handed(sms.bank_handed_at):
                continue  # another sender took it up
            clients = {client.id for _sms, client in sms._client_targets()}
            attempts = Attempt._of_message(clients, sms.uuid)
            if attempts and sms._knows_repeats():
                sms._take_over()
                commit()
                sms._send_taken()
                if sms.exists().state == "error":
                    attempts._note_outcome("failed")
            else:
                attempts._note_outcome("uncertain")
                sms._tell_unknown()
            commit()

    def _split_by_api(self):
        """What is sent at once leaves as what waits does: through the bank's channel."""
        api = self.env.company._get_sms_api_class()
        if getattr(api, "knows_repeats", False):
            yield api(self.env), self
        else:
            yield from super()._split_by_api()

    def _knows_repeats(self):
        """Whether the service sends once what it is given twice under one number."""
        company = self._get_sms_company()
        return getattr(company._get_sms_api_class(), "knows_repeats", False)

    def _tell_unknown(self):
        reason = self.env["bank.contact.gate"]._unknown_words()
        self.write({"state": "error", "failure_type": "unknown", "refusal": reason})
        self.sms_tracker_id.sudo()._action_update_from_sms_state(
            "error", failure_type="unknown", failure_reason=reason
        )
