import random
from datetime import timedelta

from odoo.addons.bank_crm_base.domain import completeness
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_individual import IndividualCommon

ADULT = {"birth_date": "1985-03-07"}


@tagged("post_install", "-at_install")
class TestCompleteness(IndividualCommon):
    """One judgement of a client's file: what it lacks and its percent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Rule = cls.env["bank.completeness.rule"]

    def test_the_percent_by_hand(self):
        # Asked of an adult without documents: 15 tax, 10 birth, 15 document, 10 phone,
        # 10 address, 5 e-mail, 5 sex, 10 what he does, 5 income, 5 education: 90.
        client = self._create_client("Відсоток Юрій", **ADULT)
        self.assertEqual(client.completeness, 11)  # 10 of 90
        self.assertEqual(client.completeness_band, "low")
        client.write({"vat": "3111500003", "phone": "+380671234417"})
        self.assertEqual(client.completeness, 38)  # 35 of 90
        self.env["bank.client.document"].create(
            {"client_id": client.id, "number": "A1", "expiry_date": "2030-01-01"}
        )
        self.assertEqual(client.completeness, 60)  # 60 of 100: the paper is in force
        self.assertEqual(client.missing_facts, "address")
        self._employ(client, income=10)
        self.assertEqual(client.completeness, 75)
        address = self.env["bank.client.address"].create(
            {"client_id": client.id, "city": "Львів"}
        )
        self.assertTrue(address)
        self.assertEqual((client.completeness, client.completeness_band), (85, "high"))
        self.assertFalse(client.is_incomplete)
        self.assertEqual(client.completeness_gaps, "email,gender,education")

    def test_a_person_born_on_file_only_reads_sensibly(self):
        """As in a bank whose core system knows hardly more than dates of birth."""
        client = self._create_client("Client 4711", gender="female", **ADULT)
        self.assertEqual(client.completeness, 16)  # 15 of 90
        self.assertTrue(client.is_incomplete)

    def test_a_minor_is_not_asked_for_work(self):
        minor = self._create_client("Дитина Оля", birth_date="2012-01-01")
        self.assertEqual(minor.completeness, 14)  # 10 of 70
        self.assertNotIn("employment", minor.completeness_gaps)

    def test_ended_work_is_work_no_more(self):
        work = self._employ(self.kovalenko, income=1)
        before = self.kovalenko.completeness
        work.date_to = "2026-11-19"
        self.assertLess(self.kovalenko.completeness, before)
        self.assertIn("employment", self.kovalenko.completeness_gaps)

    def test_a_director_completes_a_company(self):
        self.assertIn("director", self.factory.completeness_gaps)
        relation = self.env["bank.relation"].create(
            {
                "from_client_id": self.kovalenko.id,
                "to_client_id": self.factory.id,
                "type_id": self.env["bank.relation.type"]._of("director").id,
                "date_from": "2020-01-01",
            }
        )
        self.assertNotIn("director", self.factory.completeness_gaps)
        relation.date_to = "2026-11-01"
        self.assertIn("director", self.factory.completeness_gaps)

    def test_required_parts_are_what_the_base_asks_for(self):
        """The rules as shipped, by SQL, and the base's own formula agree on any file."""
        chance = random.Random(7)
        today = self.day.date
        for number in range(60):
            kind = chance.choice(list(completeness.ClientKind))
            days = [
                chance.choice([None, today - timedelta(1), today, today + timedelta(1)])
                for _document in range(chance.randrange(3))
            ]
            facts = {
                "vat": chance.choice([False, "3111500003"]),
                "company_registry": chance.choice([False, "12345678"]),
                "phone": chance.choice([False, "+380671234417"]),
                "birth_date": chance.choice([False, today.replace(year=1990)]),
            }
            has_address = chance.random() < 0.5
            client = self._create_client(
                f"File {number}",
                client_kind=str(kind),
                client_document_ids=[
                    Command.create({"number": f"N{place}", "expiry_date": day})
                    for place, day in enumerate(days)
                ],
                client_address_ids=[Command.create({"city": "Lviv"})] * has_address,
                **facts,
            )
            expected = completeness.missing_facts(
                completeness.ClientFile(
                    kind=kind,
                    has_tax_number=bool(facts["vat"]),
                    has_registry=bool(facts["company_registry"]),
                    has_phone=bool(facts["phone"]),
                    has_address=has_address,
                    birth_date=facts["birth_date"] or None,
                    documents=tuple(days),
                ),
                today,
            )
            with self.subTest(kind=kind, days=days, facts=facts):
                self.assertEqual(client.missing_facts or "", ",".join(expected))
                self.assertEqual(client.is_incomplete, bool(expected))

    def test_an_administrator_asks_for_more_without_code(self):
        admin = self._create_employee("business_administrator", self.head_office)
        before = self.kovalenko.completeness
        rule = self.Rule.with_user(admin).create(
            {
                "name": "Language",
                "missing_words": "town",
                "check_kind": "field",
                "field_id": self.env.ref("bank_crm_base.field_client_city").id,
                "weight": 50,
                "is_required": True,
            }
        )
        self.kovalenko._refresh_profile()
        self.assertLess(self.kovalenko.completeness, before)
        self.assertIn(rule.code, self.kovalenko.missing_facts)
        card = self.kovalenko.with_user(self.olena).get_client_card()
        [flag] = [flag for flag in card["flags"] if flag["code"] == "incomplete"]
        self.assertIn("town", flag["detail"])
        [gap] = [
            gap
            for gap in card["panels"]["completeness"]["gaps"]
            if gap["code"] == rule.code
        ]
        self.assertEqual(gap, {**gap, "text": "town", "fill": "details"})
        self.kovalenko.city = "Львів"
        self.kovalenko._refresh_profile()
        self.assertNotIn(rule.code, self.kovalenko.missing_facts)

    def test_a_rule_of_a_segment_asks_its_members_only(self):
        segment = self.env["bank.segment"].create(
            {"name": "Test segment", "branch_id": self.head_office.id}
        )
        version = self.env["bank.segment.version"].search([], limit=1)
        self.env.cr.execute(
            "INSERT INTO bank_segment_member (segment_id, client_id, date_from, "
            "entered_version_id) VALUES (%s, %s, '2026-01-01', %s)",
            [segment.id, self.kovalenko.id, version.id or 1],
        )
        rule = self.Rule.create(
            {
                "name": "Town", "missing_words": "town", "check_kind": "field",
                "field_id": self.env.ref("bank_crm_base.field_client_city").id,
                "segment_id": segment.id,
            }
        )  # fmt: skip
        (self.kovalenko | self.bondar)._refresh_profile()
        self.assertIn(rule.code, self.kovalenko.completeness_gaps)
        self.assertNotIn(rule.code, self.bondar.completeness_gaps)

    def test_what_makes_no_rule_is_refused(self):
        with self.assertRaises(ValidationError):
            self.Rule.create(
                {
                    "name": "x", "missing_words": "x", "check_kind": "field",
                    "field_id": self.env.ref("bank_crm_base.field_client_incomplete").id,
                }
            )  # fmt: skip
        with self.assertRaises(ValidationError):
            self.Rule.create(
                {
                    "name": "x", "missing_words": "x", "check_kind": "rows",
                    "on_file": "email", "code": "a,b",
                }
            )  # fmt: skip

    def test_nobody_writes_a_percent(self):
        for name in ("completeness", "completeness_band", "completeness_gaps"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.kovalenko.with_user(self.olena).write({name: False})

    def test_the_night_judges_everybody(self):
        self.env.cr.execute(
            "UPDATE res_partner SET completeness = NULL, completeness_band = NULL "
            "WHERE id = %s",
            [self.kovalenko.id],
        )
        self.env.invalidate_all()
        self._run_task("client_files")
        self.assertEqual(self.kovalenko.completeness_band, "low")

    def test_a_document_that_expired_in_the_night_is_missed(self):
        self.env["bank.client.document"].create(
            {"client_id": self.kovalenko.id, "number": "A", "expiry_date": "2026-11-20"}
        )
        self.assertNotIn("document_expired", self.kovalenko.missing_facts)
        tomorrow = self.env["bank.business.day"]._open("2026-11-21")
        self._run_task("client_files", tomorrow)
        self.env.invalidate_all()
        self.assertIn("document_expired", self.kovalenko.missing_facts)

    def test_a_percent_is_no_change_that_somebody_made(self):
        self.env["bank.change.table"]._apply_all()
        watched = self.env["bank.change.table"].search([("model", "=", "res.partner")])
        self.assertIn("completeness_gaps", watched._hidden_columns())

    def test_clients_who_lack_a_part_are_listed(self):
        rule = self.Rule.search([("code", "=", "email")])
        self.kovalenko.email = "o@ukr.net"
        domain = rule.action_open_lacking()["domain"]
        found = self.env["res.partner"].search(
            [*domain, ("id", "in", (self.kovalenko | self.bondar).ids)]
        )
        self.assertEqual(found, self.bondar)
