from datetime import date
from io import BytesIO

from docx import Document
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_loans import LoanCommon

# The principal owed, 500.00, in words of each language.
ADDENDUM = {
    "en_US": ("Addendum to a loan agreement", "five hundred"),
    "uk_UA": ("Додаткова угода", "п'ятсот"),
    "zh_CN": ("贷款合同补充协议", "伍佰"),
}


@tagged("post_install", "-at_install")
class TestLoanRestructuring(LoanCommon):
    """Offers, the second person, the new schedule; by our book and by the core's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._operation(cls.loan, "repay", date(2026, 10, 20), 257.5)
        cls.loan._recount()

    def _offers(self, loan=None):
        offers = self.env["bank.loan.restructuring"].with_user(self.officer)._begin(
            (loan or self.loan).with_user(self.officer)
        )  # fmt: skip
        offers.write({"reason": "Lost his work", "monthly_income": 1000})
        return offers

    def _act(self, offers):
        return self.env["bank.act"].search(
            [("res_model", "=", offers._name), ("state", "=", "waiting")], limit=1,
            order="id desc",
        )  # fmt: skip

    def test_offers_stand_side_by_side(self):
        """As it is: 255.00 due and 252.50. Longer: 255.00, 127.50 and 126.25."""
        offers = self._offers()
        as_it_is, longer, _holiday, _joined = offers.offer_ids.sorted("sequence")
        self.assertRecordValues(
            as_it_is | longer,
            [
                {"payment": 252.5, "total": 507.5, "cost": 7.5, "due_now": 255.0,
                 "instalment_count": 1, "burden": 0.2525},
                {"payment": 127.5, "total": 508.75, "cost": 8.75, "due_now": 255.0,
                 "instalment_count": 2, "burden": 0.1275},
            ],
        )  # fmt: skip
        self.assertEqual(longer.words, "2 instalments from now on")
        # 15 % a year, ACT/365: 252.50 in 30 days is worth 249.62 today.
        self.assertEqual(as_it_is.present_value, 504.62)

    def test_an_offer_is_counted_anew_when_it_changes(self):
        offer = self._offers().offer_ids.sorted("sequence")[1]
        offer.instalments = 5
        self.assertEqual(offer.payment, 52.5)
        offer.write({"has_new_rate": True, "new_rate": 0})
        self.assertEqual((offer.payment, offer.cost), (50.0, 5.0))

    def test_the_chosen_offer_holds_once_a_second_person_accepted_it(self):
        offers = self._offers()
        longer = offers.offer_ids.sorted("sequence")[1]
        longer.action_choose()
        self.assertEqual(offers.state, "waiting")
        self.assertEqual(self.loan.next_amount, 252.5)
        act = self._act(offers)
        with self.assertRaises(AccessError):
            act.with_user(self.officer).action_accept()
        act.with_user(self.lviv_head).action_accept()
        offers.invalidate_recordset()
        self.loan.invalidate_recordset()
        self.assertEqual(offers.state, "done")
        self.assertTrue(offers.number)
        self.assertEqual(self.loan.next_amount, 127.5)
        self.assertEqual(
            offers.instalment_ids.sorted("number").mapped("principal"), [125.0, 125.0]
        )
        plans = self.loan.schedule_ids.sorted("id")
        self.assertEqual(len(plans), 2)
        self.assertEqual(plans[0].instalment_count, 4)
        with self.assertRaises(UserError):
            offers.with_user(self.officer).reason = "Another"

    def test_the_addendum_is_printed_with_sums_in_words_and_the_new_schedule(self):
        offers = self._offers()
        offers.offer_ids.sorted("sequence")[1].action_choose()
        self._act(offers).with_user(self.lviv_head).action_accept()
        self.env.invalidate_all()
        form = self.env.ref("bank_crm_credit.print_form_addendum")
        for lang, words in ADDENDUM.items():
            paper = (
                self.env["bank.print.paper"]
                .with_user(self.officer)
                ._print(form, offers.with_user(self.officer), lang)
            )
            document = Document(BytesIO(paper.sudo().attachment_id.raw))
            cells = [
                cell.text
                for table in document.tables
                for row in table.rows
                for cell in row.cells
            ]
            text = "\n".join([*(one.text for one in document.paragraphs), *cells])
            with self.subTest(lang=lang):
                for word in (*words, offers.number, self.kovalenko.name, "L-1"):
                    self.assertIn(word, text)
                self.assertNotIn("{{", text)
                self.assertTrue([one for one in cells if "125" in one])

    def test_refused_offers_may_be_made_again(self):
        offers = self._offers()
        offers.offer_ids.sorted("sequence")[2].action_choose()
        self._act(offers).with_user(self.lviv_head).action_refuse("Income not proven")
        offers.invalidate_recordset()
        self.assertEqual((offers.state, offers.answer), ("draft", "Income not proven"))
        self.assertFalse(offers.chosen_id)

    def test_as_it_is_and_without_a_reason_nothing_is_proposed(self):
        offers = self._offers()
        with self.assertRaises(UserError):
            offers.offer_ids.sorted("sequence")[0].action_choose()
        offers.reason = False
        with self.assertRaises(UserError):
            offers.offer_ids.sorted("sequence")[1].action_choose()

    def test_who_does_not_lend_makes_no_offers(self):
        for user in (self.olena, self.auditor, self.lviv_head):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["bank.loan.restructuring"].with_user(user)._begin(
                    self.loan.with_user(user)
                )

    def test_where_the_core_keeps_the_book_it_is_asked(self):
        loan = self._create_loan(self.kovalenko, number="L-core", mode="core")
        offers = self._offers(loan)
        offers.offer_ids.sorted("sequence")[1].action_choose()
        self._act(offers).with_user(self.lviv_head).action_accept()
        offers.invalidate_recordset()
        self.assertEqual(offers.state, "asked")
        [request] = loan.request_ids
        self.assertRecordValues(
            request,
            [{"state": "sent", "kind": "restructure", "user_id": self.officer.id,
              "words": offers.chosen_words}],
        )  # fmt: skip
        self.assertEqual(len(loan.schedule_ids), 1)
        operation = self._operation(
            loan, "restructure", self.day.date, new_instalments=3,
            request_number=request.number,
        )  # fmt: skip
        self.env["bank.loan.request"]._confirm_fed(operation.ids)
        offers.invalidate_recordset()
        request.invalidate_recordset()
        self.assertEqual((request.state, offers.state), ("confirmed", "done"))

    def test_a_refusal_of_the_core_is_kept_with_its_words(self):
        loan = self._create_loan(self.kovalenko, number="L-core", mode="core")
        loan.with_user(self.administrator)._enter(
            {"kind": "repay", "value_date": self.day.date, "amount": 100}
        )
        request = loan.request_ids.with_user(self.administrator)
        self.assertEqual(len(loan.operation_ids), 2)
        with self.assertRaises(UserError):
            request.action_note_refusal()
        request.answer = "The account is arrested"
        request.action_note_refusal()
        self.assertEqual(request.state, "refused")
        with self.assertRaises(UserError):
            request.action_note_refusal()
