from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common_documents import PNG
from .common_individual import IndividualCommon

EDITED = ("bank.client.employment", "bank.client.education", "bank.client.life.event")
WRITERS = {
    **{model: {"group_client_editor"} for model in EDITED},
    "bank.bureau.report": set(),
    "bank.client.bureau": set(),
    "bank.bureau.look": set(),
    "bank.client.date": set(),
    "bank.completeness.rule": {"group_business_administrator"},
    "bank.life.event.kind": {"group_business_administrator"},
    "bank.bureau": {"group_business_administrator"},
}


@tagged("post_install", "-at_install")
class TestIndividualRights(DoorsMixin, IndividualCommon):
    """Every role at every door of a person's file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bondar.vat = "2222200002"
        cls.rows = {model: {} for model in WRITERS if "look" not in model}
        for client, user in ((cls.kovalenko, cls.olena), (cls.bondar, cls.petro)):
            report = cls._take_report(client, user=user, tax_number=client.vat)
            client.birth_date = "1985-11-25"
            cls.env.flush_all()
            cls.rows["bank.client.employment"][client] = cls._employ(client)
            cls.rows["bank.client.education"][client] = cls.env[
                "bank.client.education"
            ].create({"client_id": client.id, "institution": "Matrix school"})
            cls.rows["bank.client.life.event"][client] = cls._happen(
                client, "wedding", "2020-01-01"
            )
            cls.rows["bank.bureau.report"][client] = report.sudo()
            cls.rows["bank.client.bureau"][client] = client.bureau_ids
            cls.rows["bank.client.date"][client] = cls.env["bank.client.date"].search(
                [("client_id", "=", client.id)], limit=1
            )
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"ind_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    def _expected(self, role):
        return {
            "none": set(),
            "own": set(),
            "branch": {self.kovalenko},
            "bank": {self.kovalenko, self.bondar},
        }[role.scope]

    def test_each_role_reads_what_its_scope_allows_at_each_door(self):
        for role, user in self.staff.items():
            expected = self._expected(role)
            for model, rows in self.rows.items():
                for client, record in rows.items():
                    with self.subTest(role=role.code, model=model, client=client.name):
                        self.assertTrue(record)
                        self._check_doors(record.with_user(user), client in expected)

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
        portal = new_test_user(self.env, "ind_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in WRITERS:
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_a_row_is_not_given_to_a_client_out_of_sight(self):
        with self.assertRaises(AccessError):
            self._employ(self.bondar, user=self.olena)
        work = self.rows["bank.client.employment"][self.kovalenko]
        with self.assertRaises(UserError):
            work.with_user(self.boss).client_id = self.bondar

    def test_searching_clients_by_their_files_tells_nothing_of_others(self):
        clients = self.env["res.partner"].with_user(self.olena)
        for domain in (
            [("employment_ids.employer_name", "=", "ТОВ Праця")],
            [("education_ids.institution", "=", "Matrix school")],
            [("life_event_ids.date", "=", "2020-01-01")],
            [("bureau_ids.score", "=", 640)],
            [("bureau_report_ids.score", "=", 640)],
        ):
            with self.subTest(domain=domain):
                found = clients.search(
                    [*domain, ("id", "in", (self.kovalenko | self.bondar).ids)]
                )
                self.assertEqual(found, self.kovalenko)

    def test_at_the_counter_the_file_of_a_person_is_closed(self):
        teller = self.staff[self.env.ref("bank_crm_base.role_teller")]
        self.env["bank.visit"].with_user(teller)._start(
            self.bondar, identified_by="document", reason="cash"
        )
        bondar = self.bondar.with_user(teller)
        self.assertTrue(bondar.is_visible)
        for method in ("get_client_person", "get_client_family", "get_client_bureau"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(bondar, method)()
        card = bondar.get_client_card()
        for panel in ("personal", "family", "bureau", "completeness"):
            self.assertNotIn(panel, card["panels"])
        for model, rows in self.rows.items():
            if not rows:
                continue
            with self.subTest(model=model):
                record = rows[self.bondar].with_user(teller)
                self.assertFalse(record.search([("id", "in", record.ids)]))

    def test_tabs_of_strangers_are_closed(self):
        bondar = self.bondar.with_user(self.olena)
        for method in (
            "get_client_person", "get_client_family", "get_client_bureau",
            "get_client_workers",
        ):  # fmt: skip
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(bondar, method)()

    def test_a_scan_is_seen_by_who_sees_the_document(self):
        scan = (
            self.env["ir.attachment"]
            .with_user(self.olena)
            .create(
                {"name": "scan.png", "raw": PNG, "res_model": "bank.client.document"}
            )
        )
        self.env["bank.client.document"].with_user(self.olena).create(
            {
                "client_id": self.kovalenko.id,
                "number": "S1",
                "attachment_ids": [Command.link(scan.id)],
            }
        )
        scan.with_user(self.lviv_head).read(["name"])
        with self.assertRaises(AccessError):
            scan.with_user(self.petro).read(["name"])
