from odoo import api, fields, models
from odoo.fields import Domain


class BankClientGroupMember(models.Model):
    """A client in a group: from when, until when, and why."""

    _name = "bank.client.group.member"
    _description = "Member of a Group"
    _order = "group_id, date_from, id"
    _rec_name = "client_id"

    group_id = fields.Many2one(
        "bank.client.group",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("Until", readonly=True)
    is_current = fields.Boolean(
        "Today", compute="_compute_is_current", search="_search_is_current"
    )
    origin = fields.Selection(
        [("links", "By relations"), ("hand", "By hand")],
        required=True,
        default="links",
        readonly=True,
    )
    is_kept_out = fields.Boolean(
        "Kept out by hand", readonly=True, help="The night does not bring him back."
    )
    reason = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    way = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    why = fields.Char(compute="_compute_why")
    base_currency_id = fields.Many2one(related="client_id.base_currency_id")
    funds_base = fields.Monetary(
        related="client_id.funds_base", currency_field="base_currency_id"
    )
    owed_base = fields.Monetary(
        related="client_id.owed_base", currency_field="base_currency_id"
    )

    _open_once = models.UniqueIndex(
        "(group_id, client_id) WHERE date_to IS NULL", "He is in this group already."
    )
    _kept_out_idx = models.Index("(client_id) WHERE is_kept_out")

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        today = self.env["bank.business.day"]._today()
        for member in self:
            member.is_current = bool(
                member.date_from
                and member.date_from <= today
                and (not member.date_to or member.date_to >= today)
                and not member.is_kept_out
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return (
            Domain("date_from", "<=", today)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
            & Domain("is_kept_out", "=", False)
        )

    @api.depends("reason", "way")
    @api.depends_context("uid")
    def _compute_why(self):
        for member in self:
            facts = member.sudo()
            if facts.reason:
                member.why = facts.reason
            elif len(facts.way or []) == 1:
                member.why = self.env._("Head of the group")
            else:
                member.why = " – ".join(self._way_words(facts.way or []))

    @api.model
    def _way_words(self, way):
        """The names along a way; who is out of sight has none."""
        clients = self.env["bank.client.group"]._seen_clients(
            [node for node in way if node > 0]
        )
        names = {client.id: client.name for client in clients}
        parties = self.env["bank.party"].search(
            [("id", "in", [-node for node in way if node < 0])]
        )
        names |= {-party.id: party.name for party in parties}
        return [names.get(node) or self.env._("somebody elsewhere") for node in way]
