import json
from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_channels import ChannelsCommon

WRITERS = {
    "bank.channel": {"group_business_administrator"},
    "bank.message": set(),
    "bank.message.receipt": set(),
    "bank.message.limit": {"group_business_administrator"},
    "bank.message.template": {"group_business_administrator"},
    "bank.message.version": {"group_business_administrator"},
    "bank.message.text": {"group_business_administrator"},
    "bank.message.fact": {"group_business_administrator"},
    "bank.correspondence": {"group_client_editor"},
    "bank.correspondence.event": set(),
    "bank.correspondence.number": set(),
    "bank.letter.batch": set(),
}


class ChannelsRightsCommon(ChannelsCommon):
    """A message and a letter of a client in each branch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Letter, Receipt = (
            cls.env["bank.correspondence"],
            cls.env["bank.message.receipt"],
        )
        cls._reach(cls.bondar, "mobile", "+380671110009")
        cls.rows = {
            model: {}
            for model in (
                "bank.message", "bank.message.receipt", "bank.correspondence",
                "bank.correspondence.event",
            )
        }  # fmt: skip
        for client in (cls.kovalenko, cls.bondar):
            message = cls.Message._enqueue(client, "sms", cls.service, "Matrix")
            letter = Letter.create(
                {
                    "client_id": client.id,
                    "subject": "Matrix",
                    "branch_id": client.branch_id.id,
                    "responsible_id": False,
                }
            )
            cls.rows["bank.message"][client] = message
            cls.rows["bank.correspondence"][client] = letter
            cls.rows["bank.correspondence.event"][client] = letter.event_ids
            cls.rows["bank.message.receipt"][client] = Receipt.create(
                {
                    "message_id": message.id,
                    "channel_id": message.channel_id.id,
                    "event": f"matrix-{client.id}",
                    "status": "accepted",
                    "happened_at": datetime(2026, 11, 20),
                }
            )


@tagged("post_install", "-at_install")
class TestChannelsRights(DoorsMixin, ChannelsRightsCommon):
    """Every role at every door of messages and letters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"chn_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    def _expected(self, role):
        return {
            "none": set(),
            "own": set(),
            "branch": {self.kovalenko},
            "bank": {self.kovalenko, self.bondar},
        }[role.scope]

    def test_each_role_reads_what_its_scope_allows_at_each_door(self):
        for role, user in self.staff.items():
            for model, rows in self.rows.items():
                for client, record in rows.items():
                    with self.subTest(role=role.code, model=model, client=client.name):
                        is_open = client in self._expected(role)
                        self._check_doors(record.with_user(user), is_open)

    def test_who_writes_is_who_is_named_here(self):
        for role, user in self.staff.items():
            for model, groups in WRITERS.items():
                may_write = any(
                    user.has_group(f"bank_crm_base.{group}") for group in groups
                )
                Model = self.env[model].with_user(user)
                with self.subTest(role=role.code, model=model):
                    self.assertEqual(Model.has_access("write"), may_write)
                    self.assertEqual(Model.has_access("create"), may_write)

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "chn_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in WRITERS:
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_nothing_is_found_by_the_words_in_what_is_closed(self):
        for model, words in (
            ("bank.message", "body"),
            ("bank.correspondence", "subject"),
        ):
            found = self.env[model].with_user(self.olena)
            own = found.search([(words, "=", "Matrix")])
            self.assertEqual(own.client_id, self.kovalenko)
        channels = self.env["bank.letter.batch"].with_user(self.olena)
        self.assertFalse(channels.search([("letter_ids.subject", "=", "Matrix")]))

    def test_states_and_addresses_are_nobodys_to_write(self):
        letter = self.rows["bank.correspondence"][self.kovalenko]
        for name, value in (
            ("state", "answered"),
            ("number", "1"),
            ("state_date", "2026-01-01"),
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                letter.with_user(self.olena).write({name: value})
        mine = letter.browse().with_user(self.olena).with_context(default_state="void")
        with self.assertRaises(AccessError):
            mine.create({"client_id": self.kovalenko.id, "subject": "x"})
        channel = self.sms.with_user(self.administrator)
        with self.assertRaises(AccessError):
            channel.trouble = "x"

    def test_whose_name_and_service_a_channel_uses_takes_two(self):
        self.sms.endpoint = "https://sms.example/messages"
        self.sms.with_user(self.administrator).endpoint = "https://other.example/"
        self.assertEqual(self.sms.endpoint, "https://sms.example/messages")
        self.assertTrue(self.sms.with_user(self.administrator).waiting_act_ids)

    def test_the_own_card_and_the_counter_show_no_correspondence(self):
        self.kovalenko.employee_user_id = self.olena
        self.env.flush_all()
        self.env.registry.clear_cache()
        message = self.rows["bank.message"][self.kovalenko]
        self.assertFalse(
            self.Message.with_user(self.olena).search([("id", "=", message.id)])
        )
        teller = self.staff[self.env.ref("bank_crm_base.role_teller")]
        self.env["bank.visit"].with_user(teller)._start(
            self.bondar, identified_by="document", reason="cash"
        )
        bondar = self.bondar.with_user(teller)
        self.assertTrue(bondar.is_visible)
        with self.assertRaises(AccessError):
            bondar.get_client_correspondence()
        self.assertNotIn("correspondence", bondar.get_client_card()["panels"])
        for model in ("bank.message", "bank.correspondence"):
            row = self.rows[model][self.bondar].with_user(teller)
            self.assertFalse(row.search([("id", "=", row.id)]))

    def test_the_wall_keeps_messages(self):
        self._reach(self.walled, "mobile", "+380671110077")
        message = self._write("Behind the wall", client=self.walled)
        domain = [("id", "=", message.id)]
        self.assertFalse(self.Message.with_user(self.lviv_head).search(domain))
        self.assertTrue(self.Message.with_user(self.banker).search(domain))

    def test_the_tab_tells_what_one_may_see(self):
        tab = self.kovalenko.with_user(self.olena).get_client_correspondence()
        self.assertEqual([row["what"] for row in tab["letters"]], ["Matrix"])
        self.assertEqual([row["state"] for row in tab["messages"]], ["queued"])
        with self.assertRaises(AccessError):
            self.bondar.with_user(self.olena).get_client_correspondence()


@tagged("post_install", "-at_install")
class TestChannelsOverHttp(ChannelsRightsCommon, HttpCase):
    """The same over /json/2, as other systems ask."""

    def _json2(self, user, model, method, **arguments):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + timedelta(hours=1))
        )
        response = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"bearer {key}",
                "Content-Type": "application/json",
            },
        )
        return response.status_code, response.json()

    def test_rows_and_writes_over_the_external_api(self):
        for model in ("bank.message", "bank.correspondence"):
            status, rows = self._json2(
                self.olena, model, "search_read", domain=[], fields=["client_id"]
            )
            self.assertEqual(status, 200)
            self.assertEqual(
                {row["client_id"][0] for row in rows if row["client_id"]},
                set(self.kovalenko.ids),
            )
        mine = self.rows["bank.message"][self.kovalenko].ids
        theirs = self.rows["bank.correspondence"][self.bondar].ids
        refused = [
            (self.olena, "bank.message", "write", {"ids": mine, "vals": {"state": "sent"}}),
            (self.olena, "bank.message", "create",
             {"vals_list": [{"client_id": self.kovalenko.id}]}),
            (self.olena, "bank.message", "unlink", {"ids": mine}),
            (self.olena, "bank.correspondence", "action_take", {"ids": theirs}),
            (self.olena, "bank.correspondence", "unlink", {"ids": theirs}),
            (self.auditor, "res.partner", "action_write_message",
             {"ids": self.kovalenko.ids}),
        ]  # fmt: skip
        for user, model, method, arguments in refused:
            with self.subTest(model=model, method=method), mute_logger("odoo.http"):
                status, _error = self._json2(user, model, method, **arguments)
                self.assertEqual(status, 403)
        for method in ("_enqueue", "_send_queue", "_lease_slice", "_note_bounce"):
            with self.subTest(method=method), mute_logger("odoo.http"):
                status, _error = self._json2(self.boss, "bank.message", method)
                self.assertNotEqual(status, 200)
