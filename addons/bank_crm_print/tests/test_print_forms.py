import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import PrintCommon, word


@tagged("post_install", "-at_install")
class TestPrintForms(PrintCommon):
    def _version(self, *paragraphs, user=None, **values):
        form = self._create_form(*paragraphs, is_published=False, **values)
        return form.version_ids.with_user(user or self.oleh)

    def _acts(self, record):
        return (
            self.env["bank.act"]
            .search([("res_model", "=", record._name), ("state", "=", "waiting")])
            .filtered(lambda act: record.id in act.res_ids)
        )

    # --- the check

    def test_unknown_tags_are_named_with_what_was_meant(self):
        version = self._version(
            "{{ nmae }}", "{% for a in accounts %}{{ a.balanse }}{% endfor %}"
        )
        self.assertEqual(version.state, "draft")
        self.assertIn("“nmae” is not in the list of fields.", version.problem_words)
        self.assertIn("Did you mean “name”?", version.problem_words)
        self.assertIn(
            "“balanse” is no column of the list “accounts”. Did you mean “balance”?",
            version.problem_words,
        )
        with self.assertRaisesRegex(UserError, "nmae"):
            version.action_submit()

    def test_a_mended_file_is_checked_at_once(self):
        version = self._version("{{ nmae }}")
        version.file_ids.content = word("{{ name }}")
        self.assertEqual(version.state, "checked")
        self.assertFalse(version.problem_words)

    def test_an_entry_taken_out_of_print_is_unknown(self):
        self.env.ref("bank_crm_base.field_client_lei").is_for_print = False
        self.assertIn("lei", self._version("{{ lei }}").problem_words)

    def test_what_only_fails_when_filled_in_is_found_too(self):
        version = self._version("{{ today + 5 }}")
        self.assertIn("sample client", version.problem_words)

    def test_a_file_of_another_kind_is_refused_in_words(self):
        version = self._version("x")
        version.file_ids.content = base64.b64encode(b"%PDF-1.7 no Word file")
        self.assertIn("not a Word or Excel file", version.problem_words)
        self.assertEqual(version.state, "draft")

    def test_the_business_administrator_sees_the_sample_and_no_client(self):
        version = self._version("{{ name }}, {{ phone }}")
        self.assertFalse(
            self.env["res.partner"]
            .with_user(self.oleh)
            .search_count([("is_client", "=", True)])
        )
        action = version.action_sample()
        self.assertEqual(action["tag"], "bank_print_download")
        fields = version.form_id.get_field_list()
        codes = {row["code"] for group in fields["groups"] for row in group["rows"]}
        self.assertIn("account.balance", codes)
        self.assertIn("bank.name", codes)

    def test_every_tag_of_the_field_list_passes_the_check(self):
        fields = self._version("x").form_id.get_field_list()
        version = self._version(
            *(
                f"{''.join(part.replace('tr ', '') for part in group['loop'][:1])}"
                f"{row['tag']}{group['loop'][1].replace('tr ', '')}"
                if group.get("loop")
                else row["tag"]
                for group in fields["groups"]
                for row in group["rows"]
            ),
            *(group["total"] for group in fields["groups"] if group.get("total")),
        )
        self.assertFalse(version.problem_words)

    # --- two people

    def test_a_version_is_in_force_when_a_second_person_accepts(self):
        version = self._version("{{ name }}")
        version.action_submit()
        self.assertEqual(version.state, "waiting")
        self.assertFalse(version.form_id.version_id)
        act = self._acts(version)
        with self.assertRaises(UserError):
            act.with_user(self.oleh).action_accept()
        act.with_user(self.pavlo).action_accept()
        self.assertEqual(version.state, "in_force")
        self.assertEqual(version.sudo().publisher_id, self.pavlo)
        self.assertEqual(version.form_id.version_id, version)

    def test_a_refused_version_goes_back(self):
        version = self._version("{{ name }}")
        version.action_submit()
        self._acts(version).with_user(self.pavlo).action_refuse("Not our wording.")
        self.assertEqual(version.state, "checked")

    def test_what_waits_or_is_in_force_cannot_be_changed(self):
        version = self._version("{{ name }}")
        version.action_submit()
        for _state in ("waiting", "in_force"):
            with self.assertRaises(UserError):
                version.file_ids.content = word("other")
            with self.assertRaises(UserError):
                version.file_ids.unlink()
            with self.assertRaises(UserError):
                version.write({"file_ids": [(5,)]})
            with self.assertRaises(UserError):
                self.env["bank.print.picture"].with_user(self.oleh).create(
                    {"version_id": version.id, "code": "x", "image": self._dot()}
                )
            with self.assertRaises(UserError):
                version.unlink()
            self._acts(version).with_user(self.pavlo).action_accept()

    def _dot(self):
        return (
            b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
            b"awAAAABJRU5ErkJggg=="
        )

    def test_states_and_fingerprints_are_written_by_nobody(self):
        version = self._version("{{ name }}")
        for values in ({"state": "in_force"}, {"fingerprint": "x"}, {"number": 9}):
            with self.assertRaises(AccessError):
                version.write(values)
        with self.assertRaises(AccessError):
            version.file_ids.write({"problem_count": 0, "problems": False})

    def test_a_new_version_retires_the_old_one_which_stays(self):
        form = self._create_form("Old {{ name }}")
        first = form.version_id
        paper = self._print(form, self.olena)
        action = form.with_user(self.oleh).action_prepare()
        second = self.env["bank.print.version"].browse(action["res_id"])
        self.assertEqual((second.number, second.state), (2, "checked"))
        second.with_user(self.oleh).file_ids.content = word("New {{ name }}")
        second.with_user(self.oleh).action_submit()
        self._acts(second).with_user(self.pavlo).action_accept()
        self.assertEqual((first.state, second.state), ("retired", "in_force"))
        self.assertEqual(paper.sudo().version_id, first)
        self.assertIn("Old", self._texts(paper)[0])
        self.assertIn("New", self._texts(self._print(form, self.olena))[0])

    def test_one_version_of_a_form_is_in_force(self):
        form = self._create_form("{{ name }}")
        other = form._new_version(form.version_id)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            other.state = "in_force"
            self.env.flush_all()

    def test_who_may_print_a_published_form_is_changed_by_two(self):
        form = self._create_form("{{ name }}").with_user(self.oleh)
        role = self.env.ref("bank_crm_base.role_branch_head")
        form.role_ids = role
        self.assertFalse(form.role_ids)
        self._acts(form).with_user(self.pavlo).action_accept()
        self.assertEqual(form.sudo().role_ids, role)

    # --- the print menu

    def _menu(self, user, model="res.partner"):
        actions = self.env["ir.actions.actions"].with_user(user).get_bindings(model)
        return {action["name"] for action in actions.get("report", ())}

    def test_the_print_menu_follows_publication_and_retirement(self):
        form = self._create_form("{{ name }}", name="Menu form", is_published=False)
        self.assertNotIn("Menu form", self._menu(self.olena))
        form._publish_shipped()
        self.assertIn("Menu form", self._menu(self.olena))
        form.with_user(self.oleh).name = "Renamed form"
        self.assertIn("Renamed form", self._menu(self.olena))
        form.with_user(self.oleh).active = False
        self.assertNotIn("Renamed form", self._menu(self.olena))
        with self.assertRaisesRegex(UserError, "not in force"):
            self._print(form, self.olena)

    def test_the_menu_holds_only_what_one_may_print(self):
        role = self.env.ref("bank_crm_base.role_branch_head")
        form = self._create_form("{{ name }}", name="Heads only", role_ids=role.ids)
        self.assertIn("Heads only", self._menu(self.lviv_head))
        self.assertNotIn("Heads only", self._menu(self.olena))
        self.assertNotIn(form, self._printable(self.olena))
        with self.assertRaisesRegex(AccessError, role.name):
            self._print(form, self.olena)
        self.assertTrue(self._print(form, self.lviv_head))

    def _printable(self, user):
        return self.env["bank.print.form"].with_user(user)._printable_for("res.partner")

    # --- rights

    def test_only_business_administrators_write_forms(self):
        form = self._create_form("{{ name }}")
        for user in (self.olena, self.lviv_head, self.auditor, self.pavlo, self.teller):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    form.with_user(user).write({"name": "x"})
                with self.assertRaises(AccessError):
                    form.with_user(user).action_prepare()
                with self.assertRaises(AccessError):
                    form.version_id.with_user(user).action_submit()
                with self.assertRaises(AccessError):
                    form.with_user(user).get_field_list()
        with self.assertRaises(AccessError):
            form.version_id.file_ids.with_user(self.olena).read(["content"])
