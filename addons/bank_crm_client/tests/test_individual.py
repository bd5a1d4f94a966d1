from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common_individual import IndividualCommon


@tagged("post_install", "-at_install")
class TestIndividual(IndividualCommon):
    """Work, education, life events and documents of a person."""

    # Work

    def test_work_of_today_with_its_service_and_income_a_month(self):
        work = self._employ(
            self.kovalenko, user=self.olena, income=120_000, income_period="quarter"
        )
        self.assertTrue(work.is_current)
        self.assertEqual(work.service_months, 24)
        self.assertEqual(work.income_month, 40_000)
        self._employ(
            self.kovalenko, user=self.olena, employer_name="ТОВ Раніше",
            date_from="2020-01-01", date_to="2021-01-01",
        )  # fmt: skip
        told = self.kovalenko.with_user(self.olena).get_client_person()
        self.assertEqual(told["service"], "3 y")
        self.assertEqual([one["amount"] for one in told["income"]], [40_000])
        self.assertEqual(
            [(one["employer"], one["is_current"]) for one in told["works"]],
            [("ТОВ Праця", True), ("ТОВ Раніше", False)],
        )

    def test_an_employer_chosen_among_clients_gives_its_name(self):
        form = Form(
            self.env["bank.client.employment"]
            .with_user(self.olena)
            .with_context(default_client_id=self.kovalenko.id)
        )
        form.employer_client_id = self.factory.with_user(self.olena)
        form.date_from = "2025-01-01"
        work = form.save()
        self.assertEqual(work.employer_name, "Завод Тест")
        rows = self.factory.with_user(self.olena).get_client_workers()["rows"]
        self.assertEqual([row["name"] for row in rows], [self.kovalenko.name])

    def test_an_employer_out_of_sight_is_a_name_and_no_client(self):
        work = self._employ(
            self.kovalenko, employer_id=self.far_factory.id,
            employer_name="Фабрика Тест",
        )  # fmt: skip
        Employment = self.env["bank.client.employment"]
        seen = work.with_user(self.olena)
        self.assertFalse(seen.employer_client_id)
        self.assertEqual(seen.employer_name, "Фабрика Тест")
        domain = [("employer_client_id", "=", self.far_factory.id)]
        self.assertFalse(Employment.with_user(self.olena).search(domain))
        self.assertEqual(Employment.with_user(self.boss).search(domain), work)
        self.assertEqual(work.with_user(self.boss).employer_client_id, self.far_factory)
        with self.assertRaises(AccessError):
            Employment.with_user(self.olena).search([("employer_id", "!=", False)])
        with self.assertRaises(AccessError):
            seen.write({"employer_client_id": self.far_factory.id})
        workers = self.far_factory.with_user(self.petro).get_client_workers()
        self.assertFalse(workers["rows"])

    def test_what_the_salary_project_tells_is_not_changed_by_hand(self):
        fed = self._employ(self.kovalenko, source="salary", income=20_000)
        with self.assertRaisesRegex(UserError, "salary project"):
            fed.with_user(self.olena).income = 90_000
        with self.assertRaisesRegex(UserError, "salary project"):
            self._employ(self.kovalenko, user=self.olena, source="salary")
        fed.with_user(self.olena).note = "asked him"

    def test_a_certificate_has_a_day_and_holds_for_a_year(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._employ(self.kovalenko, source="certificate").flush_recordset()
        work = self._employ(
            self.kovalenko, source="certificate", confirmed_date="2025-11-21"
        )
        self.assertTrue(work.is_income_confirmed)
        work.confirmed_date = "2025-11-20"
        self.assertFalse(work.is_income_confirmed)

    def test_a_company_has_no_personal_file(self):
        with self.assertRaises(ValidationError):
            self._employ(self.factory)
        with self.assertRaises(ValidationError):
            self._happen(self.factory, "wedding", "2026-01-01")
        with self.assertRaises(ValidationError):
            self.env["bank.client.education"].create({"client_id": self.factory.id})

    # Life events

    def test_an_event_knows_when_to_come_back(self):
        event = self._happen(
            self.kovalenko, "childbirth", "2023-12-05", user=self.olena
        )
        self.assertEqual(event.follow_up_date, date(2026, 12, 5))
        rows = self.env["bank.client.date"].with_user(self.olena)
        found = rows.search([("client_id", "=", self.kovalenko.id)])
        self.assertEqual(
            [(row.kind, row.date, row.what) for row in found],
            [("follow_up", date(2026, 12, 5), "End of the childcare leave")],
        )

    def test_birthdays_and_documents_of_the_next_thirty_days(self):
        self.kovalenko.birth_date = "1985-11-30"
        self.bondar.birth_date = "1990-12-21"
        self.env["bank.client.document"].create(
            {
                "client_id": self.kovalenko.id,
                "number": "D1",
                "expiry_date": "2026-12-20",
            }
        )
        rows = self.env["bank.client.date"].search(
            [("client_id", "in", (self.kovalenko | self.bondar).ids)]
        )
        self.assertEqual(
            [(row.client_id, row.kind, row.date, row.years) for row in rows],
            [
                (self.kovalenko, "birthday", date(2026, 11, 30), 41),
                (self.kovalenko, "document", date(2026, 12, 20), 0),
            ],
        )

    def test_a_death_needs_its_paper_and_ends_congratulations(self):
        self.kovalenko.birth_date = "1985-11-22"
        home = self.env["bank.home"].with_user(self.olena)

        def birthdays():
            zones = home.get_home()["zones"]
            tiles = [tile for zone in zones for tile in zone["tiles"]]
            [tile] = [tile for tile in tiles if tile["code"] == "birthdays"]
            return [row["title"] for row in tile["rows"]]

        with self.assertRaises(ValidationError) as refused:
            self._happen(self.kovalenko, "death", "2026-11-10", user=self.olena)
        self.assertIn("certificate", str(refused.exception))
        event = self._happen(
            self.kovalenko, "death", "2026-11-10", user=self.olena,
            source="document", evidence="I-SG 1",
        )  # fmt: skip
        self.assertEqual(self.kovalenko.deceased_date, date(2026, 11, 10))
        dates = self.env["bank.client.date"].search(
            [("client_id", "=", self.kovalenko.id)]
        )
        self.assertFalse(dates)
        told = self.kovalenko.with_user(self.olena).get_client_card()
        self.assertEqual(told["flags"][0]["code"], "deceased")
        self.assertNotIn(self.kovalenko.name, birthdays())
        event.with_user(self.olena).active = False
        self.assertFalse(self.kovalenko.deceased_date)
        self.assertIn(self.kovalenko.name, birthdays())

    def test_nobody_marks_a_death_but_by_the_event(self):
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.olena).write({"deceased_date": "2026-01-01"})

    # Documents

    def test_one_main_document_of_a_kind(self):
        Document = self.env["bank.client.document"].with_user(self.olena)
        values = {"client_id": self.kovalenko.id, "is_main": True}
        old = Document.create({**values, "number": "A"})
        card = Document.create({**values, "number": "C", "kind": "id_card"})
        new = Document.create({**values, "number": "B"})
        self.assertEqual([one.is_main for one in (old, card, new)], [False, True, True])
        old.is_main = True
        self.assertEqual([one.is_main for one in (old, card, new)], [True, True, False])

    def test_which_documents_are_to_be_renewed(self):
        Document = self.env["bank.client.document"]

        def add(client, number, until, **values):
            return Document.create(
                {
                    "client_id": client.id,
                    "number": number,
                    "expiry_date": until,
                    **values,
                }
            )

        expired = add(self.kovalenko, "A", "2026-01-01")
        last = add(self.kovalenko, "B", "2026-12-20")
        add(self.bondar, "C", "2026-01-01")
        add(self.bondar, "D", "2026-12-21")
        add(self.walled, "E", "2026-01-01", kind="charter")
        found = Document.search(
            [
                ("to_renew", "=", True),
                ("client_id", "in", (self.kovalenko | self.bondar | self.walled).ids),
            ]
        )
        self.assertEqual(found, last)
        self.assertEqual((expired | last).filtered("to_renew"), last)
        self.assertTrue(self.kovalenko.has_document_to_renew)
        self.assertFalse(self.bondar.has_document_to_renew)
        self.assertEqual(self.kovalenko.document_until, date(2026, 12, 20))

    def test_the_manager_is_told_of_a_document_by_one_next_step(self):
        document = self.env["bank.client.document"].create(
            {"client_id": self.kovalenko.id, "number": "A", "expiry_date": "2026-11-25"}
        )

        def told():
            self.env["bank.next.step"]._refresh(self.kovalenko.ids, self.day.date)
            return self.env["bank.next.step"].search(
                [
                    ("client_id", "=", self.kovalenko.id),
                    ("source_id.code", "=", "document"),
                    ("state", "=", "open"),
                ]
            )

        step = told()
        self.assertEqual(str(step.due_date), "2026-11-25")
        self.assertEqual(told(), step)
        document.expiry_date = "2026-12-01"
        self.assertEqual(str(told().due_date), "2026-12-01")
        self.assertFalse(self.kovalenko.activity_ids)
        specs = self.env["bank.business.day"]._task_specs()
        self.assertNotIn("document_renewals", [spec.code for spec in specs])

    # The list

    @users("t_olena")
    def test_people_are_found_by_age_and_profile(self):
        clients = self.env["res.partner"].search(
            [("id", "in", (self.kovalenko | self.factory).ids)]
        )
        minors = clients.filtered_domain([("is_minor", "=", True)])
        self.assertFalse(minors)
        groups = clients.formatted_read_group(
            [("id", "in", clients.ids)], ["completeness_band"], ["completeness:avg"]
        )
        self.assertEqual({group["completeness_band"] for group in groups}, {"low"})


