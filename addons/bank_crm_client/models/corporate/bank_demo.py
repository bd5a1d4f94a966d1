from datetime import date

from odoo import api, fields, models

from ...tools.demo_statements import lines

COMPANIES = 14
YEARS = 3
GROWTH_PERCENT = (78, 90, 100)
HALF_YEAR_GROWTH_PERCENT = 106
STAFF = (8, 34, 120, 420)
SLIDING, UNBALANCED, HALF_YEARS = 2, 4, 3
WRONG_BY = 137
# Surnames that do not change with gender.
SURNAMES = ("Гнатюк", "Савчук", "Мельник", "Кравець")
HEADS = ("branch_head", "regional_head", "head_office")


class BankDemo(models.AbstractModel):
    """Files of companies in the demonstration bank: statements, signatures, facts."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        companies = self._demo_companies()
        for place, company in enumerate(companies):
            self._live_company_facts(place, company)
            self._live_statements(place, company)
        self._live_signatories(companies[:4])

    @api.model
    def _demo_companies(self):
        """Companies whose manager may write; the largest by turnover, always the same."""
        found = self.env["res.partner"].search(
            [
                ("is_core_client", "=", True),
                ("client_kind", "=", "legal_entity"),
                ("client_state", "=", "client"),
                ("is_private_banking", "=", False),
                ("turnover_base", ">", 0),
                ("manager_id", "!=", False),
            ],
            order="turnover_base desc, id",
            limit=3 * COMPANIES,
        )
        able = found.filtered(
            lambda client: (
                client.manager_id.has_group("bank_crm_base.group_client_editor")
                and client.with_user(client.manager_id).sudo(False).is_fully_visible
            )
        )
        return able[:COMPANIES]

    @api.model
    def _live_company_facts(self, place, company):
        company.with_user(company.manager_id).write(
            {
                "staff_count": STAFF[place % len(STAFF)] + place,
                "legal_form": self.env._("Limited liability company"),
                "registration_date": date(2004 + place, 1 + place % 12, 5 + place),
            }
        )

    @api.model
    def _live_statements(self, place, company):
        """Three years; one company slides, one year does not balance and stays a draft."""
        layout = self.env.ref("bank_crm_client.statement_layout_ua")
        today = self.env["bank.business.day"]._today()
        revenue = max(int(company.turnover_base * 12 / 1_000), 400)
        years = range(today.year - YEARS, today.year)
        for number, year in enumerate(years):
            slide = number if place == SLIDING else 0
            entered = lines(
                revenue * GROWTH_PERCENT[number] // 100,
                # No two years and no two companies alike.
                zest=(place * 5 + number * (3 + place % 4)) % 11 - 4,
                slide=slide,
            )
            is_wrong = place == UNBALANCED and number == YEARS - 1
            if is_wrong:
                entered["1420"] += WRONG_BY
            statement = self._demo_statement(
                company, layout, date(year, 1, 1), date(year, 12, 31), entered
            )
            statement.is_audited = place % 3 == 0
            if not is_wrong:
                statement.action_confirm()
        if place < HALF_YEARS and today.month > 6:
            entered = lines(
                revenue * HALF_YEAR_GROWTH_PERCENT // 100,
                zest=place,
                slide=YEARS - 1 if place == SLIDING else 0,
                months=6,
            )
            self._demo_statement(
                company,
                layout,
                date(today.year, 1, 1),
                date(today.year, 6, 30),
                entered,
            ).action_confirm()

    @api.model
    def _demo_statement(self, company, layout, first_day, last_day, entered):
        items = {item.code: item for item in layout.item_ids}
        statement = (
            self.env["bank.financial.statement"]
            .with_user(company.manager_id)
            .create(
                {
                    "client_id": company.id,
                    "layout_id": layout.id,
                    "date_from": first_day,
                    "date_to": last_day,
                }
            )
        )
        statement.set_figures(
            {items[code].id: amount for code, amount in entered.items()}
        )
        return statement

    @api.model
    def _live_signatories(self, companies):
        """Directors alone, an accountant together, an attorney whose paper ran out."""
        today = self.env["bank.business.day"]._today()
        long_ago = fields.Date.subtract(today, days=400)
        people = [
            ("Роман Ігорович", self.env._("Director"), {}),
            ("Ірина Петрівна", self.env._("Chief accountant"), {"scope": "joint"}),
            (
                "Олег Васильович",
                self.env._("Commercial director"),
                {
                    "basis": "attorney",
                    "paper_number": "114/2025",
                    "limit_amount": 500_000,
                    "date_to": fields.Date.subtract(today, days=41),
                },
            ),
            (
                "Наталія Степанівна",
                self.env._("Head of the branch"),
                {
                    "basis": "attorney",
                    "paper_number": "12/2026",
                    "limit_amount": 200_000,
                    "scope": "joint",
                    "date_to": fields.Date.add(today, days=12),
                },
            ),
        ]
        for place, company in enumerate(companies):
            for name, position, values in people if not place else people[:2]:
                right = (
                    self.env["bank.signatory"]
                    .with_user(company.manager_id)
                    .create(
                        {
                            "client_id": company.id,
                            "name": f"{SURNAMES[place]} {name}",
                            "position": position,
                            "date_from": long_ago,
                            "specimen_date": long_ago,
                            **values,
                        }
                    )
                )
                # The accountant of the last company waits for a decision.
                if place < len(companies) - 1 or values.get("scope") != "joint":
                    self._accept_by_head(right)

    @api.model
    def _accept_by_head(self, record):
        act = record.sudo().waiting_act_ids
        posts = self.env["bank.post"].search(
            [("role_id.code", "in", HEADS), ("is_in_force", "=", True)], order="id"
        )
        for head in posts.user_id:
            own = act.with_user(head).sudo(False)
            if own.has_access("read") and own.may_decide:
                own.action_accept()
                return
