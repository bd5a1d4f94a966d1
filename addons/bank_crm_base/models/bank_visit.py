from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

OPEN_VISITS = "bank.visit.open"
VISIT_MINUTES = 30
EMERGENCY_HOURS = 4
REASONS = [
    ("service", "Service"),
    ("cash", "Cash operation"),
    ("documents", "Documents"),
    ("other", "Other"),
]


class BankVisit(models.Model):
    """A client before a clerk, at the counter or on the line: a right to see by the minute.

    An opening in an emergency is a visit too; somebody else reviews it afterwards.
    """

    _name = "bank.visit"
    _description = "Visit of a Client"
    _inherit = ["bank.sealed.mixin"]
    _order = "started_at desc, id desc"
    _rec_name = "client_id"

    kind = fields.Selection(
        [("presence", "Client is present"), ("break_glass", "Emergency")],
        required=True,
        default="presence",
        sealed=True,
        copy=False,
    )
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", sealed=True, copy=False
    )  # fmt: skip
    user_id = fields.Many2one(
        "res.users", "Served by", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    branch_id = fields.Many2one(
        "bank.branch", "Where", index=True, ondelete="restrict", sealed=True, copy=False
    )
    manager_id = fields.Many2one(
        "res.users", "Client's manager", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    client_branch_id = fields.Many2one(
        "bank.branch", "Client's branch", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    identified_by = fields.Selection(
        [
            ("document", "Document"),
            ("code", "One-time code"),
            ("none", "Not identified"),
        ],
        "Identified by",
        required=True,
        sealed=True,
        copy=False,
    )
    reason = fields.Selection(REASONS, required=True, sealed=True, copy=False)
    note = fields.Char("In words", sealed=True, copy=False)
    started_at = fields.Datetime("Came", required=True, sealed=True, copy=False)
    ends_at = fields.Datetime("Open until", required=True, sealed=True, copy=False)
    ended_at = fields.Datetime("Ended", sealed=True, copy=False)
    state = fields.Selection(
        [("open", "Open"), ("ended", "Ended"), ("expired", "Time was up")],
        compute="_compute_state",
    )

    _in_order = models.Constraint(
        "CHECK(ends_at > started_at)", "A visit cannot end before it begins."
    )
    _open_idx = models.Index("(user_id, ends_at) WHERE ended_at IS NULL")
    _manager_idx = models.Index("(manager_id, started_at)")

    @api.depends("ends_at", "ended_at")
    def _compute_state(self):
        now = fields.Datetime.now()  # clock: a visit lasts minutes
        for visit in self:
            if visit.ended_at:
                visit.state = "ended"
            else:
                visit.state = (
                    "open" if visit.ends_at and visit.ends_at > now else "expired"
                )

    # --- the right to see

    @api.model
    def _open_of(self, user_id):
        """Ids of the clients present with a user, and of those he opened in an emergency.

        Read once a transaction; whether the time is up is asked each time.
        """
        now = fields.Datetime.now()  # clock: a visit lasts minutes
        open_of = self.env.cr.cache.setdefault(OPEN_VISITS, {})
        if user_id not in open_of:
            self.flush_model(["user_id", "client_id", "kind", "ends_at", "ended_at"])
            open_of[user_id] = self.env.execute_query(
                SQL(
                    "SELECT client_id, kind, ends_at FROM bank_visit "
                    "WHERE user_id = %s AND ended_at IS NULL AND ends_at > %s",
                    user_id,
                    now,
                )
            )
        rows = [row for row in open_of[user_id] if row[2] > now]
        return (
            frozenset(
                client_id for client_id, kind, _end in rows if kind == "presence"
            ),
            frozenset(
                client_id for client_id, kind, _end in rows if kind != "presence"
            ),
        )

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        self._forget_what_was_visible()
        return visits

    def write(self, vals):
        result = super().write(vals)
        self._forget_what_was_visible()
        return result

    @api.model
    def _forget_what_was_visible(self):
        self.env.cr.cache.pop(OPEN_VISITS, None)
        self.env["res.partner"].invalidate_model(
            ["is_visible", "is_fully_visible", "is_counter_view", "display_name"],
            flush=False,
        )

    @api.model
    def _start(self, client, *, identified_by, reason, note="", kind="presence"):
        """Open the client's card to the current user for as long as the bank allows."""
        client = client.sudo()
        viewer, _branch_ids = self.env["res.partner"]._viewer()
        if client.id in viewer.closed_ids:
            raise AccessError(self.env._("This card is closed to you and your unit."))
        self._own_open(client)._end()
        now = fields.Datetime.now()  # clock: a visit lasts minutes
        return self.sudo().create(
            {
                "kind": kind,
                "client_id": client.id,
                "user_id": self.env.uid,
                "branch_id": self.env.user.branch_id.id,
                "manager_id": client.manager_id.id,
                "client_branch_id": client.branch_id.id,
                "identified_by": identified_by,
                "reason": reason,
                "note": (note or "").strip() or False,
                "started_at": now,
                "ends_at": now + self._length(kind),
            }
        )

    @api.model
    def _length(self, kind):
        parameter = self.env["ir.config_parameter"].sudo()
        if kind == "break_glass":
            hours = parameter.get_param("bank_crm_base.emergency_hours")
            return timedelta(hours=float(hours or EMERGENCY_HOURS))
        minutes = parameter.get_param("bank_crm_base.visit_minutes")
        return timedelta(minutes=float(minutes or VISIT_MINUTES))

    @api.model
    def _own_open(self, client):
        """The current user's open visits of this client."""
        if client.id not in frozenset().union(*self._open_of(self.env.uid)):
            return self.sudo().browse()
        return self.sudo().search(
            [
                ("user_id", "=", self.env.uid),
                ("client_id", "=", client.id),
                ("ended_at", "=", False),
                ("ends_at", ">", fields.Datetime.now()),  # clock: a visit lasts minutes
            ]
        )

    def _end(self):
        self.sudo().ended_at = fields.Datetime.now()

    def _reason_words(self):
        self.ensure_one()
        if self.kind == "break_glass":
            return self.note or ""
        reason = dict(self._fields["reason"]._description_selection(self.env))[
            self.reason
        ]
        return f"{reason}: {self.note}" if self.note else reason

    def action_open_client(self):
        self.ensure_one()
        self.check_access("read")
        return self.client_id._card_action()
