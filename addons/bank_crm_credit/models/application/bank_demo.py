from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.fields import Command

from ...tools.demo_applications import GOES_TO, OFFERED, STORIES, WAY


class BankDemo(models.AbstractModel):
    """Applications of the demonstration bank: one in every state, and how it came there."""

    _inherit = "bank.demo"

    @api.model
    def _live_applications(self, administrator):
        """Parts of lending go on with these: they override this and call it first."""
        officer = self.env["res.users"].search(
            [("login", "=", "olena.bondar")], limit=1
        ) or self._employee("retail_manager")
        underwriter = self._employee("underwriter")
        branch = officer.post_ids.filtered("is_in_force")[:1].branch_id
        head = self._employee("branch_head", branch) or self._employee("branch_head")
        if not (officer and underwriter and head):
            return
        rules = self._live_offered()
        if not rules:
            return
        people = {"officer": officer, "underwriter": underwriter, "head": head,
                  "desk": administrator}  # fmt: skip
        clients = self._applicants(officer)
        for place, (end, amount, months, purpose) in enumerate(STORIES):
            if place < len(clients):
                self._live_application(
                    rules, clients[place], people, end, amount, months, purpose
                )
        self._live_stranger(rules, officer)
        self._live_ages()

    @api.model
    def _live_ages(self):
        """Those that go on came on different days of the last two weeks."""
        today = self.env["bank.business.day"]._today()
        Application = self.env["bank.loan.application"].sudo()
        going = Application.search(Application._open_domain(), order="id")
        for place, application in enumerate(going):
            since = today - timedelta(days=place * 3 % 8)
            asked = since - timedelta(days=1 + place % 5)
            application.write({"asked_date": asked, "stage_since": since})
            steps = application.step_ids.sorted("id")
            steps[:-1].write({"bank_date": asked})
            steps[-1:].write({"bank_date": since})

    @api.model
    def _live_offered(self):
        """What the products give, at what price; returns the consumer loan."""
        consumer = self.env["bank.loan.product"]
        for code, (least, most, months, rate, fee, living) in OFFERED.items():
            rules = self.env["bank.loan.product"].search(
                [("product_id.code", "=", code)], limit=1
            )
            rules.sudo().write(
                {
                    "track": "retail",
                    "least_amount": least,
                    "most_amount": most,
                    "least_months": 3,
                    "most_months": months,
                    "offer_rate": rate,
                    "opening_fee_share": fee,
                    "living_cost": living,
                    "most_dti": 4,
                    "is_bureau_asked": False,
                }
            )
            consumer = consumer or rules
        companies = self.env["bank.loan.product"].search(
            [("product_id.code", "in", ("LEAS", "TRADE", "OVER-B"))]
        )
        companies.sudo().write({"track": "corporate", "offer_rate": 0.19})
        return consumer

    @api.model
    def _applicants(self, officer):
        """Persons of the officer whom nothing stops, always the same."""
        today = self.env["bank.business.day"]._today()
        clients = (
            self.env["res.partner"]
            .with_user(officer)
            .search(
                [
                    ("is_client", "=", True),
                    ("client_kind", "=", "person"),
                    ("client_state", "=", "client"),
                    ("manager_id", "=", officer.id),
                    ("employee_user_id", "=", False),
                    ("is_fully_visible", "=", True),
                    ("birth_date", "<", today - relativedelta(years=25)),
                    ("birth_date", ">", today - relativedelta(years=65)),
                ],
                order="id",
            )
        )
        gaps = (
            self.env["bank.document.gap"]
            .sudo()
            .search(
                [
                    ("client_id", "in", clients.ids),
                    ("is_mandatory", "=", True),
                    ("status", "in", ("missing", "expired")),
                ]
            )
        )
        fit = (clients - gaps.client_id.with_user(officer)).filtered(
            lambda client: not client._get_service_blocks("sale")
        )
        loans = self.env["bank.loan"].sudo().search([("days_past_due", ">", 0)])
        return fit - loans.client_id.with_user(officer)

    @api.model
    def _live_application(self, rules, client, people, end, amount, months, purpose):
        """One application up to where its story leaves it."""
        action = client.with_user(people["officer"]).action_new_loan_application()
        application = self.env["bank.loan.application"].with_user(people["officer"])
        application = application.browse(action["res_id"])
        application.write(
            {
                "product_id": rules.id,
                "amount": amount,
                "term_months": months,
                "rate": rules.offer_rate,
                "purpose": purpose,
            }
        )
        target = GOES_TO.get(end, end)
        if target != "form" or end != "form":
            salary = max(amount / months * 4, 18_000) + application.payments_before * 2
            self._live_form(application, salary if end != "table" else 4_000)
        for step in WAY[1:]:
            if WAY.index(step) > WAY.index(target) or (
                application.stage != WAY[WAY.index(step) - 1]
            ):
                break
            getattr(self, f"_live_to_{step}")(application, people)
        if end in GOES_TO:
            getattr(self, f"_live_end_{end}")(application, people)

    @api.model
    def _live_form(self, application, salary):
        """What the client told: where he works, what he pays."""
        today = self.env["bank.business.day"]._today()
        borrower = application._borrower()
        lines = {"expense_ids": [Command.create({"name": "Rent", "amount": 6_000})]}
        if not application.income_month or application.dsti_after > 0.4:
            lines["income_ids"] = [
                Command.create(
                    {
                        "kind": "salary",
                        "name": "Works by certificate",
                        "amount": round(salary, -2),
                        "evidence": "certificate",
                    }
                )
            ]
        borrower.write(
            {
                "is_form_done": True,
                "household": 2,
                "bureau_consent_date": today - timedelta(days=3),
                "bureau_consent_basis": "Form of the application",
                **lines,
            }
        )

    @api.model
    def _live_to_documents(self, application, people):
        application.action_complete_form()

    @api.model
    def _live_to_checks(self, application, people):
        application.action_submit()

    @api.model
    def _live_to_decision(self, application, people):
        application.with_user(people["underwriter"]).action_verify()

    @api.model
    def _live_to_offer(self, application, people):
        decider = people["head"]
        if application._why_may_not_decide(decider):
            decider = people["underwriter"]
        if not application._why_may_not_decide(decider):
            application.with_user(decider)._decide(
                "approved", words="Steady income, lives here for years."
            )

    @api.model
    def _live_to_signing(self, application, people):
        application.action_give_cost_sheet()
        application.action_accept()

    @api.model
    def _live_to_disbursement(self, application, people):
        desk = application.with_user(people["desk"])
        pack = self.env["bank.loan.pack"].with_user(people["desk"])._print(desk)
        scan = self._scan(pack.number, desk._today())
        pack._keep_scan(scan["datas"], f"{pack.number}.pdf", desk._today())
        desk.action_sign()

    @api.model
    def _live_to_contract(self, application, people):
        application.with_user(people["desk"]).action_disburse()

    @api.model
    def _live_end_refused(self, application, people):
        decider = people["head"]
        if application._why_may_not_decide(decider):
            decider = people["underwriter"]
        if application.stage == "decision":
            application.with_user(decider)._decide(
                "refused",
                reasons=self.env.ref("bank_crm_credit.loan_reason_income"),
                words="The certificate names an employer who is wound up.",
            )

    @api.model
    def _live_end_returned(self, application, people):
        if application.stage == "checks":
            application.with_user(people["underwriter"])._decide(
                "returned",
                reasons=self.env.ref("bank_crm_credit.loan_reason_form"),
                words="Add the second job and its certificate.",
            )

    @api.model
    def _live_end_withdrawn(self, application, people):
        if application._is_open():
            application._decide(
                "withdrawn", reasons=self.env.ref("bank_crm_credit.loan_reason_terms")
            )

    @api.model
    def _live_end_expired(self, application, people):
        """The client never came back: the night after its last day ended it."""
        day = application.sudo().decision_id.valid_until
        if day:
            application.sudo()._end_of_day(day + timedelta(days=1))

    @api.model
    def _live_end_void(self, application, people):
        if application.stage == "offer":
            application.with_user(people["underwriter"])._void(
                "His employer told us that he leaves at the end of the month."
            )

    @api.model
    def _live_end_table(self, application, people):
        if application.stage == "documents":
            application.action_submit()

    @api.model
    def _live_stranger(self, rules, officer):
        """Somebody from the street, not identified yet."""
        self.env["bank.loan.application"].with_user(officer).create(
            {
                "product_id": rules.id,
                "amount": 15_000,
                "term_months": 12,
                "rate": rules.offer_rate,
                "purpose": "Refrigerator",
                "party_ids": [
                    Command.create(
                        {
                            "role": "borrower",
                            "name": "Савченко Артем Юрійович",
                            "phone": "+380671112233",
                        }
                    )
                ],
            }
        )
