from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...domain.contact.channels import channel_selection

GIVEN, WITHDRAWN = "given", "withdrawn"


class BankConsent(models.Model):
    """One word of a client about being contacted: given or withdrawn, when, how proven.

    Never overwritten: he who changes his mind makes a new row, and the latest one counts.
    Without a purpose it is about the channel as a whole: "do not call me".
    """

    _name = "bank.consent"
    _description = "Consent to be Contacted"
    _order = "decided_at desc, id desc"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    purpose_id = fields.Many2one(
        "bank.contact.purpose", index="btree_not_null", ondelete="restrict",
        help="Empty: every purpose, except what the law demands.",
    )  # fmt: skip
    channel = fields.Selection(channel_selection(), required=True)
    decision = fields.Selection(
        [(GIVEN, "Allowed"), (WITHDRAWN, "Forbidden")], required=True
    )
    decided_at = fields.Datetime(
        "When",
        required=True,
        default=lambda self: fields.Datetime.now(),  # clock: he said it at a moment
    )
    date_to = fields.Date("Until", help="Empty: until withdrawn.")
    source = fields.Selection(
        [
            ("branch", "In the branch"),
            ("call", "By telephone"),
            ("contract", "In an agreement"),
            ("letter", "By letter"),
            ("page", "On his page of preferences"),
            ("message", "By a link in a message"),
            ("core", "Core system"),
        ],
        "Said",
        required=True,
        default="branch",
    )
    evidence = fields.Char(
        "Proven by", help="Number of the form, of the agreement, of the recorded call."
    )
    proof = fields.Binary("File", attachment=True)
    proof_name = fields.Char("Name of the file")
    note = fields.Char()
    recorded_by_id = fields.Many2one(
        "res.users", "Noted by", index="btree_not_null", ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip
    is_latest = fields.Boolean(
        "Counts now", compute="_compute_is_latest", search="_search_is_latest"
    )
    state = fields.Selection(
        [
            ("allowed", "Allowed"),
            ("forbidden", "Forbidden"),
            ("expired", "Expired"),
            ("past", "Replaced"),
        ],
        "Now",
        compute="_compute_is_latest",
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= decided_at::date)",
        "The last day is before the first.",
    )
    _withdrawn_for_good = models.Constraint(
        "CHECK(date_to IS NULL OR decision = 'given')",
        "What is forbidden stays forbidden until the client allows it.",
    )
    _latest_idx = models.Index("(client_id, channel, purpose_id, decided_at DESC)")

    @api.depends("client_id", "purpose_id", "channel", "decided_at")
    def _compute_is_latest(self):
        today = self.env["bank.business.day"]._today()
        newest = {}
        rows = self.sudo().search(
            [("client_id", "in", self.client_id.ids)], order="decided_at, id"
        )
        for row in rows:
            newest[row.client_id.id, row.purpose_id.id, row.channel] = row.id
        for consent in self:
            key = (consent.client_id.id, consent.purpose_id.id, consent.channel)
            consent.is_latest = newest.get(key) == consent._origin.id
            if not consent.is_latest:
                consent.state = "past"
            elif consent.decision == WITHDRAWN:
                consent.state = "forbidden"
            elif consent.date_to and consent.date_to < today:
                consent.state = "expired"
            else:
                consent.state = "allowed"

    def _search_is_latest(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.flush_model()
        return Domain.custom(to_sql=lambda model, alias, query: _newest_sql(alias))

    @api.constrains("decided_at")
    def _check_decided_at(self):
        for consent in self:
            if consent.decided_at > fields.Datetime.now():  # clock: it is a moment
                raise ValidationError(self.env._("This has not been said yet."))

    @api.constrains("client_id")
    def _check_client(self):
        if any(not consent.client_id.is_client for consent in self):
            raise ValidationError(self.env._("A consent is of a client of the bank."))

    @api.model
    def _note(self, client, channels, purposes, decision, **values):
        """Write a word of the client for each channel and purpose; no purposes: for all.

        Called by who has checked that the current user may.
        """
        return self.sudo().create(
            [
                {
                    "client_id": client.id,
                    "purpose_id": purpose_id,
                    "channel": channel,
                    "decision": decision,
                    "recorded_by_id": self.env.uid,
                    **values,
                }
                for purpose_id in purposes.ids or [False]
                for channel in channels
            ]
        )

    def write(self, vals):
        if not self.env.su:
            raise UserError(
                self.env._(
                    "What a client said stays as it was said. Note his new word instead."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What a client said is kept."))


def _newest_sql(alias):
    """SQL: no later word of this client about the same purpose and channel."""
    return SQL(
        "NOT EXISTS (SELECT 1 FROM bank_consent later "
        "WHERE later.client_id = %(alias)s.client_id "
        "AND later.channel = %(alias)s.channel "
        "AND later.purpose_id IS NOT DISTINCT FROM %(alias)s.purpose_id "
        "AND (later.decided_at, later.id) > (%(alias)s.decided_at, %(alias)s.id))",
        alias=SQL.identifier(alias),
    )
