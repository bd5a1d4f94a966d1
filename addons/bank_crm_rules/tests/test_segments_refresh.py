from datetime import timedelta
from unittest.mock import patch

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import tagged

from ..models import bank_business_day_segments as night
from .common import SegmentCommon

TOMORROW = TODAY + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestSegmentRefresh(SegmentCommon):
    """Members over days: who comes, who goes, why; twice a day changes nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The demo bank has segments of its own.
        cls.env["bank.segment"].search([]).active = False
        cls.here = cls._fact("branch", "one_of", [cls.lviv.code, cls.kharkiv.code])
        (cls.kovalenko | cls.bondar).city = "Lviv"
        cls.segment = cls._create_segment(cls.here, cls._fact("city", "is", "Lviv"))

    def _rows(self):
        self.env.cr.execute(
            "SELECT client_id, date_from, date_to, entered_lines, left_lines "
            "FROM bank_segment_member WHERE segment_id = %s ORDER BY id",
            [self.segment.id],
        )
        return self.env.cr.fetchall()

    def test_the_button_finds_the_members(self):
        self.segment.action_compute()
        self.assertEqual(self._members(self.segment), self.kovalenko | self.bondar)
        self.assertEqual(self.segment.computed_date, TODAY)
        self.assertEqual((self.segment.total_count, self.segment.visible_count), (2, 2))
        self.assertTrue(self.segment.sudo()._is_member(self.bondar))
        self.assertFalse(self.segment.sudo()._is_member(self.walled))
        self.assertEqual(self.kovalenko.segment_ids, self.segment)
        found = self.env["res.partner"].search(
            [("segment_ids", "in", self.segment.ids)]
        )
        self.assertEqual(found, self.kovalenko | self.bondar)
        groups = self.env["res.partner"]._read_group(
            [("id", "in", (self.kovalenko | self.walled).ids)],
            ["segment_ids"],
            ["id:recordset"],
        )
        self.assertIn((self.segment, self.kovalenko), groups)

    def test_twice_on_a_day_changes_nothing(self):
        self.segment.sudo()._refresh(TODAY)
        rows = self._rows()
        self.segment.sudo()._refresh(TODAY)
        self.assertEqual(self._rows(), rows)

    def test_who_went_and_came_again_and_why(self):
        segment = self.segment.sudo()
        segment._refresh(TODAY)
        self.bondar.city = "Kyiv"
        segment._refresh(TOMORROW)
        self.assertEqual(self._members(segment), self.kovalenko)
        gone = self.env["bank.segment.member"].search(
            [("segment_id", "=", segment.id), ("date_to", "=", TOMORROW)]
        )
        self.assertEqual(gone.client_id, self.bondar)
        self.assertEqual(gone.entered_reason, "First list")
        self.assertEqual(gone.left_reason, "Town is “Lviv”")
        self.bondar.city = "Lviv"
        # On the same day he was in all the time; a day later he comes again.
        segment._refresh(TOMORROW)
        self.assertEqual(len(self._rows()), 2)
        self.bondar.city = "Kyiv"
        segment._refresh(TOMORROW)
        self.bondar.city = "Lviv"
        segment._refresh(TOMORROW + timedelta(days=1))
        again = self.env["bank.segment.member"].search(
            [("client_id", "=", self.bondar.id), ("date_to", "=", False)]
        )
        self.assertEqual(again.entered_reason, "Town is “Lviv”")

    def test_who_came_and_went_on_one_day_was_never_in(self):
        segment = self.segment.sudo()
        self.bondar.city = "Kyiv"
        segment._refresh(TODAY)
        self.bondar.city = "Lviv"
        segment._refresh(TOMORROW)
        self.bondar.city = "Kyiv"
        segment._refresh(TOMORROW)
        self.assertEqual(
            [row[0] for row in self._rows()], self.kovalenko.ids, "no trace of him"
        )

    def test_who_leaves_the_unit_is_out_of_it(self):
        segment = self._create_segment(name="Of the west", branch_id=self.west.id)
        segment.sudo()._refresh(TODAY)
        self.kovalenko.branch_id = self.kharkiv
        segment.sudo()._refresh(TOMORROW)
        gone = self.env["bank.segment.member"].search(
            [("segment_id", "=", segment.id), ("date_to", "=", TOMORROW)]
        )
        self.assertEqual(gone.left_reason, "No longer a client of the unit")

    def test_changed_conditions_are_told_and_found_anew(self):
        self.segment.action_compute()
        self.assertFalse(self.segment.is_outdated)
        self.segment.definition = self._where(self.here, self._fact("city", "empty"))
        self.assertTrue(self.segment.is_outdated)
        self.segment.sudo()._refresh(TOMORROW)
        self.assertFalse(self.segment.is_outdated)
        self.assertEqual(self._members(self.segment), self.walled)

    def test_the_night_finds_live_ones_in_order_and_leaves_static_ones(self):
        static = self._create_segment(self.here, name="Static", kind="static")
        # Made first, asks for one made later: the night must turn them round.
        first = self._create_segment(self.here, name="First")
        last = self._create_segment(self._fact("city", "is", "Lviv"), name="Last")
        first.definition = self._where({"segment": last.id})
        self._run_task("segments")
        self.assertEqual(self._members(first), self.kovalenko | self.bondar)
        self.assertFalse(self._members(static))
        rows = self._rows()
        task = self._run_task("segments")
        self.assertEqual(self._rows(), rows)
        self.assertEqual(task.done_count, 3)

    def test_the_night_goes_on_where_it_was_stopped(self):
        for number in range(3):
            self._create_segment(self.here, name=f"Live {number}")
        task = self.env["bank.day.task"].create(
            {"day_id": self.day.id, "code": "segments", "name": "segments"}
        )
        with patch.object(night, "SLICE_SECONDS", 0):
            slices = 1
            while self.day._task_segments(task):
                slices += 1
                self.assertEqual(task.cursor, slices - 1)
        self.assertEqual(slices, 4)
        for segment in self.env["bank.segment"].search([]):
            self.assertTrue(self._members(segment))

    def test_the_panels_tell_who_came_who_went_and_what_overlaps(self):
        self.segment.sudo()._refresh(TODAY - timedelta(days=2))
        self.bondar.city = "Kyiv"
        self.walled.city = "Lviv"
        self.segment.sudo()._refresh(TODAY)
        other = self._create_segment(self._fact("city", "is", "Lviv"), name="Other")
        other.sudo()._refresh(TODAY)
        segment = self.segment.with_user(self.boss)
        flow = segment.get_flow_panel()
        self.assertEqual(flow["days"], [{"day": str(TODAY), "came": 1, "went": 1}])
        self.assertEqual((segment.came_count, segment.went_count), (1, 1))
        overlap = segment.get_overlap_panel()
        self.assertEqual(
            [(row["name"], row["both"]) for row in overlap["rows"]], [("Other", 2)]
        )
        both = segment.action_open_overlap(other.id)["domain"]
        self.assertEqual(
            self.env["res.partner"].search(both), self.kovalenko | self.walled
        )
        other.definition = self._where({"segment": segment.id})
        [use] = segment.get_uses_panel()["rows"]
        self.assertEqual((use["model"], use["count"]), ("bank.segment", 1))

    def test_the_card_of_a_client_names_his_segments(self):
        self.segment.sudo()._refresh(TODAY)
        card = self.kovalenko.with_user(self.olena).get_client_card()
        [row] = card["panels"]["segments"]["rows"]
        self.assertEqual(row["name"], "Test segment")

    def test_a_deleted_segment_takes_its_members_along(self):
        self.segment.sudo()._refresh(TODAY)
        self.segment.with_user(self.boss).unlink()
        self.assertFalse(self._rows())
