from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CalendarEvent(models.Model):
    """Meetings on a client's timeline, and who may read of them in the calendar.

    A meeting names its client in words that somebody typed. To a colleague who neither takes
    part nor may see the client it is what core makes of a private one: "Busy".
    """

    _inherit = "calendar.event"

    is_with_stranger = fields.Boolean(
        "With a client out of sight", compute="_compute_is_with_stranger"
    )

    _client_timeline_idx = models.Index(
        "(res_id, start, id) WHERE res_model = 'res.partner'"
    )

    @api.depends("partner_ids", "user_id", "res_model", "res_id")
    @api.depends_context("uid")
    def _compute_is_with_stranger(self):
        clients = self._client_ids_by_event()
        everybody = self.env["res.partner"].browse(set().union(*clients.values()))
        strangers = set(everybody._strangers_to_user().ids)
        own = self.env.user.partner_id.id
        for event in self:
            invited = clients[event._origin.id]
            event.is_with_stranger = (
                event.user_id != self.env.user
                and own not in invited
                and bool(strangers & invited)
            )

    def _client_ids_by_event(self):
        """Who takes part in each meeting, past all rights: the field leaves strangers out."""
        self.flush_recordset(["partner_ids", "res_model", "res_id"])
        found = defaultdict(set)
        if ids := self._origin.ids:
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT calendar_event_id, res_partner_id
                      FROM calendar_event_res_partner_rel
                     WHERE calendar_event_id = ANY(%(ids)s)
                     UNION
                    SELECT id, res_id FROM calendar_event
                     WHERE id = ANY(%(ids)s) AND res_model = 'res.partner' AND res_id > 0
                    """,
                    ids=ids,
                )
            )
            for event_id, partner_id in rows:
                found[event_id].add(partner_id)
        return found

    def _check_private_event_conditions(self):
        return super()._check_private_event_conditions() or self.is_with_stranger

    def _get_default_privacy_domain(self):
        """Totals and groups are of the meetings whose words one may read."""
        strangers = Domain(
            "partner_ids", "any!", Domain("is_visible", "!=", True)
        )  # fmt: skip
        mine = Domain("user_id", "=", self.env.uid) | Domain(
            "partner_ids", "in", self.env.user.partner_id.ids
        )
        return Domain(super()._get_default_privacy_domain()) & (mine | ~strangers)

    def _timeline_seen(self):
        """Of a private meeting core tells "Busy": on a timeline it is absent."""
        return self.filtered(lambda event: not event._check_private_event_conditions())
