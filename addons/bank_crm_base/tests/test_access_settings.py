import json
from datetime import timedelta

from lxml import etree
from odoo import fields
from odoo.addons.mail.tools.discuss import Store
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import BankCommon

PHONE, MASK = "+380671112233", "+38067***2233"


class AccessSettingCommon(BankCommon):
    """A teller of Lviv, a client with facts worth hiding, and who proposes and accepts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The demo bank may be loaded with settings of its own.
        cls.env["bank.access.setting"].with_context(active_test=False).search(
            []
        ).unlink()
        cls.teller = cls._create_employee("teller", cls.lviv)
        cls.oleh = cls._create_employee("business_administrator", cls.head_office)
        cls.pavlo = cls._create_employee("compliance", cls.head_office)
        cls.point = cls.env["bank.contact.point"].create(
            {
                "client_id": cls.kovalenko.id,
                "kind": "mobile",
                "value": PHONE,
                "is_main": True,
            }
        )
        cls.mail = cls.env["bank.contact.point"].create(
            {
                "client_id": cls.kovalenko.id,
                "kind": "email",
                "value": "kovalenko@example.com",
                "is_main": True,
            }
        )
        cls.kovalenko.vat = "3124509876"
        cls.env["res.partner"]._refresh_derived_sql(cls.kovalenko.ids)

    @classmethod
    def _setting(cls, effect="masked", facts=("phone",), roles=("teller",), **values):
        # Other addons name facts of their own alike: a pledgor's telephone.
        entries = (
            cls.env["bank.field.catalogue"]
            .search([("code", "in", facts)])
            .filtered(
                lambda fact: fact.get_external_id()[fact.id].startswith(
                    "bank_crm_base."
                )
            )
        )
        return cls.env["bank.access.setting"].create(
            {
                "name": "Tellers see no telephones",
                "role_ids": [
                    Command.set(
                        [cls.env.ref(f"bank_crm_base.role_{role}").id for role in roles]
                    )
                ],
                "field_ids": [Command.set(entries.ids)],
                "effect": effect,
                **values,
            }
        )

    def _as(self, user, record=None):
        record = record if record is not None else self.kovalenko
        record.env.flush_all()
        record.env.invalidate_all()
        return record.with_user(user)


@tagged("post_install", "-at_install")
class TestAccessSettings(AccessSettingCommon):
    # --- two people

    def test_a_setting_counts_once_a_second_person_has_accepted_it(self):
        setting = self._setting_by(self.oleh)
        self.assertEqual(setting.acceptance, "waiting")
        self.assertEqual(self._as(self.teller).read(["phone"])[0]["phone"], PHONE)
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        with self.assertRaises(AccessError):
            act.with_user(self.oleh).action_accept()
        act.with_user(self.pavlo).action_accept()
        self.assertEqual(self._as(self.teller).read(["phone"])[0]["phone"], MASK)

    def test_switching_a_setting_off_waits_for_a_second_person_too(self):
        setting = self._setting()
        setting.with_user(self.oleh).write({"active": False})
        self.assertTrue(setting.active)
        self.assertEqual(self._as(self.teller).read(["phone"])[0]["phone"], MASK)
        self.env["bank.act"].search([], order="id desc", limit=1).with_user(
            self.pavlo
        ).action_accept()
        self.assertEqual(self._as(self.teller).read(["phone"])[0]["phone"], PHONE)

    def test_only_administrators_make_settings(self):
        with self.assertRaises(AccessError):
            self._setting_by(self.lviv_head)

    def _setting_by(self, user):
        return self.env["bank.access.setting"].with_user(user).create(
            {
                "name": "By hand",
                "role_ids": [Command.set(self.env.ref("bank_crm_base.role_teller").ids)],
                "field_ids": [
                    Command.set(self.env.ref("bank_crm_base.field_client_phone").ids)
                ],
                "effect": "masked",
            }
        )  # fmt: skip

    def test_one_person_does_not_let_a_fact_out_through_its_catalogue_entry(self):
        self._setting()
        entry = self.env.ref("bank_crm_base.field_client_phone")
        by_oleh = entry.with_user(self.oleh)
        email = self.env.ref("bank_crm_base.field_client_email")
        for vals in (
            {"path": "email"},
            {"active": False},
            {"model_id": self.env["ir.model"]._get("bank.client.document").id},
        ):
            with self.assertRaisesRegex(UserError, "Tellers see no telephones"):
                by_oleh.write(vals)
        with self.assertRaises(UserError):
            by_oleh.unlink()
        by_oleh.write({"name": "Telephone number", "path": entry.path})
        email.with_user(self.oleh).active = False
        entry.active = False
        self.env.registry.clear_cache()
        self.assertEqual(self._as(self.teller).read(["phone"])[0]["phone"], MASK)

    # --- acts and changes about what is kept back

    def test_an_act_and_a_change_give_no_raw_values_away(self):
        self._setting(roles=("branch_head",))
        act = self._as(self.lviv_head, self._proposed_telephone())
        for name in ("proposed", "old", "arguments"):
            with self.assertRaises(AccessError):
                act.read([name])
        text = str(act.get_details()) + str(act.read())
        self.assertNotIn("1112233", text)
        self.assertNotIn("1112244", text)
        words = self._as(self.lviv_head, self.point).waiting_words
        self.assertNotIn("1112244", words)
        change = self.env["bank.change"].search([], limit=1)
        for name in ("old", "new"):
            with self.assertRaises(AccessError):
                change.with_user(self.auditor).read([name])
        self.assertIsInstance(change.with_user(self.auditor).words, str)

    def test_a_change_is_not_titled_by_what_is_kept_back(self):
        self._setting(roles=("auditor",))
        self.point.value = "+380671112244"
        self.env.flush_all()
        change = self.env["bank.change"].search(
            [("model", "=", "bank.contact.point"), ("record_id", "=", self.point.id)],
            limit=1,
        )
        change = self._as(self.auditor, change)
        self.assertNotIn("1112244", change.what + change.words)
        self.assertIn("Contact Point", change.what)

    def test_who_sees_a_telephone_whole_decides_about_it_whole(self):
        [row] = self._as(self.lviv_head, self._proposed_telephone()).differences
        self.assertEqual(row["record"], PHONE)
        self.assertEqual(row["fields"][0]["new"], "+380671112244")

    def _proposed_telephone(self):
        self.kovalenko.is_core_client = True
        self.point.with_user(self.olena).write({"value": "+380671112244"})
        return self.env["bank.act"].search([], order="id desc", limit=1)

    def test_an_act_is_not_named_by_a_telephone(self):
        self.assertEqual(self._title_of(self.point), f"Contact: {self.kovalenko.name}")
        lost = self.point.new({"value": PHONE, "kind": "mobile"})
        self.assertEqual(self._title_of(lost), "Contact")
        self.assertEqual(
            self.env["bank.act"]._record_words(self.point), "Contact Point"
        )

    def _title_of(self, records):
        kind = self.env["bank.act.kind"].new({"name": "Contact"})
        return self.env["bank.act"]._title(kind, records)

    # --- masked, at every door

    def test_reading_returns_the_mask_at_each_door(self):
        self._setting()
        client = self._as(self.teller)
        domain = [("id", "=", client.id)]
        self.assertEqual(client.read(["phone"])[0]["phone"], MASK)
        self.assertEqual(client.web_read({"phone": {}})[0]["phone"], MASK)
        self.assertEqual(client.search_read(domain, ["phone"])[0]["phone"], MASK)
        found = client.web_search_read(domain, {"phone": {}, "name": {}})
        self.assertEqual(found["records"][0]["phone"], MASK)
        texts = [
            name
            for name, facts in client.fields_get().items()
            if facts["type"] in ("char", "text", "html")
        ]
        self.assertNotIn("1112233", json.dumps(client.read(texts)))
        data = client.with_user(self.teller)._read_format(["phone"])
        self.assertEqual(data[0]["phone"], MASK)

    def test_an_export_holds_the_mask(self):
        self._setting(roles=("branch_head",))
        rows = self._as(self.lviv_head).export_data(
            ["name", "phone", "contact_point_ids/value"]
        )["datas"]
        self.assertEqual(rows[0][1], MASK)
        self.assertNotIn(PHONE, json.dumps(rows))
        self.assertEqual({row[2] for row in rows}, {MASK, "kovalenko@example.com"})
        point = self._as(self.lviv_head, self.point).export_data(
            ["client_id/phone", "value"]
        )["datas"]
        self.assertEqual(point, [[MASK, MASK]])

    def test_code_in_the_users_name_does_not_get_the_value(self):
        self._setting()
        client = self._as(self.teller)
        for read in (
            lambda: client.phone,
            lambda: client.mapped("phone"),
            lambda: client.phone_sanitized,
            lambda: client.filtered_domain([("phone", "=", PHONE)]),
            lambda: client.contact_point_ids.mapped("value"),
        ):
            with self.assertRaises(AccessError):
                read()

    def test_nothing_is_searched_sorted_or_grouped_by_what_is_kept_back(self):
        self._setting()
        client = self._as(self.teller)
        Point = self.env["bank.contact.point"].with_user(self.teller)
        for ask in (
            lambda: client.search([("phone", "=", PHONE)]),
            lambda: client.search_count([("phone", "ilike", "2233")]),
            lambda: client.search([("contact_point_ids.value", "=", PHONE)]),
            lambda: client.search(
                [("contact_point_ids", "any", [("key", "=", PHONE)])]
            ),
            lambda: client.search([("phone_mobile_search", "=", PHONE)]),
            lambda: client.search([("phone_sanitized", "=", PHONE)]),
            lambda: client.search([("user_ids.phone", "=", PHONE)]),
            lambda: client.search([], order="phone"),
            lambda: client.formatted_read_group([], ["phone"], ["__count"]),
            lambda: client.formatted_read_group([], [], ["phone:array_agg"]),
            lambda: Point.search([("value", "=", PHONE)]),
            lambda: Point.search([("display_name", "ilike", "+38067111")]),
            lambda: (
                self.env["bank.client.search"]
                .with_user(self.teller)
                .search([("key", "like", "3322%")])
            ),
        ):
            with self.assertRaises(AccessError):
                ask()

    def test_links_to_what_is_masked_show_the_mask(self):
        self._setting()
        Point = self._as(self.teller, self.point)
        self.assertEqual(Point.read(["display_name"])[0]["display_name"], MASK)
        domain = [("client_id", "=", self.kovalenko.id)]
        names = dict(Point.name_search("", domain))
        self.assertEqual(names[self.point.id], MASK)
        self.assertEqual(names[self.mail.id], "kovalenko@example.com")

    def test_no_record_is_linked_whose_name_a_setting_can_mask(self):
        """Links are named past all rights: such a link would show the value."""
        names = {
            model
            for place in self.env["bank.access.setting"]._kin()
            for model, name in (
                place,
                *self.env["bank.access.setting"]._kin()[place][0],
            )
            if self.env[model]._rec_name == name
        }
        self.assertEqual(names, {"bank.contact.point", "bank.client.document"})
        for model in self.env.registry.values():
            for field in model._fields.values():
                if field.type == "many2one" and field.store:
                    self.assertNotIn(field.comodel_name, names, str(field))

    def test_business_cards_letters_and_messages_do_not_tell_it(self):
        self._setting(facts=("phone", "email"), roles=("branch_head",))
        client = self._as(self.lviv_head)
        with self.assertRaises(AccessError):
            client._get_vcard_file()
        with self.assertRaises(AccessError):
            client.with_context(show_email=True).display_name  # noqa: B018
        with self.assertRaises(AccessError):
            client.copy_data()
        composer = self.env["sms.composer"].with_user(self.lviv_head)
        told = []
        try:
            form = composer.with_context(
                default_res_model="res.partner", default_res_id=client.id
            ).create({"body": "x"})
            told.append(form.read(["recipient_single_number_itf"]))
        except AccessError:
            told.append("refused")
        suggested = client._message_get_suggested_recipients(reply_discussion=True)
        self.assertEqual([one["email"] for one in suggested], ["k***@example.com"])
        told.append(suggested)
        message = client.message_post(body="x", partner_ids=client.ids)
        store = Store().add(message.with_user(self.lviv_head))
        told.append(store.get_result())
        for secret in ("1112233", "kovalenko@example.com"):
            self.assertNotIn(secret, str(told))

    def test_the_mask_is_not_written_back(self):
        self._setting(roles=("retail_manager",))
        client = self._as(self.olena)
        with self.assertRaises(AccessError):
            client.write({"phone": MASK})
        with self.assertRaises(AccessError):
            self._as(self.olena, self.point).write({"value": MASK})
        with self.assertRaises(AccessError):
            client.create({"name": "New", "is_client": True, "phone": PHONE})
        prospect = client.create({"name": "Новий", "is_client": True})
        self.assertFalse(prospect.sudo().phone)

    def test_card_and_find_obey(self):
        self._setting(facts=("phone", "tax_number"))
        client = self._as(self.teller)
        card = client.get_client_card()
        self.assertEqual(card["header"]["phone"], MASK)
        self.assertEqual(sorted(card["header"]["masked"]), ["phone", "vat"])
        self.assertEqual(card["panels"]["identity"]["tax_number"], "31***76")
        self.assertNotIn(PHONE, json.dumps(card, default=str))
        for typed in (PHONE, "1112233", "3124509876"):
            self.assertFalse(client.find_clients(typed)["groups"], typed)
            self.assertTrue(self._as(self.olena).find_clients(typed)["groups"], typed)
        self.assertTrue(client.find_clients("Коваленко")["groups"])
        self.assertIn(self.kovalenko.id, dict(client.name_search("Коваленко")))

    def test_the_screen_is_told_that_the_field_is_neither_searched_nor_changed(self):
        self._setting()
        facts = self._as(self.teller).fields_get(["phone"])["phone"]
        self.assertTrue(facts["readonly"])
        self.assertFalse(facts["searchable"] or facts["sortable"] or facts["groupable"])
        arch = self._as(self.teller).get_view(
            self.env.ref("bank_crm_base.bank_client_view_list").id, "list"
        )["arch"]
        self.assertNotIn('widget="phone"', arch)

    def test_colleagues_and_other_roles_are_not_concerned(self):
        self._setting()
        self.olena.partner_id.phone = "+380501234567"
        colleague = self._as(self.teller, self.olena.partner_id)
        self.assertEqual(colleague.read(["phone"])[0]["phone"], "+380501234567")
        user = self._as(self.teller, self.olena)
        self.assertEqual(user.read(["phone"])[0]["phone"], "+380501234567")
        self.assertEqual(self._as(self.olena).phone, PHONE)

    def test_administrators_read_the_roles_that_they_choose(self):
        setting = self._setting()
        spec = {"role_ids": {"fields": {"display_name": {}}}}
        [row] = setting.with_user(self.oleh).web_read(spec)
        self.assertEqual(row["role_ids"][0]["display_name"], "Teller")

    def test_a_note_is_posted_and_people_are_mentioned_with_the_e_mail_hidden(self):
        self._setting("hidden", ("email", "phone"), ("retail_manager",))
        client = self._as(self.olena)
        self.assertTrue(client.message_post(body="Was at the counter"))
        Partner = self.env["res.partner"].with_user(self.olena)
        self.assertTrue(Partner.get_mention_suggestions("t_petro"))

    # --- hidden and read-only

    def test_hidden_is_empty_everywhere(self):
        self._setting("hidden", ("phone", "birth_date", "document_number"))
        self.kovalenko.birth_date = "1990-05-06"
        document = self.env["bank.client.document"].create(
            {"client_id": self.kovalenko.id, "number": "КА123456"}
        )
        client = self._as(self.teller)
        row = client.read(["phone", "birth_date", "name"])[0]
        self.assertEqual((row["phone"], row["birth_date"]), (False, False))
        card = client.get_client_card()
        self.assertEqual(card["header"]["phone"], "")
        self.assertEqual(card["panels"]["identity"]["birth_date"], "")
        self.assertNotIn("КА123456", json.dumps(card, ensure_ascii=False, default=str))
        spec = {"client_document_ids": {"fields": {"number": {}}}}
        [row] = client.web_read(spec)
        self.assertEqual(row["client_document_ids"][0]["number"], False)
        self.assertFalse(document.with_user(self.teller).read(["number"])[0]["number"])
        arch = client.get_view(
            self.env.ref("bank_crm_base.bank_client_view_form").id, "form"
        )["arch"]
        views = etree.fromstring(arch)
        for name, is_gone in (("birth_date", True), ("value", False), ("vat", False)):
            for node in views.iter("field"):
                if node.get("name") == name:
                    seen = node.get("invisible"), node.get("column_invisible")
                    self.assertEqual("1" in seen, is_gone, name)

    def test_read_only_is_read_whole_and_not_written(self):
        self._setting("read_only", roles=("retail_manager",))
        client = self._as(self.olena)
        self.assertEqual(client.phone, PHONE)
        self.assertTrue(client.search([("phone", "=", PHONE)]))
        for record, name in (
            (client, "phone"),
            (self.point.with_user(self.olena), "value"),
        ):
            with self.assertRaises(AccessError):
                record.write({name: "+380671112299"})
        self.assertTrue(client.fields_get(["phone"])["phone"]["readonly"])

    def test_what_cannot_be_kept_back_surely_is_refused_in_words(self):
        for effect, fact in (
            ("hidden", "name"),
            ("masked", "branch"),
            ("hidden", "funds"),
        ):
            with self.assertRaisesRegex(ValidationError, "too many places"):
                self._setting(effect, (fact,))
        with self.assertRaisesRegex(ValidationError, "no text"):
            self._setting("masked", ("birth_date",))

    # --- whom

    def test_one_named_role_is_enough_unless_the_setting_says_otherwise(self):
        setting = self._setting()
        self.env["bank.post"].create(
            {
                "user_id": self.teller.id,
                "branch_id": self.lviv.id,
                "role_id": self.env.ref("bank_crm_base.role_branch_head").id,
                "date_from": "2020-01-01",
            }
        )
        self.assertEqual(self._as(self.teller).read(["phone"])[0]["phone"], MASK)
        setting.only_without_other_roles = True
        self.assertEqual(self._as(self.teller).read(["phone"])[0]["phone"], PHONE)

    # --- rows

    def test_hidden_clients_are_not_there_at_any_door(self):
        vip = self.env["bank.client.class"].search([], limit=1)
        self.kovalenko.client_class_id = vip
        self._rows([("client_class_id", "=", vip.id)], "teller")
        client = self._as(self.teller)
        self.assertFalse(client.search([("id", "=", client.id)]))
        self.assertFalse(client.browse().find_clients("Коваленко")["groups"])
        for door in (lambda: client.read(["name"]), client.get_client_card):
            with self.assertRaises(AccessError):
                door()
        with self.assertRaises(AccessError):
            self._as(self.teller, self.point).read(["value"])
        self.assertTrue(self._as(self.olena).read(["name"]))

    def test_strangers_are_told_of_only_as_the_settings_allow(self):
        self.env["res.partner"]._refresh_derived_sql(self.bondar.ids)
        self.bondar.write({"vat": "2987654321", "birth_date": "1984-03-02"})
        Client = self.env["res.partner"].with_user(self.teller)
        [group] = Client.find_elsewhere("2987654321")
        self.assertEqual(group["rows"][0]["born"], 1984)
        self._setting("hidden", ("birth_date",))
        [group] = Client.find_elsewhere("2987654321")
        self.assertEqual(group["rows"][0]["born"], 0)
        setting = self._setting("masked", ("tax_number",))
        self.assertFalse(Client.find_elsewhere("2987654321"))
        setting.active = False
        self.assertTrue(Client.find_elsewhere("2987654321"))
        self._rows([("client_state", "=", "client")], "teller")
        self.assertFalse(Client.find_elsewhere("2987654321"))

    def test_a_manager_loses_his_own_client_when_the_setting_says_so(self):
        self._rows([("client_state", "=", "client")], "retail_manager")
        with self.assertRaises(AccessError):
            self._as(self.olena).read(["name"])

    def test_a_condition_without_an_index_is_refused(self):
        for domain in (
            [("gender", "=", "f")],
            [("client_class_id.code", "=", "vip")],
            [],
        ):
            with self.assertRaises(ValidationError):
                self._rows(domain, "teller")

    def _rows(self, domain, role):
        return self._setting(
            effect=False, facts=(), roles=(role,), target="rows", domain=repr(domain)
        )


@tagged("post_install", "-at_install")
class TestAccessSettingsOverHttp(AccessSettingCommon, HttpCase):
    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2")
    def test_json2_obeys(self):
        self._setting()
        key = self.env["res.users.apikeys"].with_user(self.teller)._generate(
            "rpc", "test", fields.Datetime.now() + timedelta(days=1)
        )  # fmt: skip
        answer = self._call(
            key, "read", {"ids": self.kovalenko.ids, "fields": ["phone"]}
        )
        self.assertEqual(answer.json()[0]["phone"], MASK)
        answer = self._call(
            key, "search_read", {"domain": [["phone", "=", PHONE]], "fields": ["name"]}
        )
        self.assertGreaterEqual(answer.status_code, 400)
        self.assertNotIn(str(self.kovalenko.name), answer.text)
        answer = self._call(
            key, "write", {"ids": self.kovalenko.ids, "vals": {"phone": "1"}}
        )
        self.assertGreaterEqual(answer.status_code, 400)

    def _call(self, key, method, arguments):
        return self.url_open(
            f"/json/2/res.partner/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
            },
        )
