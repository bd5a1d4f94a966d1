from decimal import Decimal

from odoo import fields, models

from ...domain.individual.work import Employment, total_service_months

MONTHS_A_YEAR = 12


class ResPartner(models.Model):
    """The tab "Personal" of the card, asked for when it is opened: work, education, events."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible:
            if self.client_kind == "legal_entity":
                panels["workers"] = {"client_id": self.id}
            else:
                told = {"client_id": self.id}
                panels |= {"personal": told, "family": told, "bureau": told}
        return panels

    def get_client_person(self):
        """Work with the income a month, education and life events, newest first."""
        self.ensure_one()
        self._check_person_file_seen()
        today = self.env["bank.business.day"]._today()
        works = self.env["bank.client.employment"].search([("client_id", "=", self.id)])
        educations = self.env["bank.client.education"].search(
            [("client_id", "=", self.id)]
        )
        events = self.env["bank.client.life.event"].search(
            [("client_id", "=", self.id)]
        )
        return {
            "may_edit": works.has_access("create"),
            "works": [self._work_row(work) for work in works],
            "service": self._duration_words(
                total_service_months(
                    (
                        Employment(work.date_from, work.date_to or None)
                        for work in works
                        if work.status in ("employee", "business", "service")
                    ),
                    today,
                )
            ),
            "income": self._incomes_of(works),
            "education": [
                {
                    "id": one.id,
                    "level": one._fields["level"].convert_to_export(one.level, one),
                    "institution": one.institution or "",
                    "field": one.field_of_study or "",
                    "year": one.year or "",
                }
                for one in educations
            ],
            "events": [
                {
                    "id": event.id,
                    "what": event.kind_id.name,
                    "icon": event.icon or "fa-star-o",
                    "date": fields.Date.to_string(event.date),
                    "is_ahead": event.date > today,
                    "follow_up": fields.Date.to_string(event.follow_up_date) or "",
                    "follow_up_words": event.kind_id.follow_up_words or "",
                    "is_due": bool(event.follow_up_date)
                    and event.follow_up_date >= today,
                    "next_step": event.next_step or "",
                    "note": event.note or "",
                }
                for event in events
            ],
        }

    def _work_row(self, work):
        statuses = dict(work._fields["status"]._description_selection(self.env))
        sources = dict(work._fields["source"]._description_selection(self.env))
        return {
            "id": work.id,
            "status": statuses[work.status],
            "employer": work.employer_name or "",
            "employer_client_id": work.employer_client_id.id,
            "position": work.position or "",
            "from": fields.Date.to_string(work.date_from),
            "until": fields.Date.to_string(work.date_to) or "",
            "is_current": work.is_current,
            "service": self._duration_words(work.service_months),
            "income": work.income_month,
            "is_gross": work.income_basis == "gross",
            "currency_id": work.currency_id.id,
            "currency": work.currency_id.symbol or work.currency_id.name,
            "source": sources[work.source],
            "is_confirmed": work.is_income_confirmed,
            "confirmed": fields.Date.to_string(work.confirmed_date) or "",
        }

    def _duration_words(self, months):
        """Months as people say them: 3 years 2 months."""
        if not months:
            return ""
        years, months = divmod(months, MONTHS_A_YEAR)
        words = []
        if years:
            words.append(self.env._("%(count)s y", count=years))
        if months:
            words.append(self.env._("%(count)s m", count=months))
        return " ".join(words)

    def _incomes_of(self, works):
        """Income a month of today by currency, as rows."""
        sums = {}
        for work in works.filtered("is_current"):
            key = work.currency_id
            sums[key] = sums.get(key, Decimal(0)) + Decimal(str(work.income_month))
        return [
            {
                "currency_id": currency.id,
                "currency": currency.symbol or currency.name,
                "amount": float(amount),
            }
            for currency, amount in sums.items()
            if amount
        ]

    def get_client_workers(self):
        """People in sight who work at this company now, and how many more there are."""
        self.ensure_one()
        self._check_person_file_seen()
        works = self.env["bank.client.employment"].search(
            [("employer_client_id", "=", self.id), ("is_current", "=", True)],
            order="date_from, id",
        )
        return {
            "rows": [
                {
                    "id": work.id,
                    "client_id": work.client_id.id,
                    "name": work.client_id.name,
                    "position": work.position or "",
                    "from": fields.Date.to_string(work.date_from),
                    "service": self._duration_words(work.service_months),
                }
                for work in works
            ],
        }
