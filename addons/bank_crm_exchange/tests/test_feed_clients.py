from datetime import date

from odoo.tests import tagged

from .common import FeedCommon

HEADER = (
    "client_id,kind,name,last_name,first_name,middle_name,state,branch_id,manager_id,phone,"
    "phone2,email,street,city,zip,document_number,document_expiry,is_private_banking"
)


@tagged("post_install", "-at_install")
class TestFeedClients(FeedCommon):
    """Clients are found by their keys, kept as the core says, and dated where they change."""

    def _row(self, number, **values):
        values = {
            "client_id": number,
            "kind": "person",
            "last_name": "Коваль",
            "first_name": "Ольга",
            "branch_id": self.lviv.code,
            **values,
        }
        return ",".join(values.get(name, "") for name in HEADER.split(","))

    def _put(self, *rows, **manifest):
        return self._load("clients", self._rows(HEADER, *rows), **manifest)

    def test_a_new_client_is_complete(self):
        self.env["res.users"].browse(self.olena.id).sudo().staff_number = "S77"
        self._put(
            self._row(
                "C1",
                manager_id="S77",
                phone="067 123-44-17",
                email="Olha@Ukr.net",
                street="вул. Зелена 5",
                city="Львів",
                document_number="КА1",
                document_expiry="2030-01-01",
            )
        )
        client = self._client("C1")
        self.assertEqual(client.name, "Коваль Ольга")
        self.assertTrue(
            client.is_core_client and client.is_guarded and client.partner_share
        )
        self.assertEqual(client.commercial_partner_id, client)
        self.assertEqual(client.manager_id, self.olena)
        self.assertEqual(
            client.contact_point_ids.mapped("key"), ["+380671234417", "olha@ukr.net"]
        )
        self.assertEqual(client.phone, "067 123-44-17")
        self.assertEqual(client.client_address_ids.city, "Львів")
        self.assertEqual(client.client_document_ids.number, "КА1")
        self.assertTrue(client.sort_key)
        self.assertFalse(client.message_ids, "the feed writes no chatter")
        found = self.env["bank.client.search"].search([("client_id", "=", client.id)])
        self.assertTrue(found)

    def test_a_chinese_name_has_no_blank(self):
        self._put(self._row("C1", last_name="王", first_name="小明"))
        self.assertEqual(self._client("C1").name, "王小明")

    def test_empty_keeps_and_the_sign_clears(self):
        self._put(
            self._row("C1", middle_name="Іванівна", phone="0671234417", city="Львів")
        )
        run = self._put(self._row("C1", middle_name="", city="Київ", phone=r"\N"))
        client = self._client("C1")
        self.assertEqual(run.corrected_count, 1)
        self.assertEqual((client.middle_name, client.city), ("Іванівна", "Київ"))
        self.assertFalse(client.phone)
        ended = client.contact_point_ids
        self.assertEqual((ended.is_main, ended.date_to), (False, date(2026, 11, 19)))
        self.assertEqual(len(client.client_address_ids), 2)
        self.assertEqual(
            len(client.client_address_ids.filtered(lambda a: not a.date_to)), 1
        )

    def test_a_new_phone_ends_the_old_one_and_a_typed_one_stays(self):
        self._put(self._row("C1", phone="0671234417"))
        client = self._client("C1")
        self.env["bank.contact.point"].create(
            {"client_id": client.id, "kind": "mobile", "value": "0501112233"}
        )
        self._put(self._row("C1", phone="0671234418"))
        points = {point.value: point for point in client.contact_point_ids}
        self.assertTrue(points["0671234417"].date_to)
        self.assertTrue(points["0671234418"].is_main)
        self.assertFalse(points["0501112233"].date_to)
        self.assertEqual(client.phone, "0671234418")

    def test_the_manager_is_taken_only_while_there_is_none(self):
        self.olena.sudo().staff_number, self.petro.sudo().staff_number = "S1", "S2"
        self._put(self._row("C1", manager_id="S1"))
        self._put(self._row("C1", manager_id="S2"))
        self.assertEqual(self._client("C1").manager_id, self.olena)

    def test_the_feed_never_takes_a_client_from_behind_the_wall(self):
        self._put(self._row("C1", is_private_banking="1"))
        self._put(self._row("C1", is_private_banking="0"))
        self.assertTrue(self._client("C1").is_private_banking)

    def test_a_full_file_marks_who_is_missing_and_unmarks_who_is_back(self):
        self._put(self._row("C1"), self._row("C2"))
        run = self._put(self._row("C1"), delivery="full")
        self.assertEqual(self._client("C2").missing_since, date(2026, 11, 19))
        self.assertGreaterEqual(run.missing_count, 1)
        self._put(self._row("C2", city="X"))
        self._put(
            self._row("C1"), self._row("C2"), delivery="full", day=date(2026, 11, 20)
        )
        self.assertFalse(self._client("C2").missing_since)

    def test_a_late_file_does_not_overwrite_a_newer_one(self):
        self._put(self._row("C1", city="Львів"), day=date(2026, 11, 19))
        self._put(self._row("C1", city="Київ"), day=date(2026, 11, 17))
        self.assertEqual(self._client("C1").city, "Львів")

    def test_a_client_whose_branch_comes_later_is_parked_and_then_published(self):
        run = self._put(self._row("C1", branch_id="NEWBR"))
        reject = run.reject_ids
        self.assertEqual((reject.state, reject.waits_for), ("parked", "branches"))
        self._load("branches", self._rows("branch_id,name,kind", "NEWBR,New,branch"))
        self.assertEqual(reject.state, "mended")
        self.assertEqual(self._client("C1").branch_id.code, "NEWBR")

    def test_companies_keep_their_quotes(self):
        self._put(
            self._row(
                "C1",
                kind="legal_entity",
                name='ТОВ "Роза" плюс',
                last_name="",
                first_name="",
            )
        )
        client = self._client("C1")
        self.assertEqual(client.name, 'ТОВ "Роза" плюс')
        self.assertTrue(client.is_company)
        self.assertEqual(client.commercial_company_name, client.name)
