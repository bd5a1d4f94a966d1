from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_timeline import TimelineCommon

STRANGER = "A client elsewhere"
WHEN = datetime(2026, 11, 24, 9)
TITLE = "Зустріч із Коваленко"


@tagged("post_install", "-at_install")
class TestClientNamesInTheCalendar(TimelineCommon):
    """A meeting with a client tells who he is to nobody who may not see him."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kovalenko.write({"phone": "+380671234417", "email": "k@mail.example"})
        people = cls.olena.partner_id | cls.kovalenko
        cls.event = cls._event(TITLE, WHEN, people, description="Про депозит")

    def _as(self, user, record=None):
        self.env.invalidate_all()
        return (record or self.event).with_user(user)

    def test_a_colleague_reads_that_he_is_busy(self):
        event = self._as(self.petro)
        [told] = event.read(["name", "display_name", "description", "start"])
        self.assertEqual((told["name"], told["display_name"]), ("Busy", "Busy"))
        self.assertFalse(told["description"])
        self.assertEqual(told["start"], WHEN)
        self.assertFalse(event.partner_ids & self.kovalenko)

    def test_who_takes_part_or_sees_the_client_reads_all(self):
        for user in (self.olena, self.lviv_head, self.auditor):
            with self.subTest(user=user.login):
                event = self._as(user)
                self.assertEqual((event.name, event.display_name), (TITLE, TITLE))
        self.event.partner_ids += self.petro.partner_id
        self.assertEqual(self._as(self.petro).name, TITLE)

    def test_groups_and_totals_do_not_tell_the_title(self):
        domain = [("id", "=", self.event.id)]
        for user, titles in ((self.petro, []), (self.olena, [TITLE])):
            with self.subTest(user=user.login):
                groups = self._as(user).formatted_read_group(
                    domain, ["name"], ["__count"]
                )
                self.assertEqual([group["name"] for group in groups], titles)

    def test_a_meeting_of_colleagues_stays_open(self):
        people = self.olena.partner_id | self.lviv_head.partner_id
        event = self._event("Нарада", WHEN, people)
        self.assertEqual(self._as(self.petro, event).name, "Нарада")

    def test_those_who_take_part_are_listed_without_him(self):
        attendees = self.event.attendee_ids
        Attendee = self.env["calendar.attendee"]
        for user, names in (
            (self.petro, {"t_olena"}),
            (self.lviv_head, {"t_olena", self.kovalenko.name}),
        ):
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                rows = Attendee.with_user(user).search_read(
                    [("id", "in", attendees.ids)], ["common_name", "phone", "email"]
                )
                self.assertEqual({row["common_name"] for row in rows}, names)
        details = self._as(self.petro, self.kovalenko).get_attendee_detail(
            self.event.ids
        )
        self.assertFalse([row for row in details if row["name"] != STRANGER])

    def test_a_stranger_is_not_invited_to_be_read(self):
        meeting = self._event("Моя", WHEN, self.petro.partner_id, user_id=self.petro.id)
        with self.assertRaises(AccessError):
            self.env["calendar.attendee"].with_user(self.petro).create(
                {"event_id": meeting.id, "partner_id": self.kovalenko.id}
            )

    def test_the_organiser_still_moves_a_meeting_whose_client_went_to_another(self):
        self.kovalenko.write(
            {"branch_id": self.kharkiv.id, "manager_id": self.petro.id}
        )
        event = self._as(self.olena).with_context(dont_notify=True)
        event.write(
            {"start": datetime(2026, 11, 25, 9), "stop": datetime(2026, 11, 25, 10)}
        )
        self.env.invalidate_all()
        self.assertEqual(self.event.partner_ids, self.olena.partner_id | self.kovalenko)
        self.assertEqual(len(self.event.attendee_ids), 2)
