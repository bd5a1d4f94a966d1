from unittest.mock import patch

from odoo.addons.bank_crm_client.models.matching.bank_duplicate_find import KINDS
from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from .common import ClientCommon


@tagged("post_install", "-at_install")
class TestDuplicates(ClientCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._create_person(
            "Ґонтар", "Наталія", vat="3652504575", phone="+380671234417"
        )
        cls.second = cls._create_person("Gontar", "Natalya", phone="067 123 44 17")

    def test_the_night_finds_who_was_entered_twice_and_says_why(self):
        task = self._run_task("duplicates")
        pair = self._pair_of(self.first, self.second)
        self.assertRecordValues(
            pair, [{"state": "open", "verdict": "possible", "score": 70}]
        )
        self.assertEqual(
            pair.reason_words, "same telephone, born on the same day, same name"
        )
        self.assertTrue(task.total_count)

    def test_a_power_cut_in_the_night_loses_no_pair(self):
        """The list of who is to be compared is unlogged: a crash leaves it empty."""
        module = "odoo.addons.bank_crm_client.models.matching.bank_business_day"
        model = self.registry["bank.duplicate.pair"]
        score_batch = model._score_batch
        for slices in (1, 5, len(KINDS), len(KINDS) + 1):
            with self.subTest(slices=slices):
                self._find_pair(self.first, self.second)
                self.day.task_ids.unlink()
                task = self.env["bank.day.task"].create(
                    {"day_id": self.day.id, "code": "duplicates", "name": "duplicates"}
                )
                with (
                    patch(f"{module}.SLICE_SECONDS", -1),
                    patch.object(
                        model, "_score_batch", lambda pair: score_batch(pair, 1)
                    ),
                ):
                    for _slice in range(slices):
                        self.assertTrue(self.day._task_duplicates(task))
                self.env.cr.execute("TRUNCATE bank_duplicate_candidate")
                while self.day._task_duplicates(task):
                    pass
                self.assertEqual(self._pair_of(self.first, self.second).state, "open")
                self.assertEqual(task.done_count, task.total_count)

    def test_a_second_night_brings_nothing_twice(self):
        self._run_task("duplicates")
        before = self.Pair.search([]).ids
        self._run_task("duplicates")
        self.assertEqual(self.Pair.search([]).ids, before)

    def test_a_pair_judged_two_clients_comes_back_only_with_new_evidence(self):
        pair = self._find_pair(self.first, self.second)
        pair.with_user(self.steward).action_different()
        self._run_task("duplicates")
        self.assertEqual(pair.state, "different")
        self.assertEqual(pair.decided_by_id, self.steward)
        self.second.vat = "3652504575"
        self._find_pair(self.first, self.second)
        self.assertEqual(pair.state, "open")

    def test_a_pair_that_is_no_longer_alike_is_gone(self):
        pair = self._find_pair(self.first, self.second)
        self.second.birth_date = "1990-01-01"
        self._run_task("duplicates")
        self.assertEqual(pair.state, "gone")

    def test_a_postponed_pair_comes_back(self):
        pair = self._find_pair(self.first, self.second)
        pair.with_user(self.olena).action_postpone()
        self.assertEqual(pair.state, "postponed")
        pair.postponed_until = self.day.date
        self._run_task("duplicates")
        self.assertEqual(pair.state, "open")

    def test_who_is_entered_is_compared_soon_after(self):
        self.env.cr.execute("SELECT client_id FROM bank_match_touched")
        touched = {client_id for (client_id,) in self.env.cr.fetchall()}
        self.assertLessEqual(set((self.first | self.second).ids), touched)
        cron = self.env.ref("bank_crm_client.ir_cron_find_duplicates")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self._pair_of(self.first, self.second).state, "open")

    @users("t_olena")
    def test_while_typing_who_is_here_is_told_with_score_and_reasons(self):
        typed = {
            "client_kind": "person", "last_name": "Gontar", "first_name": "Nataliia",
            "birth_date": "1985-03-07", "phone": "067 123 4417",
        }  # fmt: skip
        rows = self.env["res.partner"].find_alike(typed)
        self.assertEqual(
            {row["id"] for row in rows}, set((self.first | self.second).ids)
        )
        self.assertEqual(rows[0]["score"], 70)
        self.assertIn("born on the same day", rows[0]["reason"])

    @users("t_petro")
    def test_while_typing_nothing_is_told_of_strangers(self):
        typed = {"client_kind": "person", "vat": "3652504575", "last_name": "Gontar"}
        self.assertFalse(self.env["res.partner"].find_alike(typed))

    def test_a_pair_is_seen_by_who_sees_both(self):
        away = self._create_person(
            "Ґонтар", "Наталія", branch=self.kharkiv, phone="+380671234417"
        )
        pair = self._find_pair(self.first, away)
        for user, expected in (
            (self.steward, True), (self.boss, True), (self.olena, False),
            (self.lviv_head, False), (self.petro, False), (self.auditor, True),
        ):  # fmt: skip
            with self.subTest(user=user.login):
                found = self.Pair.with_user(user).search([("id", "=", pair.id)])
                self.assertEqual(bool(found), expected)

    def test_who_only_looks_does_not_decide(self):
        pair = self._find_pair(self.first, self.second)
        with self.assertRaises(AccessError):
            pair.with_user(self.auditor).action_different()
        with self.assertRaises(AccessError):
            pair.with_user(self.petro).action_different()
        with self.assertRaises(AccessError):
            pair.with_user(self.steward).write({"state": "different"})
