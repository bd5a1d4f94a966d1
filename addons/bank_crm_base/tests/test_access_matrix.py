from datetime import date

from odoo.tests import new_test_user, tagged

from .common import TODAY, BankCommon
from .doors import DoorsMixin

OPERATIONS = ("read", "write", "create", "unlink")
# What a bank role may write at all: the CRM's own part of a client, and settings.
WRITABLE = {
    "bank.contact.point": {"group_client_editor"},
    "bank.client.address": {"group_client_editor"},
    "bank.client.document": {"group_client_editor"},
    "bank.grant": {"group_unit_head"},
    "bank.stand.in": {"group_unit_head"},
    "bank.business.day": {"group_data_steward"},
    "bank.day.task": {"group_data_steward"},
    "bank.branch": {"group_business_administrator", "base.group_erp_manager"},
    "bank.role": {"group_business_administrator", "base.group_erp_manager"},
    "bank.client.class": {"group_business_administrator"},
    "bank.product.family": {"group_business_administrator"},
    "bank.field.catalogue": {"group_business_administrator"},
    "bank.post": {"base.group_erp_manager"},
    "bank.access.setting": {"group_business_administrator"},
    "bank.act.kind": {"group_business_administrator"},
    "bank.change.table": {"group_business_administrator"},
    "bank.snooping.case": {"group_unit_head", "group_compliance"},
    "bank.act.authority": {"group_business_administrator"},
    "bank.disclosure": {"group_compliance"},
    "bank.disclosure.ground": {"group_compliance"},
    "bank.account.arrest": {"group_compliance"},
    "bank.sign.in.policy": {"base.group_system"},
    "bank.act.delegation": {
        "group_unit_head", "group_data_steward", "group_compliance", "group_access_approver",
    },
}  # fmt: skip
DELETABLE = {"bank.field.catalogue", "bank.act.delegation", "bank.stand.in"}


