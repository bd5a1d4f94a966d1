from odoo import models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    """The tab "Timeline" of the client card, asked for when it is opened."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible:
            panels["timeline"] = {"client_id": self.id}
        return panels

    def _check_timeline_seen(self):
        """The timeline is a part of the whole card, not of the counter view."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_client or not self.is_fully_visible:
            raise AccessError(
                self.env._(
                    "The timeline is seen with the whole card, not at the counter."
                )
            )

    def get_timeline(self, before=None, wanted=None):
        """A page of the timeline; the first one with what is planned and the filters.

        `wanted`: channels (list of codes), direction ('in' or 'out'), since and until
        (dates), text. `before` is `next` of the page before.
        """
        self._check_timeline_seen()
        hook = self.env["bank.timeline"]
        if before:
            return hook._page(self, before, wanted)
        self.env["bank.client.view"]._note(self)
        return {
            **hook._page(self, None, wanted),
            "ahead": hook._ahead(self, wanted),
            "channels": hook._channel_choices(),
        }

    def get_timeline_months(self):
        """Contacts by month and channel, for the strip over the timeline."""
        self._check_timeline_seen()
        return self.env["bank.timeline"]._months(self)

    def open_timeline_row(self, source, row_id):
        """The window with the record behind a row."""
        self._check_timeline_seen()
        return self.env["bank.timeline"]._open_row(self, source, row_id)

    def action_open_timeline_list(self):
        """The timeline as a plain list."""
        self._check_timeline_seen()
        return self.env["bank.timeline"]._select_of_client(self)
