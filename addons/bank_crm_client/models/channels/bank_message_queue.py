import logging
import uuid
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL
from psycopg2.errors import SerializationFailure

from ...domain.channels.retry import next_try
from ...domain.channels.states import State
from .bank_message_gate import MOST_REASON_CHARS

_logger = logging.getLogger(__name__)

# So many are taken at once; each is handed over and noted by itself.
SLICE = 20
# What a killed process held is taken again after this. Who is slower than that finds that
# his lease is another's, and leaves the message alone.
LEASE = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


class BankMessage(models.Model):
    """The queue: messages are leased, handed over one by one, and noted each in its turn.

    A lease is committed before the first word goes out, with the try counted. Who is killed
    after that leaves a lease that runs out: the message goes out again under the same key,
    by which the service knows it. A row is locked while it is handed over.
    """

    _inherit = "bank.message"

    @api.model
    def _wake_queue(self):
        cron = self.env.ref("bank_crm_client.ir_cron_send_messages", False)
        if cron:
            cron.sudo()._trigger()

    @api.model
    def _cron_send_messages(self):
        """Send what waits in every channel that is open now."""
        cron = self.env["ir.cron"]
        if not self._send_queue(lambda done: bool(cron._commit_progress(done))):
            self._wake_queue()

    @api.model
    def _clock(self):
        return fields.Datetime.now()  # clock: a queue lives by the clock

    @api.model
    def _send_queue(self, commit):
        """Send slice after slice; `commit(count)` says go on. True when nothing may go now."""
        channels = (
            self.env["bank.channel"].sudo().search([("state", "=", "on")], order="id")
        )
        channels = channels.filtered(lambda channel: channel._is_automatic())
        while channels:
            for channel in channels:
                leased = self._lease_or_none(channel)
                if not commit(0):
                    return False
                if not leased:
                    channels -= channel
                for message in leased:
                    message._send_leased()
                    if not commit(1):
                        return False
        return True

    # --- taking

    @api.model
    def _lease_or_none(self, channel):
        """The next slice; none where somebody writes to one of its clients just now."""
        try:
            with self.env.cr.savepoint():
                return self._lease_slice(channel)
        except SerializationFailure:
            return self.browse()

    @api.model
    def _lease_slice(self, channel, only=None, limit=SLICE):
        """Take the next messages of a channel that may go now; the caller commits.

        Messages that the gate refuses for good are closed here, those it lets go later are
        put off.
        """
        now = self._clock()
        opens = channel._hours().next_open(self._bank_time(now))
        if opens > self._bank_time(now) and not only:
            return self.browse()
        limit = min(limit, self._speed_left(channel, now))
        if limit <= 0:
            return self.browse()
        self.flush_model()
        ids = [
            row[0]
            for row in self.env.execute_query(
                SQL(
                    """
                    SELECT id FROM bank_message
                     WHERE channel_id = %(channel)s AND state IN ('queued', 'sending')
                       AND next_try_at <= %(now)s AND %(only)s
                     ORDER BY next_try_at, id
                       FOR NO KEY UPDATE SKIP LOCKED LIMIT %(limit)s
                    """,
                    channel=channel.id,
                    now=now,
                    only=SQL("id = ANY(%s)", only) if only else SQL("TRUE"),
                    limit=limit,
                )
            )
        ]
        # Another one may have written them since this transaction last looked.
        self.invalidate_model(flush=False)
        lease = uuid.uuid4().hex
        leased = self.sudo().with_context(bank_lease=lease).browse()
        for message in leased.browse(ids)._pass_gate(now):
            message.write(
                {
                    "state": State.SENDING,
                    "lease": lease,
                    "try_count": message.try_count + 1,
                    "last_try_at": now,
                    "next_try_at": now + LEASE,
                }
            )
            leased |= message
        return leased

    @api.model
    def _speed_left(self, channel, now):
        """How many more may go in this minute; takers of one channel come one by one."""
        if not channel.speed_limit:
            return SLICE
        taken = self.env.execute_query(
            SQL(
                "SELECT id FROM bank_channel WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED",
                channel.id,
            )
        )
        if not taken:
            return 0
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM bank_message WHERE channel_id = %s "
                "AND last_try_at > %s",
                channel.id,
                now - MINUTE,
            )
        )
        return channel.speed_limit - count

    @api.model
    def _bank_time(self, moment):
        zone = self.env.company.partner_id.tz or "Europe/Kyiv"
        record = self.with_context(tz=zone)
        return fields.Datetime.context_timestamp(record, moment).replace(tzinfo=None)

    # --- handing over

    def _send_leased(self):
        """Hand one leased message over and note what came of it; the caller commits."""
        self.ensure_one()
        message = self.sudo()
        message.flush_recordset(["lease", "state"])
        if not message._hold_lease():
            return  # the lease ran out, and another one has it
        message.invalidate_recordset(flush=False)
        channel = message.channel_id
        try:
            answer = channel._hand_over(message)
        except Exception:  # pylint: disable=broad-except
            # An error of ours concerns this one message; the others go on.
            _logger.exception("Message %s could not be handed over.", message.id)
            message._put_off(self.env._("An error of the system."), None)
            return
        channel._note_answer(answer)
        if answer.is_sent:
            message._note_sent(answer)
        elif answer.is_final:
            message._close(State.FAILED, answer.reason[:MOST_REASON_CHARS])
        else:
            message._put_off(answer.reason, answer.pause_seconds)

    def _hold_lease(self):
        """Lock the message for as long as it is handed over; False where it is another's."""
        try:
            with self.env.cr.savepoint(flush=False):
                return bool(
                    self.env.execute_query(
                        SQL(
                            "SELECT id FROM bank_message WHERE id = %s AND lease = %s "
                            "AND state = 'sending' FOR NO KEY UPDATE SKIP LOCKED",
                            self.id,
                            self.env.context["bank_lease"],
                        )
                    )
                )
        except SerializationFailure:
            return False

    def _note_sent(self, answer):
        self._move_to(
            State.SENT,
            reason=False,
            lease=False,
            next_try_at=False,
            sent_at=self._clock(),
            provider_reference=answer.reference,
            part_count=answer.parts or self.part_count,
            cost=_price(answer.cost),
        )
        self.attempt_id._note_outcome("reached")

    def _put_off(self, reason, pause_seconds):
        """Wait for the next try, longer each time; give up when it is too late."""
        moment = next_try(
            self.try_count, self._clock(), self.valid_until, pause_seconds
        )
        if moment is None:
            self._close(State.FAILED, reason[:MOST_REASON_CHARS])
            return
        self._move_to(
            State.QUEUED, reason=reason[:MOST_REASON_CHARS], lease=False, next_try_at=moment
        )

    # --- one message of a person who waits for the result

    def _send_after_commit(self):
        """Send these when the present transaction is through, before the answer goes out.

        Where this fails the queue sends them.
        """
        messages = self.sudo().filtered(
            lambda message: (
                message.state == State.QUEUED and message.channel_id._is_automatic()
            )
        )
        if not messages:
            return
        registry, ids = self.env.registry, messages.ids

        @self.env.cr.postcommit.add
        def send():
            try:
                with registry.cursor() as cr:
                    queue = api.Environment(cr, SUPERUSER_ID, {})[self._name]
                    for message in queue.browse(ids):
                        if message.channel_id.state != "on":
                            continue
                        leased = queue._lease_slice(message.channel_id, only=[message.id])
                        cr.commit()  # pylint: disable=invalid-commit
                        leased._send_each()
            except Exception:  # pylint: disable=broad-except
                _logger.exception("The queue will send what a person could not.")

    def _send_each(self):
        for message in self:
            message._send_leased()


def _price(told):
    """The price that a service told, in its own unit; 0 where it told none."""
    try:
        return float(Decimal(told or 0))
    except InvalidOperation:
        return 0.0
