from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankAccessRequest(models.Model):
    """An employee asks the client's branch for the right to see a client for some days."""

    _name = "bank.access.request"
    _description = "Request to See a Client"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "id desc"

    user_id = fields.Many2one(
        "res.users", "Who asks", required=True, index=True, ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", sealed=True, copy=False
    )  # fmt: skip
    reason = fields.Char("Why", required=True, sealed=True, copy=False)
    days = fields.Integer("For days", required=True, sealed=True, copy=False)
    state = fields.Selection(
        [("waiting", "Waiting"), ("granted", "Granted"), ("refused", "Refused")],
        required=True,
        default="waiting",
        sealed=True,
        copy=False,
    )
    grant_id = fields.Many2one(
        "bank.grant", index="btree_not_null", ondelete="set null", sealed=True, copy=False
    )  # fmt: skip

    _days_positive = models.Constraint("CHECK(days > 0)", "Ask for one day at least.")
    _open_uniq = models.UniqueIndex(
        "(user_id, client_id) WHERE state = 'waiting'",
        "You have asked for this already.",
    )

    @api.depends("user_id", "client_id")
    def _compute_display_name(self):
        for request in self:
            request.display_name = self.env._(
                "%(user)s asks to see %(client)s",
                user=request.sudo().user_id.name,
                client=request.client_id.name,
            )

    @api.model
    def _open_of(self, client):
        """The current user's request for this client that still waits."""
        return self.sudo().search(
            [
                ("user_id", "=", self.env.uid),
                ("client_id", "=", client.id),
                ("state", "=", "waiting"),
            ],
            limit=1,
        )

    @api.model
    def _ask(self, client, reason, days):
        """Put the request before the head of the client's branch."""
        if self._open_of(client):
            raise UserError(self.env._("You have asked for this already."))
        request = self.sudo().create(
            {
                "user_id": self.env.uid,
                "client_id": client.id,
                "reason": reason,
                "days": days,
            }
        )
        self.env["bank.act"]._propose_call(
            "access_request", request, "_grant", reason=reason
        )
        return request

    def _grant(self):
        """Called when the request is accepted."""
        today = self.env["bank.business.day"]._today()
        for request in self:
            request.grant_id = self.env["bank.grant"].create(
                {
                    "user_id": request.user_id.id,
                    "client_id": request.client_id.id,
                    "kind": "asked",
                    "date_from": today,
                    "date_to": today + timedelta(days=request.days - 1),
                    "reason": request.reason,
                    "given_by_id": self.env.uid,
                }
            )
            request.state = "granted"

    def _act_refused(self, act):
        self.sudo().state = "refused"
        return super()._act_refused(act)

    def _act_words(self, method, arguments):
        return {
            request.id: [
                (self.env._("Who asks"), request.user_id.name),
                (self.env._("Works in"), request.user_id.branch_id.name or ""),
                (
                    self.env._("May see the client"),
                    self.env._("for %(days)s days", days=request.days),
                ),
            ]
            for request in self.sudo()
        }
