from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import freeze_time
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .test_presence import PresenceCommon

NOON = "2026-11-20 12:00:00"


@tagged("post_install", "-at_install")
class TestBreakGlass(PresenceCommon):
    """Any client at once, also behind the wall; somebody else judges it afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.east_head = cls._create_employee("branch_head", cls.kharkiv)
        cls.compliance = cls._create_employee("compliance", cls.head_office)

    def _open(
        self, user=None, question="2999999999", reason="The client is in hospital"
    ):
        opening = (
            self.env["bank.break.glass"]
            .with_user(user or self.east_head)
            .create({"question": question, "reason": reason})
        )
        opening.action_open()
        return self.env["bank.visit"].search([], order="id desc", limit=1)

    def test_it_opens_the_whole_card_behind_the_wall_for_hours(self):
        with freeze_time(NOON):
            visit = self._open()
            self.assertTrue(self._sees(self.east_head, self.walled))
            self.assertTrue(self.walled.with_user(self.east_head).is_fully_visible)
            self.assertEqual(visit.review, "waiting")
        with freeze_time("2026-11-20 16:00:00"):
            self.env.invalidate_all()
            self.assertFalse(self._sees(self.east_head, self.walled))

    def test_it_needs_the_power_and_a_sentence(self):
        for user in (self.olena, self.teller, self.steward):
            with self.assertRaises(AccessError):
                self._open(user)
            with self.assertRaises(AccessError):
                self.env["bank.visit"].with_user(user)._start(
                    self.walled, kind="break_glass", identified_by="none",
                    reason="other", note="A sentence of words",
                )  # fmt: skip
        with self.assertRaises(UserError):
            self._open(reason="need it")

    def test_a_vague_question_opens_nothing(self):
        for question in ("Заможний", "2999", ""):
            with self.assertRaises(UserError):
                self._open(question=question)

    def test_a_closed_card_stays_closed(self):
        self.walled.sudo().employee_user_id = self.east_head
        self.env.registry.clear_cache()
        with self.assertRaises(UserError):
            self._open()
        with self.assertRaises(AccessError):
            self.env["bank.visit"].with_user(self.east_head)._start(
                self.walled, kind="break_glass", identified_by="none",
                reason="other", note="A sentence of words",
            )  # fmt: skip
        self.assertFalse(self._sees(self.east_head, self.walled))

    def test_it_is_at_once_before_audit_and_compliance(self):
        visit = self._open()
        for user in (self.auditor, self.compliance):
            tile = self.env["bank.home"].with_user(user).get_tile("reviews")
            self.assertIn(visit.id, [row["key"] for row in tile["rows"]])
            self.assertTrue(visit.with_user(user).may_review)
        for user in (self.east_head, self.banker, self.boss):
            self.assertFalse(visit.with_user(user).may_review)

    def test_a_visit_behind_the_wall_is_listed_behind_the_wall(self):
        visit = self._open()
        for user, is_listed in (
            (self.banker, True),
            (self.boss, True),
            (self.lviv_head, False),
            (self.olena, False),
            (self.teller, False),
        ):
            found = (
                self.env["bank.visit"].with_user(user).search([("id", "=", visit.id)])
            )
            self.assertEqual(bool(found), is_listed, user.login)

    def test_the_stub_leads_there_too(self):
        [stub] = self._stubs("3184710691", self.east_head)
        self.assertTrue(stub["may_open"])
        self.assertFalse(self._stubs("3184710691", self.teller)[0]["may_open"])
        opening = (
            self.env["bank.break.glass"]
            .with_user(self.east_head)
            .create({"look": stub["id"], "reason": "The client is in hospital"})
        )
        self.assertEqual(opening.stub, "Ков***** О. І., born 1984, Test Lviv")
        opening.action_open()
        self.assertTrue(self.kovalenko.with_user(self.east_head).is_fully_visible)

    def test_a_reviewer_says_in_words_what_he_found(self):
        visit = self._open()
        with self.assertRaises(UserError):
            visit.with_user(self.auditor)._find("violation", " ")
        action = visit.with_user(self.auditor).action_violation()
        finding = (
            self.env["bank.visit.finding"]
            .with_user(self.auditor)
            .with_context(**action["context"])
            .create({"note": "The client was never in hospital"})
        )
        finding.action_save()
        self.assertEqual((visit.review, visit.reviewer_id), ("violation", self.auditor))
        with self.assertRaises(UserError):
            visit.with_user(self.compliance)._find("justified", "Changed my mind")

    @mute_logger("odoo.sql_db")
    def test_nobody_reviews_what_he_opened_himself(self):
        visit = (
            self.env["bank.visit"]
            .with_user(self.compliance)
            ._start(
                self.walled, kind="break_glass", identified_by="none",
                reason="other", note="A sentence of words",
            )
        )  # fmt: skip
        with self.assertRaises(AccessError):
            visit.with_user(self.compliance)._find("justified", "It was me")
        with self.assertRaises(AccessError):
            visit.with_user(self.east_head)._find("justified", "Fine with me")
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            visit.sudo().write({"reviewer_id": self.compliance.id})
            self.env.flush_all()

    def test_a_late_review_shows_red_in_health(self):
        self.env["bank.visit"].search([("review", "=", "waiting")]).review = "justified"
        with freeze_time(NOON):
            visit = self._open()
        with freeze_time("2026-11-23 12:00:00"):
            self.assertTrue(self._health().is_ok)
        with freeze_time("2026-11-23 12:00:01"):
            visit.invalidate_recordset()
            self.assertTrue(visit.is_review_late)
            self.assertFalse(self._health().is_ok)
            visit.with_user(self.auditor)._find("justified", "Called the hospital")
            self.assertTrue(self._health().is_ok)

    def _health(self):
        checks = self.env["bank.health"].sudo()._get_checks()
        return next(check for check in checks if check.code == "emergency_reviews")


@tagged("post_install", "-at_install")
class TestStandIn(PresenceCommon):
    """A colleague looks after a portfolio for some days; it ends by itself."""

    def _stand_in(self, user, deputy=None, **values):
        return (
            self.env["bank.stand.in"]
            .with_user(user)
            .create(
                {
                    "user_id": self.olena.id,
                    "deputy_id": (deputy or self.colleague).id,
                    "date_to": date(2026, 11, 22),
                    "reason": "Leave",
                    **values,
                }
            )
        )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._create_employee(
            "retail_manager", cls.lviv, login="t_colleague"
        )

    def test_the_deputy_sees_the_portfolio_until_the_last_day(self):
        self.assertFalse(self._sees(self.colleague))
        stand_in = self._stand_in(self.lviv_head)
        self.assertEqual(stand_in.given_by_id, self.lviv_head)
        self.assertEqual(stand_in.client_count, 1)
        self.env.invalidate_all()
        self.assertTrue(self._sees(self.colleague))
        self.assertTrue(self.kovalenko.with_user(self.colleague).is_fully_visible)
        self.env["bank.business.day"]._open(date(2026, 11, 22))
        self.env.invalidate_all()
        self.assertTrue(self._sees(self.colleague))
        self.env["bank.business.day"]._open(date(2026, 11, 23))
        self.env.invalidate_all()
        self.assertFalse(self._sees(self.colleague))

    def test_it_begins_on_its_day(self):
        self._stand_in(self.lviv_head, date_from=date(2026, 11, 21))
        self.env.invalidate_all()
        self.assertFalse(self._sees(self.colleague))

    def test_the_wall_stays(self):
        self.walled.manager_id = self.olena
        self._stand_in(self.lviv_head)
        self.env.invalidate_all()
        self.assertFalse(self._sees(self.colleague, self.walled))
        self.assertTrue(self._sees(self.olena, self.walled))

    def test_only_the_head_of_both_says_who_stands_in(self):
        with self.assertRaises(AccessError):
            self._stand_in(self.olena)
        with self.assertRaises(AccessError):
            self._stand_in(self.lviv_head, deputy=self.petro)
        east_head = self._create_employee("branch_head", self.kharkiv)
        with self.assertRaises(AccessError):
            self._stand_in(east_head)

    def test_a_grant_ends_by_itself_and_says_who_gave_it(self):
        grant = (
            self.env["bank.grant"]
            .with_user(self.lviv_head)
            .create(
                {
                    "user_id": self.petro.id,
                    "client_id": self.kovalenko.id,
                    "kind": "former_manager",
                    "date_to": date(2026, 11, 20),
                    "reason": "Finishes a deal",
                    "given_by_id": self.olena.id,
                }
            )
        )
        self.assertEqual(grant.given_by_id, self.lviv_head)
        self.assertTrue(grant.is_in_force)
        self.assertTrue(self._sees(self.petro))
        self.env["bank.business.day"]._open(date(2026, 11, 21))
        self.env.invalidate_all()
        self.assertFalse(self._sees(self.petro))
        self.assertFalse(grant.is_in_force)
        self.assertFalse(
            self.env["bank.grant"].search(
                [("id", "=", grant.id), ("is_in_force", "=", True)]
            )
        )
