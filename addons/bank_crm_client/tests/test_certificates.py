from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import tagged

from .common_people import PeopleCommon


@tagged("post_install", "-at_install")
class TestCertificates(PeopleCommon):
    """The night tells of certificates that end: to the holder and to his head, once."""

    def _tasks(self, user):
        return self.env["mail.activity"].search(
            [("user_id", "=", user.id), ("summary", "ilike", "T lending")]
        )

    def _night(self, days=0):
        day = self.env["bank.business.day"]._open(TODAY + timedelta(days=days))
        self._run_task("people", day)

    def test_a_night_done_twice_tells_once(self):
        self._certify(self.olena, TODAY + timedelta(days=60))
        self._night()
        self._night()
        [mine] = self._tasks(self.olena)
        [heads] = self._tasks(self.lviv_head)
        self.assertIn("Your certificate", mine.summary)
        self.assertIn("t_olena", heads.summary)
        self.assertFalse(self._tasks(self.west_head))

    def test_each_warning_comes_at_its_time(self):
        self._certify(self.olena, TODAY + timedelta(days=61))
        expected = {0: 0, 1: 1, 30: 1, 31: 2, 61: 2, 62: 3, 63: 3}
        for days, count in expected.items():
            self._night(days)
            with self.subTest(days=days):
                self.assertEqual(len(self._tasks(self.olena)), count)

    def test_a_renewed_one_is_not_told_of(self):
        old = self._certify(self.olena, TODAY + timedelta(days=10))
        self._certify(self.olena, TODAY + timedelta(days=700), valid_from=TODAY)
        self._night()
        self.assertFalse(self._tasks(self.olena))
        self.assertTrue(old.is_renewed)
        self.assertEqual(self._file(self.olena).certificate_level, "ok")

    def test_the_head_is_told_of_by_the_head_above(self):
        self._certify(self.lviv_head, TODAY + timedelta(days=5))
        self._night()
        self.assertEqual(len(self._tasks(self.lviv_head)), 1)
        self.assertEqual(len(self._tasks(self.west_head)), 1)

    def test_the_list_to_renew_has_what_ends_and_what_is_missing(self):
        self._certify(self.olena, TODAY + timedelta(days=61))
        self._certify(self.petro, TODAY + timedelta(days=30))
        self._certify(self.banker, TODAY - timedelta(days=1))
        line = self._give(self.lviv_head, self.maps)
        self.maps.certificate_id = self.lending
        self.env.flush_all()
        rows = self.env["bank.certificate.due"].search(
            [("skill_id", "=", self.lending.id)]
        )
        self.assertEqual(
            {row.user_id: (row.state, row.branch_id) for row in rows},
            {
                self.petro: ("very_soon", self.kharkiv),
                self.banker: ("ended", self.lviv),
                self.lviv_head: ("missing", self.lviv),
            },
        )
        missing = rows.filtered(lambda row: row.state == "missing")
        self.assertEqual(missing.line_words, "T maps")
        line.date_to = TODAY
        self.env["bank.business.day"]._open(TODAY + timedelta(days=1))
        self.env.flush_all()
        self.assertNotIn(
            self.lviv_head,
            self.env["bank.certificate.due"]
            .search([("skill_id", "=", self.lending.id)])
            .user_id,
        )

    def test_the_home_of_a_head_shows_whose_certificates_end(self):
        self._certify(self.olena, TODAY - timedelta(days=3))
        self._certify(self.petro, TODAY - timedelta(days=3))
        self.env.flush_all()
        home = self.env["bank.home"].with_user(self.lviv_head)
        tile = home.get_tile("certificates")
        self.assertEqual(tile["count"], 1)
        [row] = tile["rows"]
        self.assertEqual(row["title"], self.olena.name)
        self.assertEqual(row["badge"]["text"], "3 days overdue")
        action = home.open_tile("certificates", key=row["key"])
        self.assertEqual(action["res_id"], self._file(self.olena).id)
        whole = home.open_tile("certificates")
        self.assertEqual(whole["res_model"], "bank.certificate.due")
