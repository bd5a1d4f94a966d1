import random
from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..domain.documents.checking import State
from ..domain.documents.requirements import Paper, Standing, standing
from .common_documents import DocumentsCommon

TODAY = date(2026, 11, 20)
SEED = 20


@tagged("post_install", "-at_install")
class TestDocumentRequirements(DocumentsCommon):
    """What the bank asks for, and one document that serves every product."""

    def test_one_document_serves_two_products(self):
        card, deposit = (
            self._product("T_CARD", "card"),
            self._product("T_DEP", "deposit"),
        )
        for product in (card, deposit):
            self._sell(product)
        asked = self._ask(self.passport, name="For the card", product_id=card.id)
        other = self._ask(
            self.passport, name="For deposits", family_id=deposit.family_id.id
        )
        self.assertEqual(self._gaps(), {asked: "missing", other: "missing"})
        document = self._enter(self.olena, number="AA 1", expiry_date="2036-01-01")
        self.assertEqual(self._gaps(), {asked: "draft", other: "draft"})
        document.action_send()
        self.assertEqual(self._gaps(), {asked: "waits", other: "waits"})
        document.with_user(self.iryna).action_verify()
        self.assertEqual(self._gaps(), {})
        [row] = [
            row
            for row in self.kovalenko.with_user(self.olena).get_client_documents()[
                "papers"
            ]
            if row["id"] == document.id
        ]
        self.assertEqual(sorted(row["products"]), ["Test T_CARD", "Test T_DEP"])

    def test_a_paper_of_one_product_serves_no_other(self):
        card, deposit = (
            self._product("T_CARD", "card"),
            self._product("T_DEP", "deposit"),
        )
        for product in (card, deposit):
            self._sell(product)
        one = self._ask(self.form, product_id=card.id)
        other = self._ask(self.form, product_id=deposit.id)
        document = self._enter(self.olena, kind=self.form, product_id=card.id)
        document.action_send()
        document.with_user(self.iryna).action_verify()
        self.assertEqual(self._gaps(), {other: "missing"})
        self.assertNotIn(one, self._gaps())

    def test_any_one_of_several_is_enough(self):
        other = self._type("test_card")
        asked = self._ask(self.passport, other, is_for_company=False)
        self.assertEqual(self._gaps(), {asked: "missing"})
        self.Document.create(
            {"client_id": self.kovalenko.id, "type_id": other.id, "number": "1"}
        )
        self.assertEqual(self._gaps(), {})

    def test_it_is_asked_of_those_it_is_for(self):
        asked = self._ask(self.passport, is_for_person=False)
        company = self._create_client("Trade Ltd", client_kind="legal_entity")
        self.assertEqual(self._gaps(), {})
        self.assertEqual(self._gaps(company), {asked: "missing"})

    def test_a_refused_paper_serves_nothing(self):
        asked = self._ask(self.passport)
        document = self._enter(self.olena, number="AA 2")
        document.action_send()
        document.with_user(self.iryna).action_refuse("Unreadable")
        self.assertEqual(self._gaps(), {asked: "missing"})

    def test_what_is_asked_every_year_grows_old(self):
        asked = self._ask(self.paper, purpose="yearly")
        self.assertEqual(asked.fresh_months, 12)
        document = self.Document.create(
            {
                "client_id": self.kovalenko.id,
                "type_id": self.paper.id,
                "issued_date": "2026-01-15",
            }
        )
        self.assertEqual(self._gaps(), {})
        document.issued_date = "2025-12-10"
        self.assertEqual(self._gaps(), {asked: "soon"})
        document.issued_date = "2025-11-19"
        self.assertEqual(self._gaps(), {asked: "expired"})

    def test_a_product_not_yet_sold_says_what_it_would_need(self):
        loan = self._product("T_LOAN", "consumer_loan")
        asked = self._ask(self.paper, product_id=loan.id, purpose="lending")
        wished = self._ask(self.passport, product_id=loan.id, is_mandatory=False)
        self.assertEqual(self._gaps(), {})
        self.assertEqual(self.kovalenko._missing_documents(loan), asked)
        self._enter(self.olena, kind=self.paper, scans=False)
        self.assertFalse(self.kovalenko._missing_documents(loan))
        self.assertTrue(wished)

    def test_sql_and_the_rule_agree(self):
        """Random papers, judged by the set statement and by the domain's function."""
        chance = random.Random(SEED)
        days = [None, *(TODAY + timedelta(shift) for shift in (-400, -1, 0, 1, 30, 31))]
        issued = [
            None,
            *(TODAY - timedelta(age) for age in (10, 150, 170, 182, 184, 400)),
        ]
        for number in range(60):
            fresh = chance.choice([0, 0, 6])
            asked = self._ask(self.passport, fresh_months=fresh)
            client = self._create_client(f"Random {number}", client_state="client")
            papers = []
            for place in range(chance.randrange(4)):
                paper = Paper(
                    chance.choice(list(State)),
                    chance.choice(days),
                    chance.choice(issued),
                )
                papers.append(paper)
                document = self.Document.create(
                    {
                        "client_id": client.id,
                        "type_id": self.passport.id,
                        "number": f"R{number}-{place}",
                        "expiry_date": paper.until,
                        "issued_date": paper.issued,
                    }
                )
                document.write({"state": str(paper.state), "refusal": "for the test"})
            told = standing(papers, TODAY, fresh)
            expected = {} if told is Standing.MET else {asked: str(told)}
            with self.subTest(papers=papers, fresh=fresh):
                self.assertEqual(self._gaps(client), expected)
            asked.active = False

    def test_of_missing_papers_the_manager_is_told_in_one_place(self):
        self._ask(self.passport, name="Charter", gives_task=True)
        self._ask(self.paper, name="Not told of")
        rule = self.env["bank.completeness.rule"].create(
            {
                "name": "Papers", "missing_words": "papers", "check_kind": "rows",
                "on_file": "documents_asked_for", "is_required": True,
            }
        )  # fmt: skip
        self._gaps()
        self.kovalenko._refresh_profile()
        self.assertIn(rule.code, self.kovalenko.missing_facts)
        Step = self.env["bank.next.step"]
        for _night in range(2):
            Step._refresh(self.kovalenko.ids, TODAY)
        steps = Step.search([("client_id", "=", self.kovalenko.id)])
        [step] = steps.filtered(lambda one: one.source_id.code == "papers")
        self.assertEqual(step.what, "Ask for documents: Charter")
        self.assertEqual(str(step.due_date), "2026-11-25")
        others = steps - step
        self.assertNotIn("papers", " ".join(others.mapped("what")))
        self.assertFalse(
            self.env["mail.activity"].search(
                [("res_id", "=", self.kovalenko.id), ("summary", "like", "Charter")]
            )
        )
        # Out of use, the file says what it lacks as ever.
        step.source_id.active = False
        Step._refresh(self.kovalenko.ids, TODAY)
        self.assertEqual(step.state, "closed")
        [file] = Step.search(
            [
                ("client_id", "=", self.kovalenko.id),
                ("source_id.code", "=", "incomplete"),
            ]
        )
        self.assertIn("papers", file.what)

    def test_who_keeps_the_list_opens_it_without_working_with_clients(self):
        asked = self._ask(self.passport)
        kept = asked.with_user(self.administrator)
        self.assertFalse(self.Gap.with_user(self.administrator).has_access("read"))
        self.assertEqual(kept.read(["gap_count"])[0]["gap_count"], 0)

    def test_the_night_judges_everybody_in_slices(self):
        asked = self._ask(self.passport)
        task = self.env["bank.day.task"].create(
            {"day_id": self.day.id, "code": "document_gaps", "name": "x"}
        )
        while self.day._task_document_gaps(task):
            pass
        for client in (self.kovalenko, self.bondar):
            self.assertIn(
                asked,
                self.Gap.search([("client_id", "=", client.id)]).requirement_id,
            )

    def test_at_the_counter_only_papers_of_identity_are_seen(self):
        teller = self._create_employee("teller", self.lviv)
        known = self.Document.create({"client_id": self.bondar.id, "number": "ID 1"})
        other = self.Document.create(
            {"client_id": self.bondar.id, "type_id": self.paper.id}
        )
        found = self.Document.with_user(teller).search(
            [("client_id", "=", self.bondar.id)]
        )
        self.assertFalse(found)
        self.env["bank.visit"].with_user(teller)._start(
            self.bondar, identified_by="document", reason="cash"
        )
        self.env.invalidate_all()
        found = self.Document.with_user(teller).search(
            [("client_id", "=", self.bondar.id)]
        )
        self.assertEqual(found.ids, known.ids)
        with self.assertRaises(AccessError):
            other.with_user(teller).read(["note"])
        tab = self.bondar.with_user(teller).get_client_documents()
        self.assertEqual((tab["asked"], len(tab["papers"])), ([], 1))

    def test_a_questionnaire_is_no_passport_in_force(self):
        """Papers that say other things do not hide that the passport has run out."""
        self.Document.create(
            {
                "client_id": self.kovalenko.id,
                "number": "OLD 1",
                "expiry_date": "2026-11-01",
            }
        )
        kind = self._type("test_questionnaire", kind="questionnaire")
        self.Document.create({"client_id": self.kovalenko.id, "type_id": kind.id})
        self.assertEqual(self.kovalenko.client_document_ids.mapped("number"), ["OLD 1"])
        self.assertIn("document_expired", self.kovalenko.missing_facts)
        self.assertEqual(len(self.kovalenko.paper_ids), 2)
