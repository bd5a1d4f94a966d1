from itertools import count
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_channels import ChannelsCommon

NUMBERS = count()
UK = "Вітаємо, {{ first_name }}!"
EN = "Hello, {{ first_name }}!"


@tagged("post_install", "-at_install")
class TestMessageTemplates(ChannelsCommon):
    """Texts of messages: checked, approved by a second person, filled in by language."""

    def _template(self, body=EN, *, kind="sms", purpose=None, subject="", facts=(), **texts):
        template = (
            self.env["bank.message.template"]
            .with_user(self.administrator)
            .create(
                {
                    "name": "Test",
                    "code": f"test_{next(NUMBERS)}",
                    "kind": kind,
                    "purpose_id": (purpose or self.service).id,
                }
            )
        )  # fmt: skip
        self.env["bank.message.version"].with_user(self.administrator).create(
            {
                "template_id": template.id,
                "fact_ids": [
                    Command.create({"code": code, "name": code, "kind": kind_of})
                    for code, kind_of in facts
                ],
                "text_ids": [
                    Command.create({"lang": lang, "subject": subject, "body": text})
                    for lang, text in {"en_US": body, **texts}.items()
                ],
            }
        )
        return template

    def _words(self, template):
        return template.version_ids.problem_words

    def _publish(self, template):
        template.version_ids.with_user(self.administrator).action_submit()
        act = self.env["bank.act"].search(
            [
                ("res_model", "=", "bank.message.version"),
                ("state", "=", "waiting"),
                ("res_ids", "=", template.version_ids.ids),
            ],
            order="id desc",
            limit=1,
        )
        act = act or self.env["bank.act"].search([], order="id desc", limit=1)
        self.assertEqual(act.kind_id.code, "message_template")
        return act

    def _in_force(self, *args, **values):
        template = self._template(*args, **values)
        self.assertFalse(self._words(template))
        template.version_ids.sudo()._publish()
        return template.sudo(False)

    # --- the check

    def test_a_wrong_name_is_found_and_the_right_one_guessed(self):
        template = self._template("Hello, {{ first_nam }}!")
        self.assertEqual(template.version_ids.state, "draft")
        self.assertIn("first_nam", self._words(template))
        self.assertIn("Did you mean “first_name”?", self._words(template))
        with self.assertRaises(UserError):
            template.version_ids.action_submit()

    def test_a_balance_does_not_go_by_sms(self):
        self.assertIn("may not be sent this way", self._words(self._template("{{ funds }}")))
        words = self._words(
            self._template(
                "{% for account in accounts %}{{ account.balance }}{% endfor %}",
                kind="email", subject="x",
            )
        )  # fmt: skip
        self.assertIn("may not be sent this way", words)
        letter = self._template("You have {{ funds|money }}", kind="letter", subject="x")
        self.assertFalse(self._words(letter))

    def test_an_sms_of_four_parts_is_too_long(self):
        self.assertFalse(self._words(self._template("я" * 201)))
        template = self._template("я" * 202, kind="sms", purpose=self.service)
        self.assertIn("takes 4 SMS", self._words(template))

    def test_advertising_says_how_to_stop_it(self):
        template = self._template(purpose=self.advertising)
        self.assertIn("opt_out_link", self._words(template))
        with_link = self._template(
            "{{ first_name }}, come! {{ opt_out_link }}",
            kind="email", subject="Offer", purpose=self.advertising,
        )  # fmt: skip
        self.assertFalse(self._words(with_link))

    def test_nothing_but_the_white_list_of_the_language(self):
        for body in (
            "{{ name.__class__ }}", "{% import 'x' as y %}", "{{ cycler }}", "{% for %}"
        ):  # fmt: skip
            with self.subTest(body=body):
                template = self._template(body)
                self.assertTrue(self._words(template))
                template.sudo().unlink()

    def test_shipped_templates_are_whole_in_three_languages(self):
        shipped = self.env["ir.model.data"].search(
            [("model", "=", "bank.message.template"), ("module", "=", "bank_crm_client")]
        )
        templates = self.env["bank.message.template"].browse(shipped.mapped("res_id"))
        self.assertEqual(len(templates), 6)
        for template in templates:
            with self.subTest(template=template.code):
                self.assertEqual(template.state, "in_force")
                self.assertEqual(
                    set(template.version_id.text_ids.mapped("lang")),
                    {"en_US", "uk_UA", "zh_CN"},
                )

    # --- the second person

    def test_a_text_is_in_force_when_another_accepts_it(self):
        template = self._template()
        act = self._publish(template)
        self.assertEqual(template.state, "waiting")
        with self.assertRaises(UserError):
            template.version_ids.text_ids.with_user(self.administrator).body = "Other"
        with self.assertRaises(AccessError):
            act.with_user(self.administrator).action_accept()
        act.with_user(self.approver).action_accept()
        self.assertEqual(template.state, "in_force")
        self.assertEqual(template.version_id.publisher_id, self.approver)
        with self.assertRaises(UserError):
            template.version_id.text_ids.with_user(self.administrator).body = "Other"
        with self.assertRaises(UserError):
            template.with_user(self.administrator).kind = "email"

    def test_refused_it_is_a_draft_again(self):
        template = self._template()
        self._publish(template).with_user(self.approver).action_refuse("Too short")
        self.assertEqual(template.version_ids.state, "checked")
        template.version_ids.text_ids.with_user(self.administrator).body = "Longer"
        self.assertEqual(template.state, "new")

    def test_a_new_version_takes_the_place_of_the_old(self):
        template = self._in_force(facts=[("when", "text")])
        first = template.version_id
        second = template.with_user(self.administrator)._new_version(first)
        self.assertEqual(second.text_ids.body, EN)
        self.assertEqual(second.fact_ids.code, "when")
        second.sudo()._publish()
        self.assertEqual((template.version_id, first.state), (second, "retired"))

    def test_what_an_sms_may_hold_is_changed_by_two(self):
        limit = self.env.ref("bank_crm_client.message_limit_sms")
        limit.with_user(self.administrator).most_parts = 9
        self.assertEqual(limit.most_parts, 3)
        self.assertTrue(limit.waiting_act_ids)

    # --- filling in

    def test_a_client_reads_his_own_language(self):
        template = self._in_force(uk_UA=UK)
        self.kovalenko.write({"first_name": "Олена", "last_name": "Коваленко"})
        for lang, words in (
            ("en_US", "Hello, Олена!"),
            (False, "Hello, Олена!"),
        ):
            self.kovalenko.lang = lang
            told = template.with_user(self.olena)._render(self.kovalenko)
            self.assertEqual((told["body"], told["lang"]), (words, "en_US"))
        told = template.with_user(self.olena)._render(self.kovalenko, lang="uk_UA")
        self.assertEqual(told["body"], "Вітаємо, Олена!")
        # Of a language without a text: the nearest.
        told = template.with_user(self.olena)._render(self.kovalenko, lang="uk_XX")
        self.assertEqual(told["lang"], "uk_UA")

    def test_plain_text_stays_plain(self):
        template = self._in_force("{{ name }} & {{ bank.name }} «x»")
        self.kovalenko.name = "A <b>B</b>"
        told = template.with_user(self.olena)._render(self.kovalenko)
        self.assertEqual(told["body"], "A <b>B</b> & Test Bank «x»")

    def test_what_the_sender_fills_in_is_asked_for(self):
        template = self._in_force(
            "We wait on {{ fact.day|date }} in {{ fact.place }}",
            facts=[("day", "date"), ("place", "text")],
        )
        with self.assertRaises(UserError):
            template.with_user(self.olena)._send(self.kovalenko, {"place": "Lviv"})
        message = template.with_user(self.olena)._send(
            self.kovalenko, {"place": "Lviv", "day": "2026-12-01"}
        )
        self.assertRegex(message.body, r"We wait on .*2026.* in Lviv")
        self.assertEqual(message.template_version_id, template.version_id)

    def test_what_the_sender_may_not_read_he_does_not_send(self):
        template = self._in_force("{{ tax_number }}", kind="letter", subject="x")
        self.kovalenko.vat = "3012345678"
        told = template.with_user(self.olena)._render(self.kovalenko)
        self.assertIn("3012345678", told["body"])
        with self.assertRaises(AccessError):
            template.with_user(self.petro)._render(self.kovalenko)

    def test_a_message_with_a_kept_back_fact_is_kept_back(self):
        template = self._in_force("{{ first_name }}")
        message = template.with_user(self.olena)._send(self.kovalenko)
        self.assertEqual(message.sudo().fact_ids.mapped("code"), ["first_name"])
        mine = self.Message.with_user(self.olena).search([("id", "=", message.id)])
        self.assertTrue(mine)
        context = type(self.env["bank.print.context"])
        closed = message.sudo().fact_ids
        with patch.object(context, "_closed_entries", lambda records: closed):
            self.assertFalse(
                self.Message.with_user(self.olena).search([("id", "=", message.id)])
            )

    def test_preview_on_a_real_client(self):
        template = self._in_force("{{ first_name }}: {{ email }}")
        preview = self.env["bank.message.preview"].with_user(self.olena)
        preview = preview.create(
            {"version_id": template.version_id.id, "client_id": self.kovalenko.id}
        )
        self.assertIn("olena@client.example", preview.body)
        self.assertIn("1 SMS", preview.size_words)

    # --- the window "Write to the client"

    def _window(self, user=None):
        action = self.kovalenko.with_user(user or self.olena).action_write_message()
        return Form(
            self.env[action["res_model"]]
            .with_user(user or self.olena)
            .with_context(**action["context"])
        )

    def test_ways_that_may_be_used_stand_first(self):
        self._consent("sms", "withdrawn")
        window = self._window()
        self.assertEqual(window.kind, "email")
        ways = {way["kind"]: way for way in window.ways}
        self.assertEqual(window.ways[0]["kind"], "email")
        self.assertTrue(ways["email"]["is_allowed"])
        self.assertFalse(ways["sms"]["is_allowed"])
        self.assertTrue(ways["sms"]["reason"])
        self.assertFalse(ways["letter"]["address"])

    def test_a_clerk_writes_by_a_template(self):
        template = self._in_force("We wait: {{ fact.place }}", facts=[("place", "text")])
        window = self._window()
        window.kind = "sms"
        window.template_id = template
        self.assertEqual(window.body, "We wait: …")
        with window.fact_ids.edit(0) as fact:
            fact.text = "Lviv"
        self.assertEqual(window.body, "We wait: Lviv")
        action = window.save().action_send()
        message = self.Message.browse(action["res_id"])
        self.assertRecordValues(
            message,
            [
                {
                    "body": "We wait: Lviv",
                    "state": "queued",
                    "user_id": self.olena.id,
                    "address": "+380671110000",
                }
            ],
        )

    def test_a_clerk_writes_a_text_of_his_own(self):
        window = self._window()
        window.kind = "email"
        window.body = "Dear Olena"
        unnamed = window.save()
        with self.assertRaises(UserError):
            unnamed.action_send()
        window.subject = "Hello"
        message = self.Message.browse(window.save().action_send()["res_id"])
        self.assertEqual((message.subject, message.state), ("Hello", "queued"))

    def test_advertising_needs_a_template(self):
        self._consent("email", "given", self.advertising)
        window = self._window()
        window.purpose_id = self.advertising
        window.kind = "email"
        window.subject = window.body = "Offer"
        write = window.save()
        with self.assertRaises(UserError):
            write.action_send()

    def test_a_refused_sms_says_why_at_once(self):
        window = self._window()
        window.kind = "sms"
        window.body = "Hello"
        write = window.save()
        self._consent("sms", "withdrawn")
        message = self.Message.browse(write.action_send()["res_id"])
        self.assertEqual(message.state, "refused")
        self.assertTrue(message.reason)

    def test_who_may_not_write_to_the_client(self):
        for user in (self.petro, self.auditor, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.kovalenko.with_user(user).action_write_message()

    def test_names_in_texts_are_plain(self):
        template = self._template()
        with self.assertRaises(UserError):
            self.env["bank.message.fact"].create(
                {"version_id": template.version_ids.id, "code": "a b", "name": "x"}
            )
