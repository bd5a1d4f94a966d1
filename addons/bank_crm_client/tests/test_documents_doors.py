import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_documents import DocumentsCommon, docx_of

WRITERS = {
    "bank.document.type": {"group_business_administrator"},
    "bank.document.requirement": {"group_business_administrator"},
    "bank.library.folder": {"group_business_administrator"},
    "bank.document.gap": set(),
    "bank.client.document.version": set(),
    "bank.library.version": set(),
}


@tagged("post_install", "-at_install")
class TestDocumentsDoors(DocumentsCommon, HttpCase):
    """Every role, and the doors that are not screens."""

    def test_who_writes_is_who_is_named_here(self):
        for role in self.env["bank.role"].search([("code", "!=", "no_post")]):
            user = self._create_employee(role.code, self.lviv, login=f"doc_{role.code}")
            for model, groups in WRITERS.items():
                may = any(user.has_group(f"bank_crm_base.{group}") for group in groups)
                Model = self.env[model].with_user(user)
                with self.subTest(role=role.code, model=model):
                    self.assertEqual(Model.has_access("write"), may)
                    self.assertEqual(Model.has_access("create"), may)
                    self.assertFalse(Model.has_access("unlink"))

    def test_gaps_and_old_scans_are_seen_by_who_sees_the_whole_card(self):
        asked = self._ask(self.passport)
        self.Gap._refresh((self.kovalenko | self.bondar | self.walled).ids)
        document = self._enter(self.olena, number="Q 1")
        document.write(
            {"attachment_ids": [Command.set(self._upload(self.olena, "b.pdf").ids)]}
        )
        version = document.version_ids
        for user, expected in (
            (self.olena, self.kovalenko),
            (self.petro, self.bondar),
            (self.lviv_head, self.kovalenko),
            (self.boss, self.kovalenko | self.bondar | self.walled),
            (self.banker, self.walled),
            (self.officer, self.kovalenko | self.bondar | self.walled),
        ):
            gaps = self.Gap.with_user(user).search([("requirement_id", "=", asked.id)])
            with self.subTest(user=user.login):
                self.assertEqual(
                    set(gaps.client_id.ids)
                    & set((self.kovalenko | self.bondar | self.walled).ids),
                    set(expected.ids),
                )
                found = version.with_user(user).search([("id", "=", version.id)])
                self.assertEqual(bool(found), self.kovalenko in expected)
        with self.assertRaises(AccessError):
            version.with_user(self.petro).read(["number"])
        clients = self.env["res.partner"].with_user(self.petro)
        self.assertFalse(
            clients.search(
                [("id", "=", self.kovalenko.id),
                 ("document_gap_ids.status", "!=", False)]
            )
        )  # fmt: skip

    def test_files_are_closed_at_web_content_too(self):
        self.bondar_scan = self._enter(self.petro, client=self.bondar, number="W 1")
        mine = self._enter(self.olena, number="W 2")
        folder = self.env["bank.library.folder"].create(
            {
                "name": "Test closed",
                "reader_role_ids": [
                    Command.set(self.env.ref("bank_crm_base.role_compliance").ids)
                ],
            }
        )
        file = self._upload(
            self.administrator, "a.docx", docx_of("a"), "bank.library.document"
        )
        self.env["bank.library.document"].with_user(self.administrator).take_files(
            folder.id, file.ids
        )
        self.authenticate(self.olena.login, self.olena.login)
        for scan, status in (
            (mine.attachment_ids, 200),
            (self.bondar_scan.attachment_ids, 404),
            (file, 404),
        ):
            with self.subTest(file=scan.name, status=status):
                answer = self.url_open(f"/web/content/{scan.id}?download=true")
                self.assertEqual(answer.status_code, status)

    def test_the_maker_is_refused_at_the_programs_door_too(self):
        document = self._enter(self.lviv_head, number="J 1")
        document.action_send()
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.lviv_head)
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
        )
        for method, arguments in (
            ("action_verify", {"ids": document.ids}),
            ("write", {"ids": document.ids, "vals": {"state": "verified"}}),
            ("write", {"ids": document.ids, "vals": {"maker_ids": [[5, 0, 0]]}}),
            ("_move_to", {"ids": document.ids, "target": "verified"}),
        ):
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    f"/json/2/bank.client.document/{method}",
                    data=json.dumps(arguments),
                    headers={
                        "Authorization": f"Bearer {key}",
                        "Content-Type": "application/json",
                    },
                )
            with self.subTest(method=method):
                self.assertGreaterEqual(answer.status_code, 400)
        document.invalidate_recordset()
        self.assertEqual(document.state, "to_verify")
