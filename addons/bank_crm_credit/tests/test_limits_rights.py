import json
from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_limits import LimitsCommon

RISK = {"bank_crm_credit.group_credit_risk"}
OFFICERS = {"bank_crm_credit.group_loan_officer"}
ADMINISTRATORS = {"bank_crm_base.group_business_administrator"}
# Model -> who writes, who creates; everybody else reads at most.
WRITERS = {
    "bank.loan.limit": (RISK, RISK),
    "bank.loan.commitment": (set(), set()),
    "bank.loan.covenant": (RISK | OFFICERS, RISK | OFFICERS),
    "bank.loan.covenant.look": (set(), set()),
    "bank.loan.signal": (set(), set()),
    "bank.watch.entry": (RISK, set()),
    "bank.watch.change": (set(), set()),
}
SETTINGS = {
    "bank.signal.rule": (RISK | ADMINISTRATORS, set()),
    "bank.watch.rule": (RISK | ADMINISTRATORS, RISK | ADMINISTRATORS),
}


@tagged("post_install", "-at_install")
class TestLimitsRights(LimitsCommon, DoorsMixin, HttpCase):
    """Every role at every door of limits, covenants, signals and the watch list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.depot = cls._create_client(
            "Склад Ліміт",
            client_kind="legal_entity",
            branch_id=cls.kharkiv.id,
            manager_id=cls.petro.id,
        )
        cls.rows = {model: {} for model in WRITERS}
        for client in (cls.mill, cls.depot):
            for model, record in cls._records_of(client).items():
                cls.rows[model][client] = record
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"lim_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    @classmethod
    def _records_of(cls, client):
        """One row of each model that belongs to the client."""
        limit = cls._limit(10**6, client_id=client.id)
        promise = cls._promise(5, client=client)
        covenant = cls.env["bank.loan.covenant"].create(
            {
                "client_id": client.id,
                "name": "Matrix",
                "formula": "equity",
                "low": 1,
                "first_end": "2026-03-31",
            }
        )
        cls.env.cr.execute(
            "INSERT INTO bank_loan_signal (client_id, code, is_open, found_date, "
            "seen_date, figures) VALUES (%s, 'covenant_breach', true, '2026-11-20', "
            '\'2026-11-20\', \'{"count": 1, "defaults": 0, "since": "2026-11-01"}\') '
            "RETURNING id",
            [client.id],
        )
        signal = cls.env["bank.loan.signal"].browse(cls.env.cr.fetchone()[0])
        cls.env["bank.watch.entry"]._refresh(client.ids, cls.day.date)
        entry = cls.env["bank.watch.entry"].search([("client_id", "=", client.id)])
        return {
            "bank.loan.limit": limit,
            "bank.loan.commitment": promise,
            "bank.loan.covenant": covenant,
            "bank.loan.covenant.look": covenant.look_ids[:1],
            "bank.loan.signal": signal,
            "bank.watch.entry": entry,
            "bank.watch.change": entry.change_ids,
        }

    def _sees(self, user, client):
        return bool(
            self.env["res.partner"]
            .with_user(user)
            .search([("id", "=", client.id), ("is_fully_visible", "=", True)])
        )

    def test_each_role_reads_of_the_clients_whom_it_sees(self):
        for role, user in self.staff.items():
            for model, rows in self.rows.items():
                for client, record in rows.items():
                    with self.subTest(role=role.code, model=model, client=client.name):
                        self._check_doors(
                            record.with_user(user), self._sees(user, client)
                        )

    def test_what_each_scope_sees_is_what_is_written_here(self):
        for code, count in (
            ("retail_manager", 0),
            ("credit_officer", 1),
            ("branch_head", 1),
            ("underwriter", 2),
            ("head_office", 2),
            ("marketer", 0),
        ):
            role = self.env.ref(f"bank_crm_base.role_{code}")
            for model, rows in self.rows.items():
                ids = [record.id for record in rows.values()]
                found = (
                    self.env[model]
                    .with_user(self.staff[role])
                    .search_count([("id", "in", ids)])
                )
                with self.subTest(role=code, model=model):
                    self.assertEqual(found, count)
        # The client's own manager reads, and decides nothing.
        entry = self.rows["bank.watch.entry"][self.mill].with_user(self.olena)
        self.assertEqual(entry.level, "2")
        with self.assertRaises(AccessError):
            entry.write({"measures": "mine"})

    def test_who_writes_is_who_is_named_here(self):
        for role, user in self.staff.items():
            for model, (write, create) in (WRITERS | SETTINGS).items():
                Model = self.env[model].with_user(user)
                with self.subTest(role=role.code, model=model):
                    for operation, groups in (("write", write), ("create", create)):
                        self.assertEqual(
                            Model.has_access(operation),
                            any(map(user.has_group, groups)),
                        )
                    self.assertFalse(Model.has_access("unlink"))

    def test_figures_and_states_are_written_by_nobody(self):
        for model, name, value in (
            ("bank.loan.limit", "acceptance", "accepted"),
            ("bank.loan.limit", "takes", 5),
            ("bank.loan.commitment", "stage", "freed"),
            ("bank.loan.commitment", "amount", 1),
            ("bank.loan.covenant.look", "verdict", "kept"),
            ("bank.loan.covenant.look", "waiver_reason", "x"),
            ("bank.loan.signal", "is_open", False),
            ("bank.watch.entry", "level", "1"),
            ("bank.watch.entry", "review_on", "2030-01-01"),
        ):
            record = self.rows[model][self.mill].with_user(self.risk)
            with self.subTest(model=model, field=name), self.assertRaises(AccessError):
                record.write({name: value})

    def test_wide_limits_are_for_credit_risk(self):
        wide = self._limit(10**9, "bank") | self._limit(
            10**9, "branch", branch_id=self.lviv.id
        )
        for user, count in ((self.risk, 2), (self.auditor, 2), (self.lviv_head, 0),
                            (self.olena, 0)):  # fmt: skip
            with self.subTest(user=user.login):
                found = self.Limit.with_user(user).search([("id", "in", wide.ids)])
                self.assertEqual(len(found), count)
        lines = self.env["bank.loan.limit.line"]
        domain = [("limit_id", "in", wide.ids)]
        self.assertFalse(lines.with_user(self.olena).search(domain))
        self.assertTrue(lines.with_user(self.risk).search(domain))

    def test_who_may_not_read_a_limit_hears_no_sum_of_it(self):
        self._limit(100, "branch", branch_id=self.lviv.id)
        with self._refused(UserError, "a branch") as _nothing:
            self.Promise.with_user(self.olena)._reserve(
                {
                    "client_id": self.mill.id,
                    "product_id": self.product.id,
                    "branch_id": self.lviv.id,
                    "currency_id": self.uah.id,
                    "amount": 777,
                }
            )

    def test_lines_of_a_client_are_seen_by_who_sees_him(self):
        lines = self.env["bank.loan.limit.line"]
        for client in (self.mill, self.depot):
            limit = self.rows["bank.loan.limit"][client]
            found = lines.with_user(self.olena).search([("limit_id", "=", limit.id)])
            self.assertEqual(bool(found), client == self.mill)

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "lim_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in (*WRITERS, *SETTINGS, "bank.loan.limit.line"):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_methods_of_strangers_are_closed(self):
        for call in (
            self.depot.with_user(self.olena).get_client_credit_risk,
            self.rows["bank.watch.entry"][self.depot]
            .with_user(self.olena)
            .action_review,
            self.rows["bank.loan.covenant"][self.depot]
            .with_user(self.olena)
            .action_open_looks,
            self.rows["bank.loan.limit"][self.depot]
            .with_user(self.olena)
            .action_open_lines,
            self.rows["bank.loan.limit"][self.mill].with_user(self.olena).action_end,
        ):
            with self.assertRaises(AccessError):
                call()

    def test_at_the_counter_nothing_of_it_is_seen(self):
        teller = self.staff[self.env.ref("bank_crm_base.role_teller")]
        self.env["bank.visit"].with_user(teller)._start(
            self.depot, identified_by="document", reason="cash"
        )
        depot = self.depot.with_user(teller)
        with self._refused(AccessError, "counter"):
            depot.get_client_credit_risk()
        card = depot.get_client_card()
        self.assertNotIn("credit_risk", card["panels"])
        self.assertNotIn("watch", [flag["code"] for flag in card["flags"]])

    def test_searching_clients_by_their_limits_tells_nothing_of_others(self):
        domain = [("client_id", "=", self.depot.id)]
        for model in (*WRITERS, "bank.loan.limit.line"):
            if "client_id" in self.env[model]._fields:
                with self.subTest(model=model):
                    self.assertFalse(
                        self.env[model].with_user(self.olena).search(domain)
                    )

    def test_the_external_door_opens_to_nobody_else(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.olena)
            ._generate("rpc", "limits", datetime.now() + timedelta(hours=1))
        )
        for model in ("bank.loan.limit", "bank.watch.entry"):
            for client, status in ((self.mill, 200), (self.depot, 403)):
                # The refusal is noted in the log, as it should be.
                with mute_logger("odoo.http"):
                    answer = self.url_open(
                        f"/json/2/{model}/read",
                        data=json.dumps(
                            {
                                "ids": self.rows[model][client].ids,
                                "fields": ["display_name"],
                            }
                        ),
                        headers={
                            "Authorization": f"bearer {key}",
                            "Content-Type": "application/json",
                        },
                    )
                with self.subTest(model=model, client=client.name):
                    self.assertEqual(answer.status_code, status)
