from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

from .bank_client_document import IDENTITY_KINDS


class ResPartner(models.Model):
    """A person's file: work, education, events, bureau reports, and what follows."""

    _inherit = "res.partner"

    employment_ids = fields.One2many("bank.client.employment", "client_id", "Work")
    education_ids = fields.One2many("bank.client.education", "client_id")
    life_event_ids = fields.One2many(
        "bank.client.life.event", "client_id", "Life events"
    )
    bureau_report_ids = fields.One2many(
        "bank.bureau.report", "client_id", "Bureau reports", readonly=True
    )
    bureau_ids = fields.One2many(
        "bank.client.bureau", "client_id", "Latest bureau report", readonly=True
    )
    deceased_date = fields.Date(
        "Died on", sealed=True, copy=False,
        help="From the life event; he gets no congratulations.",
    )  # fmt: skip
    is_minor = fields.Boolean(
        "Under eighteen", compute="_compute_is_minor", search="_search_is_minor"
    )
    document_until = fields.Date(
        "Document until",
        compute="_compute_document_until",
        help="Until when his identity document holds, the longest of them.",
    )
    has_document_to_renew = fields.Boolean(
        compute="_compute_has_document_to_renew",
        search="_search_has_document_to_renew",
    )

    @api.depends("birth_date")
    @api.depends_context("uid", "su")
    def _compute_is_minor(self):
        minors = self.browse()
        # From whom the birthday is kept, the age is kept too.
        if self._has_field_access(self._fields["birth_date"], "read"):
            minors = self.filtered_domain(self._minor_domain())
        for partner in self:
            partner.is_minor = partner in minors

    def _search_is_minor(self, operator, value):
        self._check_field_access(self._fields["birth_date"], "read")
        return self._minor_domain() if operator == "in" else NotImplemented

    @api.model
    def _minor_domain(self):
        today = self.env["bank.business.day"]._today()
        return Domain("birth_date", ">", today - relativedelta(years=18))

    @api.depends("client_document_ids.expiry_date", "client_document_ids.kind")
    def _compute_document_until(self):
        groups = self.env["bank.client.document"]._read_group(
            [("client_id", "in", self.ids), ("kind", "in", IDENTITY_KINDS)],
            ["client_id"],
            ["expiry_date:array_agg"],
        )
        until = {
            # A document without an end holds for ever.
            client.id: False if None in days else max(days)
            for client, days in groups
        }
        for partner in self:
            partner.document_until = until.get(partner.id, False)

    @api.depends("client_document_ids.expiry_date")
    def _compute_has_document_to_renew(self):
        found = self.filtered_domain(self._to_renew_domain())
        for partner in self:
            partner.has_document_to_renew = partner in found

    def _search_has_document_to_renew(self, operator, value):
        return self._to_renew_domain() if operator == "in" else NotImplemented

    @api.model
    def _to_renew_domain(self):
        return Domain("client_document_ids", "any", [("to_renew", "=", True)])

    def _refresh_bureau(self):
        """The row of bureau facts of these clients."""
        self.env["bank.client.bureau"].sudo()._refresh(self.ids)

    def _sync_deceased(self):
        """The day of death as the events tell it; none where the event was a mistake."""
        events = (
            self.env["bank.client.life.event"]
            .sudo()
            .search([("client_id", "in", self.ids), ("is_death", "=", True)])
        )
        days = {}
        for event in events:
            days.setdefault(event.client_id.id, event.date)
        for client in self.sudo():
            day = days.get(client.id, False)
            if client.deceased_date != day:
                client.deceased_date = day

    def _check_person_file_seen(self):
        """A person's file is a part of the whole card, not of the counter view."""
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._(
                    "A person's file is seen with the whole card, not at the counter."
                )
            )

    def _get_card_flags(self, facts):
        flags = super()._get_card_flags(facts)
        if self.deceased_date:
            flags.append(
                {
                    "code": "deceased",
                    "text": self.env._(
                        "Died on %(day)s",
                        day=format_date(self.env, self.deceased_date),
                    ),
                    "help": self.env._(
                        "Talk to the heirs only; the money waits for the notary."
                    ),
                    "tone": "dark",
                    "icon": "fa-leaf",
                    "sequence": 1,
                    "tab": "personal",
                }
            )
        elif self.client_kind == "person" and self.is_minor:
            flags.append(
                {
                    "code": "minor",
                    "text": self.env._("Under eighteen"),
                    "help": self.env._("A parent or guardian acts for him."),
                    "tone": "info",
                    "icon": "fa-child",
                    "sequence": 48,
                    "tab": "family",
                }
            )
        return flags
