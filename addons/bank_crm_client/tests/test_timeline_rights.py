from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_timeline import CLIENT_KEY, TimelineCommon


@tagged("post_install", "-at_install")
class TestTimelineRights(TimelineCommon):
    """Every role at every door of the timeline."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letters = {
            client: cls._message(
                client, datetime(2026, 11, 5, 9), subject=f"To {client.id}"
            )
            for client in (cls.kovalenko, cls.bondar, cls.walled)
        }
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"tl_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    def _list(self, user, client):
        return (
            self.env["bank.timeline"]
            .with_user(user)
            .with_context(**{CLIENT_KEY: client.id})
        )

    def test_each_role_sees_what_it_sees_of_the_client(self):
        for role, user in self.staff.items():
            for client, letter in self.letters.items():
                with self.subTest(role=role.code, client=client.name):
                    mine = client.with_user(user)
                    is_open = mine.is_fully_visible
                    Row = self._list(user, client)
                    if is_open:
                        titles = [row["title"] for row in mine.get_timeline()["rows"]]
                        self.assertIn(letter.subject, titles)
                    else:
                        for method in ("get_timeline", "get_timeline_months"):
                            with self.assertRaises(AccessError):
                                getattr(mine, method)()
                        with self.assertRaises(AccessError):
                            mine.open_timeline_row("message", letter.id)
                        with self.assertRaises(AccessError):
                            mine.action_open_timeline_list()
                    if not Row.has_access("read"):
                        continue
                    self.assertEqual(bool(Row.search([])), is_open)
                    self.assertEqual(bool(Row.search_count([])), is_open)
                    [group] = Row.formatted_read_group([], [], ["__count"])
                    self.assertEqual(bool(group["__count"]), is_open)
                    self.assertEqual(bool(Row.name_search("")), is_open)
                    every = self._list(self.env.ref("base.user_root"), client).search(
                        []
                    )
                    self.assertTrue(every)
                    theirs = every.with_env(Row.env)
                    if is_open:
                        theirs.read(["title", "body", "kind_words"])
                        if user.has_group("base.group_allow_export"):
                            theirs.export_data(["title", "body"])
                    else:
                        with self.assertRaises(AccessError):
                            theirs.read(["title"])
                        with self.assertRaises(UserError):
                            theirs.export_data(["title"])

    def test_without_a_client_the_list_is_empty(self):
        for user in (self.boss, self.olena):
            self.assertFalse(self.env["bank.timeline"].with_user(user).search([]))

    def test_the_client_of_the_context_opens_no_other(self):
        rows = self._list(self.olena, self.bondar)
        self.assertFalse(rows.search([("client_id", "=", self.bondar.id)]))
        self.assertFalse(
            self._list(self.olena, self.kovalenko).search(
                [("client_id", "=", self.bondar.id)]
            )
        )

    def test_at_the_counter_there_is_no_timeline(self):
        teller = self.staff[self.env.ref("bank_crm_base.role_teller")]
        self.env["bank.visit"].with_user(teller)._start(
            self.bondar, identified_by="document", reason="cash"
        )
        bondar = self.bondar.with_user(teller)
        self.assertTrue(bondar.is_visible)
        for call in (
            bondar.get_timeline,
            bondar.get_timeline_months,
            bondar.action_open_timeline_list,
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertNotIn("timeline", bondar.get_client_card()["panels"])
        self.assertFalse(self._list(teller, self.bondar).search([]))

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "tl_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            self.assertFalse(
                self.env["bank.timeline"].with_user(user).has_access("read")
            )
            with self.assertRaises(AccessError):
                self.kovalenko.with_user(user).get_timeline()

    def test_ones_own_card_is_closed(self):
        self.kovalenko.employee_user_id = self.olena
        self.env.registry.clear_cache()
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.olena).get_timeline()

    def test_rows_are_written_by_nobody(self):
        for model in ("bank.timeline", "bank.large.flow"):
            for user in self.staff.values():
                Model = self.env[model].with_user(user)
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(Model.has_access(operation))