@tagged("post_install", "-at_install")
class TestFamily(IndividualCommon):
    """The tab of the family."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.husband = cls._create_client(
            "Коваленко Іван", branch_id=cls.lviv.id, manager_id=cls.olena.id,
            birth_date="1984-11-20",
        )  # fmt: skip
        cls.child = cls._create_client(
            "Коваленко Оля", branch_id=cls.lviv.id, manager_id=cls.olena.id,
            birth_date="2015-05-05",
        )  # fmt: skip
        for client, funds, owed in (
            (cls.kovalenko, 1_000, 0), (cls.husband, 500.5, 70), (cls.bondar, 9_999, 9),
        ):  # fmt: skip
            client.write({"funds_base": funds, "owed_base": owed})
        cls._relate(cls.husband, "spouse", cls.kovalenko)
        cls._relate(cls.kovalenko, "parent", cls.child)
        cls._relate(cls.kovalenko, "sibling", cls.bondar)
        cls._employ(cls.kovalenko, income=30_000)
        cls._employ(cls.husband, income=120_000, income_period="year")

    @classmethod
    def _relate(cls, first, code, second):
        return cls.env["bank.relation"].create(
            {
                "from_client_id": first.id,
                "to_client_id": second.id,
                "type_id": cls.env["bank.relation.type"]._of(code).id,
            }
        )

    def test_relatives_in_sight_with_what_they_have_together(self):
        told = self.kovalenko.with_user(self.olena).get_client_family()
        self.assertEqual(
            sorted((one["name"], one["age"]) for one in told["members"]),
            [("Коваленко Іван", 42), ("Коваленко Оля", 11)],
        )
        self.assertEqual(told["elsewhere"], 1)
        self.assertEqual(
            told["totals"],
            {
                "counted": 3, "children": 1, "funds": 1_500.5, "owed": 70.0,
                "income": 40_000.0,
            },
        )  # fmt: skip
        self.assertNotIn(self.bondar.name, str(told))

    def test_who_sees_the_whole_bank_sees_the_brother_too(self):
        told = self.kovalenko.with_user(self.boss).get_client_family()
        self.assertEqual(told["elsewhere"], 0)
        self.assertEqual(told["totals"]["funds"], 11_499.5)

    def test_a_child_has_somebody_who_acts_for_it(self):
        told = self.child.with_user(self.olena).get_client_family()
        self.assertTrue(told["is_minor"])
        self.assertTrue(told["has_guardian"])
        [mother] = told["members"]
        self.assertEqual(mother["name"], self.kovalenko.name)

    def test_a_relative_is_added_in_the_words_of_a_family(self):
        Add = self.env["bank.relation.add"].with_user(self.olena)
        words = Add.with_context(only_family=True)._phrases()
        spouse = self.env["bank.relation.type"]._of("spouse")
        self.assertIn(f"{spouse.id}>", [code for code, _words in words])
        owns = self.env["bank.relation.type"]._of("owns")
        self.assertNotIn(f"{owns.id}>", [code for code, _words in words])
        dialog = Add.with_context(
            only_family=True, default_client_id=self.husband.id
        ).create(
            {"phrase": f"{spouse.id}>", "is_stranger": True, "other_name": "Ганна"}
        )
        dialog.action_add()
        told = self.husband.with_user(self.olena).get_client_family()
        self.assertIn("Ганна", [one["name"] for one in told["members"]])
