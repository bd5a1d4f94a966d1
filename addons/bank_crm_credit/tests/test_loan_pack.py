from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_pack import FORMS, PackCommon


@tagged("post_install", "-at_install")
class TestLoanPack(PackCommon):
    """The papers of a loan: what stands on them, who prints them, what is signed.

    100,000.00 at 1 % a month (a twelfth of 12 % each month) in 12 instalments:
    100,000 x 0.01 / (1 - 1.01^-12) = 8,884.88 (tables of annuities: 0.0888487887), the last
    8,884.85 takes what rounding left: 11 x 8,884.88 + 8,884.85 = 106,618.53.
    """

    # --- what stands on them

    def test_the_schedule_tells_every_instalment_and_their_sum(self):
        text = self._text(self._paper("plan", self._at_signing()))
        # 100,000 x 1 % = 1,000.00; 8,884.88 - 1,000.00 = 7,884.88.
        self.assertIn(
            "1 | 20 Dec 2026 | 7,884.88 | 1,000.00 | 0.00 | 8,884.88 | 92,115.12", text
        )
        # 92,115.12 x 1 % = 921.15; 8,884.88 - 921.15 = 7,963.73.
        self.assertIn(
            "2 | 20 Jan 2027 | 7,963.73 | 921.15 | 0.00 | 8,884.88 | 84,151.39", text
        )
        # 8,796.88 x 1 % = 87.97.
        self.assertIn(
            "12 | 20 Nov 2027 | 8,796.88 | 87.97 | 0.00 | 8,884.85 | 0.00", text
        )
        self.assertIn("Total | 100,000.00 | 6,618.53 | 0.00 | 106,618.53 |", text)
        self.assertIn(
            "one hundred and six thousand, six hundred and eighteen hryvnias, fifty-three "
            "kopiykas",
            text,
        )

    def test_sums_are_in_words_in_each_language(self):
        application = self._at_signing()
        expected = {
            "en_US": "one hundred thousand hryvnias, zero kopiykas",
            "uk_UA": "сто тисяч гривень, нуль копійок",
            "zh_CN": "壹拾万格里夫纳整",
        }
        for lang, words in expected.items():
            with self.subTest(lang=lang):
                text = self._text(self._paper("agreement_retail", application, lang))
                self.assertIn(words, text)

    def test_choices_are_in_the_language_of_the_paper(self):
        application = self._at_signing()
        for lang, words in (
            ("en_US", "equal instalments"),
            ("uk_UA", "рівними платежами"),
            ("zh_CN", "等额本息"),
        ):
            with self.subTest(lang=lang):
                text = self._text(self._paper("cost_sheet", application, lang))
                self.assertIn(words, text)

    def test_the_cost_sheet_counts_what_the_law_counts(self):
        """12 months at 12 % with 1,200.00 to an insurer at once; the notary does not count.

        The borrower has 98,800.00 in hand. Instalments of 8,884.88: the rate a month that
        balances is 1.1916 % (by halving the interval), 1.011916^12 - 1 = 15.27 %.
        """
        application = self._application(amount=100000)
        application.cost_ids = [
            Command.create({"payee": "insurer", "name": "Life", "amount": 1200}),
            Command.create({"payee": "notary", "name": "Deed", "amount": 500}),
        ]
        application._renew_plan()
        plan = application.plan_id
        self.assertEqual(plan.third_party, 1200)
        self.assertEqual(plan.not_counted, 500)
        self.assertAlmostEqual(plan.interest, 6618.53, places=2)
        self.assertAlmostEqual(plan.total_cost, 7818.53, places=2)
        self.assertAlmostEqual(plan.total_payable, 107818.53, places=2)
        self.assertAlmostEqual(plan.annual_percent, 15.27, places=2)
        text = self._text(self._paper("cost_sheet", application))
        self.assertIn("1,200.00", text)
        self.assertIn("Notary | Deed | yes | 500.00 UAH", text)

    def test_a_loan_without_security_or_conditions_says_so(self):
        text = self._text(self._paper("agreement_retail", self._at_signing()))
        self.assertIn("The loan is given without security.", text)
        self.assertIn("No other conditions are set", text)
        self.assertNotIn("Guarantees of", text)

    def test_a_guarantor_and_conditions_stand_in_the_agreement(self):
        application = self._at_signing()
        guarantor = self._create_client(
            "Мельник Ігор", branch_id=self.lviv.id, manager_id=self.olena.id
        )
        guarantee = self.env["bank.guarantee"].create(
            {
                "application_id": application.id,
                "guarantor_client_id": guarantor.id,
                "amount": 50000,
            }
        )
        self.env["bank.loan.condition"].sudo().create(
            {
                "application_id": application.id,
                "name": "The flat is insured",
                "state": "open",
            }
        )
        text = self._text(self._paper("agreement_retail", application))
        self.assertIn("Guarantees of: Мельник Ігор.", text)
        self.assertIn("1 | The flat is insured | before the loan is paid out |", text)
        text = self._text(self._paper("guarantee", guarantee, "uk_UA"))
        self.assertIn("50 000,00 UAH (п'ятдесят тисяч гривень, нуль копійок)", text)
        self.assertIn("солідарно", text)

    def test_one_agreement_lists_all_that_one_owner_pledges(self):
        application = self._at_signing()
        kind = self.env["bank.collateral.kind"].search([], limit=1)
        things = self.env["bank.collateral"].create(
            [
                {
                    "name": name,
                    "kind_id": kind.id,
                    "owner_client_id": owner.id,
                    "owner_name": False if owner else "Somebody Else",
                }
                for name, owner in (
                    ("Two rooms", self.kovalenko),
                    ("A garage", self.kovalenko),
                    ("A van", self.env["res.partner"]),
                )
            ]
        )
        pledges = self.env["bank.collateral.pledge"].create(
            [
                {"collateral_id": thing.id, "application_id": application.id}
                for thing in things
            ]
        )
        sources = application.sudo()._pack_sources("bank.collateral.pledge")
        self.assertEqual(sources, pledges[0] | pledges[2])
        text = self._text(self._paper("pledge", pledges[0]))
        self.assertIn("Two rooms", text)
        self.assertIn("A garage", text)
        self.assertNotIn("A van", text)
        self.assertIn("Somebody Else", self._text(self._paper("pledge", pledges[2])))

    # --- what is missing, who may

    def test_a_form_names_all_that_it_lacks(self):
        application = self._application(product_id=False, amount=0, term_months=0)
        with self.assertRaises(UserError) as caught:
            self._paper("agreement_retail", application)
        for words in ("Sum decided", "Sum of the loan", "Real annual rate"):
            self.assertIn(words, str(caught.exception))
        self.assertNotIn("Borrower,", str(caught.exception))

    def test_who_may_print_is_said_on_the_form(self):
        application = self._at_signing()
        form = self.env.ref(FORMS + "agreement_retail")
        form.role_ids = self.env.ref("bank_crm_base.role_loan_administration")
        ask = self.env["bank.loan.pack.ask"].with_user(self.olena)
        ask = ask.create({"application_id": application.id})
        self.assertIn("is printed by", ask.trouble)
        with self.assertRaises(AccessError):
            ask.action_print()
        self.assertFalse(application.pack_ids)

    def test_half_a_pack_is_not_printed(self):
        """A guarantor whom the manager does not see: who sees them all prints."""
        application = self._at_signing()
        hidden = self._create_client("Прихований Гість", branch_id=self.kharkiv.id)
        self.env["bank.guarantee"].create(
            {"application_id": application.id, "guarantor_client_id": hidden.id}
        )
        packs = self.env["bank.loan.pack"].with_user(self.olena)
        with self.assertRaises(UserError):
            packs._print(application)
        self.assertFalse(application.sudo().pack_ids)

    def test_papers_of_a_stranger_are_for_who_sees_his_application(self):
        application = (
            self.env["bank.loan.application"]
            .with_user(self.olena)
            .create(
                {
                    "product_id": self.rules.id,
                    "amount": 12000,
                    "term_months": 12,
                    "rate": 0.12,
                }
            )
        )
        application._borrower().write({"name": "Нова Людина", "vat": "3222222226"})
        paper = self._paper("application_form", application)
        self.assertIn("3222222226", self._text(paper))
        self.assertTrue(paper.with_user(self.lviv_head).has_access("read"))
        stranger = self._create_employee("retail_manager", self.kharkiv)
        self.assertFalse(paper.with_user(stranger).has_access("read"))
        application.sudo().client_id = self.kovalenko
        self.assertEqual(paper.sudo().client_id, self.kovalenko)
