from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import BankCommon


@tagged("post_install", "-at_install")
class TestClients(BankCommon):
    def _core_client(self):
        self.kovalenko.sudo().is_core_client = True
        return self.kovalenko

    def test_what_the_core_owns_is_refused_to_a_manager(self):
        client = self._core_client()
        for values in ({"name": "Other"}, {"email": "x@example.com"}, {"vat": "1"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                client.with_user(self.olena).write(values)

    def test_writing_the_same_value_passes(self):
        client = self._core_client()
        client.with_user(self.olena).write(
            {"name": client.name, "comment": "<p>note</p>"}
        )
        self.assertIn("note", client.comment)

    def test_the_contacts_merge_does_not_touch_clients(self):
        self.olena.group_ids |= self.env.ref("base.group_partner_manager")
        plain = self.env["res.partner"].create([{"name": "A"}, {"name": "B"}])
        known = self.env["res.partner"].create(
            {"name": "C", "parent_id": self.kovalenko.id}
        )
        self.assertTrue(known.is_guarded)
        Merge = self.env["base.partner.merge.automatic.wizard"].with_user(self.olena)
        for other in (self.kovalenko, known):
            wizard = Merge.create({"dst_partner_id": plain[0].id})
            wizard.sudo().partner_ids = plain[0] | other
            with self.assertRaisesRegex(UserError, "merged by two people"):
                wizard.action_merge()
            with self.assertRaisesRegex(UserError, "merged by two people"):
                wizard._merge(plain.ids, other)
        self.assertTrue(self.kovalenko.exists() and known.exists())
        Merge.create({}).sudo()._merge(plain.ids, plain[0], extra_checks=False)
        self.assertEqual(len(plain.exists()), 1)

    def test_an_import_cannot_change_what_the_core_owns(self):
        client = self._core_client()
        client_id = client.export_data(["id"])["datas"][0][0]
        result = (
            self.env["res.partner"]
            .with_user(self.olena)
            .load(["id", "name"], [[client_id, "Other"]])
        )
        self.assertTrue(result["messages"])
        self.assertEqual(client.name, "Коваленко Олена Іванівна")

    def test_sealed_fields_are_refused_at_every_door(self):
        Partner = self.env["res.partner"].with_user(self.olena)
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.olena).write({"funds_base": 1_000_000})
        with self.assertRaises(AccessError):
            Partner.create({"name": "N", "is_client": True, "is_core_client": True})
        with self.assertRaises(AccessError):
            Partner.with_context(default_core_number="1").create(
                {"name": "N", "is_client": True}
            )

    def test_a_new_prospect_belongs_to_who_entered_him(self):
        prospect = (
            self.env["res.partner"]
            .with_user(self.olena)
            .create({"is_client": True, "last_name": "Шевчук", "first_name": "Марія"})
        )
        self.assertEqual(prospect.name, "Шевчук Марія")
        self.assertEqual(prospect.manager_id, self.olena)
        self.assertEqual(prospect.branch_id, self.lviv)
        self.assertEqual(prospect.client_state, "prospect")

    def test_a_manager_gives_no_client_to_another(self):
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.olena).manager_id = self.petro
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.olena).create(
                {"name": "N", "is_client": True, "manager_id": self.petro.id}
            )

    def test_a_unit_head_gives_a_client_to_another(self):
        other = self._create_employee("retail_manager", self.lviv, login="t_other")
        self.kovalenko.with_user(self.lviv_head).manager_id = other
        self.assertEqual(self.kovalenko.manager_id, other)

    def test_the_wall_is_moved_only_by_those_behind_it(self):
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.lviv_head).is_private_banking = True

    def test_a_client_has_no_parent_company(self):
        company = self.env["res.partner"].create({"name": "Parent", "is_company": True})
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.kovalenko.sudo().parent_id = company
            self.env.flush_all()

    def test_a_client_of_the_core_is_never_deleted(self):
        with self.assertRaises(UserError):
            self._core_client().sudo().unlink()

    def test_the_typed_telephone_becomes_the_main_contact_point(self):
        prospect = (
            self.env["res.partner"]
            .with_user(self.olena)
            .create({"is_client": True, "name": "Phone", "phone": "067 123-44-17"})
        )
        point = prospect.contact_point_ids
        self.assertEqual((point.key, point.is_main), ("+380671234417", True))
        prospect.phone = "+380501112233"
        main = prospect.contact_point_ids.filtered(lambda point: not point.date_to)
        self.assertEqual(main.key, "+380501112233")

    def test_a_number_that_is_none_is_refused_with_the_reason(self):
        with self.assertRaisesRegex(ValidationError, "12"):
            self.env["bank.contact.point"].create(
                {"client_id": self.kovalenko.id, "kind": "mobile", "value": "12"}
            )

    def test_gaps_of_a_file_are_named(self):
        self.assertEqual(
            self.kovalenko.missing_facts, "tax_number,birth_date,document,phone,address"
        )
        self.assertTrue(self.kovalenko.is_incomplete)

    def test_search_keys_follow_the_name(self):
        client = self._create_client("Ґалаґан Юрій")
        keys = self.env["bank.client.search"].search([("client_id", "=", client.id)])
        self.assertIn("halahan iuri", keys.mapped("key"))
        client.name = "Мельник Юрій"
        keys = self.env["bank.client.search"].search([("client_id", "=", client.id)])
        self.assertFalse(keys.filtered(lambda key: "halahan" in key.key))

    def test_ordinary_contacts_users_and_companies_still_work(self):
        user = self.env["res.users"].create(
            {"name": "New employee", "login": "new.employee"}
        )
        self.assertFalse(user.partner_id.is_guarded)
        with Form(self.env["res.partner"]) as form:
            form.name = "Stationery shop"
        self.assertTrue(form.save().with_user(self.petro).has_access("read"))

    def test_ukrainian_names_sort_by_the_ukrainian_alphabet(self):
        names = ["Євген", "Адам", "Ґалаґан", "Гнат", "Жук"]
        clients = self.env["res.partner"].union(
            *(self._create_client(name) for name in names)
        )
        ordered = self.env["res.partner"].search(
            [("id", "in", clients.ids)], order="sort_key"
        )
        self.assertEqual(
            ordered.mapped("name"), ["Адам", "Гнат", "Ґалаґан", "Євген", "Жук"]
        )
