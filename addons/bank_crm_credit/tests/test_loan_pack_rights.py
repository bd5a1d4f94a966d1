import json
from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_applications import ApplicationCommon
from .common_loans import SIGNED

READ_ONLY = ("bank.loan.plan", "bank.loan.plan.line", "bank.loan.pack")
COST, FORM = "bank.loan.application.cost", "bank.loan.pack.form"


@tagged("post_install", "-at_install")
class TestLoanPackRights(ApplicationCommon, DoorsMixin, HttpCase):
    """Every role at every door of the papers of a loan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.near, cls.far, cls.hidden = (
            cls._with_papers(client)
            for client in (cls.kovalenko, cls.bondar, cls.walled)
        )
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"pack_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    @classmethod
    def _with_papers(cls, client):
        """An application with a row of each model, as the product makes them."""
        application = cls.env["bank.loan.application"].create(
            {
                "client_id": client.id,
                "product_id": cls.rules.id,
                "amount": 12000,
                "term_months": 12,
                "rate": 0.12,
            }
        )
        cls.env[COST].create(
            {"application_id": application.id, "name": "Life", "amount": 100}
        )
        application._renew_plan()
        cls.env["bank.loan.pack"].create(
            {
                "number": f"T-{application.id}",
                "application_id": application.id,
                "stage": "signing",
                "user_id": cls.administrator.id,
                "printed_at": "2026-11-20 10:00:00",
            }
        )
        return application

    def _rows(self, application):
        return {
            "bank.loan.plan": application.plan_id,
            "bank.loan.plan.line": application.plan_id.line_ids[:1],
            "bank.loan.pack": application.pack_ids,
            COST: application.cost_ids,
        }

    def _sees(self, user, application):
        clients = self.env["res.partner"].with_user(user)
        return bool(
            clients.search(
                [
                    ("id", "=", application.client_id.id),
                    ("is_fully_visible", "=", True),
                ]
            )
        )

    def test_papers_are_read_by_who_sees_the_whole_client(self):
        for role, user in self.staff.items():
            for application in (self.near, self.far, self.hidden):
                is_open = self._sees(user, application)
                for model, row in self._rows(application).items():
                    with self.subTest(role=role.code, model=model, of=application.id):
                        self._check_doors(row.with_user(user), is_open)

    def test_what_some_roles_see_is_what_is_written_here(self):
        for code, expected in (
            ("teller", self.near),
            ("branch_head", self.near),
            ("loan_administration", self.near | self.far),
            ("underwriter", self.near | self.far),
            ("marketer", self.near.browse()),
        ):
            role = self.env.ref(f"bank_crm_base.role_{code}")
            packs = self.env["bank.loan.pack"].with_user(self.staff[role])
            ids = (self.near | self.far | self.hidden).pack_ids.ids
            with self.subTest(role=code):
                found = (
                    packs.search([("id", "in", ids)])
                    if packs.has_access("read")
                    else packs
                )
                self.assertEqual(found.sudo().application_id.ids, expected.ids[::-1])

    def test_who_writes_is_who_is_named_here(self):
        for role, user in self.staff.items():
            prepares = user.has_group("bank_crm_credit.group_loan_applications")
            configures = user.has_group("bank_crm_base.group_business_administrator")
            for operation in ("write", "create", "unlink"):
                for model in READ_ONLY:
                    with self.subTest(role=role.code, model=model, operation=operation):
                        Model = self.env[model].with_user(user)
                        self.assertFalse(Model.has_access(operation))
                with self.subTest(role=role.code, operation=operation):
                    costs = self.env[COST].with_user(user)
                    self.assertEqual(costs.has_access(operation), prepares)
                    forms = self.env[FORM].with_user(user)
                    self.assertEqual(
                        forms.has_access(operation),
                        configures and operation != "unlink",
                    )

    def test_a_search_by_relation_tells_nothing_of_others(self):
        applications = self.env["bank.loan.application"].with_user(self.olena)
        for domain in (
            [("pack_ids.number", "=", self.far.pack_ids.number)],
            [("plan_id.amount", "=", 12000), ("id", "=", self.far.id)],
            [("cost_ids.amount", "=", 100), ("id", "=", self.far.id)],
        ):
            with self.subTest(domain=domain):
                self.assertFalse(applications.search(domain))

    def test_acts_on_strangers_papers_are_closed(self):
        pack = self.far.pack_ids.with_user(self.olena)
        far = self.far.with_user(self.olena)
        for call in (
            pack.action_download,
            pack.action_pdf,
            pack.action_download_scan,
            lambda: pack._keep_scan(SIGNED, "x.pdf", far._today()),
            far.action_print_pack,
            far.action_renew_plan,
            far.action_sign_pack,
        ):
            with self.assertRaises(AccessError):
                call()
        with self.assertRaises(AccessError):
            far.write({"payout_date": "2026-12-01"})

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "pack_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in (*READ_ONLY, COST, FORM):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_the_external_door_opens_to_nobody_else(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.olena)
            ._generate("rpc", "packs", datetime.now() + timedelta(hours=1))
        )
        for application, status in ((self.near, 200), (self.far, 403)):
            # The refusal is noted in the log, as it should be.
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    "/json/2/bank.loan.pack/read",
                    data=json.dumps(
                        {"ids": application.pack_ids.ids, "fields": ["number"]}
                    ),
                    headers={
                        "Authorization": f"bearer {key}",
                        "Content-Type": "application/json",
                    },
                )
            self.assertEqual(answer.status_code, status)
