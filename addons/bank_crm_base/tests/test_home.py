from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from ..models.bank_home import TileSpec
from .common import TODAY, BankCommon

YESTERDAY = TODAY - timedelta(days=1)


class HomeCommon(BankCommon):
    """A counted day and payments of three clients, one of them behind the wall."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.unit.day"].search([]).unlink()
        cls.env["bank.day.flow"].search([]).unlink()
        cls.accounts = {
            client: cls._create_account(client, f"UA-home-{client.id}")
            for client in (cls.kovalenko, cls.bondar, cls.walled)
        }
        cls._book(
            cls.accounts[cls.kovalenko],
            (TODAY, 5000, {"counterparty_name": "Salary payer"}),
            (TODAY, -700),
            (YESTERDAY, 100),
        )
        cls._book(cls.accounts[cls.bondar], (TODAY, 9000))
        cls._book(cls.accounts[cls.walled], (TODAY, 1_000_000))
        cls._count(TODAY)

    @classmethod
    def _count(cls, day):
        clients = cls.kovalenko | cls.bondar | cls.walled
        cls.env["bank.account"]._refresh_base_balances(clients.ids, day)
        cls.env["res.partner"]._refresh_figures(clients.ids)
        cls._run_task("unit_figures", cls.env["bank.business.day"]._open(day))
        for number in range(2):
            cls.env["bank.day.flow"]._refresh(day - timedelta(days=number))

    def _home(self, user, *args):
        return self.env["bank.home"].with_user(user).get_home(*args)

    def _tiles(self, user, *args):
        home = self._home(user, *args)
        return {tile["code"]: tile for zone in home["zones"] for tile in zone["tiles"]}

    def _titles(self, tile):
        return [row["title"] for row in tile["rows"]]

    def _deposit(self, client, days, **values):
        family = self.env["bank.product.family"].search([], limit=1)
        product = self.env["bank.product"].search([("code", "=", "T_DEP")]) or self.env[
            "bank.product"
        ].create(
            {"name": "Term", "code": "T_DEP", "kind": "deposit", "family_id": family.id}
        )
        return self.env["bank.holding"].create(
            {
                "client_id": client.id,
                "product_id": product.id,
                "state": "active",
                "balance": 1000,
                "end_date": TODAY + timedelta(days=days),
                **values,
            }
        )

    def _task(self, user, days, client=None, summary="Call"):
        values = {}
        if client:
            values = {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": client.id,
            }
        return self.env["mail.activity"].create(
            {
                "user_id": user.id,
                "summary": summary,
                "date_deadline": TODAY + timedelta(days=days),
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestHome(HomeCommon):
    def test_each_role_opens_its_own_home(self):
        operator = self._create_employee("contact_centre_operator", self.head_office)
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        for user, home in (
            (self.lviv_head, "unit"),
            (self.boss, "unit"),
            (self.olena, "portfolio"),
            (self.banker, "portfolio"),
            (operator, "desk"),
            (self.auditor, "desk"),
            (administrator, "admin"),
        ):
            self.assertEqual(self._home(user)["home"], home, user.login)

    def test_a_branch_head_sees_his_branch_without_the_wall(self):
        tiles = self._tiles(self.lviv_head)
        self.assertEqual(tiles["clients"]["value"], 1)
        self.assertEqual(tiles["inflow"]["value"], 5000)
        self.assertEqual(
            self._titles(tiles["largest_in"]), [self.kovalenko.display_name]
        )
        self.assertNotIn(self.walled.display_name, str(self._home(self.lviv_head)))
        self.assertNotIn(self.bondar.display_name, str(self._home(self.lviv_head)))

    def test_head_office_sees_behind_the_wall(self):
        # Larger than any payment of the demo bank, which may be loaded too.
        self._book(self.accounts[self.walled], (TODAY, 10**12, {"source_id": "huge"}))
        self.env["bank.day.flow"]._refresh(TODAY)
        largest = self._titles(self._tiles(self.boss)["largest_in"])[0]
        self.assertEqual(largest, self.walled.display_name)
        region = self._titles(self._tiles(self.west_head)["largest_in"])
        self.assertNotIn(self.walled.display_name, region)

    def test_a_region_head_does_not_see_the_wall_by_its_manager(self):
        people = self._tiles(self.west_head)["people"]
        row = next(row for row in people["rows"] if row["key"] == self.banker.id)
        self.assertEqual(row["cells"]["clients"], 0)
        self._task(self.banker, -3, self.walled, "Secret meeting")
        late = self._tiles(self.west_head)["overdue_tasks"]
        self.assertEqual(late["count"], 0)

    def test_a_manager_sees_his_portfolio_only(self):
        tiles = self._tiles(self.olena)
        self.assertEqual(tiles["clients"]["value"], 1)
        self.assertEqual(
            set(self._titles(tiles["my_largest"])), {self.kovalenko.display_name}
        )
        self.assertEqual(len(tiles["my_largest"]["rows"]), 3)

    def test_a_home_cannot_be_narrowed_to_a_strange_unit(self):
        with self.assertRaises(AccessError):
            self._home(self.west_head, f"unit:{self.west.id}", self.kharkiv.id)
        with self.assertRaises(AccessError):
            self.env["bank.home"].with_user(self.lviv_head).open_tile(
                "clients", f"unit:{self.lviv.id}", self.west.id
            )

    def test_a_scope_that_is_not_his_falls_back_to_his_own(self):
        home = self._home(self.lviv_head, f"unit:{self.west.id}")
        self.assertEqual(home["scope"], f"unit:{self.lviv.id}")

    def test_head_office_narrows_to_a_branch(self):
        tiles = self._tiles(self.boss, f"unit:{self.head_office.id}", self.kharkiv.id)
        self.assertEqual(tiles["clients"]["value"], 1)
        self.assertEqual(self._titles(tiles["largest_in"]), [self.bondar.display_name])

    def test_a_portal_user_has_no_home(self):
        guest = new_test_user(self.env, "t_guest", groups="base.group_portal")
        for call in (
            lambda home: home.get_home(),
            lambda home: home.get_tile("clients"),
            lambda home: home.open_tile("clients"),
            lambda home: home.finish_task(1),
        ):
            with self.assertRaises(AccessError):
                call(self.env["bank.home"].with_user(guest))

    def test_a_tile_of_another_home_is_refused(self):
        with self.assertRaises(AccessError):
            self.env["bank.home"].with_user(self.olena).get_tile("people")

    def test_figures_change_against_yesterday_month_and_year(self):
        Day = self.env["bank.unit.day"]
        Day.search([]).unlink()
        for day, funds in (
            (date(2025, 12, 31), 500),
            (date(2026, 10, 31), 800),
            (YESTERDAY, 1000),
            (TODAY, 900),
        ):
            Day.create(
                {
                    "date": day,
                    "branch_id": self.lviv.id,
                    "manager_id": self.olena.id,
                    "funds_base": funds,
                    "client_count": 1,
                }
            )
        changes = {
            change["since"]: (change["delta"], change["fraction"], change["is_good"])
            for change in self._tiles(self.olena)["funds"]["changes"]
        }
        self.assertEqual(
            changes,
            {
                "day": (-100, -0.1, False),
                "month": (100, 0.125, True),
                "year": (400, 0.8, True),
            },
        )

    def test_before_the_first_counted_day_figures_are_unknown(self):
        self.env["bank.unit.day"].search([]).unlink()
        tile = self._tiles(self.lviv_head)["funds"]
        self.assertFalse(tile["is_known"])
        self.assertEqual(tile["changes"], [])

    def test_every_number_equals_the_list_behind_it(self):
        self._deposit(self.kovalenko, 5)
        self._deposit(self.bondar, 20)
        self._task(self.olena, -2, self.kovalenko)
        self._task(self.olena, 0, self.kovalenko)
        for user in (
            self.lviv_head,
            self.west_head,
            self.boss,
            self.olena,
            self.banker,
        ):
            Home = self.env["bank.home"].with_user(user)
            for code, tile in self._tiles(user).items():
                if not tile["has_list"] or code == "people" or "is_hidden" in tile:
                    continue
                action = Home.open_tile(code)
                if not action.get("res_model"):
                    continue
                count = (
                    self.env[action["res_model"]]
                    .with_user(user)
                    .search_count(action["domain"])
                )
                if "count" in tile:
                    self.assertEqual(tile["count"], count, (user.login, code))
                elif code in ("clients", "new", "lost"):
                    self.assertEqual(tile["value"], count, (user.login, code))

    def test_the_list_behind_a_sum_has_the_same_sum(self):
        action = self.env["bank.home"].with_user(self.lviv_head).open_tile("inflow")
        days = (
            self.env["bank.unit.day"].with_user(self.lviv_head).search(action["domain"])
        )
        self.assertEqual(sum(days.mapped("inflow_base")), 5000)

    def test_a_client_without_a_manager_stands_out(self):
        self.kovalenko.manager_id = False
        self.env.flush_all()
        self._run_task("unit_figures")
        rows = self._tiles(self.lviv_head)["people"]["rows"]
        self.assertEqual(rows[0]["key"], "none")
        self.assertEqual(rows[0]["cells"]["clients"], 1)

    def test_units_below_add_up_their_subtrees(self):
        tile = self._tiles(
            self.boss, f"unit:{self.head_office.id}", self.head_office.id
        )["units"]
        clients = {row["title"]: row["cells"]["clients"] for row in tile["rows"]}
        self.assertEqual((clients["Test West"], clients["Test East"]), (2, 1))

    def test_deposits_without_a_task_need_the_head(self):
        self._deposit(self.kovalenko, 5)
        tile = self._tiles(self.lviv_head)["unplanned_deposits"]
        self.assertEqual(self._titles(tile), [self.kovalenko.display_name])
        self._task(self.olena, 2, self.kovalenko)
        tiles = self._tiles(self.lviv_head)
        self.assertEqual(tiles["unplanned_deposits"]["count"], 0)
        self.assertEqual(tiles["deposits"]["count"], 1)

    def test_birthdays_of_the_week(self):
        self.kovalenko.birth_date = date(1980, 11, 23)
        self.assertEqual(
            self._titles(self._tiles(self.olena)["birthdays"]),
            [self.kovalenko.display_name],
        )
        self.kovalenko.birth_date = date(1980, 11, 19)
        self.assertEqual(self._tiles(self.olena)["birthdays"]["count"], 0)

    def test_an_operator_finds_but_sees_no_figures(self):
        operator = self._create_employee("contact_centre_operator", self.head_office)
        self.assertEqual(
            sorted(
                code
                for code, tile in self._tiles(operator).items()
                if not tile.get("is_hidden")
            ),
            ["bank_day", "find", "my_tasks"],
        )

    def test_an_administrator_opens_what_he_sets_up(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        Home = self.env["bank.home"].with_user(administrator)
        links = self._tiles(administrator)["shortcuts"]["links"]
        self.assertIn("bank.branch", [link["key"] for link in links])
        for link in links:
            self.assertEqual(
                Home.open_tile("shortcuts", key=link["key"])["res_model"], link["key"]
            )

    def test_an_addon_adds_a_tile(self):
        Home = type(self.env["bank.home"])
        spec = TileSpec(
            "visits", "Visits", "needs_me", "number", 5, frozenset({"portfolio"})
        )
        original = Home._get_tiles
        with (
            patch.object(Home, "_get_tiles", lambda self: [*original(self), spec]),
            patch.object(
                Home, "_tile_visits", lambda self, at: {"value": 7}, create=True
            ),
        ):
            self.assertEqual(self._tiles(self.olena)["visits"]["value"], 7)
            self.assertNotIn("visits", self._tiles(self.lviv_head))

    def test_the_number_of_queries_does_not_grow_with_the_bank(self):
        def count(user):
            self._home(user)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._home(user)
            return self.env.cr.sql_log_count - before

        for client in (self.kovalenko, self.bondar):
            self._deposit(client, 3)
            self._task(client.manager_id, -1, client)
            self.env["bank.client.document"].create(
                {
                    "client_id": client.id,
                    "number": f"AA{client.id}",
                    "expiry_date": TODAY + timedelta(days=3),
                }
            )
        before = {user: count(user) for user in (self.boss, self.lviv_head, self.olena)}
        self._grow()
        for user, queries in before.items():
            # A rate, a product or an avatar more may be read; never one a row.
            self.assertLessEqual(count(user), queries + 2, user.login)
            self.assertLess(count(user), 200, user.login)

    def _grow(self):
        for number in range(12):
            branch, manager = (
                (self.lviv, self.olena) if number % 2 else (self.kharkiv, self.petro)
            )
            client = self._create_client(
                f"Grown {number}", branch_id=branch.id, manager_id=manager.id
            )
            account = self._create_account(client, f"UA-grown-{number}")
            self._book(account, (TODAY, 100 + number), (TODAY, -50 - number))
            self._deposit(client, 3)
            self._task(manager, -1, client)
            self.env["bank.client.document"].create(
                {
                    "client_id": client.id,
                    "number": f"BB{number}",
                    "expiry_date": TODAY + timedelta(days=4),
                }
            )
        self._run_task("unit_figures")
        self.env["bank.day.flow"]._refresh(TODAY)

    def test_the_ten_largest_are_those_of_the_movements(self):
        self._grow()
        for user in (self.lviv_head, self.west_head, self.boss):
            movements = (
                self.env["bank.account.movement"]
                .with_user(user)
                .search([("booking_date", "=", TODAY), ("amount", ">", 0)])
            )
            expected = sorted(movements.mapped("amount"), reverse=True)[:10]
            shown = [row["amount"] for row in self._tiles(user)["largest_in"]["rows"]]
            self.assertEqual(shown, expected, user.login)

    def test_reversed_pairs_and_revaluation_are_no_payments(self):
        self._book(
            self.accounts[self.kovalenko],
            (TODAY, 70_000, {"is_reversed": True, "source_id": "r1"}),
            (TODAY, 80_000, {"kind": "revaluation", "source_id": "r2"}),
        )
        self.env["bank.day.flow"]._refresh(TODAY)
        amounts = [
            row["amount"] for row in self._tiles(self.lviv_head)["largest_in"]["rows"]
        ]
        self.assertEqual(amounts, [5000])

    def test_the_month_before_the_first_day_has_its_payments(self):
        flows = self._tiles(self.lviv_head)["flows"]
        received = dict(zip(flows["labels"], flows["series"][0]["values"], strict=True))
        self.assertEqual(len(received), 30)
        self.assertEqual((received[TODAY], received[YESTERDAY]), (5000, 100))

    def test_the_business_day_counts_payments_and_freshness(self):
        self.env["bank.day.flow"].search([]).unlink()
        account = self.accounts[self.kovalenko]
        account.fed_at = "2099-01-01 05:30:00"
        self.env.flush_all()
        self.day._prepare_run()
        while self.day._run_slice():
            pass
        self.assertTrue(self.env["bank.day.flow"].search([("date", "=", TODAY)]))
        self.assertEqual(self.day.data_as_of, account.fed_at)
        self.env.flush_all()
        home = self.env["bank.home"]
        # An addon that loads files tells the freshness of each of them instead.
        with patch.object(type(home), "_freshness", lambda self: []):
            [badge] = home._freshness_badges(home.with_user(self.olena)._scope())
        self.assertEqual((badge["as_of"], badge["level"]), (account.fed_at, "fresh"))


@tagged("post_install", "-at_install")
class TestGiveTask(HomeCommon):
    def _give(self, giver, user, client=None):
        give = (
            self.env["bank.task.give"]
            .with_user(giver)
            .create(
                {
                    "user_id": user.id,
                    "client_id": client.id if client else False,
                    "summary": "Offer to prolong",
                    "due_date": TODAY + timedelta(days=2),
                }
            )
        )
        give.action_give()

    def test_a_head_gives_a_task_about_a_client(self):
        self._give(self.lviv_head, self.olena, self.kovalenko)
        activity = self.kovalenko.activity_ids
        self.assertRecordValues(
            activity,
            [
                {
                    "user_id": self.olena.id,
                    "summary": "Offer to prolong",
                    "create_uid": self.lviv_head.id,
                    "date_deadline": TODAY + timedelta(days=2),
                }
            ],
        )

    def test_a_task_without_a_client_is_seen_by_both(self):
        self._give(self.lviv_head, self.olena)
        for user in (self.olena, self.lviv_head, self.west_head):
            tasks = (
                self.env["bank.staff.task"]
                .with_user(user)
                .search([("user_id", "=", self.olena.id)])
            )
            self.assertEqual(tasks.mapped("summary"), ["Offer to prolong"], user.login)
        self.assertFalse(self.env["bank.staff.task"].with_user(self.petro).search([]))

    def test_a_task_is_not_given_outside_ones_unit(self):
        with self.assertRaises(AccessError):
            self._give(self.lviv_head, self.petro)
        with self.assertRaises(AccessError):
            self._give(self.olena, self.lviv_head)

    def test_a_task_is_not_given_about_a_client_the_giver_may_not_see(self):
        with self.assertRaises(AccessError):
            self._give(self.lviv_head, self.olena, self.bondar)

    def test_a_task_is_not_given_to_one_who_may_not_see_the_client(self):
        newcomer = self._create_employee("retail_manager", self.lviv, login="t_new")
        with self.assertRaises(UserError):
            self._give(self.lviv_head, newcomer, self.kovalenko)

    def test_a_manager_plans_his_own_work(self):
        self._give(self.olena, self.olena, self.kovalenko)
        self.assertEqual(self.kovalenko.activity_ids.user_id, self.olena)

    def test_one_finishes_ones_own_tasks_only(self):
        own = self._task(self.olena, 0, self.kovalenko)
        Home = self.env["bank.home"]
        Home.with_user(self.lviv_head).finish_task(own.id)
        self.assertTrue(own.exists().active)
        Home.with_user(self.olena).finish_task(own.id)
        self.assertFalse(own.exists().filtered("active"))
        with self.assertRaises(AccessError):
            Home.with_user(self.petro).finish_task(self._task(self.olena, 0).id)

    def test_load_counts_open_and_overdue_tasks(self):
        self._task(self.olena, -3, self.kovalenko)
        self._task(self.olena, 4, self.kovalenko)
        rows = self._tiles(self.lviv_head)["people"]["rows"]
        [row] = [row for row in rows if row["key"] == self.olena.id]
        self.assertEqual((row["cells"]["tasks"], row["cells"]["late"]), (2, 1))

    def test_a_task_outlives_the_right_to_see_its_client(self):
        self._task(self.olena, -1, self.kovalenko, "Finish the papers")
        self.kovalenko.manager_id = self.banker
        tile = self._tiles(self.olena)["my_tasks"]
        self.assertEqual(self._titles(tile), ["Finish the papers"])
        self.assertNotIn(self.kovalenko.display_name, str(tile))

    def test_a_staff_task_says_whether_it_is_visible_as_its_search_does(self):
        for user, client in ((self.olena, self.kovalenko), (self.banker, self.walled)):
            self._task(user, 1, client)
        self._task(self.petro, 1)
        everything = self.env["bank.staff.task"].search([])
        for user in (
            self.olena,
            self.lviv_head,
            self.west_head,
            self.boss,
            self.auditor,
        ):
            Task = self.env["bank.staff.task"].with_user(user)
            computed = everything.with_user(user).sudo().filtered("is_visible")
            self.assertEqual(computed.sudo(), Task.search([]).sudo(), user.login)
