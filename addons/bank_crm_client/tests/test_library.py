from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_documents import PNG, docx_of, xlsx_of
from .common_library import LibraryCommon


@tagged("post_install", "-at_install")
class TestLibrary(LibraryCommon):
    """Folders with their readers, versions, and words that tell nothing to strangers."""

    def test_a_folder_is_read_by_who_may_read_all_above_it(self):
        for user, expected in (
            (self.olena, self.all | self.western),
            (self.petro, self.all),
            (self.officer, self.all | self.closed | self.below),
            (self.administrator, self.all | self.closed | self.below | self.western),
        ):
            found = self.Folder.with_user(user).search(
                [("id", "in", (self.all | self.closed | self.below | self.western).ids)]
            )
            with self.subTest(user=user.login):
                self.assertEqual(set(found.ids), set(expected.ids))
        portal = new_test_user(self.env, "lib_portal", groups="base.group_portal")
        self.assertFalse(self.Folder.with_user(portal).has_access("read"))

    def test_every_door_to_a_closed_document_is_shut(self):
        document = self._put(self.closed, "Дроблення сум", user=self.officer)
        file = document.attachment_id
        stranger = document.with_user(self.olena)
        self.assertFalse(stranger.search([("id", "=", document.id)]))
        self.assertEqual(stranger.search_count([("id", "=", document.id)]), 0)
        [group] = stranger.formatted_read_group(
            [("id", "=", document.id)], [], ["__count"]
        )
        self.assertEqual(group["__count"], 0)
        for door in (
            lambda: stranger.read(["name"]),
            lambda: stranger.action_toggle_favourite(),
            lambda: file.with_user(self.olena).read(["datas"]),
            lambda: document.version_ids.with_user(self.olena).read(["comment"]),
        ):
            with self.assertRaises(AccessError):
                door()
        self.assertFalse(
            self.Folder.with_user(self.olena).search(
                [("document_ids.name", "=", document.name)]
            )
        )
        self.assertFalse(
            self.env["ir.attachment"]
            .with_user(self.olena)
            .search([("id", "=", file.id)])
        )

    def test_only_the_keeper_puts_files_in_and_in_force(self):
        with self.assertRaisesRegex(AccessError, "keep the folder"):
            self._put(self.all, "text", user=self.olena)
        document = self._put(self.all, "text", force=False)
        self.assertFalse(self.Library.with_user(self.olena).search(
            [("id", "=", document.id)]))  # fmt: skip
        document.version_ids.action_put_in_force()
        read = document.with_user(self.olena)
        self.assertEqual(read.search([("id", "=", document.id)]), read)
        for act in (
            lambda: read.write({"name": "x"}),
            lambda: read.action_take(),
            lambda: read.version_ids.action_put_in_force(),
            lambda: read.write({"current_version_id": False}),
            lambda: read.create({"name": "x", "folder_id": self.all.id}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_a_document_is_not_carried_to_a_folder_of_others(self):
        document = self._put(self.closed, "text", user=self.officer)
        with self.assertRaises(AccessError):
            document.with_user(self.officer).folder_id = self.all

    def test_the_version_in_force_and_those_before_it(self):
        document = self._put(self.all, "one")
        second = self._upload(
            self.administrator, "two.docx", docx_of("two"), "bank.library.document"
        )
        version = self.env["bank.library.version"].browse(
            document.add_version(second.id, "Yearly revision", 1)
        )
        self.assertEqual(document.current_version_id.number, 1)
        self.assertNotEqual(document.attachment_id.id, second.id)
        version.with_user(self.administrator).action_put_in_force()
        self.assertEqual(document.attachment_id.raw, second.raw)
        self.assertEqual(
            document.version_ids.sorted("number").mapped("state"),
            ["replaced", "in_force"],
        )
        with self.assertRaisesRegex(UserError, "on file"):
            second.unlink()

    def test_two_authors_do_not_write_over_each_other(self):
        document = self._put(self.all, "one")
        other = self._create_employee(
            "business_administrator", self.head_office, login="t_second"
        )
        files = [
            self._upload(user, "n.docx", docx_of("n"), "bank.library.document")
            for user in (self.administrator, other, other)
        ]
        document.add_version(files[0].id, "", 1)
        with self.assertRaisesRegex(UserError, "Version 2 was added by"):
            document.with_user(other).add_version(files[1].id, "", 1)
        document.action_take()
        with self.assertRaisesRegex(UserError, "works on"):
            document.with_user(other).add_version(files[2].id, "", 2)
        document.action_give_back()
        document.with_user(other).add_version(files[2].id, "", 2)
        self.assertEqual(document.latest_number, 3)

    def test_files_that_are_nothing_we_know_are_refused_with_the_reason(self):
        good = self._upload(
            self.administrator, "a.docx", docx_of("a"), "bank.library.document"
        )
        bad = self._upload(
            self.administrator, "b.docx", b"MZ\x90\x00" * 9, "bank.library.document"
        )
        answer = self.Library.with_user(self.administrator).take_files(
            self.all.id, [good.id, bad.id]
        )
        self.assertEqual(len(answer["ids"]), 1)
        self.assertIn("b.docx", answer["refused"][0])
        self.assertFalse(bad.exists())

    def test_a_folder_never_lies_in_itself(self):
        with self.assertRaises(UserError):
            self.all.parent_id = self.below

    def test_a_word_inside_a_file_is_found_in_any_form(self):
        document = self._put(
            self.all,
            "Передмова. " * 60,
            "Невитребувані платіжні картки знищуються комісією.",
        )
        sheet = self._put(
            self.all,
            name="tariffs.xlsx",
            data=xlsx_of(["Послуга", "Інкасація виторгу"]),
        )
        self._read_files()
        for text, expected in (
            ("платіжна картка", document),
            ("картка знищ", document),
            ("інкасацією", sheet),
            ("картка інкасація", None),
        ):
            with self.subTest(text=text):
                answer = self._found(self.olena, text)
                ids = [row["id"] for row in answer["rows"]]
                self.assertEqual(ids, expected.ids if expected else [])
                self.assertEqual(answer["count"], len(ids))
        [row] = self._found(self.olena, "картки")["rows"]
        marked = [piece["text"] for piece in row["pieces"] if piece["hit"]]
        self.assertEqual(marked, ["картки"])
        self.assertEqual(row["place"], "Test rules")

    def test_counts_tell_nothing_of_what_may_not_be_read(self):
        self._put(self.closed, "Унікальнеслово тут", user=self.officer)
        client_paper = self._enter(
            self.petro, client=self.bondar, kind=self.paper, note="унікальнеслово"
        )
        self._read_files()
        self.assertTrue(client_paper)
        self.assertEqual(
            self.Index.with_user(self.olena).search_text("унікальнеслово"),
            {"count": 0, "rows": []},
        )
        self.assertEqual(
            self.Index.with_user(self.officer).search_text("унікальнеслово")["count"], 2
        )
        self.assertEqual(
            self.Index.with_user(self.petro).search_text("унікальнеслово")["count"], 1
        )
        with self.assertRaises(AccessError):
            self.Index.with_user(self.olena).search([])
        rows = self.Index.with_user(self.administrator).search([])
        self.assertNotIn("bank.client.document", rows.mapped("res_model"))
        with self.assertRaises(AccessError):
            rows.read(["body"])

    def test_a_draft_is_not_searched_and_a_replaced_version_no_more(self):
        document = self._put(self.all, "Перша редакція", force=False)
        self._read_files()
        self.assertFalse(self._found(self.administrator, "редакція")["rows"])
        document.version_ids.action_put_in_force()
        self._read_files()
        self.assertEqual(self._found(self.olena, "перша")["count"], 1)
        second = self._upload(
            self.administrator,
            "2.docx",
            docx_of("Друга версія"),
            "bank.library.document",
        )
        version = self.env["bank.library.version"].browse(
            document.add_version(second.id, "", 1)
        )
        version.with_user(self.administrator).action_put_in_force()
        self._read_files()
        self.assertFalse(self._found(self.olena, "перша")["rows"])
        self.assertEqual(self._found(self.olena, "друга")["count"], 1)

    def test_a_broken_file_says_why_and_is_found_by_its_name(self):
        document = self._put(
            self.all, name="Зіпсований регламент.pdf", data=b"%PDF-1.4 nothing"
        )
        picture = self._put(self.all, name="Фотографія.png", data=PNG)
        self._read_files()
        self.assertEqual(document.unread_reason, "It is damaged.")
        self.assertTrue(picture.unread_reason)
        self.assertEqual(self._found(self.olena, "регламенту")["count"], 1)

    def test_favourites_are_each_ones_own(self):
        document = self._put(self.all, "text")
        document.with_user(self.olena).action_toggle_favourite()
        mine = [("is_favourite", "=", True), ("id", "=", document.id)]
        self.assertTrue(self.Library.with_user(self.olena).search(mine))
        self.assertFalse(self.Library.with_user(self.petro).search(mine))
        with self.assertRaises(AccessError):
            document.with_user(self.petro).read(["favourite_user_ids"])
