import base64
import hashlib
import io
import zipfile

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .common import MASK, PHONE, PrintCommon


@tagged("post_install", "-at_install")
class TestPrintPapers(PrintCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.form = cls._create_form(
            "{{ paper_number }} {{ name }} {{ phone }}",
            "{{ user.name }} {{ user.post }} {{ today|long_date }}",
            rows=[
                ("{%tr for account in accounts %}", ""),
                ("{{ account.number }}", "{{ account.balance|words }}"),
                ("{%tr endfor %}", ""),
            ],
        )

    def test_a_paper_is_printed_and_kept_with_its_version(self):
        paper = self._print(self.form, self.olena)
        prefix = self.form.number_prefix
        self.assertEqual(
            self._texts(paper),
            [
                f"{prefix}000001 Коваленко Олена Іванівна {PHONE}",
                "t_olena Retail manager 20 November 2026",
                "UA213223130000026007233566001",
                "one thousand, four hundred and nine hryvnias, fifty kopiykas",
            ],
        )
        self.assertRecordValues(
            paper.sudo(),
            [
                {
                    "number": f"{prefix}000001",
                    "client_id": self.kovalenko.id,
                    "user_id": self.olena.id,
                    "version_id": self.form.version_id.id,
                    "lang": "en_US",
                    "sha256": hashlib.sha256(
                        paper.sudo().attachment_id.raw
                    ).hexdigest(),
                }
            ],
        )
        self.assertIn(paper, self.kovalenko.with_user(self.olena).print_paper_ids)

    def test_numbers_go_on_and_are_given_once(self):
        first = self._print(self.form, self.olena).number
        second = self._print(self.form, self.olena).number
        self.assertEqual(int(second[-6:]), int(first[-6:]) + 1)
        self.form.number_prefix = "NEW-"
        third = self._print(self.form, self.olena).number
        self.assertEqual(third, f"NEW-{int(second[-6:]) + 1:06d}")

    def test_a_beginning_that_would_stop_every_paper_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "per cent"):
            self.form.with_user(self.oleh).number_prefix = "5%-"

    def test_nobody_writes_or_deletes_a_paper(self):
        paper = self._print(self.form, self.olena)
        for user in (self.olena, self.lviv_head, self.oleh, self.auditor):
            for call in (
                lambda one: one.write({"number": "X"}),
                lambda one: one.unlink(),
                lambda one: one.create({"number": "X"}),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call(paper.with_user(user))

    # --- language

    def test_the_language_is_the_clients_or_the_nearest_there_is(self):
        form = self._create_form(
            "{{ today|long_date }}", languages=("en_US", "uk_UA", "zh_CN")
        )
        self.assertEqual(
            self._texts(self._print(form, self.olena)), ["20 November 2026"]
        )
        paper = self._print(form, self.olena, lang="uk_UA")
        self.assertEqual(self._texts(paper), ["20 листопада 2026 року"])
        paper = self._print(form, self.olena, lang="zh_CN")
        self.assertEqual(self._texts(paper), ["2026年11月20日"])
        self.env["res.lang"]._activate_lang("uk_UA")
        self.kovalenko.lang = "uk_UA"
        paper = self._print(form, self.olena)
        self.assertEqual(
            (paper.lang, self._texts(paper)[0]), ("uk_UA", "20 листопада 2026 року")
        )

    # --- what one may not see

    def test_who_does_not_see_the_client_prints_nothing_of_him(self):
        for user in (self.petro, self.oleh):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._print(self.form, user)

    def test_papers_are_as_closed_as_the_client_at_every_door(self):
        paper = self._print(self.form, self.olena)
        for user, is_open in (
            (self.lviv_head, True), (self.auditor, True), (self.petro, False),
            (self.banker, False), (self.oleh, False),
        ):  # fmt: skip
            mine = paper.with_user(user)
            attachment = paper.sudo().attachment_id.with_user(user)
            self.env.invalidate_all()
            with self.subTest(user=user.login):
                if is_open:
                    self.assertTrue(mine.read(["number"]))
                    self.assertTrue(attachment.raw)
                    self.assertEqual(
                        mine.action_download()["tag"], "bank_print_download"
                    )
                    continue
                if user != self.oleh:  # who has no right to papers at all
                    self.assertFalse(mine.search([("id", "=", paper.id)]))
                    self.assertFalse(mine.search_count([("id", "=", paper.id)]))
                    self.assertFalse(mine.name_search(paper.sudo().number))
                with self.assertRaises(AccessError):
                    mine.read(["number"])
                with self.assertRaises(AccessError):
                    mine.action_download()
                with self.assertRaises(AccessError):
                    mine.action_pdf()
                with self.assertRaises(AccessError):
                    attachment.read(["raw"])
                self.assertFalse(attachment.search([("id", "=", attachment.id)]))

    def _present(self, user, client):
        self.env["bank.visit"].with_user(user)._start(
            client, identified_by="document", reason="service"
        )
        self.env.flush_all()
        self.env.invalidate_all()

    def test_at_the_counter_nothing_is_printed_and_no_paper_opens(self):
        paper = self._print(self.form, self.olena)
        teller = self._create_employee("teller", self.kharkiv)
        self._present(teller, self.kovalenko)
        client = self.kovalenko.with_user(teller)
        self.assertTrue(client.is_visible and not client.is_fully_visible)
        self.assertFalse(client.has_print_forms)
        with self.assertRaises(AccessError):
            self._print(self.form, teller)
        with self.assertRaises(AccessError):
            paper.with_user(teller).read(["number"])
        self.assertFalse(client.print_paper_ids)

    def _setting(self, effect):
        self.env["bank.access.setting"].create(
            {
                "name": "No telephones",
                "role_ids": [
                    Command.set(self.env.ref("bank_crm_base.role_retail_manager").ids)
                ],
                "field_ids": [
                    Command.set(self.env.ref("bank_crm_base.field_client_phone").ids)
                ],
                "effect": effect,
            }
        )

    def test_what_a_setting_masks_stays_masked_on_paper(self):
        self._setting("masked")
        text = self._texts(self._print(self.form, self.olena))[0]
        self.assertTrue(text.endswith(MASK))
        self.assertNotIn(PHONE, text)
        self.assertIn(PHONE, self._texts(self._print(self.form, self.lviv_head))[0])

    def test_what_a_setting_hides_is_not_on_paper(self):
        self._setting("hidden")
        text = self._texts(self._print(self.form, self.olena))[0]
        self.assertTrue(text.endswith("Коваленко Олена Іванівна "))

    def test_anothers_paper_does_not_show_what_a_setting_hides(self):
        whole = self._print(self.form, self.lviv_head)
        other = self._create_form("{{ name }}")
        harmless = self._print(other, self.lviv_head)
        self._setting("masked")
        self.env.invalidate_all()
        own = self._print(self.form, self.olena)
        seen = (
            self.env["bank.print.paper"]
            .with_user(self.olena)
            .search([("client_id", "=", self.kovalenko.id)])
        )
        self.assertEqual(seen, harmless | own)
        with self.assertRaises(AccessError):
            whole.with_user(self.olena).action_download()
        self.assertFalse(
            self.env["ir.attachment"]
            .with_user(self.olena)
            .search([("id", "=", whole.sudo().attachment_id.id)])
        )

    def test_lists_hold_only_rows_that_one_may_see(self):
        form = self._create_form(
            "{% for account in accounts %}{{ account.number }} {% endfor %}"
        )
        rule = self.env["ir.rule"].create(
            {
                "name": "test: no accounts for managers",
                "model_id": self.env["ir.model"]._get_id("bank.account"),
                "domain_force": "[('number', '!=', 'UA213223130000026007233566001')]",
            }
        )
        self.assertEqual(self._texts(self._print(form, self.olena)), [])
        rule.unlink()
        self.assertIn("UA2132", self._texts(self._print(form, self.olena))[0])

    def test_fields_for_other_groups_are_empty(self):
        field = self.env["res.partner"]._fields["core_number"]
        self.kovalenko.core_number = "100417"
        form = self._create_form("[{{ number }}]")
        self.patch(field, "groups", "base.group_system")
        self.assertEqual(self._texts(self._print(form, self.olena)), ["[]"])

    def test_long_lists_are_refused_in_words(self):
        self.patch(
            self.env.registry["bank.print.context"],
            "_rows",
            lambda *_arguments: ([{"number": "1", "balance": 1}] * 300_000, set()),
        )
        with self.assertRaisesRegex(UserError, "too much to print"):
            self._print(self.form, self.olena)

    def test_a_contact_that_is_no_client_has_no_forms(self):
        contact = self.env["res.partner"].create({"name": "Supplier"})
        with self.assertRaisesRegex(UserError, "for clients"):
            self._print(self.form, self.olena, contact)

    def test_a_form_is_printed_from_other_records_too(self):
        form = self._create_form("{{ number }} {{ client_name }}", model="bank.account")
        paper = self._print(form, self.olena, self.account)
        self.assertEqual(paper.client_id, self.kovalenko)
        self.assertEqual(
            self._texts(paper),
            ["UA213223130000026007233566001 Коваленко Олена Іванівна"],
        )
        with self.assertRaises(AccessError):
            self._print(form, self.petro, self.account)

    def test_printing_is_a_look_at_the_client(self):
        before = self._looks()
        self._print(self.form, self.lviv_head)
        self.assertEqual(self._looks(), before + 1)

    def _looks(self):
        return self.env["bank.client.view"].search_count(
            [("user_id", "=", self.lviv_head.id), ("client_id", "=", self.kovalenko.id)]
        )

    # --- the dialog

    def _ask(self, user, clients, **values):
        context = {"active_model": "res.partner", "active_ids": clients.ids}
        return (
            self.env["bank.print.ask"]
            .with_user(user)
            .with_context(**context)
            .create(values)
        )

    def test_the_dialog_offers_the_forms_and_prints(self):
        with Form(
            self.env["bank.print.ask"]
            .with_user(self.olena)
            .with_context(active_model="res.partner", active_ids=self.kovalenko.ids)
        ) as dialog:
            self.assertIn(self.form, dialog.available_form_ids[:])
            dialog.form_id = self.form
            self.assertEqual(dialog.lang_note, "Will be printed in: English")
        action = dialog.record.action_print()
        paper = self.env["bank.print.paper"].search([], limit=1)
        self.assertIn(f"/web/content/{paper.attachment_id.id}", action["params"]["url"])

    def test_several_at_once_are_a_zip_and_an_export(self):
        other = self._create_client(
            "Мельник Ірина", branch_id=self.lviv.id, manager_id=self.olena.id
        )
        before = self.env["bank.export.log"].search_count([])
        ask = self._ask(self.olena, self.kovalenko | other, form_id=self.form.id)
        self.assertTrue(
            ask.action_print()["params"]["url"].endswith("zip?download=true")
        )
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(ask.content))) as archive:
            self.assertEqual(len(archive.namelist()), 2)
        self.assertEqual(self.env["bank.export.log"].search_count([]), before + 1)
        with (
            self.assertRaises(AccessError),
            mute_logger("odoo.addons.base.models.ir_rule"),
        ):
            ask.with_user(self.lviv_head).read(["content"])

    def test_one_whom_one_may_not_see_stops_all(self):
        ask = self._ask(self.olena, self.kovalenko | self.bondar, form_id=self.form.id)
        with self.assertRaises(AccessError):
            ask.action_print()

    def test_too_many_at_once_are_refused(self):
        clients = self.env["res.partner"].browse(range(1, 60))
        with self.assertRaisesRegex(UserError, "59 papers at once"):
            self._ask(self.olena, clients, form_id=self.form.id).action_print()


@tagged("post_install", "-at_install")
class TestPrintDoors(PrintCommon, HttpCase):
    def test_the_file_is_closed_over_http_too(self):
        form = self._create_form("{{ name }}")
        paper = self._print(form, self.olena)
        url = f"/web/content/{paper.sudo().attachment_id.id}?download=true"
        self.authenticate("t_olena", "t_olena")
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertIn(".docx", response.headers["Content-Disposition"])
        self.authenticate("t_petro", "t_petro")
        self.assertEqual(self.url_open(url).status_code, 404)
