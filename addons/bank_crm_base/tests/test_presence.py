from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import freeze_time
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import BankCommon

NOON = "2026-11-20 12:00:00"


class PresenceCommon(BankCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.teller = cls._create_employee("teller", cls.kharkiv)
        cls.operator = cls._create_employee("contact_centre_operator", cls.head_office)
        cls.kovalenko.write(
            {"phone": "+380671234417", "vat": "3184710691", "birth_date": "1984-03-05"}
        )
        cls.env["bank.client.document"].create(
            {"client_id": cls.kovalenko.id, "number": "КК 123456"}
        )
        cls.account = cls._create_account(
            cls.kovalenko, "UA213223130000026007233566001"
        )
        cls._book(cls.account, (date(2026, 11, 5), 100))
        cls.walled.write({"vat": "2999999999", "phone": "+380509999999"})
        cls.env["res.partner"]._refresh_derived_sql(
            [cls.kovalenko.id, cls.bondar.id, cls.walled.id]
        )

    def _stubs(self, text, user=None):
        Partner = self.env["res.partner"].with_user(user or self.teller)
        groups = Partner.find_elsewhere(text)
        if groups:
            self.assertTrue(groups[0]["rows"] or groups[0]["note"])
            self.assertTrue(Partner.find_clients(text)["may_be_elsewhere"])
        return groups[0]["rows"] if groups else []

    def _start_dialog(self, user=None, text="3184710691", **values):
        user = user or self.teller
        stub = self._stubs(text, user)[0]
        return (
            self.env["bank.visit.start"]
            .with_user(user)
            .create({"look": stub["id"], "answer": "кк123456", **values})
        )

    def _visit(self, user=None):
        self._start_dialog(user).action_identify()
        return self.env["bank.visit"].search([], order="id desc", limit=1)

    def _sees(self, user, client=None):
        client = client or self.kovalenko
        found = self.env["res.partner"].with_user(user).search([("id", "=", client.id)])
        computed = client.with_user(user).is_visible
        self.assertEqual(bool(found), computed)
        return computed


@tagged("post_install", "-at_install")
class TestStub(PresenceCommon):
    """Who may not see a client hears, of an exact question, that there is one."""

    def test_an_exact_question_gets_a_masked_stub(self):
        for text in (
            "3184710691",
            "067 123-44-17",
            "КК 123456",
            "kk-123456",
            "UA213223130000026007233566001",
            "26007233566001",
            "Коваленко Олена",
            "kovalenko olena",
        ):
            [stub] = self._stubs(text)
            self.assertEqual(stub["name"], "Ков***** О. І.", text)
            self.assertEqual(stub["born"], 1984)
            self.assertEqual(stub["branch"], "Test Lviv")
            self.assertEqual(stub["model"], "bank.stub.look")
            self.assertNotIn("Коваленко", str(stub))
            self.assertNotIn("4417", str(stub))
            self.assertNotEqual(stub["id"], self.kovalenko.id)

    def test_a_vague_question_gets_nothing(self):
        for text in (
            "Коваленко",
            "Коваленко О",
            "4417",
            "318471069",
            "123456",
            "UA2132",
        ):
            self.assertFalse(self._stubs(text), text)

    def test_who_sees_the_client_gets_him_and_no_stub(self):
        self.assertFalse(self._stubs("3184710691", self.olena))
        self.assertFalse(self._stubs("3184710691", self.lviv_head))

    def test_behind_the_wall_there_is_nothing(self):
        for user in (self.teller, self.operator, self.olena, self.lviv_head):
            for text in ("2999999999", "0509999999", "Заможний Петро"):
                self.assertFalse(self._stubs(text, user), text)

    def test_closed_cards_are_not_told_of(self):
        self.kovalenko.sudo().employee_user_id = self.teller
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        self.assertFalse(self._stubs("3184710691"))
        self.assertTrue(self._stubs("3184710691", self.operator))

    def test_other_posts_and_no_post_get_nothing(self):
        marketer = self._create_employee("marketer", self.head_office)
        leaver = self._create_employee(
            "teller", self.kharkiv, login="t_gone", date_to=date(2026, 11, 19)
        )
        self.assertFalse(self._stubs("3184710691", marketer))
        with self.assertRaises(AccessError):
            self._stubs("3184710691", leaver) or self.env["res.partner"].with_user(
                leaver
            ).browse(self.kovalenko.id).name  # fmt: skip

    def test_a_name_that_too_many_bear_gets_nothing(self):
        clients = self.env["res.partner"].union(
            *(
                self._create_client("Масовий Іван", branch_id=self.lviv.id)
                for _number in range(6)
            )
        )
        self.env["res.partner"]._refresh_derived_sql(clients.ids)
        self.assertFalse(self._stubs("Масовий Іван"))
        clients[0].active = False
        self.assertEqual(len(self._stubs("Масовий Іван")), 5)

    def test_over_the_hourly_limit_there_is_nothing_and_it_is_kept(self):
        self.env["ir.config_parameter"].set_param("bank_crm_base.stubs_an_hour", "1")
        self.bondar.vat = "2888888888"
        self.env["res.partner"]._refresh_derived_sql(self.bondar.ids)
        operator = self.operator
        with freeze_time(NOON):
            self.assertTrue(self._stubs("3184710691", operator))
            self.assertFalse(self._stubs("2888888888", operator))
            self.assertTrue(self._stubs("3184710691", operator), "the same again")
        refused = self.env["bank.stub.look"].search(
            [("is_refused", "=", True), ("user_id", "=", operator.id)]
        )
        self.assertEqual(refused.user_id, operator)
        self.assertEqual(refused.client_id, self.bondar)
        with freeze_time("2026-11-20 13:01:00"):
            self.assertTrue(self._stubs("2888888888", operator))

    def test_a_look_serves_only_who_had_it_and_only_that_day(self):
        with freeze_time(NOON):
            look = self._stubs("3184710691")[0]["id"]
            Start = self.env["bank.visit.start"]
            with self.assertRaises(AccessError):
                Start.with_user(self.operator).create({"look": look}).action_identify()
        with freeze_time("2026-11-20 21:00:00"), self.assertRaises(AccessError):
            Start.with_user(self.teller).create({"look": look}).action_identify()

    def test_what_was_typed_is_not_kept(self):
        dialog = self._start_dialog()
        dialog.action_identify()
        self.assertFalse(dialog.answer)
        wrong = self._start_dialog(user=self.operator, answer="1")
        wrong.action_identify()
        self.assertFalse(wrong.answer)

    def test_a_client_who_went_behind_the_wall_meanwhile_is_gone(self):
        dialog = self._start_dialog()
        self.kovalenko.is_private_banking = True
        with self.assertRaises(AccessError):
            dialog.action_identify()


@tagged("post_install", "-at_install")
class TestCounterView(PresenceCommon):
    def test_the_right_document_opens_the_counter_view(self):
        self.assertFalse(self._sees(self.teller))
        action = self._start_dialog().action_identify()
        self.assertEqual(action["res_id"], self.kovalenko.id)
        self.assertTrue(self._sees(self.teller))
        self.assertFalse(self._sees(self.operator))
        client = self.kovalenko.with_user(self.teller)
        self.assertTrue(client._is_counter_view())
        self.assertFalse(client.is_fully_visible)
        self.assertFalse(self.kovalenko.with_user(self.olena)._is_counter_view())

    def test_an_operator_without_clients_sees_who_is_on_the_line(self):
        self._visit(self.operator)
        self.assertTrue(self._sees(self.operator))

    def test_the_visit_ends_by_the_minute(self):
        with freeze_time(NOON):
            visit = self._visit()
            self.assertEqual(
                visit.ends_at, fields.Datetime.to_datetime("2026-11-20 12:30:00")
            )
            self.assertEqual(visit.state, "open")
        with freeze_time("2026-11-20 12:29:59"):
            self.env.invalidate_all()
            self.assertTrue(self._sees(self.teller))
        with freeze_time("2026-11-20 12:30:00"):
            self.env.invalidate_all()
            self.assertFalse(self._sees(self.teller))
            self.assertEqual(visit.state, "expired")

    def test_the_length_is_the_banks(self):
        self.env["ir.config_parameter"].set_param("bank_crm_base.visit_minutes", "10")
        with freeze_time(NOON):
            visit = self._visit()
        self.assertEqual(visit.ends_at - visit.started_at, timedelta(minutes=10))

    def test_the_clerk_ends_the_visit(self):
        visit = self._visit()
        self.kovalenko.with_user(self.teller).action_end_visit()
        self.assertEqual(visit.state, "ended")
        self.assertFalse(self._sees(self.teller))

    def test_a_visit_never_passes_the_wall_nor_a_closed_card(self):
        self._visit()
        self.kovalenko.is_private_banking = True
        self.assertFalse(self._sees(self.teller))
        self.kovalenko.is_private_banking = False
        self.assertTrue(self._sees(self.teller))
        self.kovalenko.sudo().employee_user_id = self.teller
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        self.assertFalse(self._sees(self.teller))

    def test_a_visit_without_a_post_is_worth_nothing(self):
        self._visit()
        self.teller.post_ids.date_to = date(2026, 11, 19)
        self.env.invalidate_all()
        self.assertFalse(self.kovalenko.with_user(self.teller).is_visible)

    def test_the_card_has_only_what_the_counter_needs(self):
        visit = self._visit()
        card = self.kovalenko.with_user(self.teller).get_client_card()
        self.assertEqual(set(card["panels"]), {"identity", "accounts", "agreements"})
        self.assertEqual(card["visit"]["reason"], "Service")
        self.assertTrue(card["visit"]["is_counter"])
        self.assertEqual(
            card["visit"]["until"], fields.Datetime.to_string(visit.ends_at)
        )
        own = self.kovalenko.with_user(self.olena).get_client_card()
        self.assertIn("turnover", own["panels"])
        self.assertFalse(own["visit"])

    def test_what_the_card_hides_is_closed_at_every_door(self):
        self._visit()
        teller = self.teller
        message = self.kovalenko.message_post(body="Wants to leave the bank")
        task = self.kovalenko.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.olena.id
        )
        file = self.env["ir.attachment"].create(
            {
                "name": "notes.txt",
                "raw": b"x",
                "res_model": "res.partner",
                "res_id": self.kovalenko.id,
            }
        )
        for record, is_open in (
            (self.account, True),
            (self.account.holder_ids, True),
            (self.kovalenko.client_document_ids, True),
            (self.kovalenko.contact_point_ids, True),
            (self.account.month_ids, False),
            (
                self.env["bank.account.movement"].search(
                    [("account_id", "=", self.account.id)]
                ),
                False,
            ),
            (message, False),
            (task, False),
            (file, False),
        ):
            with self.subTest(model=record._name):
                Model = self.env[record._name].with_user(teller)
                self.assertTrue(record)
                self.assertEqual(record.with_user(teller).has_access("read"), is_open)
                found = Model.search([("id", "in", record.ids)])
                self.assertEqual(bool(found), is_open)
        self.assertTrue(file.with_user(self.olena).has_access("read"))
        client = self.kovalenko.with_user(teller)
        self.assertFalse(client.activity_ids)
        with self.assertRaises(UserError):
            client.action_open_rows("movements")
        with self.assertRaises(UserError):
            client.action_give_task()

    def test_a_head_at_the_counter_does_not_take_the_client_over(self):
        east_head = self._create_employee("branch_head", self.kharkiv)
        self._visit(east_head)
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(east_head).manager_id = self.petro
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(east_head).unlink()

    def test_a_wrong_answer_is_counted_and_the_third_locks(self):
        dialog = self._start_dialog(answer="КК 654321")
        for _number in range(2):
            again = dialog.action_identify()
            self.assertEqual(again["res_id"], dialog.id)
            self.assertIn("not right", dialog.message)
            dialog.answer = "123456"
        dialog.action_identify()
        self.assertIn("three times", dialog.message)
        dialog.answer = "КК 123456"
        dialog.action_identify()
        self.assertFalse(self._sees(self.teller))
        other = self._start_dialog(self.operator)
        other.action_identify()
        self.assertFalse(self._sees(self.operator), "locked for everybody that day")
        tries = self.env["bank.identification"].search(
            [("client_id", "=", self.kovalenko.id)]
        )
        self.assertEqual(tries.mapped("is_right"), [False] * 3)
        self.env["bank.business.day"]._open(date(2026, 11, 21))
        self._start_dialog().action_identify()
        self.assertTrue(self._sees(self.teller))

    def test_without_an_answer_or_a_reason_nothing_opens(self):
        with self.assertRaises(UserError):
            self._start_dialog(answer=" ").action_identify()
        with self.assertRaises(UserError):
            self._start_dialog(reason="other").action_identify()
        self.assertFalse(
            self.env["bank.identification"].search(
                [("client_id", "=", self.kovalenko.id)]
            )
        )

    @mute_logger("odoo.sql_db")
    def test_two_tries_at_once_are_not_one(self):
        self._start_dialog(answer="no").action_identify()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["bank.identification"].create(
                {
                    "client_id": self.kovalenko.id,
                    "user_id": self.teller.id,
                    "date": date(2026, 11, 20),
                    "number": 1,
                    "tried_at": NOON,
                    "way": "document",
                }
            )

    def test_nobody_writes_a_visit_by_hand(self):
        Visit = self.env["bank.visit"].with_user(self.teller)
        for operation in ("write", "create", "unlink"):
            self.assertFalse(Visit.has_access(operation))

    def test_the_visit_is_listed_for_the_manager_and_the_branch_head(self):
        visit = self._visit()
        for user, is_listed in (
            (self.olena, True),
            (self.lviv_head, True),
            (self.petro, False),
            (self.operator, False),
            (self.teller, False),
        ):
            found = (
                self.env["bank.visit"].with_user(user).search([("id", "=", visit.id)])
            )
            self.assertEqual(bool(found), is_listed, user.login)
        self.assertEqual(visit.manager_id, self.olena)
        self.assertEqual(visit.branch_id, self.kharkiv)

    def test_the_manager_finds_it_on_the_home_screen(self):
        self._visit()
        for user in (self.olena, self.lviv_head):
            tile = self.env["bank.home"].with_user(user).get_tile("visited")
            self.assertEqual(
                [row["title"] for row in tile["rows"]], ["Коваленко Олена Іванівна"]
            )
            action = self.env["bank.home"].with_user(user).open_tile("visited")
            self.assertEqual(action["res_model"], "bank.visit")


