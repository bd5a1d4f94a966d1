import base64
from datetime import date

from lxml import etree
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import TODAY, BankCommon


def fields_of_form(record):
    """What the browser reads of a record to show its form to this user."""
    arch = etree.fromstring(record.get_view(view_type="form")["arch"])
    return {node.get("name") for node in arch.iter("field")}


@tagged("post_install", "-at_install")
class TestDisclosure(BankCommon):
    """Requests for what bank secrecy covers, from the letter to the archive."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._create_employee(
            "compliance", cls.head_office, login="t_officer"
        )
        cls.second = cls._create_employee(
            "compliance", cls.head_office, login="t_second"
        )
        cls.ground = cls.env["bank.disclosure.ground"].create(
            {
                "name": "Test ground",
                "law_article": "art. 62",
                "deadline_days": 3,
                "day_kind": "banking",
            }
        )

    def _request(self, **values):
        return (
            self.env["bank.disclosure"]
            .with_user(self.officer)
            .create(
                {
                    "requester_kind": "court",
                    "requester_body": "District court",
                    "ground_id": self.ground.id,
                    "client_ids": [Command.set(self.kovalenko.ids)],
                    "decision": "give",
                    "decision_words": "Accounts and balances on the day of the letter",
                    **values,
                }
            )
        )

    def _act(self, disclosure):
        return (
            self.env["bank.act"]
            .search([("res_model", "=", "bank.disclosure"), ("state", "=", "waiting")])
            .filtered(lambda act: act.res_ids == disclosure.ids)
        )

    def _decided(self, **values):
        disclosure = self._request(**values)
        disclosure.action_submit()
        self._act(disclosure).with_user(self.second).action_accept()
        return disclosure

    def _answer(self, disclosure, user, **values):
        return (
            self.env["bank.disclosure.answer"]
            .with_user(user)
            .create(
                {
                    "disclosure_id": disclosure.id,
                    "given_words": "Two accounts",
                    "given_to": "The court",
                    **values,
                }
            )
            .action_register()
        )

    # --- the letter and its term

    def test_a_request_gets_a_number_of_its_year_and_a_term(self):
        first, second = self._request(), self._request()
        self.assertRegex(first.name, r"^D-2026-\d{5}$")
        self.assertEqual(int(second.name[-5:]), int(first.name[-5:]) + 1)
        # Friday 20 November and three banking days.
        self.assertEqual(first.deadline_date, date(2026, 11, 25))

    def test_a_holiday_of_the_bank_moves_the_term(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "date_from": "2026-11-23 00:00:00",
                "date_to": "2026-11-23 23:59:59",
                "calendar_id": self.env.company.resource_calendar_id.id,
            }
        )
        self.assertEqual(self._request().deadline_date, date(2026, 11, 26))

    def test_the_letter_may_set_another_day(self):
        disclosure = self._request(deadline_date=date(2026, 12, 31))
        self.assertEqual(disclosure.deadline_date, date(2026, 12, 31))

    def test_overdue_and_soon_are_found_and_shown_alike(self):
        late = self._request(deadline_date=date(2026, 11, 19))
        soon = self._request(deadline_date=date(2026, 11, 22))
        later = self._request(deadline_date=date(2026, 11, 23))
        every = late | soon | later
        found = self.env["bank.disclosure"].search([("is_overdue", "=", True)])
        self.assertEqual(found & every, late)
        found = self.env["bank.disclosure"].search([("is_due_soon", "=", True)])
        self.assertEqual(found & every, soon)
        self.assertEqual(every.mapped("haste"), ["overdue", "soon", "later"])

    def test_it_names_a_client_or_says_that_he_is_not_ours(self):
        nobody = self._request(client_ids=[])
        with self.assertRaises(UserError):
            nobody.action_submit()
        with self.assertRaises(UserError):
            self._request(is_not_client=True)
        stranger = self._request(
            client_ids=[], is_not_client=True, asked_about="Ivanov I. I., 1234567890"
        )
        stranger.action_submit()
        self.assertEqual(stranger.state, "waiting")

    # --- the decision of two people

    def test_nothing_is_given_before_a_second_person_accepts(self):
        disclosure = self._request()
        disclosure.action_submit()
        self.assertEqual(disclosure.state, "waiting")
        act = self._act(disclosure)
        self.assertEqual(
            (act.kind_id.code, act.client_id), ("disclosure", self.kovalenko)
        )
        with self.assertRaises(UserError):
            self._answer(disclosure, self.officer)
        with self.assertRaises(AccessError):
            act.with_user(self.officer).action_accept()
        act.with_user(self.second).action_accept()
        self.assertEqual(
            (disclosure.state, disclosure.approver_id), ("approved", self.second)
        )

    def test_a_refusal_of_the_bank_is_decided_by_two_as_well(self):
        disclosure = self._decided(
            decision="refuse", decision_words="No decision of a court is enclosed"
        )
        self.assertEqual(disclosure.state, "refused")

    def test_what_the_second_person_refuses_is_prepared_anew(self):
        disclosure = self._request()
        disclosure.action_submit()
        self._act(disclosure).with_user(self.second).action_refuse("Too much")
        self.assertEqual(disclosure.state, "draft")
        self.assertIn("Too much", disclosure.message_ids[0].body)
        disclosure.decision_words = "Balances only"
        disclosure.action_submit()
        self.assertEqual(disclosure.state, "waiting")

    def test_terms_are_frozen_once_sent_for_decision(self):
        disclosure = self._request()
        disclosure.action_submit()
        for values in (
            {"decision_words": "Everything"},
            {"client_ids": [Command.link(self.bondar.id)]},
            {"requester_body": "Somebody else"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                disclosure.write(values)
        disclosure.responsible_id = self.second
        self.assertEqual(disclosure.responsible_id, self.second)

    def test_it_needs_words_to_be_decided_on(self):
        with self.assertRaises(UserError):
            self._request(decision_words=" ").action_submit()

    def test_the_form_opens_for_everyone_who_may_see_the_request(self):
        disclosure = self._decided()
        disclosure.responsible_id = self.olena
        for user in (self.officer, self.second, self.auditor, self.olena):
            with self.subTest(user=user.login):
                record = disclosure.with_user(user)
                fields_shown = fields_of_form(record)
                record.invalidate_recordset()
                [values] = record.web_read({name: {} for name in fields_shown})
                self.assertEqual(values["may_answer"], user != self.auditor)

    def test_an_arrest_is_entered_from_the_request_that_brought_it(self):
        disclosure = self._decided()
        action = disclosure.with_user(self.officer).action_view_arrests()
        arrest = (
            self.env["bank.account.arrest"]
            .with_user(self.officer)
            .with_context(**action["context"])
            .create({"is_whole": True, "document_number": "1", "document_date": TODAY})
        )
        self.assertEqual(arrest.client_id, self.kovalenko)
        self.assertEqual(arrest.body, "District court")
        disclosure.invalidate_recordset()
        self.assertEqual(disclosure.arrest_count, 1)

    # --- the answer

    def test_the_answer_says_what_was_given_when_to_whom_and_how(self):
        disclosure = self._decided()
        letter = (
            self.env["ir.attachment"]
            .with_user(self.officer)
            .create(
                {
                    "name": "letter.pdf",
                    "datas": base64.b64encode(b"letter"),
                    "res_model": "bank.disclosure.answer",
                }
            )
        )
        self._answer(
            disclosure, self.officer, attachment_ids=[Command.set(letter.ids)],
            given_by="courier",
        )  # fmt: skip
        self.assertRecordValues(
            disclosure,
            [
                {
                    "state": "answered",
                    "given_words": "Two accounts",
                    "given_to": "The court",
                    "given_by": "courier",
                    "given_date": TODAY,
                    "given_attachment_ids": letter.ids,
                }
            ],
        )
        self.assertEqual(
            (letter.res_model, letter.res_id), (disclosure._name, disclosure.id)
        )
        disclosure.action_close()
        self.assertEqual(disclosure.state, "closed")
        with self.assertRaises(UserError):
            self._answer(disclosure, self.officer)

    def test_it_is_not_answered_before_it_came(self):
        disclosure = self._decided()
        with self.assertRaises(UserError):
            self._answer(disclosure, self.officer, given_date=date(2026, 11, 19))

    def test_somebody_elses_file_cannot_be_given_away(self):
        disclosure = self._decided()
        disclosure.responsible_id = self.olena
        foreign = self.env["ir.attachment"].create(
            {
                "name": "b",
                "raw": b"b",
                "res_model": "res.partner",
                "res_id": self.bondar.id,
            }
        )
        with self.assertRaises(AccessError):
            self._answer(
                disclosure, self.olena, attachment_ids=[Command.set(foreign.ids)]
            )

    def test_the_responsible_answers_what_is_his_and_reads_nothing_else(self):
        mine, other = self._decided(), self._decided()
        mine.responsible_id = self.olena
        Disclosure = self.env["bank.disclosure"].with_user(self.olena)
        self.assertEqual(Disclosure.search([("id", "in", (mine | other).ids)]), mine)
        with self.assertRaises(AccessError):
            other.with_user(self.olena).read(["name"])
        with self.assertRaises(AccessError):
            mine.with_user(self.olena).write({"scope_words": "x"})
        with self.assertRaises(AccessError):
            mine.with_user(self.olena).action_close()
        self._answer(mine, self.olena)
        self.assertEqual(mine.state, "answered")
        with self.assertRaises(AccessError):
            self._answer(other, self.olena)

    def test_the_answer_dialog_tells_nothing_of_a_foreign_request(self):
        disclosure = self._decided()
        Answer = self.env["bank.disclosure.answer"].with_user(self.petro)
        with self.assertRaises(AccessError):
            Answer.create(
                {"disclosure_id": disclosure.id, "given_words": "x", "given_to": "y"}
            )
        with self.assertRaises(AccessError):
            Answer.new({"disclosure_id": disclosure.id}).decision_words  # noqa: B018

    # --- the register

    def test_only_compliance_audit_and_the_responsible_see_the_register(self):
        disclosure = self._request()
        for user, is_seen in (
            (self.officer, True), (self.second, True), (self.auditor, True),
            (self.olena, False), (self.lviv_head, False), (self.boss, False),
            (self.steward, False),
        ):  # fmt: skip
            record = disclosure.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(bool(record.search([("id", "=", record.id)])), is_seen)
                self.assertEqual(record.has_access("read"), is_seen)
                self.assertEqual(bool(record.name_search(disclosure.name)), is_seen)
                if not is_seen:
                    with self.assertRaises(UserError):
                        record.export_data(["name"])

    def test_nothing_in_the_register_is_deleted(self):
        disclosure = self._request()
        for user in (self.officer, self.env.ref("base.user_admin")):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                disclosure.with_user(user).unlink()
        with self.assertRaises(UserError):
            disclosure.sudo().unlink()

    def test_its_moves_are_not_written_by_hand(self):
        disclosure = self._request()
        for values in ({"state": "answered"}, {"name": "X"}, {"given_words": "y"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                disclosure.write(values)
        with self.assertRaises(AccessError):
            self._request(state="approved")

    @mute_logger("odoo.sql_db")
    def test_a_client_asked_about_stays(self):
        self._request(client_ids=[Command.set(self.bondar.ids)])
        with self.assertRaises(Exception), self.cr.savepoint():  # noqa: B017
            self.bondar.unlink()

    def test_the_officer_exports_the_register(self):
        disclosure = self._request()
        rows = disclosure.export_data(["name", "requester_body", "deadline_date"])
        self.assertEqual(rows["datas"][0][1], "District court")

    def test_the_home_shows_what_is_to_be_answered(self):
        disclosure = self._request(deadline_date=date(2026, 11, 19))
        other = self._request()
        other.responsible_id = self.olena
        tile = self._tile(self.officer)
        self.assertIn(disclosure.id, [row["key"] for row in tile["rows"]])
        self.assertEqual(
            [row["key"] for row in self._tile(self.olena)["rows"]], other.ids
        )
        self.assertIsNone(self._tile(self.petro))

    def _tile(self, user):
        home = self.env["bank.home"].with_user(user).get_home()
        tiles = [tile for zone in home["zones"] for tile in zone["tiles"]]
        return next((tile for tile in tiles if tile["code"] == "disclosures"), None)


@tagged("post_install", "-at_install")
class TestArrests(BankCommon):
    """Arrests of accounts, entered and lifted by two people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._create_employee(
            "compliance", cls.head_office, login="t_officer"
        )
        cls.second = cls._create_employee(
            "compliance", cls.head_office, login="t_second"
        )
        cls.account = cls._create_account(cls.kovalenko, "UA21000001")
        cls.other = cls._create_account(cls.kovalenko, "UA21000002")

    def _arrest(self, **values):
        return (
            self.env["bank.account.arrest"]
            .with_user(self.officer)
            .create(
                {
                    "client_id": self.kovalenko.id,
                    "account_id": self.account.id,
                    "body": "Bailiff Petrenko",
                    "document_number": "55",
                    "document_date": date(2026, 11, 18),
                    "amount": 12000,
                    **values,
                }
            )
        )

    def _accept(self, arrest):
        arrest.invalidate_recordset()
        arrest.waiting_act_ids.with_user(self.second).action_accept()

    def _flags(self, user=None):
        card = self.kovalenko.with_user(user or self.olena).get_client_card()
        return [
            flag["text"] for flag in card["flags"] if flag["code"].startswith("arrest")
        ]

    def test_an_arrest_counts_once_accepted_and_stands_on_the_card(self):
        arrest = self._arrest()
        self.assertEqual(arrest.acceptance, "waiting")
        self.assertFalse(self._flags())
        self.assertFalse(self.account.arrest_words)
        self._accept(arrest)
        [text] = self._flags()
        self.assertIn("12,000.00", text)
        self.assertIn("Bailiff Petrenko", text)
        self.account.invalidate_recordset()
        self.assertIn("12,000.00", self.account.with_user(self.olena).arrest_words)
        self.assertFalse(self.other.is_arrested)

    def test_an_arrest_of_all_accounts_binds_each(self):
        arrest = self._arrest(account_id=False, is_whole=True, amount=0)
        self._accept(arrest)
        accounts = self.account | self.other
        accounts.invalidate_recordset()
        self.assertEqual(accounts.mapped("is_arrested"), [True, True])
        found = self.env["bank.account"].search([("is_arrested", "=", True)])
        self.assertEqual(found & accounts, accounts)
        self.assertIn("All accounts arrested", self._flags()[0])

    def test_lifting_needs_two_people_too(self):
        arrest = self._arrest()
        self._accept(arrest)
        arrest.write({"lifted_date": TODAY, "lift_document": "77 of 20.11.2026"})
        self.assertTrue(arrest.is_in_force)
        self._accept(arrest)
        self.assertFalse(arrest.is_in_force)
        self.assertEqual(arrest.lift_document, "77 of 20.11.2026")
        self.assertFalse(self._flags())

    def test_an_arrest_begins_on_its_day(self):
        arrest = self._arrest(date_from=date(2026, 11, 21))
        self._accept(arrest)
        self.assertFalse(arrest.is_in_force)
        self.assertNotIn(arrest, arrest.search([("is_in_force", "=", True)]))
        self.env["bank.business.day"]._open(date(2026, 11, 21))
        arrest.invalidate_recordset()
        self.assertTrue(arrest.is_in_force)
        self.assertIn(arrest, arrest.search([("is_in_force", "=", True)]))

    def test_only_compliance_enters_and_nobody_deletes(self):
        for user in (self.olena, self.lviv_head, self.boss, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["bank.account.arrest"].with_user(user).create(
                    {"client_id": self.kovalenko.id, "body": "x"}
                )
        arrest = self._arrest()
        with self.assertRaises(AccessError):
            arrest.unlink()
        with self.assertRaises(UserError):
            arrest.sudo().unlink()

    def test_whoever_does_not_see_the_client_does_not_see_the_arrest(self):
        arrest = self._arrest()
        self.assertTrue(arrest.with_user(self.olena).has_access("read"))
        self.assertFalse(arrest.with_user(self.petro).has_access("read"))
        self.assertFalse(arrest.with_user(self.petro).search([("id", "=", arrest.id)]))

    def test_the_request_behind_an_arrest_is_hidden_from_the_front(self):
        arrest = self._arrest()
        with self.assertRaises(AccessError):
            arrest.with_user(self.olena).read(["disclosure_id"])

    def test_the_front_opens_an_arrest_from_the_account(self):
        arrest = self._arrest()
        self._accept(arrest)
        action = self.account.with_user(self.olena).action_view_arrests()
        self.assertEqual(action["domain"], [("id", "in", arrest.ids)])
        record = arrest.with_user(self.olena)
        shown = fields_of_form(record)
        self.assertNotIn("disclosure_id", shown)
        [values] = record.web_read({name: {} for name in shown})
        self.assertTrue(values["is_in_force"])

    def test_the_account_is_one_of_the_clients(self):
        foreign = self._create_account(self.bondar, "UA21000003")
        with self.assertRaises(UserError):
            self._arrest(account_id=foreign.id)

    def test_the_form_enters_an_arrest(self):
        with Form(self.env["bank.account.arrest"].with_user(self.officer)) as form:
            form.client_id = self.kovalenko
            form.is_whole = True
            form.body = "Court"
            form.document_number = "1"
            form.document_date = TODAY
        self.assertEqual(form.record.acceptance, "waiting")
