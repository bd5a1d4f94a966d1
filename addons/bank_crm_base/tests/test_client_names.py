from datetime import datetime, timedelta

from odoo.addons.mail.tools.discuss import Store
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import BankCommon

STRANGER = "A client elsewhere"


class ClientNamesCommon(BankCommon):
    """A message on a card in Lviv, written by a client of Kharkiv."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "ТОВ Канцтовари"})
        cls.message = cls._write(cls.bondar)
        cls.name = cls.bondar.name

    @classmethod
    def _write(cls, author):
        return cls.kovalenko.message_post(
            body="A word",
            message_type="comment",
            author_id=author.id,
            partner_ids=author.ids,
        )


@tagged("post_install", "-at_install")
class TestClientNames(ClientNamesCommon):
    """What a client is called where he is a link of a record of the core."""

    def _as(self, user, record=None):
        self.env.invalidate_all()
        return (record or self.message).with_user(user)

    def _told(self, user):
        """What each door tells of the author to a user who may read the message."""
        message = self._as(user)
        domain = [("id", "=", message.id)]
        spec = {"author_id": {"fields": {"display_name": {}}}}
        [group] = message.formatted_read_group(domain, ["author_id"], ["__count"])
        return {
            "read": message.read(["author_id"])[0]["author_id"][1],
            "form": message.web_read(spec)[0]["author_id"]["display_name"],
            "list": message.web_search_read(domain, spec)["records"][0]["author_id"][
                "display_name"
            ],
            "group": group["author_id"][1],
        }

    def test_a_link_does_not_name_a_client_out_of_sight(self):
        told = self._told(self.olena)
        self.assertEqual(told, dict.fromkeys(told, STRANGER))

    def test_an_export_with_such_a_link_is_refused(self):
        with self.assertRaises(AccessError):
            self._as(self.olena)._export_rows([["author_id"]])
        lines = self._as(self.boss)._export_rows([["author_id"]])
        self.assertEqual(lines, [[self.name]])

    def test_who_may_see_the_client_reads_his_name_in_links(self):
        for user in (self.auditor, self.boss):
            with self.subTest(user=user.login):
                told = self._told(user)
                self.assertEqual(told, dict.fromkeys(told, self.name))

    def test_behind_the_wall_nobody_is_named_either(self):
        self.message = self._write(self.walled)
        told = self._told(self.olena)
        self.assertEqual(told, dict.fromkeys(told, STRANGER))
        walled = self._as(self.banker, self.walled)
        self.assertEqual(walled.sudo().display_name, self.walled.name)

    def test_colleagues_and_who_is_no_client_keep_their_names(self):
        for author in (
            self.petro.partner_id,
            self.supplier,
            self.env.company.partner_id,
        ):
            with self.subTest(author=author.name):
                self.message = self._write(author)
                told = self._told(self.olena)
                self.assertEqual(told, dict.fromkeys(told, author.name))

    def test_a_contact_person_is_named_to_who_sees_his_client(self):
        clerk = self.env["res.partner"].create(
            {"name": "Секретар", "parent_id": self.bondar.id}
        )
        self.message = self._write(clerk)
        self.assertEqual(self._told(self.olena)["form"], STRANGER)
        self.assertEqual(self._told(self.boss)["form"], f"{self.name}, Секретар")

    def test_messages_go_to_the_screen_without_his_name_and_address(self):
        self.bondar.email = "bondar@mail.example"
        for user, name in ((self.olena, STRANGER), (self.boss, self.name)):
            with self.subTest(user=user.login):
                message = self._as(user)
                store = Store().add(message).add(message.sudo().author_id, ["email"])
                rows = {row["id"]: row for row in store.get_result()["res.partner"]}
                told = rows[self.bondar.id]
                self.assertEqual(told["name"], name)
                self.assertEqual(bool(told["email"]), user == self.boss)

    def test_a_client_who_stands_at_the_counter_is_named_at_once(self):
        teller = self._create_employee("teller", self.lviv)
        client = self.bondar.with_user(teller)
        self.assertEqual(client.sudo().display_name, STRANGER)
        self.env["bank.visit"].with_user(teller)._start(
            client, identified_by="document", reason="service"
        )
        self.assertEqual(client.sudo().display_name, self.name)

    def test_the_bank_itself_and_a_client_on_the_portal_are_told_whole_names(self):
        self.assertEqual(self.bondar.with_user(1).display_name, self.name)
        public = self.env.ref("base.public_user")
        self.assertEqual(self.bondar.with_user(public).sudo().display_name, self.name)

    def test_a_name_is_no_condition_to_find_him_by(self):
        Message = self.env["mail.message"].with_user(self.olena)
        domain = [("id", "=", self.message.id), ("author_id", "ilike", "Бондар")]
        self.assertFalse(Message.search(domain))
        self.assertTrue(Message.with_user(self.boss).search(domain))

    def test_a_list_of_links_asks_the_database_no_more_for_many_strangers(self):
        many = [
            self._create_client(f"Далекий {number}", branch_id=self.kharkiv.id)
            for number in range(20)
        ]
        few_messages = self.env["mail.message"].browse(
            [self._write(client).id for client in many[:2]]
        )
        messages = self.env["mail.message"].browse(
            [self._write(client).id for client in many]
        )

        def queries(rows):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows.with_user(self.olena).web_read(
                {"author_id": {"fields": {"display_name": {}}}}
            )
            return self.env.cr.sql_log_count - before

        queries(few_messages)
        self.assertEqual(queries(few_messages), queries(messages))


@tagged("post_install", "-at_install")
class TestClientNamesOverRpc(ClientNamesCommon, HttpCase):
    """The same over /json/2, as other systems ask."""

    def _ask(self, user):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + timedelta(hours=1))
        )
        answer = self.url_open(
            "/json/2/mail.message/read",
            json={"ids": self.message.ids, "fields": ["author_id"]},
            headers={"Authorization": f"Bearer {key}"},
        )
        return answer.json()[0]["author_id"][1]

    def test_a_key_is_told_no_more_than_its_user(self):
        self.assertEqual(self._ask(self.olena), STRANGER)
        self.assertEqual(self._ask(self.auditor), self.name)
