from datetime import date, timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_kyc import KycCommon

ADMIN_WORDS = "decided or with compliance"


@tagged("post_install", "-at_install")
class TestKyc(KycCommon):
    """A review from collecting to the next one."""

    def test_a_plain_client_is_of_low_risk_and_reviewed_in_five_years(self):
        kyc = self._in_force(self.kovalenko)
        self.assertEqual((kyc.state, kyc.risk), ("in_force", "low"))
        self.assertEqual(kyc.review_date, date(2031, 11, 20))
        self.assertEqual(kyc.reviewer_id, self.officer)
        self.assertFalse(kyc.risk_reasons)

    def test_criteria_raise_the_risk_and_are_told(self):
        kyc = self._in_force(
            self.kovalenko, exposed="self", exposed_position="Judge", source_of_funds=""
        )
        self.assertEqual(kyc.risk, "high")
        self.assertEqual(
            kyc.risk_reasons, "politically exposed, source of funds not known"
        )
        self.assertEqual(kyc.review_date, date(2027, 11, 20))

    def test_a_resident_of_a_listed_country_is_of_high_risk(self):
        kyc = self._in_force(self.kovalenko, residency_ids=self.env.ref("base.kp").ids)
        self.assertEqual(kyc.risk, "high")

    def test_the_turnover_counts_from_its_amount(self):
        self.kovalenko.sudo().turnover_base = 4_999_999
        self.assertEqual(self._in_force(self.kovalenko).risk, "low")
        self.bondar.sudo().turnover_base = 5_000_000
        self.assertEqual(self._in_force(self.bondar, self.petro).risk, "medium")

    def test_of_an_exposed_person_the_office_is_said(self):
        with self.assertRaisesRegex(UserError, "which office"):
            self._review(self.kovalenko, exposed="self")

    def test_a_new_review_replaces_the_last(self):
        first = self._in_force(self.kovalenko)
        second = self._in_force(self.kovalenko)
        self.assertEqual((first.state, second.state), ("replaced", "in_force"))

    @mute_logger("odoo.sql_db")
    def test_there_is_one_review_at_work(self):
        from psycopg2 import IntegrityError

        self._review(self.kovalenko)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._review(self.kovalenko)
            self.env.flush_all()

    def test_a_lower_level_needs_two_people_and_a_reason(self):
        self._in_force(self.kovalenko, exposed="self", exposed_position="Judge")
        kyc = self._review(self.kovalenko)
        kyc.action_submit()
        decided = kyc.with_user(self.officer)
        with self.assertRaisesRegex(UserError, "needs a reason"):
            decided.action_confirm()
        decided.compliance_note = "Left the office five years ago"
        decided.action_confirm()
        self.assertEqual(kyc.state, "submitted")
        act = decided.waiting_act_ids
        self.assertEqual(act.kind_id.code, "kyc_risk_lower")
        with self.assertRaises(UserError):
            act.with_user(self.officer).action_accept()
        act.with_user(self.second).action_accept()
        self.assertEqual((kyc.state, kyc.risk), ("in_force", "low"))
        self.assertEqual(kyc.reviewer_id, self.second)

    def test_returned_it_says_what_is_missing_and_comes_again(self):
        kyc = self._review(self.kovalenko)
        kyc.action_submit()
        kyc.with_user(self.officer).action_return("The tax return")
        self.assertEqual((kyc.state, kyc.return_reason), ("returned", "The tax return"))
        kyc.source_evidence = "Tax return 2025"
        kyc.action_submit()
        self.assertEqual(kyc.state, "submitted")

    def test_what_is_with_compliance_its_collector_does_not_change(self):
        kyc = self._review(self.kovalenko)
        kyc.action_submit()
        with self.assertRaisesRegex(UserError, ADMIN_WORDS):
            kyc.source_of_funds = "Something else"
        kyc.with_user(self.officer).action_confirm()
        for user in (self.olena, self.officer):
            with self.assertRaisesRegex(UserError, ADMIN_WORDS):
                kyc.with_user(user).source_of_funds = "Something else"

    def test_owners_come_from_relations(self):
        company = self._create_client(
            "ТОВ Вершина", client_kind="legal_entity", branch_id=self.lviv.id,
            manager_id=self.olena.id,
        )  # fmt: skip
        owns = self.env["bank.relation.type"]._of("owns")
        for owner, share in ((self.kovalenko, 80), (self.bondar, 20)):
            self.env["bank.relation"].create(
                {
                    "from_client_id": owner.id,
                    "to_client_id": company.id,
                    "type_id": owns.id,
                    "share": share,
                }
            )
        kyc = self._review(company)
        # 20 % is no beneficial owner.
        self.assertRecordValues(
            kyc.owner_ids,
            [{"name": self.kovalenko.name, "percent": 80, "is_verified": False}],
        )
        kyc.action_submit()
        self.assertEqual(kyc.risk_reasons, "owners not verified")
        kyc.with_user(self.officer).action_return("Verify the owner")
        with self.assertRaisesRegex(UserError, "in what it was seen"):
            kyc.owner_ids.is_verified = True
        kyc.owner_ids.write({"is_verified": True, "evidence": "Extract"})
        kyc.action_submit()
        self.assertEqual(kyc.risk_proposed, "low")

    def test_an_overdue_review_blocks_and_gives_a_task_once(self):
        kyc = self._in_force(self.kovalenko)
        kyc.sudo().review_date = TODAY
        for kind in ("sale", "disbursement", "limit"):
            self.assertEqual(self.kovalenko._get_service_blocks(kind), [])
        kyc.sudo().review_date = TODAY - timedelta(days=1)
        for kind in ("sale", "disbursement", "limit"):
            [block] = self.kovalenko.with_user(self.olena)._get_service_blocks(kind)
            self.assertIn("overdue since 11/19/2026", block["reason"])
        for _night in range(2):
            self._run_task("kyc_overdue")
            task = self.env["mail.activity"].search(
                [
                    ("res_model", "=", "res.partner"),
                    ("res_id", "=", self.kovalenko.id),
                    ("user_id", "=", self.olena.id),
                ]
            )
            self.assertEqual(len(task), 1)
        self._in_force(self.kovalenko)
        self.assertEqual(self.kovalenko._get_service_blocks("sale"), [])
        with self.assertRaises(ValueError):
            self.kovalenko._get_service_blocks("dance")

    def test_the_dead_are_sold_nothing(self):
        self.kovalenko.sudo().deceased_date = TODAY
        for kind in ("sale", "disbursement", "limit"):
            [block] = self.kovalenko.with_user(self.olena)._get_service_blocks(kind)
            self.assertEqual(
                (block["code"], block["reason"]), ("deceased", "The client has died.")
            )

    def test_a_review_due_soon_is_a_next_step(self):
        kyc = self._in_force(self.kovalenko)
        kyc.sudo().review_date = TODAY + timedelta(days=30)
        Step = self.env["bank.next.step"]
        Step._refresh(self.kovalenko.ids, TODAY)
        step = Step.search(
            [("client_id", "=", self.kovalenko.id), ("source_id.code", "=", "kyc")]
        )
        self.assertIn("risk low", step.why)
        self.assertEqual(
            step.with_user(self.olena).action_accept()["res_model"], "bank.kyc"
        )
        again = self._review(self.kovalenko)
        again.action_submit()
        Step._refresh(self.kovalenko.ids, TODAY)
        self.assertEqual(step.state, "done")


