from io import BytesIO

from docx import Document
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_committee import CommitteeCommon


@tagged("post_install", "-at_install")
class TestCommitteeProtocol(CommitteeCommon):
    """A protocol is drawn up from what was voted, signed by two, and then it stands."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sitting = cls._sitting()
        for place, member in enumerate(cls.members):
            vote = ("for", "") if place < 3 else ("against", "Too dear")
            cls.sitting.item_ids.with_user(member).action_vote(*vote)
        cls.sitting.invalidate_recordset()
        cls.sitting.with_user(cls.keeper).action_draw_up_protocol()
        cls.protocol = cls.sitting.sudo().protocol_ids

    def _sign(self, protocol=None):
        protocol = protocol or self.protocol
        protocol.with_user(self.keeper).action_sign()
        protocol.with_user(self.chairman).action_sign()
        protocol.invalidate_recordset()

    def test_it_says_who_voted_how_and_why(self):
        said = self.protocol.with_user(self.keeper).get_protocol()
        [item] = said["items"]
        self.assertEqual(item["result"], "Carried")
        self.assertEqual(
            [vote["reason"] for vote in item["votes"]],
            ["", "", "", "Too dear", "Too dear"],
        )
        self.assertEqual(item["borrower"], "ТОВ Млин")
        self.assertEqual(said["chairman"], self.chairman.name)

    def test_it_is_sealed_by_the_second_signature(self):
        self.protocol.with_user(self.keeper).action_sign()
        self.assertEqual(self.protocol.state, "draft")
        self.assertFalse(self.protocol.digest)
        with self.assertRaises(AccessError):
            self.protocol.with_user(self.keeper).action_sign()
        with self.assertRaises(AccessError):
            self.protocol.with_user(self.members[1]).action_sign()
        self.protocol.with_user(self.chairman).action_sign()
        self.assertEqual(self.protocol.state, "signed")
        self.assertEqual(len(self.protocol.digest), 64)

    @mute_logger("odoo.sql_db")
    def test_signed_it_is_changed_by_nobody(self):
        self._sign()
        self.env.flush_all()
        for query in (
            "UPDATE bank_loan_committee_protocol SET body = '{}' WHERE id = %s",
            "UPDATE bank_loan_committee_protocol SET digest = NULL WHERE id = %s",
            "DELETE FROM bank_loan_committee_protocol WHERE id = %s",
        ):
            with (
                self.subTest(query=query),
                self.assertRaisesRegex(Exception, "neither changed nor removed"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query, [self.protocol.id])
        with self.assertRaises(AccessError):
            self.protocol.with_user(self.keeper).write({"date": "2026-01-01"})

    def test_what_was_changed_past_the_guard_is_seen_when_it_is_opened(self):
        self._sign()
        self.assertTrue(self.protocol.is_intact)
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE bank_loan_committee_protocol DISABLE TRIGGER USER;"
            "UPDATE bank_loan_committee_protocol "
            "SET body = replace(body, 'Too dear', 'Too dear!') WHERE id = %s;"
            "ALTER TABLE bank_loan_committee_protocol ENABLE ALWAYS TRIGGER "
            "bank_loan_committee_protocol_guard",
            [self.protocol.id],
        )
        self.protocol.invalidate_recordset()
        self.assertFalse(self.protocol.is_intact)

    def test_a_correction_is_a_new_decision_that_cites_it(self):
        self._sign()
        action = self.protocol.with_user(self.keeper).action_correct()
        sitting = self.env["bank.loan.committee.sitting"].browse(action["res_id"])
        item = sitting.item_ids.with_user(self.keeper).create(
            {
                "sitting_id": sitting.id,
                "kind": "correction",
                "question": "The rate is 18.5 %, not 18 %",
            }
        )
        sitting.with_user(self.keeper).action_open()
        self._vote(item, "fffff")
        sitting.with_user(self.keeper).action_draw_up_protocol()
        correction = sitting.sudo().protocol_ids
        self.assertEqual(correction.corrects_id, self.protocol)
        self.assertEqual(self.protocol.state, "signed")
        self._sign(correction)
        self.assertEqual(self.protocol.state, "corrected")
        self.assertEqual(self.protocol.in_force_id, correction)
        with self.assertRaises(UserError):
            self.protocol.with_user(self.keeper).action_correct()

    def test_it_is_printed_in_every_language_from_the_signed_text(self):
        self._sign()
        form = self.env.ref("bank_crm_credit.print_form_committee_protocol")
        for lang, title in (
            ("en_US", "Protocol of the credit committee"),
            ("uk_UA", "Протокол кредитного комітету"),
            ("zh_CN", "信贷委员会会议纪要"),
        ):
            paper = (
                self.env["bank.print.paper"]
                .with_user(self.keeper)
                ._print(form, self.protocol.with_user(self.keeper), lang)
            )
            document = Document(BytesIO(paper.sudo().attachment_id.raw))
            text = "\n".join(paragraph.text for paragraph in document.paragraphs)
            with self.subTest(lang=lang):
                self.assertIn(title, text)
                self.assertIn("Too dear", text)
                self.assertIn(self.protocol.digest, text)

    def test_only_the_committee_and_auditors_read_it(self):
        self._sign()
        Protocol = self.env["bank.loan.committee.protocol"]
        stranger = self._create_employee(
            "committee_member", self.head_office, login="t_cc_stranger"
        )
        for user, sees in (
            (self.members[4], True),
            (self.keeper, True),
            (self.auditor, True),
            (stranger, False),
        ):
            with self.subTest(user=user.login):
                found = Protocol.with_user(user).search([("id", "=", self.protocol.id)])
                self.assertEqual(bool(found), sees)
        self.assertFalse(Protocol.with_user(self.seller).has_access("read"))

    def test_a_client_out_of_sight_hides_the_whole_protocol(self):
        self._sign()
        self.company_client.is_private_banking = True
        found = (
            self.env["bank.loan.committee.protocol"]
            .with_user(self.members[1])
            .search([("id", "=", self.protocol.id)])
        )
        self.assertFalse(found)
