from datetime import date

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from .common_documents import PDF, PNG, DocumentsCommon, docx_of, zip_of


@tagged("post_install", "-at_install")
class TestClientDocuments(DocumentsCommon):
    """A document's life: entered, sent, verified by another, replaced, run out."""

    def test_what_a_person_enters_is_a_draft_until_a_second_one_verifies(self):
        document = self._enter(self.olena, number="KK 1")
        self.assertEqual(document.state, "draft")
        document.action_send()
        self.assertEqual(document.state, "to_verify")
        document.with_user(self.iryna).action_verify()
        self.assertEqual(document.state, "verified")
        self.assertEqual(document.verified_by_id, self.iryna)
        self.assertEqual(document.standing, "verified")

    def test_a_maker_never_verifies_his_own(self):
        document = self._enter(self.olena, number="KK 2")
        document.action_send()
        with self.assertRaisesRegex(AccessError, "somebody else"):
            document.action_verify()
        with self.assertRaisesRegex(AccessError, "A person"):
            document.with_user(SUPERUSER_ID).action_verify()
        self.assertEqual(document.state, "to_verify")

    def test_who_entered_it_does_not_verify_what_a_colleague_sent(self):
        document = self._enter(self.olena, number="KK 3")
        document.with_user(self.iryna).note = "seen at the counter"
        document.with_user(self.iryna).action_send()
        with self.assertRaisesRegex(AccessError, "somebody else"):
            document.with_user(self.olena).action_verify()
        document.with_user(self.lviv_head).action_verify()
        self.assertEqual(document.state, "verified")

    def test_an_administrator_with_the_office_is_held_to_it_too(self):
        admin = self.env.ref("base.user_admin")
        admin.group_ids |= self.env.ref("bank_crm_base.group_client_editor")
        self.env["bank.post"].create(
            {
                "user_id": admin.id,
                "branch_id": self.head_office.id,
                "role_id": self.env.ref("bank_crm_base.role_head_office").id,
                "date_from": date(2020, 1, 1),
            }
        )
        document = self._enter(admin, number="KK 4")
        document.action_send()
        with self.assertRaisesRegex(AccessError, "somebody else"):
            document.action_verify()
        with self.assertRaises(AccessError):
            document.write({"state": "verified"})

    def test_the_database_itself_refuses_one_person(self):
        document = self._enter(self.olena, number="KK 5")
        document.action_send()
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            document.sudo().write(
                {"state": "verified", "verified_by_id": self.olena.id}
            )
            document.flush_recordset()

    def test_state_and_checker_are_written_by_nobody(self):
        for values in (
            {"state": "verified"},
            {"verified_by_id": self.iryna.id},
            {"maker_ids": [Command.clear()]},
            {"sent_by_id": self.iryna.id},
        ):
            with self.subTest(values=values):
                with self.assertRaises(AccessError):
                    self._enter(self.olena, number="KK 6", **values)
                document = self._enter(self.olena, number=f"KK 6{values}")
                with self.assertRaises(AccessError):
                    document.write(values)

    def test_a_document_of_another_office_is_verified_there_only(self):
        charter = self._type("test_charter", verified_by="compliance")
        document = self._enter(self.olena, kind=charter, number="S1")
        document.action_send()
        with self.assertRaisesRegex(AccessError, "by others"):
            document.with_user(self.iryna).action_verify()
        document.with_user(self.officer).action_verify()
        self.assertEqual(document.state, "verified")

    def test_a_refusal_has_its_reason_and_is_corrected_by_the_maker(self):
        document = self._enter(self.olena, number="KK 7")
        document.action_send()
        with self.assertRaisesRegex(UserError, "Say why"):
            document.with_user(self.iryna).action_refuse("  ")
        document.with_user(self.iryna).action_refuse("The photograph is missing")
        self.assertEqual((document.state, document.refusal),
                         ("refused", "The photograph is missing"))  # fmt: skip
        self.assertNotIn(document, self.kovalenko.client_document_ids)
        document.with_user(self.olena).write({"note": "the photograph is on page 2"})
        self.assertEqual(document.state, "draft")

    def test_what_is_changed_after_the_check_is_checked_anew(self):
        document = self._enter(self.olena, number="KK 8")
        document.action_send()
        document.with_user(self.iryna).action_verify()
        document.with_user(self.iryna).write({"expiry_date": "2036-01-01"})
        self.assertEqual(document.state, "draft")
        document.with_user(self.iryna).action_send()
        with self.assertRaisesRegex(AccessError, "somebody else"):
            document.with_user(self.iryna).action_verify()
        document.with_user(self.olena).action_verify()
        self.assertEqual(document.state, "verified")

    def test_what_the_type_asks_for_has_to_be_there(self):
        kind = self._type("test_income", amount_use="must", issued_use="must")
        document = self._enter(self.olena, kind=kind, scans=False)
        with self.assertRaisesRegex(UserError, "Issued on, Sum, a scan"):
            document.action_send()
        document.write(
            {
                "amount": 25_000,
                "issued_date": "2026-11-01",
                "attachment_ids": [Command.link(self._upload(self.olena).id)],
            }
        )
        document.action_send()
        self.assertEqual(document.state, "to_verify")

    def test_a_term_of_the_type_ends_a_paper_without_an_end(self):
        kind = self._type("test_month", validity_months=1)
        document = self._enter(self.olena, kind=kind, issued_date="2026-10-31")
        self.assertEqual(document.expiry_date, date(2026, 11, 30))
        with self.assertRaises(ValidationError):
            kind.issued_use = "no"

    def test_a_paper_without_a_number_gets_one_of_the_bank(self):
        one, other = (self._enter(self.olena, kind=self.paper) for _ in range(2))
        self.assertTrue(one.number)
        self.assertNotEqual(one.number, other.number)

    def test_a_paper_that_counts_at_once_needs_no_second_person(self):
        document = self._enter(self.olena, kind=self.paper, scans=False)
        self.assertEqual(document.state, "verified")

    def test_what_the_feed_brought_is_verified_and_not_changed_by_hand(self):
        document = self.Document.create(
            {"client_id": self.kovalenko.id, "number": "FED 1", "source": "core"}
        )
        self.assertEqual((document.state, document.type_id),
                         ("verified", self.passport))  # fmt: skip
        with self.assertRaisesRegex(UserError, "core banking system"):
            document.with_user(self.olena).number = "FED 2"

    def test_a_new_scan_takes_the_place_and_the_old_one_stays(self):
        document = self._enter(self.olena, number="KK 9")
        [old] = document.attachment_ids
        new = self._upload(self.iryna, "new.png", PNG)
        document.with_user(self.iryna).write({"attachment_ids": [Command.set(new.ids)]})
        self.assertEqual(document.scan_version, 2)
        self.assertEqual(document.version_ids.attachment_ids, old)
        self.assertEqual(document.version_ids.replaced_by_id, self.iryna)
        self.assertEqual(old.with_user(self.olena).raw, PDF)

    def test_a_scan_is_told_by_its_content(self):
        for name, data, words in (
            ("program.pdf", b"MZ\x90\x00" * 40, "none of the files"),
            ("page.pdf", b"<html><script>alert(1)</script>", "none of the files"),
            ("passport.pdf", docx_of("text"), "no scan"),
            ("passport.docx", zip_of("word/document.xml", "word/vbaProject.bin"),
             "program inside"),
        ):  # fmt: skip
            scan = self._upload(self.olena, name, data)
            with self.subTest(name=name), self.assertRaisesRegex(UserError, words):
                self._enter(
                    self.olena,
                    number=name,
                    scans=False,
                    attachment_ids=[Command.set(scan.ids)],
                )
        lying = self._upload(self.olena, "photo.docx", PNG)
        document = self._enter(
            self.olena, number="P", scans=False, attachment_ids=[Command.set(lying.ids)]
        )
        self.assertEqual(document.attachment_ids.mimetype, "image/png")

    def test_a_scan_on_file_is_neither_changed_nor_deleted_nor_borrowed(self):
        document = self._enter(self.olena, number="KK 10")
        [scan] = document.attachment_ids
        for change in (
            lambda: scan.unlink(),
            lambda: scan.write({"raw": PNG}),
            lambda: scan.write({"res_id": 0}),
            lambda: scan.write({"public": True}),
        ):
            with self.assertRaisesRegex(UserError, "on file"):
                change()
        with self.assertRaises(AccessError):
            self._enter(
                self.petro,
                client=self.bondar,
                number="X",
                scans=False,
                attachment_ids=[Command.set(scan.ids)],
            )
        strange = self._upload(self.iryna)
        with self.assertRaises(AccessError):
            self._enter(
                self.olena,
                number="Y",
                scans=False,
                attachment_ids=[Command.set(strange.ids)],
            )
        with self.assertRaisesRegex(UserError, "belongs elsewhere"):
            self._enter(
                self.olena,
                number="Z",
                scans=False,
                attachment_ids=[Command.set(scan.ids)],
            )

    def test_only_a_draft_can_be_deleted(self):
        document = self._enter(self.olena, number="KK 11")
        document.action_send()
        with self.assertRaisesRegex(UserError, "stays on file"):
            document.sudo().unlink()

    def test_the_queue_holds_what_waits_for_me(self):
        mine = self._enter(self.olena, number="KK 12")
        mine.action_send()
        far = self._enter(self.petro, client=self.bondar, number="KK 13")
        far.action_send()
        waiting = [("may_verify", "=", True), ("id", "in", (mine | far).ids)]
        for user, expected in (
            (self.olena, self.Document),
            (self.iryna, mine),
            (self.boss, mine | far),
        ):
            found = self.Document.with_user(user).search(waiting)
            self.assertEqual(found, expected.with_user(user), user.login)
            for document in found:
                self.assertTrue(document.may_verify)
