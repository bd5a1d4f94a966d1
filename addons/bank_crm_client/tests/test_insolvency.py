from datetime import date

from freezegun import freeze_time
from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common_contact import NOON, ContactCommon
from .common_merge import MergeCommon

MODEL = "bank.client.insolvency"
WRITERS = ("compliance", "data_steward")
READERS = (
    "teller", "contact_centre_operator", "retail_manager", "corporate_manager",
    "branch_head", "regional_head", "head_office", "credit_officer", "underwriter",
    "marketer", "service_agent", "business_administrator", "auditor",
)  # fmt: skip


class InsolvencyMixin:
    @classmethod
    def _open_case(cls, client, user=None, **values):
        return (
            cls.env[MODEL]
            .with_user(user or cls.env.user)
            .create(
                {
                    "client_id": client.id,
                    "opened_date": "2026-11-02",
                    "case_number": "914/1187/26",
                    **values,
                }
            )
        )


@tagged("post_install", "-at_install")
class TestInsolvency(InsolvencyMixin, ContactCommon):
    """Who is insolvent is told on the card, and the bank turns to him no more."""

    freeze_time = freeze_time(NOON)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.compliance = cls._create_employee(
            "compliance", cls.head_office, login="t_insolvency"
        )

    def _code(self, channel, purpose):
        return str(self.Gate._judge(self.client, channel, purpose).code)

    def _flags(self):
        card = self.client.with_user(self.olena).get_client_card()
        return {flag["code"]: flag for flag in card["flags"]}

    def test_it_stops_contact_but_for_what_the_law_demands(self):
        self.assertEqual(self._code("sms", "service"), "allowed")
        case = self._open_case(self.client, self.compliance)
        self.assertEqual(self.client.insolvent_since, date(2026, 11, 2))
        self.assertEqual(self._code("sms", "service"), "stopped")
        self.assertEqual(self._code("call", "collection"), "stopped")
        self.assertEqual(self._code("letter", "legal"), "allowed")
        verdict = self.Gate._judge(self.client, "sms", "service")
        self.assertIn("court's administrator", verdict.reason)
        case.write({"closed_date": "2026-11-19", "ending": "settled"})
        self.assertFalse(self.client.insolvent_since)
        self.assertEqual(self._code("sms", "service"), "allowed")

    def test_it_is_a_flag_on_the_card_and_a_row_on_its_tab(self):
        self.assertNotIn("insolvent", self._flags())
        self._open_case(self.client, self.compliance, court="Court of Lviv")
        flag = self._flags()["insolvent"]
        self.assertEqual((flag["tone"], flag["tab"]), ("danger", "contact"))
        told = self.client.with_user(self.olena).get_client_insolvency()
        self.assertFalse(told["may_edit"])
        [row] = told["rows"]
        self.assertEqual(
            (row["kind"], row["case"], row["court"], row["closed"]),
            ("Bankruptcy", "914/1187/26", "Court of Lviv", ""),
        )
        self.assertTrue(
            self.client.with_user(self.compliance).get_client_insolvency()["may_edit"]
        )

    def test_the_first_of_two_cases_counts_while_both_go_on(self):
        first = self._open_case(self.client)
        self._open_case(
            self.client, case_number="914/1200/26", opened_date="2026-11-10"
        )
        self.assertEqual(self.client.insolvent_since, date(2026, 11, 2))
        first.write({"closed_date": "2026-11-18", "ending": "dismissed"})
        self.assertEqual(self.client.insolvent_since, date(2026, 11, 10))

    def test_what_was_entered_by_mistake_counts_no_more_and_stays(self):
        case = self._open_case(self.client, self.compliance)
        case.active = False
        self.assertFalse(self.client.insolvent_since)
        self.assertTrue(case.exists())
        with self.assertRaises(AccessError):
            case.with_user(self.compliance).unlink()

    def test_bad_input_is_told(self):
        for values in (
            {"opened_date": "2026-11-21"},
            {"closed_date": "2026-11-21", "ending": "settled"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._open_case(self.client, **values)
        self._open_case(self.client)
        with self.assertRaisesRegex(ValidationError, "already"):
            self._open_case(self.client)

    def test_no_limit_for_who_is_insolvent(self):
        self.assertEqual(self.client._get_service_blocks("limit"), [])
        self._open_case(self.client)
        [block] = self.client._get_service_blocks("limit")
        self.assertEqual(block["code"], "insolvent")
        # An account may be opened for him, as the law has it.
        self.assertEqual(self.client._get_service_blocks("sale"), [])

    def test_nobody_writes_the_day_on_the_card(self):
        for user in (self.olena, self.compliance):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.client.with_user(user).insolvent_since = "2026-11-02"


@tagged("post_install", "-at_install")
class TestInsolvencyRights(InsolvencyMixin, DoorsMixin, ContactCommon):
    """Every role at every door of the register of insolvencies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seen = cls._open_case(cls.kovalenko)
        cls.hidden = cls._open_case(cls.bondar)
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"ins_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    def test_each_role_reads_what_its_scope_allows_at_each_door(self):
        for role, user in self.staff.items():
            for case, scopes in (
                (self.seen, ("branch", "bank")),
                (self.hidden, ("bank",)),
            ):
                with self.subTest(role=role.code, client=case.client_id.name):
                    self._check_doors(case.with_user(user), role.scope in scopes)

    def test_compliance_and_the_back_office_enter_it(self):
        for role, user in self.staff.items():
            if role.code not in WRITERS + READERS:
                continue
            may_write = role.code in WRITERS
            Case = self.env[MODEL].with_user(user)
            with self.subTest(role=role.code):
                self.assertEqual(Case.has_access("create"), may_write)
                self.assertEqual(Case.has_access("write"), may_write)
                self.assertFalse(Case.has_access("unlink"))
        portal = new_test_user(self.env, "ins_portal", groups="base.group_portal")
        self.assertFalse(self.env[MODEL].with_user(portal).has_access("read"))

    def test_a_manager_enters_nothing(self):
        with self.assertRaises(AccessError):
            self._open_case(self.kovalenko, self.olena, case_number="1/26")
        with self.assertRaises(AccessError):
            self.seen.with_user(self.olena).write(
                {"closed_date": "2026-11-19", "ending": "settled"}
            )

    def test_a_case_is_not_given_to_another_client(self):
        officer = self.staff[self.env.ref("bank_crm_base.role_compliance")]
        with self.assertRaises(UserError):
            self.seen.with_user(officer).client_id = self.bondar

    def test_searching_clients_by_it_tells_nothing_of_others(self):
        found = (
            self.env["res.partner"]
            .with_user(self.olena)
            .search(
                [
                    ("insolvency_ids.case_number", "=", "914/1187/26"),
                    ("id", "in", (self.kovalenko | self.bondar).ids),
                ]
            )
        )
        self.assertEqual(found, self.kovalenko)

    def test_the_tab_of_a_stranger_is_closed(self):
        with self.assertRaises(AccessError):
            self.bondar.with_user(self.olena).get_client_insolvency()


@tagged("post_install", "-at_install")
class TestInsolvencyMerge(InsolvencyMixin, MergeCommon):
    def test_a_case_follows_its_client_into_a_merge_and_back(self):
        twin = self._create_client(
            "Коваленко Олена", branch_id=self.lviv.id, manager_id=self.olena.id
        )
        case = self._open_case(twin)
        self._settle(self.kovalenko | twin)
        before = self._dump(self.kovalenko | twin)
        merge = self._merged(self.kovalenko, twin)
        self.env.invalidate_all()
        self.assertEqual(case.client_id, self.kovalenko)
        self.assertEqual(self.kovalenko.insolvent_since, date(2026, 11, 2))
        merge.sudo()._unmerge()
        self.env.invalidate_all()
        self.assertEqual(case.client_id, twin)
        self.assertFalse(self.kovalenko.insolvent_since)
        self._check_same(before, self._dump(self.kovalenko | twin))
