from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...models.channels.bank_channel import KINDS


class BankMessageWrite(models.TransientModel):
    """Write to a client: which way, which template, how it reads, send."""

    _name = "bank.message.write"
    _description = "Message to a Client"
    _inherit = ["bank.named.client.mixin", "bank.speaker.choice.mixin"]

    client_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", readonly=True
    )
    purpose_id = fields.Many2one(
        "bank.contact.purpose", required=True, ondelete="cascade",
        default=lambda self: self.env["bank.message"]._service_purpose(),
    )  # fmt: skip
    typed_address = fields.Char(
        "His number or address",
        help="Of who is no client of the bank nothing is known: ask for it.",
    )
    ways = fields.Json(compute="_compute_ways")
    kind = fields.Selection(
        KINDS, "Which way", required=True,
        compute="_compute_kind", store=True, readonly=False, precompute=True,
    )  # fmt: skip
    template_id = fields.Many2one(
        "bank.message.template", ondelete="cascade",
        domain="[('kind', '=', kind), ('purpose_id', '=', purpose_id), "
        "('version_ids.state', '=', 'in_force')]",
        compute="_compute_template_id", store=True, readonly=False,
    )  # fmt: skip
    lang = fields.Selection(
        lambda self: self.env["bank.print.version.file"]._selection_lang(),
        "Language",
        help="Empty: the client's own, or the nearest that the template has.",
    )
    fact_ids = fields.One2many(
        "bank.message.write.fact", "write_id", "Fill in",
        compute="_compute_fact_ids", store=True, readonly=False,
    )  # fmt: skip
    subject = fields.Char(compute="_compute_text", store=True, readonly=False)
    body = fields.Text("Text", compute="_compute_text", store=True, readonly=False)
    is_free = fields.Boolean(compute="_compute_is_free")
    size_words = fields.Char("Length", compute="_compute_size_words")
    warning = fields.Char(compute="_compute_text", store=True)
    refusal = fields.Char("Why not", compute="_compute_refusal")

    @api.depends("client_id", "purpose_id", "recipient_key", "typed_address")
    @api.depends_context("uid")
    def _compute_ways(self):
        for write in self:
            write.ways = write._ways() if write.client_id and write.purpose_id else []

    def _ways(self):
        """The ways in which a message can go, what may be used first, with the reasons."""
        self.env["bank.message"]._check_may_write_to(self.client_id)
        gate = self.env["bank.contact.gate"].sudo()
        recipient = self._recipient()
        is_stranger = recipient is not None and recipient._name != "res.partner"
        words = dict(self._fields["kind"]._description_selection(self.env))
        ways = []
        for kind, _name in KINDS:
            channel = self.env["bank.channel"]._of_kind(kind)
            if not channel:
                continue
            verdict = gate._judge(
                self.client_id, kind, self.purpose_id, recipient=recipient
            )
            address = (
                (self.typed_address or "").strip()
                if is_stranger
                else self.env["bank.message"]._shown_address(
                    self.client_id, kind, recipient
                )
            )
            later = verdict.next_at if not verdict.allowed else None
            reason = "" if verdict.allowed else verdict.reason
            if not address:
                reason = self.env._("No address is known for this.")
            ways.append(
                {
                    "kind": kind,
                    "name": words[kind],
                    "address": address,
                    "is_allowed": bool(address) and (verdict.allowed or bool(later)),
                    "reason": reason,
                    "later": fields.Datetime.to_string(later)
                    if address and later
                    else "",
                }
            )
        return sorted(ways, key=lambda way: (not way["is_allowed"], bool(way["later"])))

    @api.depends("client_id", "purpose_id", "recipient_key")
    def _compute_kind(self):
        for write in self:
            ways = write.ways or []
            codes = [way["kind"] for way in ways if way["is_allowed"]]
            if write.kind not in codes:
                write.kind = (
                    codes[0] if codes else (ways[0]["kind"] if ways else "email")
                )

    @api.depends("kind", "purpose_id")
    def _compute_template_id(self):
        for write in self:
            template = write.template_id
            if template.kind != write.kind or template.purpose_id != write.purpose_id:
                write.template_id = False

    @api.depends("template_id")
    def _compute_fact_ids(self):
        for write in self:
            facts = write.template_id.version_id.sudo().fact_ids
            write.fact_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "code": fact.code,
                            "name": fact.name,
                            "kind": fact.kind,
                            "is_required": fact.is_required,
                        }
                    )
                    for fact in facts
                ),
            ]

    @api.depends("template_id")
    def _compute_is_free(self):
        for write in self:
            write.is_free = not write.template_id

    @api.depends("template_id", "lang", "fact_ids.text", "fact_ids.date")
    def _compute_text(self):
        for write in self:
            write.warning = False
            if not write.template_id:
                # What was typed stays; what a template wrote does not.
                if write._origin.template_id:
                    write.subject = write.body = False
                continue
            told = write.template_id._preview(
                write.client_id, write._facts(), write.lang
            )
            write.subject, write.body = told["subject"], told["body"]
            if told["empty"]:
                write.warning = self.env._(
                    "Empty for this client or for you: %(facts)s.",
                    facts=", ".join(told["empty"]),
                )

    @api.depends("kind", "body")
    def _compute_size_words(self):
        for write in self:
            write.size_words = self.env["bank.message.text"]._size_words(
                write.kind, write.body or ""
            )

    @api.depends("kind", "ways")
    def _compute_refusal(self):
        for write in self:
            [way] = [way for way in write.ways or [] if way["kind"] == write.kind] or [
                {}
            ]
            write.refusal = way.get("reason") or False

    def _facts(self):
        return {fact.code: fact._value() for fact in self.fact_ids}

    def action_send(self):
        """Send it and show what became of it; what the gate refuses is kept, with why."""
        self.ensure_one()
        Message = self.env["bank.message"]
        Message._check_may_write_to(self.client_id)
        if self.template_id:
            message = self.template_id._send(
                self.client_id, self._facts(), lang=self.lang or None,
                recipient=self._recipient(), address=self._typed_address(),
            )  # fmt: skip
        else:
            message = self._send_free()
        message._send_after_commit()
        return message._open()

    def _send_free(self):
        """A text of the employee's own: its kind's limits hold, advertising has a template."""
        body = (self.body or "").strip()
        if not body:
            raise UserError(self.env._("Write the text, or choose a template."))
        self.purpose_id._check_chosen()
        if self.purpose_id.is_advertising:
            raise UserError(
                self.env._("Advertising is sent by an approved template only.")
            )
        if self.kind in ("email", "letter") and not (self.subject or "").strip():
            raise UserError(self.env._("Write the subject."))
        template = self.env["bank.message.template"].new({"kind": self.kind})
        template._check_size(body)
        return self.env["bank.message"]._enqueue(
            self.client_id,
            self.kind,
            self.purpose_id,
            body,
            subject=(self.subject or "").strip() if self.kind != "sms" else "",
            lang=self.client_id.lang or "",
            recipient=self._recipient(),
            address=self._typed_address(),
        )

    def _typed_address(self):
        """What was typed for somebody who is no client; None: the bank knows the address."""
        recipient = self._recipient()
        if recipient is None or recipient._name == "res.partner":
            return None
        typed = (self.typed_address or "").strip()
        kinds = {"email": "email", "sms": "phone", "fax": "phone"}
        is_known = self.kind not in kinds or self.env["bank.contact.gate"]._address_key(
            kinds[self.kind], typed
        )
        if not typed or not is_known:
            raise UserError(
                self.env._("Give the number or address of %(who)s.", who=recipient.name)
            )
        return typed
