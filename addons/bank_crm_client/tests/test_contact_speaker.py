from datetime import datetime

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_contact import NOON, ContactCommon

IVAN_PHONE = "+380671234418"


@tagged("post_install", "-at_install")
class TestContactSpeaker(ContactCommon):
    """Where the client is not turned to, the one who speaks for him is offered."""

    freeze_time = freeze_time(NOON)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Nine years old; his father is a client of another branch.
        cls.client.birth_date = "2017-05-05"
        cls.env["bank.relation"].create(
            {
                "from_client_id": cls.other.id,
                "to_client_id": cls.client.id,
                "type_id": cls.env["bank.relation.type"]._of("parent").id,
            }
        )
        cls.key = f"client-{cls.other.id}"

    def _guardian(self):
        lawyer = self.env["bank.party"].create({"name": "Lawyer Melnyk"})
        self.env["bank.relation"].create(
            {
                "from_party_id": lawyer.id,
                "to_client_id": self.client.id,
                "type_id": self.env["bank.relation.type"]._of("guardian").id,
                "date_from": "2026-01-01",
            }
        )
        return lawyer

    def _window(self, **values):
        return (
            self.env["bank.message.write"]
            .with_user(self.olena)
            .create(
                {"client_id": self.client.id, "kind": "sms", "body": "Hello", **values}
            )
        )

    def test_who_speaks_for_a_child(self):
        self.assertEqual(
            self.Gate._instead_of(self.client),
            [{"key": self.key, "name": self.other.name, "role": "parent"}],
        )
        lawyer = self._guardian()
        self.assertEqual(
            self.Gate._instead_of(self.client),
            [
                {
                    "key": f"party-{lawyer.id}",
                    "name": "Lawyer Melnyk",
                    "role": "guardian",
                }
            ],
        )
        self.client.birth_date = "1985-03-07"
        self.assertEqual(len(self.Gate._instead_of(self.client)), 1)
        self.env["bank.relation"].search(
            [("from_party_id", "=", lawyer.id)]
        ).date_to = "2026-11-01"
        self.assertEqual(self.Gate._instead_of(self.client), [])

    def test_a_message_goes_to_the_parent_and_says_so(self):
        window = self._window()
        self.assertFalse(any(way["is_allowed"] for way in window.ways))
        window.recipient_key = self.key
        sms = next(way for way in window.ways if way["kind"] == "sms")
        self.assertTrue(sms["is_allowed"])
        # He is no client of hers: his number is masked for her.
        self.assertEqual(sms["address"], "***4418")
        action = window.action_send()
        message = self.env["bank.message"].browse(action["res_id"])
        self.assertRecordValues(
            message,
            [
                {
                    "state": "queued", "client_id": self.client.id,
                    "recipient_id": self.other.id, "address": IVAN_PHONE,
                    "recipient_name": self.other.name,
                }
            ],
        )  # fmt: skip
        self.env["bank.message"]._lease_slice(message.channel_id, only=message.ids)
        self.assertRecordValues(
            self._attempts(),
            [
                {
                    "allowed": True, "recipient_id": self.other.id,
                    "recipient_kind": "representative", "address": IVAN_PHONE,
                }
            ],
        )  # fmt: skip
        self.assertFalse(self._attempts(self.other))

    def test_nobody_else_is_put_in_his_place(self):
        for key in (f"client-{self.walled.id}", "party-1", "client-", "x"):
            with self.subTest(key=key), self.assertRaises(UserError):
                self._window(recipient_key=key).action_send()
        self.assertFalse(
            self.env["bank.message"].search([("client_id", "=", self.client.id)])
        )

    def test_a_guardian_who_is_no_client_is_written_to_at_what_he_gives(self):
        lawyer = self._guardian()
        window = self._window(recipient_key=f"party-{lawyer.id}")
        with self.assertRaisesRegex(UserError, "Lawyer Melnyk"):
            window.action_send()
        window.typed_address = "not a number"
        with self.assertRaisesRegex(UserError, "Lawyer Melnyk"):
            window.action_send()
        window.typed_address = "+380501112233"
        message = self.env["bank.message"].browse(window.action_send()["res_id"])
        self.assertEqual(
            (message.recipient_party_id, message.address), (lawyer, "+380501112233")
        )
        client = self._create_client("Melnyk Petro")
        lawyer._become(client)
        self.assertEqual(message.recipient_id, client)

    def test_he_is_told_only_to_who_sees_the_whole_card(self):
        child = self.client.with_user(self.petro)
        self.assertEqual(self.Gate.with_user(self.petro)._offered_instead(child), [])
        with self.assertRaises(AccessError):
            self.env["bank.contact.call"].with_user(self.petro).create(
                {"client_id": self.client.id}
            )
        told = (
            self.env["bank.correspondence"]
            .with_user(self.petro)
            .new({"client_id": self.client.id, "direction": "outgoing"})
        )
        self.assertFalse(told.speakers)

    def test_the_window_of_text_messages_leads_to_him_in_one_click(self):
        composer = (
            self.env["sms.composer"]
            .with_user(self.olena)
            .with_context(
                default_res_model="res.partner", default_res_id=self.client.id
            )
            .create({"body": "Hello"})
        )
        self.assertEqual(composer.speaker_names, self.other.name)
        action = composer.action_write_to_speaker()
        window = Form(
            self.env[action["res_model"]]
            .with_user(self.olena)
            .with_context(**action["context"])
        )
        self.assertEqual(
            (window.recipient_key, window.kind, window.body), (self.key, "sms", "Hello")
        )

    def test_a_letter_goes_to_him(self):
        Letter = self.env["bank.correspondence"].with_user(self.olena)
        values = {
            "direction": "outgoing", "client_id": self.client.id, "subject": "Terms",
            "branch_id": self.lviv.id,
        }  # fmt: skip
        with self.assertRaisesRegex(UserError, self.other.name):
            Letter.create(values)
        letter = Letter.create({**values, "recipient_key": self.key})
        self.assertEqual(letter.recipient_name, self.other.name)
        letter.recipient_key = False
        self.assertEqual(letter.recipient_name, self.other.name)
        with self.assertRaises(UserError):
            letter.recipient_name = "Somebody"
        self.assertEqual(self._attempts().filtered("allowed").recipient_id, self.other)

    def test_a_call_is_asked_before_and_noted_after(self):
        told = self.client.with_user(self.olena).action_may_call()["params"]
        self.assertEqual([one["key"] for one in told["speakers"]], [self.key])
        self.assertTrue(told["may_note"])
        self.assertFalse(told["may_call"])
        Call = self.env["bank.contact.call"].with_user(self.olena)
        call = Call.create({"client_id": self.client.id})
        self.assertFalse(call.is_allowed)
        self.assertIn(self.other.name, call.verdict)
        self.assertEqual(call.action_call()["params"]["type"], "danger")
        call = Call.create({"client_id": self.client.id, "recipient_key": self.key})
        self.assertTrue(call.is_allowed)
        with self.assertRaises(UserError):
            call.action_reached()
        call.action_call()
        with self.assertRaises(UserError):
            call.action_call()
        call.action_not_reached()
        self.assertRecordValues(
            self._attempts(),
            [
                {"allowed": False, "code": "represented", "recipient_id": False,
                 "outcome": False},
                {"allowed": True, "code": "allowed", "recipient_id": self.other.id,
                 "outcome": "not_reached"},
            ],
        )  # fmt: skip

    def test_a_call_is_noted_for_no_purpose_that_the_law_exempts(self):
        call = (
            self.env["bank.contact.call"]
            .with_user(self.olena)
            .create(
                {"client_id": self.client.id, "purpose_id": self.purposes["legal"].id}
            )
        )
        with self.assertRaises(UserError):
            call.action_call()


