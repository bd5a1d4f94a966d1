import uuid
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...domain.channels.sms_parts import sms_size
from ...domain.channels.states import WAITING, State, can_move
from ..contact.vouched import vouch
from .bank_channel import KINDS

MOST_NAME_CHARS = 80


class BankMessage(models.Model):
    """One message of the bank to one client: what it says, where it went, what became of it."""

    _name = "bank.message"
    _description = "Message to a Client"
    _inherit = ["bank.spoken.for.mixin", "bank.sealed.mixin"]
    _order = "id desc"
    _rec_name = "subject"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    channel_id = fields.Many2one(
        "bank.channel", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    kind = fields.Selection(KINDS, required=True, sealed=True, copy=False)
    purpose_id = fields.Many2one(
        "bank.contact.purpose", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    template_version_id = fields.Many2one(
        "bank.message.version", "Template", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    lang = fields.Char("Language", sealed=True, copy=False)
    address = fields.Char("To", required=True, sealed=True, copy=False)
    subject = fields.Char(sealed=True, copy=False)
    body = fields.Text("Text", required=True, sealed=True, copy=False)
    fact_ids = fields.Many2many(
        "bank.field.catalogue", string="Facts in it", sealed=True, copy=False
    )
    user_id = fields.Many2one(
        "res.users", "Sent by", index=True, ondelete="restrict", sealed=True, copy=False
    )  # fmt: skip

    state = fields.Selection(
        [
            (State.QUEUED, "Waits"),
            (State.SENDING, "Being sent"),
            (State.SENT, "Sent"),
            (State.DELIVERED, "Delivered"),
            (State.FAILED, "Failed"),
            (State.REFUSED, "Refused"),
            (State.WITHDRAWN, "Withdrawn"),
        ],
        required=True,
        default=State.QUEUED,
        index=True,
        sealed=True,
        copy=False,
    )
    reason = fields.Char("Why", sealed=True, copy=False)
    attempt_id = fields.Many2one(
        "bank.contact.attempt", "Contact", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    try_count = fields.Integer("Tries", sealed=True, copy=False)
    next_try_at = fields.Datetime("Next try", sealed=True, copy=False)
    last_try_at = fields.Datetime("Last try", sealed=True, copy=False)
    valid_until = fields.Datetime("Given up after", sealed=True, copy=False)
    sent_at = fields.Datetime("Sent on", sealed=True, copy=False)
    delivered_at = fields.Datetime("Delivered on", sealed=True, copy=False)
    closed_at = fields.Datetime("Ended on", sealed=True, copy=False)

    idempotency_key = fields.Char(required=True, sealed=True, copy=False)
    lease = fields.Char(sealed=True, copy=False, groups=fields.NO_ACCESS)
    provider_reference = fields.Char("Number at the service", sealed=True, copy=False)
    part_count = fields.Integer("Parts", sealed=True, copy=False)
    cost = fields.Float("Price at the service", digits=(12, 4), sealed=True, copy=False)
    receipt_ids = fields.One2many("bank.message.receipt", "message_id", "Receipts")
    correspondence_id = fields.Many2one(
        "bank.correspondence", "In the register", index="btree_not_null",
        ondelete="set null", sealed=True, copy=False,
    )  # fmt: skip
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _key_uniq = models.Constraint(
        "UNIQUE(idempotency_key)", "A message is one message."
    )
    _reference_idx = models.Index(
        "(channel_id, provider_reference) WHERE provider_reference IS NOT NULL"
    )
    _queue_idx = models.Index(
        "(channel_id, next_try_at, id) WHERE state IN ('queued', 'sending')"
    )
    _tried_idx = models.Index("(channel_id, last_try_at)")
    _client_idx = models.Index("(client_id, create_date DESC, id DESC)")

    # --- who may read it

    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for message in self:
            message.is_visible = message in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        """Messages to clients whose whole card is open, with no fact kept from the reader."""
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        seen = Domain(
            "client_id", "any!", self.env["res.partner"]._visible_domain(with_counter=False)
        )  # fmt: skip
        closed = self.env["bank.print.context"].sudo(False)._closed_entries()
        if closed:
            seen &= Domain("fact_ids", "not in", closed.ids)
        return seen

    @api.depends("subject", "body")
    def _compute_display_name(self):
        for message in self:
            words = message.subject or " ".join((message.body or "").split())
            is_long = len(words) > MOST_NAME_CHARS
            message.display_name = words[:MOST_NAME_CHARS] + ("…" if is_long else "")

    # --- putting into the queue

    @api.model
    def _enqueue(
        self, client, kind, purpose, body, *, address=None, subject="", version=None,
        lang="", facts=None, key=None, at=None, recipient=None,
    ):  # fmt: skip
        """Put a message to a client into the queue of its channel; returns the row.

        `key` names the occasion (`"birthday/417/2026"`): asked for a second time under the
        same key, the first message is returned. What nobody may send now or later is kept
        as refused at once; what may be sent later waits. `at`: for the demonstration's past.
        `recipient`: who speaks for the client and gets it instead of him.
        """
        client.ensure_one()
        purpose._check_vouched()
        key = key or uuid.uuid4().hex
        known = self.sudo().search([("idempotency_key", "=", key)], limit=1)
        if known:
            return known.with_env(self.env)
        channel = self.env["bank.channel"]._of_kind(kind)
        if not channel:
            raise UserError(self.env._("The bank has no channel for this in use."))
        now = at or self._clock()
        message = self.sudo().create(
            {
                "client_id": client.id,
                "channel_id": channel.id,
                "kind": kind,
                "purpose_id": purpose.id,
                "template_version_id": version.id if version else False,
                "lang": lang,
                "address": address
                or self._address_of(recipient or client, kind)
                or "–",
                **self._recipient_values(recipient),
                "subject": subject,
                "body": body,
                "fact_ids": [fields.Command.set(facts.ids if facts else [])],
                "user_id": self.env.uid,
                "idempotency_key": key,
                "next_try_at": now,
                "valid_until": now + timedelta(hours=channel.validity_hours),
                "part_count": sms_size(body).parts if kind == "sms" else 1,
            }
        )
        if message.address == "–":
            message._close(State.REFUSED, self.env._("No address is known for this."))
        else:
            message._refuse_if_never(now)
        self._wake_queue()
        return message.with_env(self.env)

    # --- states

    def _move_to(self, target, **values):
        for message in self:
            if not can_move(message.state, target):
                raise UserError(
                    self.env._("This message has gone another way already.")
                )
        self.sudo().write({"state": target, **values})

    def _close(self, target, reason):
        if target == State.FAILED:
            self.attempt_id._note_outcome("failed")
        self._move_to(
            target,
            reason=reason,
            lease=False,
            next_try_at=False,
            closed_at=fields.Datetime.now(),  # clock: when it ended
        )

    def action_withdraw(self):
        """Take messages back that were not sent yet."""
        self.check_access("read")
        for message in self:
            if message.user_id != self.env.user and not self.env.user.has_group(
                "bank_crm_base.group_unit_head"
            ):
                raise UserError(
                    self.env._(
                        "A message is taken back by who sent it or a head of unit."
                    )
                )
            row = message.sudo().try_lock_for_update()
            if not row or row.state != State.QUEUED:
                raise UserError(self.env._("It was sent already."))
            row._close(
                State.WITHDRAWN,
                self.env._("Taken back by %(who)s.", who=self.env.user.name),
            )

    def action_try_again(self):
        """A new message in place of one that failed: same text, same address."""
        self.ensure_one()
        self.check_access("read")
        self._check_may_write_to(self.client_id)
        if State(self.state) in WAITING or self.state in ("sent", "delivered"):
            raise UserError(
                self.env._("Only what failed or was refused is sent again.")
            )
        copy = self.sudo()
        message = vouch(self, copy.purpose_id)._enqueue(
            self.client_id,
            self.kind,
            copy.purpose_id,
            copy.body,
            subject=copy.subject,
            version=copy.template_version_id,
            lang=copy.lang,
            facts=copy.fact_ids,
            address=copy.address if copy.recipient_party_id else None,
            recipient=copy._recipient(),
        )
        message._send_after_commit()
        return message._open()

    def action_open_client(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.client_id.id,
            "views": [(self.env.ref("bank_crm_base.bank_client_view_form").id, "form")],
        }

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Message"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "medium"},
        }
