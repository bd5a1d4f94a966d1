import uuid

from odoo import api, fields, models
from odoo.addons.bank_crm_base.domain import emails, phones
from odoo.exceptions import UserError


class BankChannelTest(models.TransientModel):
    """A test sent to a colleague: does the service take it, and does it arrive."""

    _name = "bank.channel.test"
    _description = "Test of a Channel"

    channel_id = fields.Many2one(
        "bank.channel", required=True, ondelete="cascade", readonly=True
    )
    kind = fields.Selection(related="channel_id.kind")
    address = fields.Char("To", help="Your own, or of a colleague; never of a client.")
    text = fields.Text(
        required=True, default=lambda self: self.env._("Test message of Bank CRM")
    )
    result = fields.Text("What came of it", readonly=True)
    is_well = fields.Boolean(readonly=True)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        channel = self.env["bank.channel"].browse(values.get("channel_id"))
        if channel.kind == "email":
            values["address"] = self.env.user.email
        elif channel.kind == "sms":
            values["address"] = self.env.user.phone
        return values

    def action_send(self):
        """Hand it to the service at once, past the queue: it goes to no client."""
        self.ensure_one()
        channel = self.channel_id
        channel.check_access("write")
        if not channel._is_automatic():
            raise UserError(
                self.env._("What people hand over themselves needs no test.")
            )
        answer = channel.sudo()._hand_over_test(
            self._staff_address(), self.text, f"test-{uuid.uuid4().hex}"
        )
        self.is_well = answer.is_sent
        self.result = (
            self.env._(
                "The service took it. Its number there: %(number)s",
                number=answer.reference,
            )
            if answer.is_sent
            else answer.reason
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Test of a channel"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _staff_address(self):
        """The address, if it is nobody's who is a client: tests pass no gate."""
        value = (self.address or "").strip()
        try:
            if self.kind == "email":
                key = emails.normalise(value)
            else:
                region = self.env.company.country_id.code
                key = phones.normalise(value, region)
        except ValueError as error:
            raise UserError(self.env._("This is no address to send to.")) from error
        clients = self.env["bank.contact.point"].sudo()
        if clients.search_count([("key", "=", key)], limit=1):
            raise UserError(
                self.env._("This is a client's address: tests go to colleagues only.")
            )
        return key