@tagged("post_install", "-at_install")
class TestKycRights(KycCommon):
    """Who collects, who decides, and what is not told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reviews = (
            cls._in_force(cls.kovalenko)
            | cls._in_force(cls.bondar, cls.petro)
            | cls._in_force(cls.walled, cls.banker)
        ).with_env(cls.env)

    def test_reviews_are_seen_with_their_clients(self):
        expected = {
            self.olena: self.kovalenko,
            self.petro: self.bondar,
            self.lviv_head: self.kovalenko,
            self.banker: self.walled,
            self.officer: self.reviews.client_id,
            self.auditor: self.reviews.client_id,
        }
        for user, clients in expected.items():
            with self.subTest(user=user.login):
                own = self.Kyc.with_user(user).search([("id", "in", self.reviews.ids)])
                self.assertEqual(own.client_id, clients)
                found = (
                    self.env["res.partner"]
                    .with_user(user)
                    .search([("kyc_ids", "in", self.reviews.ids)])
                )
                self.assertEqual(found, clients)

    def test_only_compliance_decides(self):
        kyc = self._review(self.kovalenko)
        kyc.action_submit()
        for user in (self.olena, self.lviv_head, self.auditor):
            for call in ("action_confirm", "action_return"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(kyc.with_user(user), call)()

    def test_nobody_writes_what_was_decided(self):
        kyc = self.reviews[:1]
        for user in (self.olena, self.officer):
            for name, value in (
                ("risk", "low"), ("state", "draft"), ("review_date", "2040-01-01"),
                ("reviewer_id", self.olena.id),
            ):  # fmt: skip
                with self.assertRaises(AccessError):
                    kyc.with_user(user).write({name: value})
            with self.assertRaises(AccessError):
                kyc.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self._review(self.bondar, self.olena)

    def test_compliance_words_stay_with_compliance(self):
        kyc = self.reviews[:1]
        kyc.sudo().compliance_note = "Looked at closely"
        self.assertTrue(kyc.with_user(self.auditor).compliance_note)
        with self.assertRaises(AccessError):
            kyc.with_user(self.olena).read(["compliance_note"])
        with self.assertRaises(AccessError):
            self.Kyc.with_user(self.olena).search(
                [("compliance_note", "ilike", "closely")]
            )

    def test_at_the_counter_no_review_is_shown(self):
        teller = self._create_employee("teller", self.lviv)
        self.env["bank.visit"].with_user(teller)._start(
            self.bondar, identified_by="document", reason="cash"
        )
        client = self.bondar.with_user(teller)
        self.assertEqual(client.get_client_review(), {"is_shown": False})
        with self.assertRaises(AccessError):
            client.action_review()

    def test_a_relative_out_of_sight_is_not_put_down(self):
        with self.assertRaises(AccessError):
            self._review(
                self.kovalenko, exposed="relative", exposed_position="Judge",
                exposed_relative_client_id=self.bondar.id,
            )  # fmt: skip