@tagged("post_install", "-at_install")
class TestDoNotCall(ContactCommon):
    """Who asked not to be called is seen at a glance."""

    freeze_time = freeze_time(NOON)

    def _flags(self):
        return [flag["code"] for flag in self.client.get_client_card()["flags"]]

    def test_his_latest_word_about_calls_as_such(self):
        self._say("withdrawn", "call", "advertising")
        self._say("withdrawn", "sms")
        self.assertFalse(self.client.call_barred_since)
        self._say("withdrawn", "call", decided_at="2026-11-02 08:00:00")
        self.assertEqual(self.client.call_barred_since, datetime(2026, 11, 2, 8))
        self.assertIn("do_not_call", self._flags())
        # An older word, found on paper later, changes nothing.
        self._say("given", "call", decided_at="2026-10-01 08:00:00")
        self.assertIn("do_not_call", self._flags())
        self._say("given", "call", decided_at="2026-11-03 08:00:00")
        self.assertFalse(self.client.call_barred_since)
        self.assertNotIn("do_not_call", self._flags())

    def test_it_is_written_by_his_word_only(self):
        with self.assertRaises(UserError):
            self.client.with_user(self.olena).call_barred_since = NOON

    def test_it_follows_a_merge_and_comes_back(self):
        twin = self._create_person("Коваленко", "Олена")
        self._say("withdrawn", "call", client=twin)
        merge = self.env["bank.client.merge"].create(
            {"client_id": self.client.id, "loser_id": twin.id}
        )
        merge._merge()
        self.assertTrue(self.client.call_barred_since)
        merge._unmerge()
        self.env.invalidate_all()
        self.assertFalse(self.client.call_barred_since)
        self.assertTrue(twin.call_barred_since)
