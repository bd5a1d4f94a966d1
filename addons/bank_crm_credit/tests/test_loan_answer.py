from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_pack import PackCommon

RULES_ALONE = "by rules alone"


@tagged("post_install", "-at_install")
class TestLoanAnswer(PackCommon):
    """Who is refused has an answer: why, as far as he may be told, and what he may do."""

    def _refused(self, *codes, words=""):
        application = self._to_decide()
        reasons = self.env["bank.loan.decision.reason"].search([("code", "in", codes)])
        self._decide(
            application, self.lviv_head, "refuse", reason_ids=reasons.ids, words=words
        )
        return application

    def test_the_answer_tells_the_clients_wording_in_his_language(self):
        application = self._refused("burden", words="He gambles")
        for lang, title, reason in (
            ("en_US", "Answer to your application", "too much of your income"),
            ("uk_UA", "Відповідь на заявку", "завелику частку Вашого доходу"),
            ("zh_CN", "贷款申请答复", "还款支出占收入的比例过高"),
        ):
            with self.subTest(lang=lang):
                text = self._text(self._paper("refusal", application, lang))
                self.assertIn(title, text)
                self.assertIn(reason, text)
                self.assertIn("Коваленко", text)
                self.assertNotIn("gambles", text)
                self.assertNotIn(RULES_ALONE, text)

    def test_what_the_bank_words_itself_stays_as_it_is(self):
        application = self._refused("burden")
        reason = self.env.ref("bank_crm_credit.loan_reason_burden")
        reason.for_client = "Ask us again in spring."
        for lang in ("en_US", "uk_UA"):
            self.assertIn(
                "Ask us again in spring.",
                self._text(self._paper("refusal", application, lang)),
            )

    def test_every_shipped_wording_is_there_in_every_language(self):
        shipped = self.env["ir.model.data"].search(
            [
                ("module", "=", "bank_crm_credit"),
                ("model", "=", "bank.loan.decision.reason"),
            ]
        )
        reasons = self.env["bank.loan.decision.reason"].browse(shipped.mapped("res_id"))
        self.assertGreater(len(reasons), 9)
        for reason in reasons.filtered("for_client"):
            for lang in ("uk_UA", "zh_CN"):
                told = reason.with_context(bank_paper_lang=lang)._told()
                self.assertNotEqual(told, reason.for_client, (reason.code, lang))

    def test_where_nothing_may_be_told_no_reason_stands_in_it(self):
        text = self._text(self._paper("refusal", self._refused("stop")))
        self.assertIn("decided not to grant this loan", text)
        self.assertNotIn("Why", text)
        self.assertNotIn("compliance", text)

    def test_who_is_refused_by_rules_alone_may_ask_for_a_person(self):
        application = self._refused("score")
        application.sudo().refusal_id.is_by_table = True
        self.env.flush_all()
        text = self._text(self._paper("refusal", application))
        self.assertIn(RULES_ALONE, text)

    def test_the_banks_own_paper_is_of_a_refusal_as_well(self):
        text = self._text(
            self._paper("decision", self._refused("burden", words="Twice the income"))
        )
        self.assertIn("Decision | Refused", text)
        self.assertIn("Twice the income", text)
        self.assertNotIn("Terms decided", text)

    def test_no_answer_is_printed_of_what_was_not_refused(self):
        with self.assertRaisesRegex(UserError, "Refused on"):
            self._paper("refusal", self._approved())

    def test_it_is_the_pack_of_a_refused_application(self):
        application = self._refused("burden")
        forms = self.env["bank.loan.pack.form"]._of(application).form_id
        for code in ("refusal", "decision"):
            self.assertIn(self.env.ref(f"bank_crm_credit.print_form_{code}"), forms)
