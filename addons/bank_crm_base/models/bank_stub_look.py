from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

LOOKS_AN_HOUR = 30
USABLE_HOURS = 8


class BankStubLook(models.Model):
    """That a clerk was told of a client whom he may not see: who, of whom, when.

    The clerk's screen knows the client only as this look; it keeps count of how many
    strangers a clerk asks for.
    """

    _name = "bank.stub.look"
    _description = "Stub Shown"
    _inherit = ["bank.sealed.mixin"]
    _order = "id desc"
    _rec_name = "client_id"

    user_id = fields.Many2one(
        "res.users", "Employee", required=True, index=True, ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", sealed=True, copy=False
    )  # fmt: skip
    asked_at = fields.Datetime("Asked", required=True, sealed=True, copy=False)
    is_refused = fields.Boolean("Over the limit", sealed=True, copy=False)

    _recent_idx = models.Index("(user_id, asked_at)")

    @api.model
    def _remember(self, clients):
        """Looks of the current user at these clients; none beyond the hourly limit."""
        Look = self.sudo()
        now = fields.Datetime.now()  # clock: so many strangers an hour
        recent = Look.search(
            [
                ("user_id", "=", self.env.uid),
                ("asked_at", ">", now - timedelta(hours=1)),
            ]
        )
        known = {look.client_id: look for look in recent if not look.is_refused}
        free = max(0, self._limit() - len(known))
        found = Look.browse()
        for client in clients:
            if client in known:
                found |= known[client]
                continue
            is_refused = free <= 0
            if is_refused and client in recent.client_id:
                continue
            look = Look.create(
                {
                    "user_id": self.env.uid,
                    "client_id": client.id,
                    "asked_at": now,
                    "is_refused": is_refused,
                }
            )
            if not is_refused:
                free -= 1
                found |= look
        return found

    @api.model
    def _limit(self):
        parameter = self.env["ir.config_parameter"].sudo()
        return int(parameter.get_param("bank_crm_base.stubs_an_hour") or LOOKS_AN_HOUR)

    def _own_client(self):
        """The client behind a look that the current user had lately, past the rule."""
        look = self.sudo().exists()
        oldest = fields.Datetime.now() - timedelta(hours=USABLE_HOURS)  # clock: a shift
        if (
            len(look) != 1
            or look.user_id != self.env.user
            or look.is_refused
            or look.asked_at < oldest
            or not self.env["res.partner"]._may_be_told_of(look.client_id)
        ):
            raise AccessError(
                self.env._("Find the client again, then go on from there.")
            )
        return look.client_id
