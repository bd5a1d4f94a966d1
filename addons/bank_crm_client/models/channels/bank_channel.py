from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...domain.channels.window import SendingHours, WindowError
from ...tools.channel_keys import channel_key

KINDS = [("email", "E-mail"), ("sms", "SMS"), ("letter", "Letter"), ("fax", "Fax")]
MINUTE = timedelta(minutes=1)


class BankChannel(models.Model):
    """A way in which the bank sends messages to clients: whose service, how fast, when."""

    _name = "bank.channel"
    _description = "Channel"
    _without_visibility_rule = "How the bank sends, nothing of clients."
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="The name by which its key is kept and its address is called."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, required=True, default="sms")
    adaptor = fields.Selection(
        "_selection_adaptor", "Sent through", required=True, default="hand"
    )
    state = fields.Selection(
        [("on", "Sends"), ("paused", "Paused")],
        required=True,
        default="on",
        help="A paused channel keeps its messages until it sends again.",
    )
    speed_limit = fields.Integer(
        "At most per minute", default=60, help="0: as fast as it goes."
    )
    hour_from = fields.Float("Sends from", default=0)
    hour_to = fields.Float("Until", default=24)
    with_weekends = fields.Boolean("On weekends too", default=True)
    validity_hours = fields.Integer(
        "Given up after, hours",
        default=72,
        help="What could not be sent for so long is worth nothing to the client any more.",
    )

    sender = fields.Char(
        "Sender", help="The name or number that the client sees.", two_person="channel"
    )
    mail_server_id = fields.Many2one(
        "ir.mail_server", "Mail server", index="btree_not_null", ondelete="restrict"
    )
    endpoint = fields.Char(
        "Address of the service", two_person="channel", help="http:// or https://"
    )
    timeout_seconds = fields.Integer("Waits for an answer, seconds", default=10)
    has_key = fields.Boolean("Key is there", compute="_compute_has_key")
    receipt_address = fields.Char(
        "Receipts come to", compute="_compute_receipt_address"
    )
    trouble = fields.Char("What is wrong", sealed=True, copy=False)
    trouble_since = fields.Datetime(sealed=True, copy=False)

    queued_count = fields.Integer("Waiting", compute="_compute_counts")
    sent_today = fields.Integer("Sent, 24 hours", compute="_compute_counts")
    failed_today = fields.Integer("Failed, 24 hours", compute="_compute_counts")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another channel has this code.")
    _limits_sane = models.Constraint(
        "CHECK(speed_limit >= 0 AND timeout_seconds BETWEEN 1 AND 120 "
        "AND validity_hours BETWEEN 1 AND 2000)",
        "Speed is not negative, an answer is waited for up to 120 seconds, and a message "
        "is worth something for an hour at least.",
    )

    @api.model
    def _selection_adaptor(self):
        return [
            ("smtp", self.env._("Mail server")),
            ("http_sms", self.env._("SMS service")),
            ("print", self.env._("Printed and posted")),
            ("hand", self.env._("Sent by hand")),
        ]

    @api.depends("code", "adaptor")
    def _compute_has_key(self):
        for channel in self:
            channel.has_key = bool(channel_key(channel.code or ""))

    @api.depends("code", "adaptor")
    def _compute_receipt_address(self):
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url", "")
        for channel in self:
            channel.receipt_address = (
                f"{base}/bank/channel/{channel.code}/receipt"
                if channel.adaptor == "http_sms"
                else False
            )

    def _compute_counts(self):
        day_ago = fields.Datetime.now() - timedelta(days=1)  # clock: what was sent
        Message = self.env["bank.message"].sudo()

        def count(domain):
            domain = [("channel_id", "in", self.ids), *domain]
            return dict(Message._read_group(domain, ["channel_id"], ["__count"]))

        queued = count([("state", "in", ("queued", "sending"))])
        sent = count(
            [("state", "in", ("sent", "delivered")), ("sent_at", ">=", day_ago)]
        )
        failed = count([("state", "=", "failed"), ("closed_at", ">=", day_ago)])
        for channel in self:
            channel.queued_count = queued.get(channel, 0)
            channel.sent_today = sent.get(channel, 0)
            channel.failed_today = failed.get(channel, 0)

    @api.constrains("hour_from", "hour_to", "with_weekends")
    def _check_hours(self):
        for channel in self:
            try:
                channel._hours()
            except WindowError as error:
                raise ValidationError(
                    self.env._("The hours of sending begin before they end.")
                ) from error

    @api.constrains("code", "endpoint", "adaptor", "kind")
    def _check_service(self):
        fitting = {
            "smtp": {"email"},
            "http_sms": {"sms"},
            "print": {"letter"},
            "hand": {"letter", "fax"},
        }
        for channel in self:
            if not (channel.code or "").replace("_", "").isalnum():
                raise ValidationError(
                    self.env._("The code of a channel has letters, digits and “_” only.")
                )
            if channel.kind not in fitting.get(channel.adaptor, {channel.kind}):
                raise ValidationError(
                    self.env._("This kind of message cannot be sent through that.")
                )
            if channel.endpoint and not channel.endpoint.startswith(
                ("http://", "https://")
            ):
                raise ValidationError(
                    self.env._("The address of a service begins with https://")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["bank.message"].sudo().search_count(
            [("channel_id", "in", self.ids)], limit=1
        ):
            raise UserError(
                self.env._("Messages were sent through this: take it out of use instead.")
            )

    def action_pause(self):
        """Messages wait from now on."""
        self.check_access("write")
        self.state = "paused"

    def action_resume(self):
        """Send again, what waited first."""
        self.check_access("write")
        self.state = "on"
        self.env["bank.message"]._wake_queue()

    def action_test(self):
        """Ask whom to send a test to."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Test of a channel"),
            "res_model": "bank.channel.test",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_channel_id": self.id},
        }

    def action_view_messages(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_message_action"
        )
        return {**action, "domain": [("channel_id", "=", self.id)], "context": {}}

    def _hours(self):
        self.ensure_one()
        return SendingHours(self.hour_from, self.hour_to, self.with_weekends)

    @api.model
    def _of_kind(self, kind):
        """The channel that a message of this kind goes through."""
        return self.sudo().search([("kind", "=", kind)], limit=1)