@tagged("post_install", "-at_install")
class TestAccessMatrix(DoorsMixin, BankCommon):
    """Every role at every door of every model that holds bank data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        product = cls.env["bank.product"].create(
            {
                "name": "Matrix account",
                "code": "T-MATRIX",
                "family_id": cls.env.ref("bank_crm_base.product_family_card").id,
                "kind": "account",
            }
        )
        cls.rows = {"res.partner": {}}
        for client in cls.kovalenko | cls.bondar:
            cls.rows["res.partner"][client] = client
            for record in cls._children_of(client, product):
                cls.rows.setdefault(record._name, {})[client] = record
        cls.env.flush_all()
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"matrix_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    @classmethod
    def _children_of(cls, client, product):
        env, number = cls.env, f"UA00MATRIX{client.id}"
        holding = env["bank.holding"].create(
            {"client_id": client.id, "product_id": product.id}
        )
        account = cls._create_account(client, number, holding_id=holding.id)
        cls._book(account, (date(2026, 11, 5), 100))
        movement = env["bank.account.movement"].search(
            [("account_id", "=", account.id)]
        )
        yield from (holding, account, account.holder_ids, movement, account.month_ids)
        yield env["bank.holding.month"].create(
            {"holding_id": holding.id, "month": date(2026, 10, 1)}
        )
        yield env["bank.card"].create(
            {
                "external_id": number,
                "account_id": account.id,
                "client_id": client.id,
                "masked_number": "414900******0001",
            }
        )
        yield env["bank.standing.order"].create(
            {"external_id": number, "account_id": account.id, "amount": 1}
        )
        yield env["bank.client.key"].create(
            {"client_id": client.id, "external_id": number}
        )
        yield env["bank.contact.point"].create(
            {"client_id": client.id, "kind": "messenger", "value": number}
        )
        yield env["bank.client.address"].create(
            {"client_id": client.id, "city": "Lviv"}
        )
        yield env["bank.client.document"].create(
            {"client_id": client.id, "number": number}
        )
        yield env["bank.counterparty"].create(
            {"client_id": client.id, "key": "x", "name": "X"}
        )
        yield env["bank.account.arrest"].create(
            {
                "client_id": client.id,
                "account_id": account.id,
                "body": "Bailiff",
                "document_number": number,
                "document_date": TODAY,
                "is_whole": True,
            }
        )
        yield env["bank.client.search"].search([("client_id", "=", client.id)], limit=1)
        yield env["bank.grant"].create(
            {
                "user_id": cls.petro.id,
                "client_id": client.id,
                "kind": "deputy",
                "date_to": TODAY,
                "reason": "matrix",
            }
        )

        visit = {
            "client_id": client.id, "user_id": cls.petro.id, "identified_by": "document",
            "reason": "service", "started_at": "2026-11-20 09:00:00",
            "ends_at": "2026-11-20 09:30:00",
        }  # fmt: skip
        yield env["bank.visit"].create(visit)
        yield env["bank.stub.look"].create(
            {
                "client_id": client.id,
                "user_id": cls.petro.id,
                "asked_at": "2026-11-20 09:00:00",
            }
        )
        yield env["bank.access.request"].create(
            {
                "client_id": client.id,
                "user_id": cls.petro.id,
                "reason": "matrix",
                "days": 1,
            }
        )

    def _expected(self, role):
        """Clients that an employee of Lviv in this role must see, by the role's scope."""
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
                        is_open = client in expected
                        row = record.with_user(user)
                        # Whoever sees a client may read the client's own record.
                        self.assertTrue(
                            not is_open
                            or model != "res.partner"
                            or row.has_access("read")
                        )
                        self._check_doors(row, is_open)

    def test_nobody_writes_what_the_core_owns(self):
        for role, user in self.staff.items():
            for model in self._bank_models():
                allowed = {
                    group if "." in group else f"bank_crm_base.{group}"
                    for group in WRITABLE.get(model, ())
                }
                may_write = any(user.has_group(group) for group in allowed)
                Model = self.env[model].with_user(user)
                with self.subTest(role=role.code, model=model):
                    self.assertEqual(Model.has_access("write"), may_write)
                    if not may_write:
                        self.assertFalse(Model.has_access("create"))
                    self.assertEqual(
                        Model.has_access("unlink"), may_write and model in DELETABLE
                    )

    def _bank_models(self):
        return [
            name
            for name, model in self.env.registry.items()
            if model._module == "bank_crm_base"
            and name.startswith("bank.")
            and not (model._abstract or model._transient)
        ]

    def test_the_auditor_writes_nothing(self):
        auditor = next(
            user for role, user in self.staff.items() if role.code == "auditor"
        )
        for model in [*self._bank_models(), "res.partner"]:
            for operation in ("write", "create", "unlink"):
                with self.subTest(model=model, operation=operation):
                    self.assertFalse(
                        self.env[model].with_user(auditor).has_access(operation)
                    )

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "matrix_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in self._bank_models():
                for operation in OPERATIONS:
                    with self.subTest(
                        user=user.login, model=model, operation=operation
                    ):
                        self.assertFalse(
                            self.env[model].with_user(user).has_access(operation)
                        )
            for client in self.kovalenko | self.bondar:
                self.assertFalse(client.with_user(user).has_access("read"))

    def test_messages_and_files_of_a_client_are_as_closed_as_the_client(self):
        message = self.kovalenko.message_post(body="A private note")
        attachment = self.env["ir.attachment"].create(
            {
                "name": "passport.pdf",
                "raw": b"x",
                "res_model": "res.partner",
                "res_id": self.kovalenko.id,
            }
        )
        for record in (message, attachment):
            with self.subTest(model=record._name):
                self.assertTrue(record.with_user(self.olena).has_access("read"))
                self.assertFalse(record.with_user(self.banker).has_access("read"))
                found = (
                    self.env[record._name]
                    .with_user(self.banker)
                    .search([("id", "=", record.id)])
                )
                self.assertFalse(found)
