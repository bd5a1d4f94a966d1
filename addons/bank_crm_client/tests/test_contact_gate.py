from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.contact.bank_contact_gate import Ask
from .common_contact import NOON, ContactCommon


@tagged("post_install", "-at_install")
class TestContactGate(ContactCommon):
    """Consent, hours, limits and who is spoken to, as the screens ask of them."""

    freeze_time = freeze_time(NOON)

    def _code(self, channel, purpose, client=None, **values):
        return str(
            self.Gate._judge(client or self.client, channel, purpose, **values).code
        )

    def test_advertising_needs_consent_for_its_own_channel(self):
        self.assertEqual(self._code("sms", "advertising"), "no_consent")
        self._say("given", "email", "advertising")
        self.assertEqual(self._code("sms", "advertising"), "no_consent")
        self.assertEqual(self._code("email", "advertising"), "allowed")

    def test_service_goes_until_the_client_objects(self):
        self.assertEqual(self._code("sms", "service"), "allowed")
        self._say("withdrawn", "sms", "service")
        self.assertEqual(self._code("sms", "service"), "withdrawn")

    def test_an_expired_consent_counts_no_more_and_the_history_stays(self):
        self._say("given", "sms", "advertising", date_to="2026-11-19")
        self.assertEqual(self._code("sms", "advertising"), "expired")
        new = self._say("given", "sms", "advertising", decided_at="2026-11-15 08:00:00")
        self.assertEqual(self._code("sms", "advertising"), "allowed")
        rows = self.Consent.search([("client_id", "=", self.client.id)])
        self.assertEqual(len(rows), 2)
        self.assertEqual(rows.filtered("is_latest"), new)
        self.assertEqual(
            self.Consent.search(
                [("client_id", "=", self.client.id), ("is_latest", "=", True)]
            ),
            new,
        )

    def test_what_was_said_is_neither_changed_nor_removed(self):
        said = self._say("given", "sms", "advertising")
        with self.assertRaises(UserError):
            said.with_user(self.olena).decision = "withdrawn"
        with self.assertRaises(AccessError):
            said.with_user(self.olena).unlink()
        with self.assertRaises(AccessError):
            said.with_user(self.olena).copy()
        with self.assertRaises(UserError):
            said.sudo().unlink()

    def test_do_not_call_stops_all_but_what_the_law_demands(self):
        self._say("withdrawn", "call")
        self.assertEqual(self._code("call", "collection"), "barred")
        self.assertEqual(self._code("call", "legal"), "allowed")
        self.assertEqual(self._code("letter", "collection"), "allowed")

    def test_debts_wait_for_the_working_day_of_the_client(self):
        # Friday 20:30 in Kyiv; the law of Ukraine ends the day at eight.
        verdict = self.Gate._judge(
            self.client, "call", "collection", at=datetime(2026, 11, 20, 18, 30)
        )
        self.assertEqual(str(verdict.code), "hours")
        self.assertEqual(verdict.next_at, datetime(2026, 11, 23, 7, 0))
        self.assertIn("1734-VIII", verdict.reason)
        self.assertIn("23 Nov, 09:00", verdict.reason)

    def test_the_clients_own_clock_decides(self):
        self.client.tz = "Asia/Shanghai"
        # 21:00 on Friday in Kyiv is 3:00 on Saturday there, and a Saturday is no day.
        self.assertEqual(
            self._code("call", "collection", at=datetime(2026, 11, 20, 19, 0)),
            "day_off",
        )

    def test_a_third_attempt_of_a_day_is_refused_whatever_the_channel(self):
        first = self.Gate._pass(self.client, "call", "collection")
        first._note_outcome("not_reached")
        self.Gate._pass(self.client, "sms", "collection")
        third = self.Gate._pass(self.client, "fax", "collection", address="Lviv")
        self.assertRecordValues(
            third, [{"allowed": False, "code": "cap", "address": "Lviv"}]
        )
        self.assertEqual(third.next_at, datetime(2026, 11, 23, 7, 0))
        self.assertEqual(self._code("letter", "service"), "allowed")

    def test_what_did_not_go_out_does_not_count(self):
        for _time in range(2):
            self.Gate._pass(self.client, "call", "collection")._note_outcome("failed")
        self.assertEqual(self._code("call", "collection"), "allowed")

    def test_two_in_one_batch_count_for_each_other(self):
        self._say("given", "email", "advertising")
        ask = Ask(self.client, "email", self.purposes["advertising"])
        attempts = self.Gate._pass_all([ask, ask, ask])
        self.assertEqual(attempts.mapped("allowed"), [True, True, False])

    def test_a_third_party_is_only_asked_to_have_him_call_back(self):
        neighbour = self.env["bank.party"]._named("Neighbour", "1111")
        self.assertEqual(
            self._code("call", "collection", recipient=neighbour), "third_party"
        )
        attempt = self.Gate._pass(self.client, "call", "call_back", recipient=neighbour)
        self.assertRecordValues(
            attempt,
            [
                {
                    "allowed": True,
                    "recipient_kind": "third_party",
                    "recipient_name": "Neighbour",
                }
            ],
        )

    def test_who_has_a_representative_is_reached_through_him(self):
        lawyer = self.env["bank.party"]._named("Lawyer Melnyk", "2222")
        self.env["bank.relation"].create(
            {
                "from_party_id": lawyer.id,
                "to_client_id": self.client.id,
                "type_id": self.env["bank.relation.type"]._of("representative").id,
            }
        )
        verdict = self.Gate._judge(self.client, "call", "collection")
        self.assertEqual(str(verdict.code), "represented")
        self.assertIn("Lawyer Melnyk", verdict.reason)
        self.assertEqual(self._code("call", "collection", recipient=lawyer), "allowed")

    def test_a_minor_is_reached_through_his_guardian(self):
        self.client.birth_date = "2015-05-05"
        self.assertEqual(self._code("call", "service"), "represented")
        self.env["bank.relation"].create(
            {
                "from_client_id": self.other.id,
                "to_client_id": self.client.id,
                "type_id": self.env["bank.relation.type"]._of("parent").id,
            }
        )
        self.assertEqual(self._code("call", "service", recipient=self.other), "allowed")

    def test_nobody_writes_to_the_dead(self):
        self.client.sudo().deceased_date = "2026-11-02"
        for purpose in ("service", "collection", "legal"):
            self.assertEqual(self._code("letter", purpose), "deceased")

    def test_an_open_complaint_stops_advertising_only(self):
        self._say("given", "email", "advertising")
        with patch.object(
            type(self.Gate),
            "_open_complaint_ids",
            lambda gate, clients: set(clients.ids),
        ):
            self.assertEqual(self._code("email", "advertising"), "complaint")
            self.assertEqual(self._code("email", "service"), "allowed")

    def test_what_the_law_demands_is_noted_like_all_else(self):
        for channel in ("sms", "email", "letter", "call"):
            self._say("withdrawn", channel)
        attempt = self.Gate._pass(self.client, "letter", "legal", address="Lviv")
        self.assertRecordValues(
            attempt,
            [
                {
                    "allowed": True,
                    "code": "allowed",
                    "purpose_id": self.purposes["legal"].id,
                }
            ],
        )

    def test_a_rule_holds_once_compliance_has_accepted_it(self):
        admin = self._create_employee("business_administrator", self.head_office)
        rule = (
            self.env["bank.contact.policy"]
            .with_user(admin)
            .create(
                {
                    "name": "One letter a day",
                    "channel": "letter",
                    "has_cap_day": True,
                    "cap_day": 0,
                    "source": "Order 12",
                    "date_from": "2026-01-01",
                }
            )
        )
        self.assertEqual(rule.acceptance, "waiting")
        self.assertEqual(self._code("letter", "service"), "allowed")
        with self.assertRaises(AccessError):
            rule.waiting_act_ids.with_user(admin).action_accept()
        rule.waiting_act_ids.with_user(self.compliance).action_accept()
        self.assertEqual(self._code("letter", "service"), "cap")

    def test_a_change_of_a_rule_waits_and_the_old_one_holds(self):
        rule = self.env.ref("bank_crm_client.contact_policy_ua_collection")
        admin = self._create_employee("business_administrator", self.head_office)
        rule.with_user(admin).cap_day = 20
        self.assertEqual(rule.cap_day, 2)
        rule.waiting_act_ids.with_user(self.compliance).action_accept()
        self.assertEqual(rule.cap_day, 20)

    def test_verdicts_of_many_clients_cost_no_more_queries(self):
        clients = self.client | self.other | self.walled
        asks = [Ask(client, "sms", self.purposes["service"]) for client in clients]
        self.Gate._judge_all(asks)
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            self.Gate._judge_all(asks[:1])
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            self.Gate._judge_all(asks)

    def test_the_card_tells_what_is_allowed_and_why_not(self):
        told = self.client.with_user(self.olena).get_client_contact()
        rows = {row["name"]: row["cells"] for row in told["purposes"]}
        email = rows["Advertising"][0]
        self.assertFalse(email["allowed"])
        self.assertIn("has not agreed", email["reason"])
        self.assertTrue(rows["Service"][0]["allowed"])
        self.assertEqual(told["clock"], "12:00")

    def test_one_click_tells_whether_to_call(self):
        action = self.client.with_user(self.olena).action_may_call()["params"]
        self.assertEqual(action["type"], "success")
        self.assertIn("12:00", action["title"])
        self.assertIn("Service", action["message"])
        self._say("withdrawn", "call")
        action = self.client.with_user(self.olena).action_may_call()["params"]
        self.assertEqual(action["type"], "danger")
        self.assertIn("asked not to be contacted", action["message"])

    def test_one_reason_for_every_purpose_is_told_once(self):
        self.client.sudo().deceased_date = "2026-11-01"
        told = self.client.with_user(self.olena).action_may_call()["params"]
        self.assertEqual(told["type"], "danger")
        self.assertEqual(told["message"], "The client has died.")

    def test_a_consent_is_noted_with_its_proof(self):
        window = (
            self.env["bank.consent.change"]
            .with_user(self.olena)
            .create(
                {
                    "client_id": self.client.id,
                    "purpose_ids": self.purposes["advertising"].ids,
                    "by_sms": True,
                    "by_email": True,
                }
            )
        )
        with self.assertRaises(UserError):
            window.action_note()
        window.evidence = "Form 118/26"
        window.action_note()
        rows = self.Consent.search([("client_id", "=", self.client.id)])
        self.assertEqual(sorted(rows.mapped("channel")), ["email", "sms"])
        self.assertEqual(rows.recorded_by_id, self.olena)
        self.assertEqual(self._code("sms", "advertising"), "allowed")

    def test_quiet_hours_are_kept_and_lifted(self):
        window = (
            self.env["bank.contact.quiet.change"]
            .with_user(self.olena)
            .create({"client_id": self.client.id, "time_from": 11.5, "time_to": 14})
        )
        window.action_note()
        verdict = self.Gate._judge(self.client, "call", "service")
        self.assertEqual(str(verdict.code), "quiet")
        self.assertEqual(verdict.next_at, datetime(2026, 11, 20, 12, 0))
        window.action_lift()
        self.assertEqual(self._code("call", "service"), "allowed")
