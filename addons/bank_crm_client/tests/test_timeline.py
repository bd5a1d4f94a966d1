from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_tasks import TODAY
from .common_timeline import CLIENT_KEY, TimelineCommon


@tagged("post_install", "-at_install")
class TestTimeline(TimelineCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whoever serves the client since today is told of too: not here.
        cls.env.cr.execute(
            "UPDATE bank_assignment SET source = 'start' WHERE client_id = %s",
            [cls.kovalenko.id],
        )

    def test_everything_stands_in_the_order_of_time(self):
        account = self._create_account(self.kovalenko, "UA1", opened_date="2026-11-02")
        self._message(self.kovalenko, datetime(2026, 11, 5, 9))
        done = self._task(self.olena, 0, self.kovalenko, "Called him")
        done.action_done()
        done.date_done = "2026-11-07"
        self._event(
            "Meeting in the branch",
            datetime(2026, 11, 6, 8),
            self.kovalenko | self.olena.partner_id,
        )
        self.env["bank.large.flow"].create(
            {
                "date": "2026-11-04",
                "client_id": self.kovalenko.id,
                "account_id": account.id,
                "currency_id": self.uah.id,
                "amount": -120000,
                "direction": "out",
                "counterparty_name": "A dealer",
            }
        )
        rows = self._page()["rows"]
        self.assertEqual(
            [(row["source"], row["title"]) for row in rows],
            [
                ("task", "Called him"),
                ("meeting", "Meeting in the branch"),
                ("message", "A letter"),
                ("large_flow", "120\N{NO-BREAK SPACE}000.00 UAH"),
                ("account_opened", "UA1"),
            ],
        )
        letter = rows[2]
        self.assertEqual(letter["body"], "About the deposit")
        self.assertEqual((letter["channel"], letter["direction"]), ("email", "in"))

    def test_pages_have_each_row_once_and_in_order(self):
        moment = datetime(2026, 11, 5, 9)
        for number in range(50):
            # Many of one moment: only source and number tell them apart.
            self._message(self.kovalenko, moment, subject=f"m{number}")
        for number in range(7):
            self.env["bank.visit"].sudo().create(
                {
                    "client_id": self.kovalenko.id,
                    "user_id": self.olena.id,
                    "identified_by": "none",
                    "reason": "cash",
                    "started_at": moment,
                    "ends_at": moment + timedelta(minutes=1 + number),
                }
            )
        keys, before, sizes = [], None, []
        while True:
            page = self._page(before=before)
            sizes.append(len(page["rows"]))
            keys += [row["key"] for row in page["rows"]]
            before = page["next"]
            if not before:
                break
        self.assertEqual(sizes, [20, 20, 17])
        self.assertEqual(len(set(keys)), 57)
        numbers = [int(key.split("-")[1]) for key in keys[:50]]
        self.assertEqual(numbers, sorted(numbers, reverse=True))
        self.assertTrue(all(key.startswith("visit-") for key in keys[50:]))

    def test_filters_by_channel_direction_period_and_words(self):
        self._message(self.kovalenko, datetime(2026, 11, 5, 9), subject="From him")
        self._message(
            self.kovalenko, datetime(2026, 11, 6, 9), subject="To him",
            message_type="email_outgoing",
        )  # fmt: skip
        self._message(
            self.kovalenko, datetime(2026, 10, 6, 9), subject="A note",
            message_type="comment", body="<p>100%_sure</p>",
        )  # fmt: skip
        self._task(self.olena, -1, self.kovalenko, "Write to him")
        for wanted, titles in (
            ({"channels": ["email"]}, ["To him", "From him"]),
            ({"channels": ["note"]}, ["A note"]),
            ({"direction": "in"}, ["From him"]),
            ({"direction": "out"}, ["To him"]),
            ({"since": "2026-11-06", "until": "2026-11-06"}, ["To him"]),
            ({"text": "from"}, ["From him"]),
            ({"text": "0%_s"}, ["A note"]),
            ({"text": "e-mail to"}, ["To him"]),
            ({"channels": ["task"], "text": "write"}, ["Write to him"]),
        ):
            with self.subTest(wanted=wanted):
                self.assertEqual(self._titles(**wanted), titles)

    def test_what_is_planned_stands_apart_the_nearest_first(self):
        ahead = max(datetime.combine(TODAY, datetime.min.time()), datetime.now())
        for days in (9, 5):
            self._event(
                f"In {days} days", ahead + timedelta(days=days),
                self.kovalenko | self.olena.partner_id,
            )  # fmt: skip
        page = self._page()
        self.assertEqual(
            [row["title"] for row in page["ahead"]], ["In 5 days", "In 9 days"]
        )
        self.assertFalse(page["rows"])

    def test_contacts_are_counted_by_month(self):
        self._message(self.kovalenko, datetime(2026, 11, 5, 9))
        self._message(self.kovalenko, datetime(2026, 11, 6, 9))
        self._message(self.kovalenko, datetime(2025, 11, 30, 9))
        # A note is no contact, and thirteen months back nothing is counted.
        self._message(self.kovalenko, datetime(2026, 11, 6, 9), message_type="comment")
        self._message(self.kovalenko, datetime(2025, 10, 31, 9))
        call = self._task(
            self.olena, 0, self.kovalenko,
            activity_type_id=self.env.ref("mail.mail_activity_data_call").id,
        )  # fmt: skip
        call.action_done()
        call.date_done = "2026-10-15"
        months = self.kovalenko.with_user(self.olena).get_timeline_months()
        self.assertEqual(len(months["months"]), 13)
        counts = {one["channel"]: one["values"] for one in months["series"]}
        self.assertEqual(
            counts, {"email": [1] + [0] * 11 + [2], "call": [0] * 11 + [1, 0]}
        )

    def test_a_private_meeting_is_not_on_the_timeline_of_others(self):
        people = self.kovalenko | self.olena.partner_id
        self._event("Quiet talk", datetime(2026, 11, 6, 8), people, privacy="private")
        self.assertEqual(self._titles(), ["Quiet talk"])
        self.assertFalse(self._page(self.lviv_head)["rows"])
        months = self.kovalenko.with_user(self.lviv_head).get_timeline_months()
        self.assertFalse(months["series"])
        rows = (
            self.env["bank.timeline"]
            .with_user(self.lviv_head)
            .with_context(**{CLIENT_KEY: self.kovalenko.id})
        )
        self.assertFalse(rows.search([]))

    def test_rows_that_may_not_be_seen_do_not_stop_the_page(self):
        people = self.kovalenko | self.olena.partner_id
        for number in range(60):
            self._event(
                f"Private {number}", datetime(2026, 11, 6, 8) + timedelta(minutes=number),
                people, privacy="private",
            )  # fmt: skip
        self._message(self.kovalenko, datetime(2026, 11, 5, 9))
        self.assertEqual(self._titles(self.lviv_head), ["A letter"])

    def test_a_click_opens_the_record(self):
        letter = self._message(self.kovalenko, datetime(2026, 11, 5, 9))
        client = self.kovalenko.with_user(self.olena)
        action = client.open_timeline_row("message", letter.id)
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("mail.message", letter.id)
        )
        other = self._message(self.bondar, datetime(2026, 11, 5, 9))
        for source, row_id in (("message", other.id), ("nothing", 1), ("message", 0)):
            with self.subTest(source=source), self.assertRaises(UserError):
                client.open_timeline_row(source, row_id)

    def test_a_page_that_cannot_be_is_a_clear_error(self):
        for before in (["x"], "abc", [1, 2, 3]):
            with self.subTest(before=before), self.assertRaises(UserError):
                self._page(before=before)

    def test_the_tab_costs_the_card_nothing(self):
        card = self.kovalenko.with_user(self.olena).get_client_card()
        self.assertEqual(card["panels"]["timeline"], {"client_id": self.kovalenko.id})

    def test_large_payments_are_kept_by_the_night_and_taken_anew(self):
        account = self._create_account(self.kovalenko, "UA7")
        self.env["bank.day.flow"].search([("date", "=", TODAY)]).unlink()
        for amount in (60000, 49999.99, -50000):
            self.env["bank.day.flow"].create(
                {
                    "date": TODAY,
                    "client_id": self.kovalenko.id,
                    "account_id": account.id,
                    "currency_id": self.uah.id,
                    "amount": amount,
                    "amount_base": amount,
                    "size_base": abs(amount),
                    "direction": "in" if amount > 0 else "out",
                }
            )
        for _again in range(2):
            self._run_task("large_flows")
        kept = self.env["bank.large.flow"].search(
            [("client_id", "=", self.kovalenko.id)]
        )
        self.assertEqual(sorted(kept.mapped("amount")), [-50000, 60000])

    def test_no_two_sources_share_a_name(self):
        codes = [
            source.code for source in self.env["bank.timeline"]._timeline_sources()
        ]
        self.assertEqual(len(codes), len(set(codes)))
        self.assertLess(len(codes), 64)


@tagged("post_install", "-at_install")
class TestDemoTimeline(TimelineCommon):
    def test_the_demonstration_has_letters_meetings_and_tasks(self):
        demo = self.env["bank.demo"]
        self.patch(
            type(demo), "_sellers", lambda _self: [(self.olena, "retail_manager")]
        )
        self.env["bank.task.escalation"].with_context(active_test=False).search(
            []
        ).active = True
        demo._live_timeline()
        demo._live_tasks()
        page = self._page()
        self.assertLessEqual(
            {"message", "task"}, {row["source"] for row in page["rows"]}
        )
        day = self.env["bank.my.day"].with_user(self.olena).get_my_day()
        counts = {block["code"]: block["count"] for block in day["blocks"]}
        self.assertEqual((counts["today"], counts["meetings"]), (3, 0))
        self.assertEqual(
            self.env["bank.task.decision"].search([]).mapped("decision"), ["extend"]
        )
        self.assertTrue(
            self.env["bank.task.escalated"].search(
                [("to_user_id", "=", self.lviv_head.id)]
            )
        )
