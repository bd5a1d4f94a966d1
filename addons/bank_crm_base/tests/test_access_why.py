from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..domain.access import Reason
from .test_access_settings import AccessSettingCommon


@tagged("post_install", "-at_install")
class TestAccessWhy(AccessSettingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kovalenko.core_number = "T-100"
        cls.bondar.core_number = "T-200"
        cls.walled.core_number = "T-300"
        cls.names = {user: user.name for user in cls.olena | cls.teller | cls.petro}

    def _why(self, user, number, fact=None, by=None):
        self.env.flush_all()
        self.env.invalidate_all()
        Why = self.env["bank.access.why"].with_user(by or self.auditor)
        answer = Why.explain(user.id, number, fact)
        return answer["is_seen"], [line["text"] for line in answer["lines"]]

    def test_own_portfolio_names_the_post(self):
        is_seen, lines = self._why(self.olena, "T-100")
        self.assertTrue(is_seen)
        self.assertEqual(
            lines[:2],
            [
                "t_olena sees Коваленко Олена Іванівна: the client is in the own portfolio.",
                "Post: Retail manager, Test Lviv, since 01/01/2020; reaches: own portfolio.",
            ],
        )

    def test_a_branch_post_names_the_unit(self):
        is_seen, lines = self._why(self.teller, "T-100")
        self.assertTrue(is_seen)
        self.assertIn("is served in Test Lviv, which the post reaches", lines[0])
        self.assertIn("Post: Teller, Test Lviv", lines[1])

    def test_beyond_the_post_says_where_he_is_served(self):
        is_seen, lines = self._why(self.teller, "T-200")
        self.assertFalse(is_seen)
        self.assertIn("t_teller_test_lviv does not see Бондар", lines[0])
        self.assertIn("served in Test Kharkiv, beyond the post", lines[0])
        self.assertIn("reaches: branch and all units below", lines[1])

    def test_the_wall_the_closed_card_and_no_post_are_named(self):
        self.assertIn("private-banking wall", self._why(self.teller, "T-300")[1][0])
        self.kovalenko.employee_user_id = self.teller
        self.env.registry.clear_cache()
        self.assertIn("own card", self._why(self.teller, "T-100")[1][0])
        self.assertIn(
            "colleague of the same unit", self._why(self.olena, "T-100")[1][0]
        )
        self.petro.post_ids.date_to = "2020-06-30"
        is_seen, lines = self._why(self.petro, "T-200")
        self.assertFalse(is_seen)
        self.assertIn("no post in force gives clients", lines[0])
        self.assertIn(
            "Retail manager, Test Kharkiv (01/01/2020 to 06/30/2020)", lines[1]
        )

    def test_a_grant_is_named_with_its_term_and_reason(self):
        self.env["bank.grant"].create(
            {
                "user_id": self.petro.id,
                "client_id": self.kovalenko.id,
                "kind": "deputy",
                "date_from": "2026-11-01",
                "date_to": "2026-11-30",
                "reason": "Covers a sick colleague",
            }
        )
        is_seen, lines = self._why(self.petro, "T-100")
        self.assertTrue(is_seen)
        self.assertIn("Right: Deputy, 11/01/2026 to 11/30/2026", lines[1])
        self.assertIn("Covers a sick colleague", lines[1])

    def test_auditors_and_whole_bank_are_named(self):
        self.assertIn(
            "auditors read everything", self._why(self.auditor, "T-300")[1][0]
        )
        self.assertIn("reaches the whole bank", self._why(self.boss, "T-200")[1][0])

    def test_a_setting_is_named_with_who_accepted_it(self):
        setting = self.env["bank.access.setting"].with_user(self.oleh).create(
            {
                "name": "Tellers see no telephones",
                "role_ids": self.env.ref("bank_crm_base.role_teller").ids,
                "field_ids": self.env.ref("bank_crm_base.field_client_phone").ids,
                "effect": "masked",
            }
        )  # fmt: skip
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        self.assertIn("shown whole", self._why(self.teller, "T-100", "phone")[1][2])
        act.with_user(self.pavlo).action_accept()
        is_seen, lines = self._why(self.teller, "T-100", "phone")
        self.assertTrue(is_seen)
        self.assertEqual(lines[2], "Shown in part: “Telephone”.")
        self.assertIn(f"Setting: “{setting.name}” for Teller, accepted by", lines[3])
        self.assertIn(self.pavlo.name, lines[3])
        # Without a fact, all that is kept back of the card is told.
        self.assertIn("Shown in part: “Telephone”.", self._why(self.teller, "T-100")[1])

    def test_a_setting_that_hides_the_client_is_named(self):
        self._setting(
            effect=False, facts=(), target="rows", name="No clients for tellers",
            domain="[('client_state', '=', 'client')]",
        )  # fmt: skip
        is_seen, lines = self._why(self.teller, "T-100")
        self.assertFalse(is_seen)
        self.assertIn("an access setting hides the client", lines[0])
        self.assertIn("No clients for tellers", lines[1])

    def test_who_may_not_see_the_client_learns_nothing_about_him(self):
        for user, number in ((self.teller, "T-100"), (self.teller, "T-200")):
            _is_seen, lines = self._why(user, number, by=self.oleh)
            text = " ".join(lines)
            self.assertIn(f"client number {number}", text)
            for secret in ("Коваленко", "Бондар", "Kharkiv"):
                self.assertNotIn(secret, text)

    def test_heads_ask_about_their_people_only(self):
        self.assertTrue(self._why(self.olena, "T-100", by=self.lviv_head)[0])
        with self.assertRaises(AccessError):
            self._why(self.petro, "T-200", by=self.lviv_head)
        with self.assertRaises(AccessError):
            self._why(self.petro, "T-200", by=self.olena)
        self.assertTrue(self._why(self.olena, "T-100", by=self.olena)[0])

    def test_an_unknown_number_is_told_so(self):
        with self.assertRaisesRegex(UserError, "no client with this number in sight"):
            self._why(self.olena, "NOPE")

    def test_whoever_asks_about_himself_does_not_learn_who_is_a_client(self):
        self.bondar.employee_user_id = self.olena
        self.env.registry.clear_cache()
        told = set()
        for number in ("NOPE", "T-200", "T-300"):
            for user, by in ((self.olena, self.olena), (self.banker, self.lviv_head)):
                with self.assertRaises(UserError) as refused:
                    self._why(user, number, by=by)
                told.add(refused.exception.args)
        self.assertEqual(told, {("There is no client with this number in sight.",)})
        Why = self.env["bank.access.why"].with_user(self.olena)
        for record in (self.walled, self.bondar):
            with self.assertRaisesRegex(UserError, "in sight"):
                Why.explain_record(self.olena.id, "res.partner", record.id)

    def test_the_wall_and_a_closed_card_are_not_told_to_who_may_not_know(self):
        self.kovalenko.employee_user_id = self.teller
        self.env.registry.clear_cache()
        told = {
            self._why(self.teller, number, by=self.oleh)[1][0].replace(number, "")
            for number in ("T-100", "T-200", "T-300")
        }
        self.assertEqual(len(told), 1)
        self.assertIn("is served beyond the post", told.pop())

    def test_a_record_is_explained_through_its_client_and_by_powers(self):
        Why = self.env["bank.access.why"].with_user(self.auditor)
        point = Why.explain_record(self.teller.id, "bank.contact.point", self.point.id)
        self.assertTrue(point["is_seen"])
        self.assertIn("by the power: Looks up clients", point["lines"][0]["text"])
        other = Why.explain_record(self.petro.id, "bank.contact.point", self.point.id)
        self.assertFalse(other["is_seen"])
        setting = self._setting()
        answer = Why.explain_record(self.teller.id, setting._name, setting.id)
        self.assertFalse(answer["is_seen"])
        self.assertIn("holds none of the powers", answer["lines"][0]["text"])

    def test_the_screen_answers_as_one_fills_it_in(self):
        with Form(self.env["bank.access.why"].with_user(self.auditor)) as question:
            self.assertFalse(question.answer)
            question.user_id = self.olena
            question.client_number = "T-100"
            self.assertIn("in the own portfolio", question.answer)
            self.assertIn(
                "/odoo/action-bank_crm_base.bank_post_action/", question.answer
            )
            question.client_number = "NOPE"
            self.assertIn("no client with this number in sight", question.answer)

    def test_every_reason_of_the_rule_has_its_words(self):
        for reason in Reason:
            with self.subTest(reason=reason):
                self.assertTrue(
                    hasattr(self.env["bank.access.why"], f"_words_{reason}")
                )
