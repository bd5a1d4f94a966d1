from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import FeedCommon


@tagged("post_install", "-at_install")
class TestFeedScreens(FeedCommon):
    """What the screens say and let a person do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1")
        cls._load_accounts(("A1", "C1"))
        cls.feed = cls._feed("movements")
        cls.feed.write({"max_reject_count": 0})
        cls.file = cls._movements(
            'M1,,,A1,2026-11-05,"x1,00",UAH,fee,"a, b"',
            "M2,,,A1,2026-11-05,2.00,UAH,fee,b",
            rows=2,
            sum="3.00",
        )
        cls.wrong = cls.file.reject_ids.with_user(cls.steward)

    def test_the_wrong_value_is_mended_alone(self):
        self.assertEqual(self.wrong.column_label, "Amount")
        self.assertTrue(self.wrong.can_mend_value)
        self.wrong.value = "1.00"
        self.assertEqual(self.wrong.mended, 'M1,,,A1,2026-11-05,1.00,UAH,fee,"a, b"')
        self.assertEqual(self.wrong.raw, 'M1,,,A1,2026-11-05,"x1,00",UAH,fee,"a, b"')

    def test_a_row_is_mended_by_its_columns(self):
        cells = self.wrong.cells
        [wrong] = [cell for cell in cells if cell["is_wrong"]]
        self.assertEqual((wrong["label"], wrong["value"]), ("Amount", "x1,00"))
        wrong["value"] = "1.00"
        self.wrong.cells = cells
        self.assertEqual(self.wrong.mended, 'M1,,,A1,2026-11-05,1.00,UAH,fee,"a, b"')

    def test_what_was_mended_while_the_file_waited_stays_so(self):
        self.assertEqual(self.file.state, "waiting")
        self.wrong.value = "1.00"
        self.wrong.action_try_again()
        self._work()
        self.assertEqual(self.wrong.state, "mended")
        decision = self.file.with_user(self.steward).action_publish_anyway()
        with Form(
            self.env["bank.feed.decision"]
            .with_user(self.steward)
            .with_context(**decision["context"])
        ) as form:
            form.reason = "Agreed"
        form.record.action_confirm()
        self.file.with_user(self.boss).waiting_act_ids.action_accept()
        self._work()
        self.assertEqual(self.file.state, "done")
        self.assertEqual(self.file.reject_ids.mapped("state"), ["mended"])
        self.assertEqual(self._account("A1").balance, 3)

    def test_the_totals_stand_side_by_side(self):
        rows, total = self.file.totals["lines"]
        self.assertEqual((rows["sent"], rows["received"], rows["rejected"]), (2, 2, 1))
        self.assertFalse(rows["is_wrong"] or total["is_wrong"])
        self.assertIn("1", total["note"])

    def test_progress_is_told_to_those_who_may_see_files(self):
        [progress] = self.file.with_user(self.auditor).get_progress()
        self.assertEqual((progress["state"], progress["rejected"]), ("waiting", 1))
        with self.assertRaises(AccessError):
            self.file.with_user(self.olena).get_progress()

    def test_only_a_steward_decides(self):
        with self.assertRaises(UserError):
            self.file.with_user(self.auditor).action_publish_anyway()
        with self.assertRaises(AccessError):
            self.wrong.with_user(self.auditor).value = "1.00"

    def test_an_administrator_opens_a_file_without_its_rows(self):
        admin = self._create_employee("business_administrator", self.head_office)
        view = self.env["bank.feed.run"].with_user(admin).get_view(view_type="form")
        self.assertNotIn("bank_feed_rejects", view["arch"])
        self.assertEqual(self.file.with_user(admin).to_mend_count, 1)

    def test_words_are_chosen_by_meaning(self):
        code = self.env["bank.feed.code"].create(
            {
                "feed_id": self.feed.id,
                "code_list": "operation",
                "word": "Q",
                "ours": "fee",
            }
        )
        self.assertIn(["fee", "Fee"], code.choices)
        self.assertIn("operation", dict(code.list_choices))
        self.assertNotIn("gender", dict(code.list_choices))

    def test_home_tells_late_feeds_and_what_waits_for_the_steward(self):
        home = self.env["bank.home"].with_user(self.steward).get_home()
        tiles = [tile for zone in home["zones"] for tile in zone["tiles"]]
        [tile] = [tile for tile in tiles if tile["code"] == "feeds_need_me"]
        self.assertIn(self.file.file_name, [row["title"] for row in tile["rows"]])
        action = (
            self.env["bank.home"]
            .with_user(self.steward)
            .open_tile("feeds_need_me", key=self.file.id)
        )
        self.assertEqual(action["res_id"], self.file.id)
        self.env["bank.feed.run"].search([]).write({"bank_date": "2026-11-02"})
        late = self.env["bank.home"].with_user(self.olena)._freshness()
        self.assertIn(
            "late",
            {badge["level"] for badge in late if badge["label"] != "Core banking"},
        )

    def test_a_managers_home_has_no_tile_of_feeds(self):
        home = self.env["bank.home"].with_user(self.olena).get_home()
        codes = [tile["code"] for zone in home["zones"] for tile in zone["tiles"]]
        self.assertNotIn("feeds_need_me", codes)