@tagged("post_install", "-at_install")
class TestAccessRequest(PresenceCommon):
    def _ask(self, user=None, **values):
        user = user or self.petro
        stub = self._stubs("3184710691", user)[0]
        ask = (
            self.env["bank.access.ask"]
            .with_user(user)
            .create({"look": stub["id"], "reason": "A deal for both", **values})
        )
        ask.action_ask()
        return self.env["bank.act"].search([], order="id desc", limit=1)

    def test_the_head_of_the_clients_branch_gives_days(self):
        act = self._ask(days=3)
        self.assertFalse(self._sees(self.petro))
        self.assertEqual(act.unit_id, self.lviv)
        self.assertIn(
            act,
            self.env["bank.act"]
            .with_user(self.lviv_head)
            .search([("may_decide", "=", True)]),
        )
        self.assertTrue(act.with_user(self.lviv_head).differences[0]["fields"])
        act.with_user(self.lviv_head).action_accept()
        grant = self.env["bank.grant"].search([("user_id", "=", self.petro.id)])
        self.assertEqual(
            (grant.date_from, grant.date_to), (date(2026, 11, 20), date(2026, 11, 22))
        )
        self.assertEqual(grant.given_by_id, self.lviv_head)
        self.env.invalidate_all()
        self.assertTrue(self._sees(self.petro))
        self.env["bank.business.day"]._open(date(2026, 11, 23))
        self.env.invalidate_all()
        self.assertFalse(self._sees(self.petro))

    def test_who_asks_sees_neither_the_client_nor_the_proposal(self):
        act = self._ask()
        mine = self.env["bank.act"].with_user(self.petro).search([])
        self.assertNotIn(act, mine)
        self.assertTrue(self._stubs("3184710691", self.petro)[0]["is_asked"])
        with self.assertRaises(UserError):
            self._ask()

    def test_a_refusal_gives_nothing(self):
        act = self._ask()
        act.with_user(self.lviv_head).action_refuse("No need.")
        request = self.env["bank.access.request"].search(
            [("user_id", "=", self.petro.id)]
        )
        self.assertEqual(request.state, "refused")
        self.assertFalse(self._sees(self.petro))
        self.assertFalse(self._stubs("3184710691", self.petro)[0]["is_asked"])

    def test_a_request_needs_a_reason_and_some_days(self):
        for values in ({"reason": " "}, {"days": 0}, {"days": 31}):
            with self.assertRaises(UserError):
                self._ask(**values)

    def test_whose_post_has_no_clients_is_not_offered_it(self):
        self.assertFalse(self._stubs("3184710691", self.operator)[0]["may_ask"])
        self.assertTrue(self._stubs("3184710691", self.petro)[0]["may_ask"])
