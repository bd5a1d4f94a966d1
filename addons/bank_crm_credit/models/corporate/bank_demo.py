from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

PRODUCT = "TRADE"
# Sum, months, rate a year, what for: one an application, in the order of companies.
ASKED = (
    (6_000_000, 24, 0.17, "Rolled steel for the spring season"),
    (4_500_000, 18, 0.18, "Lorries' repair and fuel"),
    (9_000_000, 36, 0.165, "A second warehouse"),
    (2_400_000, 12, 0.185, "Goods on the way from the port"),
    (3_000_000, 24, 0.175, "Machines for the new line"),
)
# The last one only waits for votes: a bank of few companies goes without it.
LEAST = 4
OWN_OWNER = "Олександр Петрович Гончар"


class BankDemo(models.AbstractModel):
    """Companies that ask for loans in the demonstration bank, and what services think."""

    _inherit = "bank.demo"

    @api.model
    def _live_applications(self, administrator):  # pylint: disable=missing-return
        super()._live_applications(administrator)
        self._live_committee_month()

    @api.model
    def _live_committee_month(self):
        """Applications of companies come to a credit committee, each with its own fate."""
        product = self.env["bank.loan.product"].search(
            [("product_id.code", "=", PRODUCT)], limit=1
        )
        people = self._committee_people()
        if not (product and people):
            return
        product.sudo().write(
            {
                "track": "corporate",
                "offer_rate": 0.17,
                "is_bureau_asked": False,
                "is_opinion_asked": True,
                "decision_days": 60,
            }
        )
        applications = self._live_company_applications(product)
        if len(applications) >= LEAST:
            self._live_committee(people, applications)

    @api.model
    def _live_company_applications(self, product):
        """Five applications that came as far as the decision; papers were in order."""
        applications = self.env["bank.loan.application"]
        for company in self._demo_companies():
            if len(applications) == len(ASKED):
                break
            try:
                with self.env.cr.savepoint():
                    applications |= self._live_company_application(
                        company, product, ASKED[len(applications)]
                    )
            except UserError:
                # His papers are not in order: that is told on his own card.
                continue
        return applications

    @api.model
    def _live_company_application(self, company, product, asked):
        manager = company.manager_id
        amount, months, rate, purpose = asked
        self._live_rest_of_owners(company)
        application = (
            self.env["bank.loan.application"]
            .with_user(manager)
            .create(
                {
                    "client_id": company.id,
                    "track": "corporate",
                    "product_id": product.id,
                    "amount": amount,
                    "term_months": months,
                    "rate": rate,
                    "purpose": purpose,
                }
            )
        )
        application.party_ids.is_form_done = True
        application.action_identify()
        application.action_complete_form()
        application.action_submit()
        application.action_ask_opinions()
        self._live_opinions(application.with_env(self.env), amount)
        underwriter = self._employee("underwriter")
        application.with_user(underwriter).action_verify()
        return application.with_env(self.env)

    @api.model
    def _live_rest_of_owners(self, company):
        """Whoever owns the rest of the company is written down before it borrows."""
        rest = 100 - company._direct_shares()
        officer = self._employee("compliance")
        if rest > 0 and officer:
            demo = self.with_user(officer)
            party = demo.env["bank.party"]._named(OWN_OWNER, "2745613298", "person")
            demo._relate(
                party, "owns", company.with_user(officer), share=rest,
                evidence=self.env._("Register extract"),
            )  # fmt: skip

    @api.model
    def _live_opinions(self, application, amount):
        texts = {
            "risk": ("for", self.env._("Debt stays below three years of EBITDA.")),
            "legal": ("for", self.env._("Charter and powers are in order.")),
            "security": ("for", self.env._("Nothing is known against the owners.")),
        }
        if amount >= 6_000_000:
            texts["risk"] = (
                "conditions",
                self.env._("With insurance of the goods in favour of the bank."),
            )
        if amount == 9_000_000:
            texts["security"] = (
                "against",
                self.env._("The seller of the warehouse belongs to the same owner."),
            )
        givers = {
            "risk": self._employee("underwriter"),
            "legal": self._employee("legal_service"),
            "security": self._employee("compliance"),
        }
        for opinion in application.opinion_ids:
            verdict, text = texts[opinion.service]
            own = opinion.with_user(givers[opinion.service])
            own.write({"verdict": verdict, "text": text})
            own.action_give()

    @api.model
    def _committee_people(self):
        """Chairman, risk, three members and the secretary; all of them see the whole bank."""
        roles = (
            "head_office", "underwriter", "committee_member", "collateral_officer",
            "compliance",
        )  # fmt: skip
        secretary = self._employee("committee_secretary")
        members = []
        for role in roles:
            known = self.env["res.users"].browse([user.id for user in members])
            posts = self.env["bank.post"].search(
                [
                    ("role_id.code", "=", role),
                    ("is_in_force", "=", True),
                    ("user_id", "not in", known.ids),
                ],
                order="id",
                limit=1,
            )
            if posts:
                members.append(posts.user_id)
        if len(members) < len(roles) or not secretary:
            return None
        return members, secretary

    @api.model
    def _demo_day(self, days_ago):
        today = self.env["bank.business.day"]._today()
        return fields.Date.to_string(today - timedelta(days=days_ago))
