import json
from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_corporate import CorporateCommon

WRITERS = {
    "bank.financial.statement": {"group_client_editor"},
    "bank.financial.statement.line": set(),
    "bank.signatory": {"group_client_editor", "group_compliance"},
    "bank.company.figures": set(),
    "bank.statement.layout": {"group_business_administrator"},
    "bank.ratio.norm": {"group_business_administrator"},
}
TABS = (
    "get_client_owners",
    "get_client_statements",
    "get_client_exposure",
    "get_client_counterparties",
)


class CompanyRows(CorporateCommon):
    """A statement, a right to sign and a last year of two companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = {}
        for client in (cls.mill, cls.depot):
            statement = cls._statement(client, figures=cls._small())
            statement.action_confirm()
            right = cls._right(client, name=f"Підпис {client.name}")
            cls.rows[client] = {
                "bank.financial.statement": statement,
                "bank.financial.statement.line": statement.line_ids[:1],
                "bank.signatory": right,
                "bank.company.figures": client.company_figures_ids,
            }


@tagged("post_install", "-at_install")
class TestCompanyRights(DoorsMixin, CompanyRows):
    """Every role at every door of a company's file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"co_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    def test_each_role_reads_what_its_scope_allows_at_each_door(self):
        sees = {
            "none": set(),
            "own": set(),
            "branch": {self.mill},
            "bank": {self.mill, self.depot},
        }
        for role, user in self.staff.items():
            for client, rows in self.rows.items():
                for model, record in rows.items():
                    with self.subTest(role=role.code, model=model, client=client.name):
                        self._check_doors(
                            record.with_user(user), client in sees[role.scope]
                        )

    def test_who_writes_is_who_is_named_here(self):
        for role, user in self.staff.items():
            for model, groups in WRITERS.items():
                may_write = any(
                    user.has_group(f"bank_crm_base.{group}") for group in groups
                )
                Model = self.env[model].with_user(user)
                with self.subTest(role=role.code, model=model):
                    self.assertEqual(Model.has_access("write"), may_write)
                    self.assertEqual(Model.has_access("create"), may_write)
                    self.assertFalse(Model.has_access("unlink"))

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "co_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in WRITERS:
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_searching_by_relation_tells_nothing_of_others(self):
        officer = self.env(user=self.officer)
        number = self.rows[self.depot]["bank.signatory"].name
        clients = officer["res.partner"]
        self.assertFalse(clients.search([("signatory_ids.name", "=", number)]))
        domain = [("statement_ids.line_ids.amount", "=", 5), ("id", "=", self.depot.id)]
        self.assertFalse(clients.search(domain))
        domain = [("company_figures_ids.revenue_base", ">", 0)]
        self.assertEqual(
            clients.search([*domain, ("id", "in", (self.mill | self.depot).ids)]),
            self.mill,
        )
        with self.assertRaises(AccessError):
            officer["bank.signatory"].search(
                [("known_client_id", "=", self.kovalenko.id)]
            )

    def test_tabs_of_strangers_are_closed_and_at_the_counter_too(self):
        for method in TABS:
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(self.depot.with_user(self.officer), method)()
        teller = self.staff[self.env.ref("bank_crm_base.role_teller")]
        self.env["bank.visit"].with_user(teller)._start(
            self.depot, identified_by="document", reason="cash"
        )
        depot = self.depot.with_user(teller)
        self.assertTrue(depot.is_visible)
        for method in TABS:
            with self.subTest(method=method), self._refused(AccessError, "counter"):
                getattr(depot, method)()
        panels = depot.get_client_card()["panels"]
        for code in ("owners", "statements", "exposure", "counterparties_all"):
            self.assertNotIn(code, panels)

    def test_a_stranger_s_statement_is_neither_made_nor_filled_in(self):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._statement(self.depot, year=2024, user=self.officer)
        draft = self._statement(self.depot, year=2024)
        with self.assertRaises(AccessError):
            self._fill(draft.with_user(self.officer), {"REV": 1})
        for method in ("action_confirm", "action_discard", "get_statement_lines"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(draft.with_user(self.officer), method)()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._right(self.depot, user=self.officer)
        right = self.rows[self.depot]["bank.signatory"]
        with self.assertRaises(AccessError):
            right.with_user(self.officer)._revoke("because")

    def test_a_dialog_about_a_stranger_does_not_open(self):
        rows = self.rows[self.depot]
        for model, values in (
            ("bank.statement.import", {"client_id": self.depot.id}),
            (
                "bank.statement.correction",
                {"statement_id": rows["bank.financial.statement"].id, "reason": "x"},
            ),
            (
                "bank.signatory.revocation",
                {"signatory_id": rows["bank.signatory"].id, "reason": "x"},
            ),
        ):
            with (
                self.subTest(model=model),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                self.env[model].with_user(self.officer).create(values)

    def test_what_decides_is_not_written_by_hand(self):
        draft = self._statement(year=2024, user=self.officer)
        for name, value in (
            ("state", "confirmed"), ("version", 9), ("source", "fed"),
            ("confirmed_by_id", self.petro.id),
        ):  # fmt: skip
            with self.subTest(field=name), self.assertRaises(AccessError):
                draft.write({name: value})
        right = self._right(user=self.officer)
        for name, value in (("acceptance", "accepted"), ("revoked_date", "2026-01-01")):
            with self.subTest(field=name), self.assertRaises(AccessError):
                right.write({name: value})
        for name, value in (("revenue_base", 1), ("company_size", "large")):
            with self.subTest(field=name), self.assertRaises(AccessError):
                self.mill.with_user(self.officer).write({name: value})

    def test_a_signatory_out_of_sight_is_a_name_and_no_link(self):
        person = self._create_client(
            "Далекий Іван", branch_id=self.kharkiv.id, manager_id=self.petro.id
        )
        right = self._right(name=False, person_client_id=person.id)
        self.assertEqual(right.name, "Далекий Іван")
        self.assertEqual(right.with_user(self.boss).person_client_id, person)
        own = right.with_user(self.officer)
        own.invalidate_recordset()
        self.assertEqual((own.name, own.person_client_id.id), ("Далекий Іван", False))
        found = own.search([("person_client_id", "=", person.id)])
        self.assertFalse(found)


@tagged("post_install", "-at_install")
class TestCompanyDoors(CompanyRows, HttpCase):
    """The same over /json/2, as other systems ask."""

    def _ask(self, user, model, method, **body):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + timedelta(hours=1))
        )
        self.env.flush_all()
        with mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2"):
            answer = self.url_open(
                f"/json/2/{model}/{method}",
                data=json.dumps(body),
                headers={
                    "Authorization": f"bearer {key}",
                    "Content-Type": "application/json",
                },
            )
        return answer.status_code, answer.json()

    def test_a_stranger_s_file_is_closed(self):
        for model in (
            "bank.financial.statement",
            "bank.signatory",
            "bank.company.figures",
        ):
            row = self.rows[self.depot][model]
            with self.subTest(model=model):
                status, found = self._ask(
                    self.officer, model, "search_read",
                    domain=[["id", "=", row.id]], fields=["id"],
                )  # fmt: skip
                self.assertEqual((status, found), (200, []))
                own = self.rows[self.mill][model]
                status, found = self._ask(
                    self.officer, model, "search_read",
                    domain=[["id", "=", own.id]], fields=["id"],
                )  # fmt: skip
                self.assertEqual(
                    (status, [one["id"] for one in found]), (200, [own.id])
                )
        for method in TABS:
            status, _answer = self._ask(
                self.officer, "res.partner", method, ids=[self.depot.id]
            )
            self.assertEqual(status, 403)

    def test_what_is_sealed_is_not_written(self):
        row = self.rows[self.mill]["bank.financial.statement"]
        status, _answer = self._ask(
            self.officer, "bank.financial.statement", "write",
            ids=[row.id], vals={"state": "draft"},
        )  # fmt: skip
        self.assertIn(status, (403, 422))
        self.assertEqual(row.state, "confirmed")
