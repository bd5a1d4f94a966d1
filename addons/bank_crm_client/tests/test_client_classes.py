from datetime import date, timedelta
from unittest.mock import patch

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_classes import ClassesCommon

TOMORROW = TODAY + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestClientClasses(ClassesCommon):
    """Who came to a class, who left it, by the rule and by hand."""

    def test_the_night_puts_in_whom_the_rule_finds_and_says_why(self):
        self.kovalenko.sudo().funds_base = 5000
        self._night(TODAY)
        self.assertEqual(self._rows(self.rich, self.kovalenko), [(TODAY, None, "rule")])
        self.assertEqual(self._rows(self.rich, self.bondar), [])
        member = self._newest(self.kovalenko)
        self.assertIn("1,000", member.why)
        self.assertIn("Funds", member.why)

    def test_a_rule_of_one_condition_is_told_in_the_words_of_the_bank(self):
        self.rich.meaning = "Who can lend us money."
        self.kovalenko.sudo().funds_base = 5000
        self._night(TODAY)
        self.assertEqual(self._newest(self.kovalenko).why, "Who can lend us money.")
        self.kovalenko.sudo().funds_base = 10
        self._night(TOMORROW)
        self.assertEqual(
            self._newest(self.kovalenko).why_left,
            "The rule of the class does not hold any more",
        )

    def test_who_does_not_meet_the_rule_any_more_leaves_and_it_is_told_why(self):
        self.kovalenko.sudo().funds_base = 5000
        self._night(TODAY)
        self.kovalenko.sudo().funds_base = 10
        self._night(TOMORROW)
        self.assertEqual(
            self._rows(self.rich, self.kovalenko), [(TODAY, TOMORROW, "rule")]
        )
        self.assertIn("Funds", self._newest(self.kovalenko).why_left)

    def test_the_night_run_twice_writes_nothing(self):
        self.kovalenko.sudo().funds_base = 5000
        self._set(self.lviv_head, self.bondar_of_lviv())
        self.assertGreater(self._night(TODAY), 0)
        before = self._places()
        self.assertEqual(self._night(TODAY), 0)
        self.assertEqual(self._night(TOMORROW), 0)
        self.assertEqual(self._places(), before)

    def _newest(self, client):
        own = [("standing_id", "=", self.rich.id), ("client_id", "=", client.id)]
        return self.Member.search(own, limit=1)

    def _places(self):
        """Where the rows lie in the table: whoever writes one moves it."""
        return self.env.execute_query(
            SQL(
                "SELECT id, ctid::text FROM bank_client_standing_member "
                "WHERE standing_id = %s ORDER BY id",
                self.rich.id,
            )
        )

    def bondar_of_lviv(self):
        return self._create_client(
            "Бондаренко Лев", branch_id=self.lviv.id, manager_id=self.olena.id
        )

    def test_a_hand_beats_the_rule_until_its_review_day(self):
        self.kovalenko.sudo().funds_base = 5000
        self._night(TODAY - timedelta(days=1))
        self._set(
            self.lviv_head, self.kovalenko, "is_not", "Money of one sale",
            review_date=TODAY + timedelta(days=10),
        )  # fmt: skip
        rule_row = (TODAY - timedelta(days=1), TODAY, "rule")
        self.assertEqual(self._rows(self.rich, self.kovalenko), [rule_row])
        member = self._newest(self.kovalenko)
        self.assertEqual(member.why_left, "Money of one sale")
        self._night(TODAY + timedelta(days=10))
        self.assertEqual(self._rows(self.rich, self.kovalenko), [rule_row])
        back = TODAY + timedelta(days=11)
        self._night(back)
        self.assertEqual(
            self._rows(self.rich, self.kovalenko), [rule_row, (back, None, "rule")]
        )

    def test_who_is_put_in_by_hand_is_there_at_once_and_leaves_after_the_review(self):
        self._set(self.lviv_head, self.kovalenko, review_date=TODAY + timedelta(days=3))
        self.assertEqual(self._rows(self.rich, self.kovalenko), [(TODAY, None, "hand")])
        self.assertIn(self.rich, self.kovalenko.standing_ids)
        after = TODAY + timedelta(days=4)
        self._night(after)
        self.assertEqual(
            self._rows(self.rich, self.kovalenko), [(TODAY, after, "hand")]
        )
        self.assertNotIn(self.rich, self.kovalenko.standing_ids)

    def test_taken_back_on_the_same_day_leaves_no_trace_among_members(self):
        row = self._set(self.lviv_head, self.kovalenko)
        row.action_take_back()
        self.assertEqual(self._rows(self.rich, self.kovalenko), [])
        self.assertRecordValues(
            row.sudo(),
            [
                {
                    "date_to": TODAY,
                    "ended_by_id": self.lviv_head.id,
                    "is_in_force": False,
                }
            ],
        )

    def test_a_rule_row_that_a_hand_closed_and_gave_back_on_one_day_goes_on(self):
        self.kovalenko.sudo().funds_base = 5000
        yesterday = TODAY - timedelta(days=1)
        self._night(yesterday)
        row = self._set(self.lviv_head, self.kovalenko, "is_not", "A mistake")
        row.action_take_back()
        self.assertEqual(
            self._rows(self.rich, self.kovalenko), [(yesterday, None, "rule")]
        )

    def test_the_second_setting_takes_the_place_of_the_first(self):
        first = self._set(self.lviv_head, self.kovalenko)
        second = self._set(self.lviv_head, self.kovalenko, "is_not", "Left the board")
        self.assertEqual(first.sudo().date_to, TODAY)
        self.assertFalse(second.sudo().date_to)
        self.assertEqual(self._rows(self.rich, self.kovalenko), [])

    def test_a_setting_without_a_reason_or_with_a_past_review_is_refused(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self._set(self.lviv_head, self.kovalenko, reason="  ")
        for day in (TODAY, TODAY - timedelta(days=1), date(2031, 1, 1)):
            with self.assertRaisesRegex(UserError, "review is after today"):
                self._set(self.lviv_head, self.kovalenko, review_date=day)

    def test_killed_between_two_classes_the_night_goes_on_where_it_stood(self):
        self.kovalenko.sudo().funds_base = 5000
        self.segment._refresh(TODAY)
        second = self._create_standing("Test second", segment_id=self.segment.id)
        task = self.env["bank.day.task"].create(
            {"day_id": self.day.id, "code": "classes", "name": "classes"}
        )
        while task.cursor + 1 < self._count_all():
            self.day._task_classes(task)
        self.assertEqual(self._rows(self.rich, self.kovalenko), [(TODAY, None, "rule")])
        stop = patch.object(
            type(self.Standing), "_write_came", side_effect=RuntimeError
        )
        with self.assertRaises(RuntimeError), self.env.cr.savepoint(), stop:
            self.day._task_classes(task)
        self.assertEqual(task.cursor, self._count_all() - 1)
        self.assertEqual(self._rows(second, self.kovalenko), [])
        self.assertFalse(self.day._task_classes(task))
        self.assertEqual(self._rows(second, self.kovalenko), [(TODAY, None, "rule")])
        self.assertEqual(self._rows(self.rich, self.kovalenko), [(TODAY, None, "rule")])

    def _count_all(self):
        return self.Standing.with_context(active_test=False).search_count([])

    def test_a_class_out_of_use_loses_its_members_in_the_next_night(self):
        self.kovalenko.sudo().funds_base = 5000
        self._night(TODAY)
        self.rich.active = False
        self._night(TOMORROW)
        self.assertEqual(
            self._rows(self.rich, self.kovalenko), [(TODAY, TOMORROW, "rule")]
        )

    def test_a_class_of_ones_own_needs_no_code(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        patrons = self.Standing.with_user(administrator).create(
            {"name": "Patrons", "code": "patrons", "segment_id": self.segment.id}
        )
        self.kovalenko.sudo().funds_base = 5000
        self.segment._refresh(TODAY)
        self._run_task("classes")
        self.assertEqual(self._rows(patrons, self.kovalenko), [(TODAY, None, "rule")])
        action = patrons.with_user(self.olena).action_open_members()
        found = self.Member.with_user(self.olena).search(action["domain"])
        self.assertEqual(found.client_id, self.kovalenko)

    def test_a_merge_carries_classes_and_its_undoing_brings_them_back(self):
        other = self._create_client(
            "Kovalenko Olena", branch_id=self.lviv.id, manager_id=self.olena.id
        )
        hand = self._set(self.lviv_head, other).sudo()
        product = self._create_product(other)
        merge = self.env["bank.client.merge"]._prepare(self.kovalenko, other)
        if merge.client_id != self.kovalenko:
            merge.action_swap()
        merge.sudo()._merge()
        self.assertEqual(self._rows(self.rich, self.kovalenko), [(TODAY, None, "hand")])
        self.assertEqual((hand.client_id, product.client_id), (self.kovalenko,) * 2)
        merge.sudo()._unmerge()
        self.assertEqual(self._rows(self.rich, self.kovalenko), [])
        self.assertEqual(self._rows(self.rich, other), [(TODAY, None, "hand")])
        self.assertEqual((hand.client_id, product.client_id), (other,) * 2)

    def test_figures_of_a_list_are_sorted_and_totalled_by_the_database(self):
        self._create_product(self.kovalenko, amount=300)
        self._create_product(self.bondar, amount=700)
        (self.kovalenko | self.bondar).sudo().funds_base = 700
        self._set(self.boss, self.kovalenko | self.bondar)
        own = [("standing_id", "=", self.rich.id)]
        found = self.Member.search(own, order="elsewhere_assets_base desc")
        self.assertEqual(found.client_id[0], self.bondar)
        self.assertEqual(found.mapped("elsewhere_assets_base"), [700, 300])
        self.assertEqual(found.mapped("share_of_assets"), [0.5, 0.7])
        [row] = self.Member.formatted_read_group(
            own, [], ["elsewhere_assets_base:sum", "funds_base:sum"]
        )
        self.assertEqual(row["elsewhere_assets_base:sum"], 1000)
        self.assertEqual(row["funds_base:sum"], 1400)
