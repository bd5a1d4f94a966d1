import base64
from datetime import date, timedelta
from io import BytesIO

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError
from pypdf import PdfReader

from .common_channels import ChannelsCommon


@tagged("post_install", "-at_install")
class TestCorrespondence(ChannelsCommon):
    """The register of letters and faxes."""

    def _letter(self, user=None, **values):
        return (
            self.env["bank.correspondence"]
            .with_user(user or self.olena)
            .create({"client_id": self.kovalenko.id, "subject": "Request", **values})
        )

    def test_each_branch_counts_its_letters_by_year_and_direction(self):
        numbers = [
            self._letter(**values).number
            for values in (
                {},
                {"direction": "outgoing"},
                {},
                {"date": date(2025, 12, 30)},
                {"branch_id": self.kharkiv.id},
            )
        ]
        self.assertEqual(
            numbers,
            [
                "TEST_LVIV/IN/2026/00001",
                "TEST_LVIV/OUT/2026/00001",
                "TEST_LVIV/IN/2026/00002",
                "TEST_LVIV/IN/2025/00001",
                "TEST_KHARKIV/IN/2026/00001",
            ],
        )

    def test_a_refused_letter_leaves_no_gap(self):
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._letter(date=TODAY + timedelta(days=1))
        self.assertEqual(self._letter().number, "TEST_LVIV/IN/2026/00001")

    def test_an_incoming_letter_is_registered_with_its_scan(self):
        scan = self.env["ir.attachment"].with_user(self.olena).create(
            {
                "name": "scan.pdf",
                "datas": base64.b64encode(b"%PDF-1.4"),
                "res_model": "bank.correspondence.add",
                "res_id": 0,
            }
        )  # fmt: skip
        action = self.kovalenko.with_user(self.olena).action_register_letter()
        add = self.env[action["res_model"]].with_user(self.olena)
        window = Form(add.with_context(**action["context"]))
        window.subject = "Complaint"
        record = window.save()
        record.scan_ids = scan
        told = record.action_register()["params"]["message"]
        letter = self.env["bank.correspondence"].search([("subject", "=", "Complaint")])
        self.assertIn(letter.number, told)
        self.assertRecordValues(
            letter,
            [
                {
                    "direction": "incoming",
                    "state": "registered",
                    "client_id": self.kovalenko.id,
                    "responsible_id": self.olena.id,
                    "branch_id": self.lviv.id,
                    "answer_due_date": TODAY + timedelta(days=30),
                    "scan_count": 1,
                }
            ],
        )
        self.assertEqual((scan.res_model, scan.res_id), (letter._name, letter.id))
        self.assertTrue(scan.with_user(self.lviv_head).has_access("read"))
        self.assertFalse(scan.with_user(self.petro).has_access("read"))

    def test_a_file_of_another_record_is_not_made_a_scan(self):
        foreign = self.env["ir.attachment"].create(
            {"name": "x", "raw": b"x", "res_model": "res.partner", "res_id": self.walled.id}
        )
        with self.assertRaises(AccessError):
            self._letter(scan_ids=[Command.link(foreign.id)])

    def test_an_answer_closes_the_letter(self):
        letter = self._letter(answer_due_date=TODAY - timedelta(days=0))
        action = letter.action_answer()
        window = Form(letter.browse().with_context(**action["context"]))
        answer = window.save()
        self.assertEqual((answer.direction, answer.subject), ("outgoing", "Re: Request"))
        self.assertEqual(letter.state, "answered")
        self.assertEqual(
            letter.event_ids.sorted("id").mapped("state"), ["registered", "answered"]
        )
        self.assertEqual(letter.event_ids.sorted("id")[-1].note, answer.number)
        with self.assertRaises(UserError):
            letter.action_file()

    def test_an_answer_is_to_the_same_client_and_the_other_way(self):
        letter = self._letter()
        with self.assertRaises(ValidationError):
            self._letter(answers_id=letter.id)
        with self.assertRaises(ValidationError):
            self._letter(
                self.boss, direction="outgoing", client_id=self.bondar.id, answers_id=letter.id
            )

    def test_a_late_answer_stands_out(self):
        late = self._letter(
            date=TODAY - timedelta(days=31), answer_due_date=TODAY - timedelta(days=1)
        )
        self._letter(answer_due_date=TODAY)
        letters = self.env["bank.correspondence"].with_user(self.olena)
        self.assertTrue(late.is_overdue)
        self.assertEqual(
            letters.search([("is_overdue", "=", True), ("client_id", "=", self.kovalenko.id)]),
            late,
        )
        late.action_file()
        self.assertFalse(late.is_overdue)

    def test_an_outgoing_letter_goes_its_way_and_comes_back(self):
        letter = self._letter(direction="outgoing", channel="registered")
        with self.assertRaises(UserError):
            letter.action_delivered()
        letter.action_post()
        back = self.env["bank.correspondence.return"].with_user(self.olena).create(
            {"letter_ids": letter.ids, "reason": "moved away"}
        )  # fmt: skip
        back.action_confirm()
        self.assertEqual(letter.state, "returned")
        event = letter.event_ids.sorted("id")[-1]
        self.assertEqual((event.note, event.user_id), ("moved away", self.olena))

    def test_a_letter_passes_the_gate(self):
        self._consent("letter", "withdrawn")
        with self.assertRaises(UserError):
            self._letter(direction="outgoing")
        # What is handed over in person is asked for by the client himself.
        self._letter(direction="outgoing", channel="hand")
        self._letter(direction="incoming")

    def test_numbers_stay(self):
        letter = self._letter()
        with self.assertRaises(UserError):
            letter.sudo().unlink()
        letter.action_void()
        self.assertEqual(letter.state, "void")
        with self.assertRaises(AccessError):
            letter.number = "X"
        with self.assertRaises(UserError):
            letter.client_id = self.bondar

    def test_of_nobody_yet_it_is_seen_by_who_deals_with_it(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._letter(client_id=False)
        letter = self._letter(client_id=False, other_party="A notary")
        found = self.env["bank.correspondence"]
        domain = [("id", "=", letter.id)]
        self.assertTrue(found.with_user(self.olena).search(domain))
        self.assertFalse(found.with_user(self.petro).search(domain))
        letter.client_id = self.kovalenko
        self.assertTrue(found.with_user(self.lviv_head).search(domain))


@tagged("post_install", "-at_install")
class TestLettersInPrint(ChannelsCommon):
    """Letters of the queue: printed in one job, posted, delivered, come back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for client, street in ((cls.kovalenko, "Franka 12"), (cls.bondar, "Sumska 3")):
            cls.env["bank.client.address"].create(
                {
                    "client_id": client.id,
                    "kind": "postal",
                    "street": street,
                    "city": "Lviv",
                    "zip": "79000",
                }
            )

    def _letters(self):
        mine = self._write("Dear Olena", kind="letter", subject="Notice 1")
        other = self._write(
            "Dear Ivan", client=self.bondar, kind="letter", subject="Notice 2"
        )
        return mine, other

    def _batches(self, user):
        # Odoo draws no PDF in tests unless told to.
        return (
            self.env["bank.letter.batch"]
            .with_user(user)
            .with_context(force_report_rendering=True)
        )

    def test_one_file_of_the_letters_that_one_may_see(self):
        mine, other = self._letters()
        self.assertEqual(mine.address, "Franka 12, Lviv, 79000")
        batch = self._batches(self.olena)._make()
        self.assertEqual(batch.letter_ids.client_id, self.kovalenko)
        self.assertEqual((mine.state, other.state), ("sending", "queued"))
        text = "".join(
            page.extract_text()
            for page in PdfReader(BytesIO(batch.attachment_id.sudo().raw)).pages
        )
        for words in ("Franka 12, Lviv, 79000", "Notice 1", "Dear Olena",
                      batch.letter_ids.number):  # fmt: skip
            self.assertIn(words, text)
        self.assertNotIn("Dear Ivan", text)
        with self.assertRaises(UserError):
            self.env["bank.letter.batch"].with_user(self.olena)._make()

    def test_two_letters_are_two_pages(self):
        self._letters()
        batch = self._batches(self.boss)
        self.boss.group_ids |= self.env.ref("bank_crm_base.group_client_editor")
        batch = batch._make()
        reader = PdfReader(BytesIO(batch.attachment_id.sudo().raw))
        self.assertEqual((batch.letter_count, len(reader.pages)), (2, 2))

    def test_posted_is_sent_and_delivered_is_delivered(self):
        mine, _other = self._letters()
        batch = self.env["bank.letter.batch"].with_user(self.olena)._make()
        batch.action_post()
        letter = batch.letter_ids
        self.assertEqual((mine.state, letter.state), ("sent", "posted"))
        self.assertEqual(mine.correspondence_id, letter)
        letter.with_user(self.olena).action_delivered()
        self.assertEqual(mine.state, "delivered")
        with self.assertRaises(UserError):
            batch.action_post()

    def test_what_came_back_did_not_arrive(self):
        mine, _other = self._letters()
        batch = self.env["bank.letter.batch"].with_user(self.olena)._make()
        batch.action_post()
        batch.letter_ids._go("returned", TODAY, "moved away")
        self.assertEqual((mine.state, mine.reason), ("failed", "moved away"))

    def test_a_letter_that_the_gate_refuses_is_not_printed(self):
        mine, _other = self._letters()
        self._consent("letter", "withdrawn")
        with self.assertRaises(UserError):
            self.env["bank.letter.batch"].with_user(self.olena)._make(mine)
        self.assertEqual(mine.state, "queued")

    def test_a_fax_is_handed_over_and_registered(self):
        self._reach(self.kovalenko, "phone", "+380322111222", is_main=False)
        fax = self._write("Details", kind="fax", subject="Details of the account")
        self.assertEqual(fax.address, "+380322111222")
        with self.assertRaises(AccessError):
            fax.with_user(self.auditor).action_sent_by_hand()
        fax.with_user(self.olena).action_sent_by_hand()
        self.assertEqual(fax.state, "sent")
        self.assertEqual(
            (fax.correspondence_id.channel, fax.correspondence_id.state), ("fax", "posted")
        )
