import json
from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_loans import LoanCommon

ADMINISTRATION = {"bank_crm_credit.group_loan_administrator"}
OFFICERS = {"bank_crm_credit.group_loan_officer"}
# Model -> who writes, who creates; everybody else reads at most.
WRITERS = {
    "bank.loan": (ADMINISTRATION, ADMINISTRATION),
    "bank.loan.rate": (ADMINISTRATION, ADMINISTRATION),
    "bank.loan.fee": (ADMINISTRATION, ADMINISTRATION),
    "bank.loan.operation": (set(), set()),
    "bank.loan.schedule": (set(), set()),
    "bank.loan.instalment": (set(), set()),
    "bank.holding.overdue": (set(), set()),
    "bank.loan.request": (ADMINISTRATION, set()),
    "bank.loan.restructuring": (OFFICERS, OFFICERS),
    "bank.loan.offer": (OFFICERS, OFFICERS),
    "bank.loan.difference": (ADMINISTRATION, set()),
}
SETTINGS = (
    "bank.loan.product",
    "bank.loan.penalty",
    "bank.loan.order",
    "bank.loan.order.step",
)


@tagged("post_install", "-at_install")
class TestLoanRights(DoorsMixin, LoanCommon, HttpCase):
    """Every role at every door of loans and what hangs on them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far = cls._create_loan(cls.bondar, number="L-far")
        cls.hidden = cls._create_loan(cls.walled, number="L-wall")
        cls.rows = {model: {} for model in WRITERS}
        for loan in (cls.loan, cls.far, cls.hidden):
            for model, record in cls._records_of(loan).items():
                cls.rows[model][loan] = record
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"loan_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    @classmethod
    def _records_of(cls, loan):
        """One row of each model that belongs to the loan."""
        offers = cls.env["bank.loan.restructuring"].sudo()._begin(loan.sudo())
        return {
            "bank.loan": loan,
            "bank.loan.rate": loan.rate_ids,
            "bank.loan.fee": cls.env["bank.loan.fee"].create(
                {"loan_id": loan.id, "name": "Service", "amount": 1}
            ),
            "bank.loan.operation": loan.operation_ids[:1],
            "bank.loan.schedule": loan.schedule_ids[:1],
            "bank.loan.instalment": loan.schedule_ids.instalment_ids[:1],
            "bank.holding.overdue": cls.env["bank.holding.overdue"].create(
                {"holding_id": loan.holding_id.id, "date": "2026-11-20"}
            ),
            "bank.loan.request": cls.env["bank.loan.request"].create(
                {
                    "loan_id": loan.id,
                    "number": f"LR-{loan.number}",
                    "kind": "repay",
                    "user_id": cls.administrator.id,
                }
            ),
            "bank.loan.restructuring": offers,
            "bank.loan.offer": offers.offer_ids[:1],
            "bank.loan.difference": cls.env["bank.loan.difference"].create(
                {"loan_id": loan.id, "figure": "interest", "found_date": "2026-11-20"}
            ),
        }

    def _expected(self, role, user):
        seen = {
            "none": set(),
            "own": set(),
            "branch": {self.loan},
            "bank": {self.loan, self.far},
        }[role.scope]
        if role.scope != "none" and user.has_group(
            "bank_crm_base.group_private_banking"
        ):
            seen = seen | ({self.hidden} if role.scope in ("branch", "bank") else set())
        return seen

    def _sees(self, user, loan):
        client = loan.holding_id.client_id.with_user(user).sudo(False)
        return bool(
            self.env["res.partner"]
            .with_user(user)
            .search([("id", "=", client.id), ("is_fully_visible", "=", True)])
        )

    def test_each_role_reads_the_loans_of_the_clients_whom_it_sees(self):
        for role, user in self.staff.items():
            for model, rows in self.rows.items():
                for loan, record in rows.items():
                    with self.subTest(role=role.code, model=model, loan=loan.number):
                        self._check_doors(
                            record.with_user(user), self._sees(user, loan)
                        )

    def test_what_each_scope_sees_is_what_is_written_here(self):
        for code, numbers in (
            ("retail_manager", set()),
            ("teller", {"L-1"}),
            ("credit_officer", {"L-1"}),
            ("branch_head", {"L-1"}),
            ("loan_administration", {"L-1", "L-far"}),
            ("underwriter", {"L-1", "L-far"}),
            ("collector", set()),
            ("marketer", set()),
        ):
            role = self.env.ref(f"bank_crm_base.role_{code}")
            found = (
                self.env["bank.loan"]
                .with_user(self.staff[role])
                .search([("holding_id.product_id", "=", self.product.id)])
            )
            with self.subTest(role=code):
                self.assertEqual(set(found.mapped("number")), numbers)

    def test_who_writes_is_who_is_named_here(self):
        for role, user in self.staff.items():
            for model, (write, create) in WRITERS.items():
                Model = self.env[model].with_user(user)
                with self.subTest(role=role.code, model=model):
                    for operation, groups in (("write", write), ("create", create)):
                        self.assertEqual(
                            Model.has_access(operation),
                            any(map(user.has_group, groups)),
                        )
            for model in SETTINGS:
                may = user.has_group("bank_crm_base.group_business_administrator")
                with self.subTest(role=role.code, model=model):
                    Model = self.env[model].with_user(user)
                    self.assertEqual(Model.has_access("write"), may)

    def test_figures_and_states_are_written_by_nobody(self):
        """Who may write the record still may not write what the product counts."""
        for model, name, value in (
            ("bank.loan", "principal_owed", 1),
            ("bank.loan", "days_past_due", 0),
            ("bank.loan.request", "state", "confirmed"),
            ("bank.loan.request", "amount", 9),
            ("bank.loan.difference", "gap", 0),
            ("bank.loan.difference", "state", "gone"),
            ("bank.loan.restructuring", "state", "done"),
            ("bank.loan.restructuring", "owed_before", 1),
            ("bank.loan.offer", "payment", 1),
            ("bank.loan.offer", "present_value", 1),
        ):
            record = self.rows[model][self.loan].with_user(self.administrator)
            with self.subTest(model=model, field=name), self.assertRaises(AccessError):
                record.write({name: value})

    def test_what_was_signed_is_changed_at_no_side_door(self):
        for model, values in (
            ("bank.loan.rate", {"annual_rate": 0}),
            ("bank.loan.fee", {"amount": 0}),
        ):
            record = self.rows[model][self.loan].with_user(self.administrator)
            with self.subTest(model=model):
                with self.assertRaises(UserError):
                    record.write(values)
                with self.assertRaises(UserError):
                    record.unlink()
        with self.assertRaises(UserError):
            self.rows["bank.loan.restructuring"][self.loan].with_user(
                self.administrator
            ).write({"loan_id": self.far.id})

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "loan_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in (*WRITERS, *SETTINGS):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_methods_of_strangers_loans_are_closed(self):
        far = self.far.with_user(self.olena)
        for call in (
            far.get_loan_book,
            lambda: far.get_loan_explanation("principal"),
            far.action_quote,
            far.action_open_card,
            self.bondar.with_user(self.olena).get_client_loans,
        ):
            with self.assertRaises(AccessError):
                call()
        quote = self.env["bank.loan.quote"].with_user(self.olena)
        with self.assertRaises(AccessError):
            quote.create({"loan_id": self.far.id, "is_whole": True}).action_book()

    def test_searching_clients_by_their_loans_tells_nothing_of_others(self):
        clients = self.env["res.partner"].with_user(self.olena)
        found = clients.search([("is_client", "=", True)])
        self.assertNotIn(self.bondar, found)
        holdings = self.env["bank.holding"].with_user(self.olena)
        self.assertFalse(holdings.search([("loan_ids", "=", self.far.id)]))

    def test_the_external_door_opens_to_nobody_else(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.olena)
            ._generate("rpc", "loans", datetime.now() + timedelta(hours=1))
        )
        for loan, status in ((self.loan, 200), (self.far, 403)):
            # The refusal is noted in the log, as it should be.
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    "/json/2/bank.loan/read",
                    data=json.dumps({"ids": loan.ids, "fields": ["principal_owed"]}),
                    headers={
                        "Authorization": f"bearer {key}",
                        "Content-Type": "application/json",
                    },
                )
            with self.subTest(loan=loan.number):
                self.assertEqual(answer.status_code, status)
        self.assertEqual(answer.json().get("name"), "odoo.exceptions.AccessError")
