import json
from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_applications import ApplicationCommon

PREPARE = "bank_crm_credit.group_loan_applications"
CONFIGURE = "bank_crm_base.group_business_administrator"
# Model -> the group that writes and creates; everybody else reads at most.
WRITERS = {
    "bank.loan.application": PREPARE,
    "bank.loan.application.party": PREPARE,
    "bank.loan.application.income": PREPARE,
    "bank.loan.application.expense": PREPARE,
    "bank.loan.application.debt": PREPARE,
    "bank.loan.application.step": None,
    "bank.loan.snapshot": None,
    "bank.loan.decision": None,
    "bank.loan.authority": CONFIGURE,
    "bank.loan.decision.reason": CONFIGURE,
    "bank.loan.income.share": CONFIGURE,
}
OPEN_MODELS = ("bank.loan.authority", "bank.loan.decision.reason",
               "bank.loan.income.share")  # fmt: skip


@tagged("post_install", "-at_install")
class TestLoanApplicationRights(ApplicationCommon, DoorsMixin, HttpCase):
    """Every role at every door of applications."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = {
            code: cls._create_employee(code, cls.lviv, login=f"app_{code}")
            for code in cls.env["bank.role"]
            .search([("code", "!=", "no_post")])
            .mapped("code")
        }

    def _rows(self):
        application = self._approved()
        borrower = application._borrower()
        return {
            "bank.loan.application": application,
            "bank.loan.application.party": borrower,
            "bank.loan.application.income": borrower.income_ids,
            "bank.loan.application.expense": borrower.expense_ids,
            "bank.loan.application.debt": borrower.debt_ids,
            "bank.loan.application.step": application.step_ids[:1],
            "bank.loan.snapshot": application.snapshot_id,
            "bank.loan.decision": application.decision_id,
        }

    def test_who_sees_the_client_sees_his_application_and_nobody_else(self):
        rows = self._rows()
        seen_by = {
            "retail_manager": False,  # another manager's client
            "credit_officer": True,
            "underwriter": True,
            "loan_administration": True,
            "branch_head": True,
            "teller": True,
            "contact_centre_operator": False,
            "collector": False,
            "marketer": False,
            "business_administrator": False,
        }
        for code, is_open in seen_by.items():
            user = self.staff[code]
            for model, record in rows.items():
                with self.subTest(role=code, model=model):
                    self._check_doors(record.with_user(user).sudo(False), is_open)
        for model, record in rows.items():
            with self.subTest(role="far branch", model=model):
                self._check_doors(record.with_user(self.petro).sudo(False), False)

    def test_who_writes_is_who_is_named_here(self):
        for code, user in self.staff.items():
            for model, group in WRITERS.items():
                Model = self.env[model].with_user(user)
                may = bool(group) and user.has_group(group)
                with self.subTest(role=code, model=model):
                    self.assertEqual(Model.has_access("write"), may)
                    self.assertEqual(Model.has_access("create"), may)
        self.assertEqual(
            {code for code, user in self.staff.items() if user.has_group(PREPARE)},
            {"retail_manager", "corporate_manager", "private_banker", "credit_officer",
             "loan_administration"},
        )  # fmt: skip

    def test_each_act_is_for_who_holds_the_power(self):
        application = self._submitted()
        for code, name in (
            ("credit_officer", "action_verify"),
            ("branch_head", "action_verify"),
            ("loan_administration", "action_verify"),
        ):
            with self.subTest(code=code), self.assertRaises(UserError):
                getattr(application.with_user(self.staff[code]), name)()
        application.with_user(self.underwriter).action_verify()
        for code in ("credit_officer", "loan_administration", "teller"):
            with self.subTest(code=code), self.assertRaises(UserError):
                self._decide(application, self.staff[code])
        self._decide(application, self.lviv_head)
        application.action_give_cost_sheet()
        application.action_accept()
        with self.assertRaises(UserError):
            application.action_sign()
        desk = application.with_user(self.administrator)
        self._sign_pack(desk)
        desk.action_sign()
        for code in ("credit_officer", "branch_head", "underwriter"):
            with self.subTest(code=code), self.assertRaises(UserError):
                application.with_user(self.staff[code]).action_disburse()

    def test_nothing_is_decided_from_the_context(self):
        """The words by which the night and a committee act open nothing to a person."""
        application = self._to_decide()
        for context in (
            {"bank_loan_night": True},
            {"bank_loan_committee": {"level": 9}},
        ):
            with self.subTest(context=context), self.assertRaises(UserError):
                application.with_context(**context)._act("approve")
        for name, value in (("stage", "offer"), ("score_verdict", "yes"),
                            ("accepted_date", "2026-11-20"),
                            ("is_refused_by_table", True)):  # fmt: skip
            with self.subTest(name=name), self.assertRaises(AccessError):
                application.write({name: value})
        with self.assertRaises(AccessError):
            self.env["bank.loan.application"].with_user(self.olena).with_context(
                default_stage="offer"
            ).create({"client_id": self.kovalenko.id})

    def test_strangers_are_seen_in_the_unit_alone(self):
        application = (
            self.env["bank.loan.application"]
            .with_user(self.olena)
            .create(
                {
                    "party_ids": [
                        Command.create({"role": "borrower", "name": "Somebody"})
                    ]
                }
            )
        )
        for user, is_open in (
            (self.olena, True), (self.staff["credit_officer"], True),
            (self.lviv_head, True), (self.underwriter, True), (self.petro, False),
            (self.staff["retail_manager"], False), (self.staff["marketer"], False),
        ):  # fmt: skip
            with self.subTest(user=user.login):
                found = application.with_user(user).search(
                    [("id", "=", application.id)]
                )
                self.assertEqual(bool(found), is_open)
                parties = self.env["bank.loan.application.party"].with_user(user)
                self.assertEqual(
                    bool(parties.search([("name", "=", "Somebody")])), is_open
                )

    def test_at_the_counter_no_application_is_seen(self):
        self._application()
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.petro).get_client_applications()
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.petro).action_new_loan_application()
        told = self.kovalenko.with_user(self.staff["teller"]).get_client_applications()
        self.assertFalse(told["may_begin"])

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "app_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in (*WRITERS, "bank.loan.decide"):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_the_external_door_opens_to_nobody_else(self):
        application = self._application()
        for user, status in ((self.olena, 200), (self.petro, 403)):
            key = (
                self.env["res.users.apikeys"]
                .with_user(user)
                ._generate("rpc", "loans", datetime.now() + timedelta(hours=1))
            )
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    "/json/2/bank.loan.application/read",
                    data=json.dumps({"ids": application.ids, "fields": ["amount"]}),
                    headers={
                        "Authorization": f"bearer {key}",
                        "Content-Type": "application/json",
                    },
                )
            with self.subTest(user=user.login):
                self.assertEqual(answer.status_code, status)
