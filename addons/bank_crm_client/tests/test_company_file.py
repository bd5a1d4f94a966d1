from datetime import date

from odoo.addons.bank_crm_base.tests.test_client_card import CARD_QUERIES
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common_corporate import CorporateCommon

ATTORNEY = {"basis": "attorney", "paper_number": "114/2026"}


@tagged("post_install", "-at_install")
class TestCompanyFile(CorporateCommon):
    """Industry, owners, signatures, exposure and counterparties of a company."""

    # Industry

    def test_all_sections_and_divisions_of_nace_are_here(self):
        Industry = self.env["res.partner.industry"]
        sections = Industry.search([("code", "!=", False), ("parent_id", "=", False)])
        self.assertEqual("".join(sections.mapped("code")), "ABCDEFGHIJKLMNOPQRSTU")
        divisions = Industry.search([("parent_id", "in", sections.ids)])
        self.assertEqual(len(divisions), 88)
        software = divisions.filtered(lambda one: one.code == "62")
        self.assertEqual(software.parent_id.code, "J")
        self.assertEqual(
            software.display_name,
            "62 Computer programming, consultancy and related activities",
        )

    def test_the_industry_follows_the_code_that_is_fed(self):
        self.mill.nace_code = "10.61"
        self.assertEqual(self.mill.industry_id.code, "10")
        self.env.cr.execute(
            "UPDATE res_partner SET nace_code = '46.39' WHERE id = %s", [self.mill.id]
        )
        self.env["res.partner"]._refresh_derived_sql(self.mill.ids)
        self.assertEqual(self.mill.industry_id.code, "46")
        found = self.env["res.partner"].search(
            [
                ("id", "=", self.mill.id),
                ("industry_id", "child_of", self.mill.industry_id.parent_id.id),
            ]
        )
        self.assertEqual(found, self.mill)

    def test_a_chosen_industry_writes_its_code(self):
        division = self.env["res.partner.industry"].search([("code", "=", "01")])
        self.mill.with_user(self.officer).industry_id = division
        self.assertEqual(self.mill.nace_code, "01")
        self.mill.sudo().is_core_client = True
        with self._refused(UserError, "core banking system"):
            self.mill.with_user(self.officer).industry_id = False

    def test_a_code_of_no_industry_is_refused(self):
        with self._refused(ValidationError, "no code of NACE"):
            self.env["res.partner.industry"].create({"name": "X", "code": "1061"})

    def test_a_registration_number_that_cannot_be_is_doubted_and_kept(self):
        # 14360570 is a real number of the register, 14360571 differs in its check digit.
        for number, words in (
            ("14360570", False),
            ("14360571", "check digit"),
            ("12", "look different"),
        ):
            self.mill.company_registry = number
            with self.subTest(number=number):
                self.assertEqual(bool(self.mill.registry_words), bool(words))
                self.assertIn(words or "", self.mill.registry_words or "")

    # Who may sign

    def test_a_right_counts_once_a_second_person_accepted_it(self):
        right = self._right(user=self.officer)
        self.assertEqual(right.acceptance, "waiting")
        act = right.waiting_act_ids
        self.assertEqual(act.kind_id.code, "signatory_change")
        with self.assertRaises(UserError):
            act.with_user(self.officer).action_accept()
        act.with_user(self.lviv_head).action_accept()
        self.assertTrue(right.is_accepted)
        relation = self.env["bank.relation"].search(
            [("to_client_id", "=", self.mill.id), ("type_id.code", "=", "signatory")]
        )
        self.assertEqual(relation.from_party_id, right.party_id)

    def test_a_wider_right_waits_and_the_old_one_stays(self):
        right = self._right(limit_amount=100)
        own = right.with_user(self.officer)
        own.write({"limit_amount": 900, "position": "Director"})
        self.assertEqual((right.limit_amount, right.position), (100, "Director"))
        own.waiting_act_ids.with_user(self.lviv_head).action_accept()
        self.assertEqual(right.limit_amount, 900)

    def test_a_right_is_taken_away_by_one_person_at_once(self):
        right = self._right(**ATTORNEY, date_to=date(2027, 1, 1))
        wizard = (
            self.env["bank.signatory.revocation"]
            .with_user(self.officer)
            .create({"signatory_id": right.id, "reason": "Letter of the company"})
        )
        wizard.action_revoke()
        self.assertEqual(right.standing, "expired")
        self.assertEqual(right.revoked_date, self.day.date)
        with self._refused(UserError, "does not hold anyway"):
            right.with_user(self.officer)._revoke("again")

    def test_a_right_does_not_move_to_another_company_or_person(self):
        right = self._right()
        with self._refused(UserError, "does not change"):
            right.with_user(self.officer).client_id = self._company(
                "Інша", self.lviv, self.officer
            )
        with self._refused(UserError, "does not change"):
            right.with_user(self.officer).person_client_id = self._create_client(
                "Інший Іван", branch_id=self.lviv.id, manager_id=self.officer.id
            )

    def test_an_expired_power_of_attorney_is_told_on_the_card(self):
        self._right(name="Повірений", **ATTORNEY, date_to=date(2026, 11, 1))
        self._right(name="Скоро", **ATTORNEY, date_to=date(2026, 12, 1))
        card = self.mill.with_user(self.officer).get_client_card()
        [flag] = [flag for flag in card["flags"] if flag["code"] == "signatory"]
        self.assertEqual((flag["tone"], flag["help"]), ("danger", "Повірений"))
        Right = self.env["bank.signatory"].with_user(self.officer)
        for standing, name in (("expired", "Повірений"), ("soon", "Скоро")):
            found = Right.search(
                [("client_id", "=", self.mill.id), ("standing", "=", standing)]
            )
            self.assertEqual(found.mapped("name"), [name])
            self.assertEqual(found.mapped("standing"), [standing])

    def test_a_manager_enters_a_right_on_the_card(self):
        with (
            Form(
                self.mill.with_user(self.officer), "bank_crm_base.bank_client_view_form"
            ) as form,
            form.signatory_ids.new() as line,
        ):
            line.name = "Бухгалтер Тест"
            line.scope = "joint"
        self.assertEqual(self.mill.signatory_ids.acceptance, "waiting")

    def test_the_card_of_a_company_asks_as_much_whatever_is_in_its_file(self):
        client = self.mill.with_user(self.officer)

        def queries():
            # Twice: what the server keeps in memory is read by the first.
            client.get_client_card()
            client.get_client_card()
            self.env.flush_all()
            self.env.invalidate_all()
            client.get_client_card()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            client.get_client_card()
            return self.env.cr.sql_log_count - before

        self._right(**ATTORNEY, date_to=date(2026, 11, 1))
        few = queries()
        self.assertLessEqual(few, CARD_QUERIES)
        for year in (2023, 2024, 2025):
            statement = self._statement(year=year, figures=self._small())
            statement.action_confirm()
            self._right(name=f"Ще {year}", **ATTORNEY, date_to=date(2026, 11, 2))
        self.assertEqual(queries(), few)

    # Owners

    def test_owners_that_do_not_add_up_are_told(self):
        owner = self._company("Власник", self.lviv, self.officer)
        kind = self.env["bank.relation.type"]._of("owns")
        relation = self.env["bank.relation"].create(
            {
                "from_client_id": owner.id,
                "to_client_id": self.mill.id,
                "type_id": kind.id,
                "share": 60,
            }
        )
        tab = self.mill.with_user(self.officer).get_client_owners()
        self.assertEqual(tab["sum"], 60)
        self.assertIn("40 % have no owner", tab["warning"])
        self.assertEqual(
            [(row["name"], row["direct"], row["is_ultimate"]) for row in tab["rows"]],
            [("Власник", 60, True)],
        )
        relation.share = 100
        tab = self.mill.with_user(self.officer).get_client_owners()
        self.assertEqual((tab["sum"], tab["warning"]), (100, ""))

    # Exposure and counterparties

    def test_who_owes_nothing_is_told_so(self):
        tab = self.mill.with_user(self.officer).get_client_exposure()
        self.assertEqual((tab["lines"], tab["owed"], tab["groups"]), ([], 0, []))

    def test_exposure_is_what_the_card_says_is_owed(self):
        account = self._create_account(self.mill, "UA-MILL-1")
        self._book(account, (date(2026, 11, 3), -700))
        family = self.env.ref("bank_crm_base.product_family_consumer_loan")
        loan = self.env["bank.product"].create(
            {"name": "Loan", "code": "t_l", "family_id": family.id, "kind": "loan"}
        )
        self.env["bank.fx.rate"].create(
            {"currency_id": self.usd.id, "date": date(2026, 1, 1), "rate": 40}
        )
        self.env["bank.holding"].create(
            {
                "client_id": self.mill.id,
                "product_id": loan.id,
                "state": "active",
                "currency_id": self.usd.id,
                "number": "L-7",
                "amount": 500,
                "balance": 200,
            }
        )
        self.env.flush_all()
        self.env["res.partner"]._refresh_figures(self.mill.ids)
        tab = self.mill.with_user(self.officer).get_client_exposure()
        self.assertEqual(
            [(line["number"], line["owed"], line["agreed"]) for line in tab["lines"]],
            [("L-7", 8_000, 20_000), ("UA-MILL-1", 700, None)],
        )
        self.assertEqual(tab["owed"], self.mill.owed_base)

    def test_counterparties_have_shares_and_our_clients_are_links(self):
        account = self._create_account(self.mill, "UA-MILL-2")
        other = self._create_account(self.depot, "UA-DEPOT-2")
        stranger = {"counterparty_name": "Чужий", "counterparty_account": "UA-X"}
        own = {"counterparty_name": "Склад", "counterparty_account": other.number}
        self._book(
            account,
            (date(2026, 10, 3), 300, stranger),
            (date(2026, 10, 4), -100, own),
        )
        self.env["bank.counterparty"]._refresh(self.mill.ids, self.day.date)
        tab = self.mill.with_user(self.boss).get_client_counterparties()
        self.assertEqual(
            [(row["name"], row["share"], row["client_id"]) for row in tab["rows"]],
            [("Чужий", 0.75, False), ("Склад", 0.25, self.depot.id)],
        )
        # The officer of Lviv does not see the client of Kharkiv.
        tab = self.mill.with_user(self.officer).get_client_counterparties()
        self.assertEqual([row["client_id"] for row in tab["rows"]], [False, False])

    # Registers

    def test_a_form_of_statements_is_checked_as_it_is_written(self):
        with self._refused(ValidationError, "does not have"):
            self.ifrs.item_ids[:1].copy({"code": "SUM", "formula": "PPE + NOTHING"})
        with self._refused(ValidationError, "leads back to itself"):
            self.ifrs.item_ids.filtered(lambda one: one.code == "PPE").formula = "TA"

    def test_a_line_with_confirmed_figures_keeps_its_meaning(self):
        self._statement(figures={"REV": 5})
        revenue = self.ifrs.item_ids.filtered(lambda one: one.code == "REV")
        with self._refused(UserError, "copy the form"):
            revenue.code = "SALES"
        revenue.name = "Sales"

    def test_the_nearest_norm_is_taken(self):
        Norm = self.env["bank.ratio.norm"]
        trade = self.env["res.partner.industry"].search([("code", "=", "46")])
        norms = {str(code): norm for code, norm in Norm._norms_for(trade).items()}
        # Section G has its own; nothing is said of debt there.
        self.assertEqual(float(norms["current"].low), 1.2)
        self.assertEqual(float(norms["debt_to_equity"].high), 1.5)
        Norm.create({"ratio": "current", "industry_id": trade.id, "low": 1.1})
        norms = {str(code): norm for code, norm in Norm._norms_for(trade).items()}
        self.assertEqual(float(norms["current"].low), 1.1)
