from datetime import date
from decimal import Decimal

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from ..domain.limits.tree import Level, Limit, LimitTree, Line
from .common_limits import LimitsCommon


@tagged("post_install", "-at_install")
class TestLimits(LimitsCommon):
    """How far limits are used, and what each step of an approval does to them."""

    def _rule(self, factor):
        return self.env["bank.loan.product"].create(
            {
                "product_id": self.product.id,
                "order_id": self.env["bank.loan.order"].search([], limit=1).id,
                "undrawn_factor": factor,
            }
        )

    def test_a_line_takes_what_is_drawn_and_a_share_of_what_is_not(self):
        """Of docs/concepts/limits.md: 600 drawn of 1000 at factor 0.5 is 800, then 850."""
        self._rule(0.5)
        limit = self._limit(2000)
        promise = self._promise(1000, is_revolving=True)
        self.assertEqual(self._used(limit), 1000)
        holding = self._holding()
        promise._keep(1000, holding)
        self.assertEqual(self._used(limit), 500)
        promise._pay_out(600, holding)
        self.assertEqual(self._used(limit), 800)
        promise._pay_out(100, holding)
        self.assertEqual(self._used(limit), 850)
        self.assertRecordValues(
            limit,
            [
                {
                    "drawn_base": 700,
                    "undrawn_base": 150,
                    "reserved_base": 0,
                    "free_base": 1150,
                    "used_percent": 42.5,
                }
            ],
        )

    def test_the_book_of_a_loan_is_what_is_drawn(self):
        """Kovalenko owes 750: 1000 less one part of 250 (the common case of loans)."""
        limit = self._limit(1000, client_id=self.kovalenko.id)
        self.assertEqual(self._used(limit), 750)
        self.assertEqual(limit.line_count, 1)

    def test_what_went_out_counts_before_the_core_has_told_it(self):
        limit = self._limit(2000)
        promise = self._promise(1000)
        promise._keep()
        holding = self._holding(balance=0, state="pending")
        promise._pay_out(1000, holding)
        self.assertEqual(promise.stage, "used")
        self.assertEqual(self._used(limit), 1000)

    def test_one_loan_takes_up_every_level_once(self):
        group = self.env["bank.client.group"].create(
            {"name": "Limit group", "kind": "companies"}
        )
        group.sudo()._add_by_hand(self.mill.id, "test")
        bank = self._limit(10**12, "bank")
        of_branch = self._limit(
            8000, "branch", branch_id=self.west.id, parent_id=bank.id
        )
        of_product = self._limit(7000, "product", product_id=self.product.id)
        of_group = self._limit(6000, "group", group_id=group.id, parent_id=bank.id)
        of_client = self._limit(5000, parent_id=of_group.id)
        self.loan.holding_id.state = "closed"
        before = self._used(bank)
        self._promise(300)
        for limit in (of_branch, of_product, of_group, of_client):
            with self.subTest(level=limit.level):
                self.assertEqual(self._used(limit), 300)
        self.assertEqual(round(self._used(bank) - before, 2), 300)
        lines = self.env["bank.loan.limit.line"].search(
            [("limit_id", "=", of_group.id)]
        )
        self.assertEqual(lines.mapped("weight"), [300])

    def test_a_product_limit_inside_a_client_counts_that_product_alone(self):
        other = self._loan_product("T-OTHER")
        narrow = self._limit(500, product_id=other.id)
        self._promise(300)
        self.assertEqual(self._used(narrow), 0)

    def test_approvals_pass_no_hard_limit(self):
        limit = self._limit(1000)
        self._promise(600)
        with self._refused(UserError, "1,000.00"):
            self._promise(401)
        self._promise(400)
        self.assertEqual(self._used(limit), 1000)
        self.assertEqual(limit.free_base, 0)

    def test_over_a_soft_limit_a_higher_authority_decides(self):
        limit = self._limit(1000, is_hard=False)
        values = {
            "client_id": self.mill.id,
            "product_id": self.product.id,
            "branch_id": self.lviv.id,
            "currency_id": self.uah.id,
            "amount": 1500,
        }
        with self._refused(UserError, "higher authority"):
            self.Promise._reserve(values)
        self.Promise._reserve(values, may_pass=True)
        self.assertEqual(self._used(limit), 1500)
        self.assertEqual(limit.standing, "active")
        self.assertIn("500.00", limit.standing_words)

    def test_refusal_frees_and_signing_keeps_never_more(self):
        limit = self._limit(1000)
        promise = self._promise(600)
        with self._refused(UserError, "more is signed"):
            promise._keep(601)
        promise._keep(500)
        self.assertEqual(self._used(limit), 500)
        promise._free()
        self.assertEqual(self._used(limit), 0)
        self.assertEqual(promise.ended_date, date(2026, 11, 20))

    def test_a_later_tranche_is_checked_as_it_goes_out(self):
        """750 are owed of another loan; 700 of this one, 600 gone out: 1450 of 1500."""
        limit = self._limit(1500, client_id=self.kovalenko.id)
        promise = self._promise(700, client=self.kovalenko)
        holding = self._holding(self.kovalenko)
        promise._keep(700, holding)
        loan = self.env["bank.loan"].create(
            {
                "holding_id": holding.id,
                "ledger_mode": "core",
                "amount": 700,
                "start_date": "2026-11-01",
                "first_due_date": "2026-12-01",
            }
        )
        loan._take_up_limits(600)
        self.assertEqual((promise.paid_out, promise.stage), (600, "kept"))
        self.assertEqual(self._used(limit), 1450)
        with self._refused(UserError, "within what is left"):
            loan._take_up_limits(101)
        promise._free()
        limit.amount = 1400
        with self._refused(UserError, "tranche would pass"):
            loan._take_up_limits(51)

    def test_nothing_new_goes_in_once_the_limit_has_ended(self):
        limit = self._limit(1000, date_to="2026-11-19")
        with self._refused(UserError, "limit"):
            self._promise(1)
        self._holding(balance=10)
        self.assertEqual(self._used(limit), 10)
        self.assertEqual(limit.standing, "ended")

    def test_a_breach_by_the_rate_alone_is_told_as_such(self):
        """100 dollars at 40 fill a limit of 4000; at 41 it is over by 100."""
        Rate = self.env["bank.fx.rate"]
        Rate.create({"currency_id": self.usd.id, "date": "2026-11-01", "rate": 40})
        limit = self._limit(4000)
        self._promise(100, currency_id=self.usd.id)
        self.assertEqual(self._used(limit), 4000)
        Rate.create({"currency_id": self.usd.id, "date": "2026-11-20", "rate": 41})
        self.assertEqual(self._used(limit), 4100)
        self.assertEqual(limit.standing, "by_rate")
        self.assertIn(limit, self.Limit.search([("standing", "=", "by_rate")]))
        with self._refused(UserError, "limit"):
            self._promise(1)

    def test_money_without_a_rate_is_not_counted_for_nought(self):
        self._limit(4000)
        self._holding(balance=5, currency_id=self.usd.id)
        with self._refused(UserError, "official rate"):
            self._promise(1)

    def test_sql_and_the_rules_agree(self):
        """The same lines through `LimitTree.used` and through the database."""
        self._rule(0.37)
        self.env["bank.fx.rate"].create(
            {
                "currency_id": self.usd.id,
                "date": "2026-11-01",
                "rate": 4137.77,
                "units": 100,
            }
        )
        group = self.env["bank.client.group"].create(
            {"name": "Agree", "kind": "companies"}
        )
        group.sudo()._add_by_hand(self.mill.id, "test")
        group.sudo()._add_by_hand(self.kovalenko.id, "test")
        bank = self._limit(10**12, "bank")
        of_group = self._limit(10**6, "group", group_id=group.id, parent_id=bank.id)
        limits = (
            bank | of_group | self._limit(10**6, parent_id=of_group.id)
            | self._limit(10**6, "branch", branch_id=self.lviv.id, parent_id=bank.id)
            | self._limit(10**6, "product", product_id=self.product.id)
        )  # fmt: skip
        self._promise(333.33, currency_id=self.usd.id)
        self._promise(1000.01, client=self.kovalenko)
        kept = self._promise(777.77, currency_id=self.usd.id, is_revolving=True)
        kept._keep(None, self._holding(balance=55.55, currency_id=self.usd.id))
        self.env.flush_all()
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT x.line_key, x.client_id, x.product_id, x.branch_id, c.name, "
                "x.drawn::text, x.undrawn::text, x.reserved::text, x.factor::text, "
                "x.rate::text FROM (%s) x JOIN res_currency c ON c.id = x.currency_id",
                self.Limit._lines_sql(),
            )
        )
        by_level = {limit.level: limit.id for limit in limits}
        branches = self.env["bank.branch"]
        lines, rates = [], {}
        for number, row in enumerate(rows, 1):
            touched = {by_level["bank"]}
            if row["client_id"] == self.mill.id:
                touched.add(by_level["client"])
            if row["client_id"] in (self.mill | self.kovalenko).ids:
                touched.add(by_level["group"])
            if row["product_id"] == self.product.id:
                touched.add(by_level["product"])
            path = branches.browse(row["branch_id"]).parent_path or ""
            if str(self.lviv.id) in path.split("/"):
                touched.add(by_level["branch"])
            rates[row["name"]] = Decimal(row["rate"])
            lines.append(
                Line(
                    number, frozenset(touched), row["name"], Decimal(row["drawn"]),
                    Decimal(row["undrawn"]), Decimal(row["reserved"]),
                    Decimal(row["factor"]),
                )
            )  # fmt: skip
        tree = LimitTree(
            Limit(one.id, Level(one.level), Decimal(10**12), one.parent_id.id or None)
            for one in limits
        )
        used = tree.used(lines, rates)
        found = {key: row["used"] for key, row in limits._uses().items()}
        self.assertEqual(found, used)
        self.assertGreater(len(rows), 4)

    def test_a_change_waits_for_a_second_person(self):
        limit = self._limit(1000)
        limit.with_user(self.risk).amount = 5000
        self.assertEqual(limit.amount, 1000)
        limit.waiting_act_ids.with_user(self.second).action_accept()
        self.assertEqual(limit.amount, 5000)

    def test_a_new_limit_counts_once_it_is_accepted(self):
        limit = self.Limit.with_user(self.risk).create(
            {"level": "client", "client_id": self.mill.id, "amount": 100}
        )
        self.assertEqual(limit.acceptance, "waiting")
        self.assertFalse(limit.is_in_force)
        self._promise(500)
        self.assertEqual(self._used(limit), 0)
        self.assertEqual(limit.set_by_id, self.risk)
        with self._refused(UserError, "yourself"):
            limit.waiting_act_ids.with_user(self.risk).action_accept()
        limit.waiting_act_ids.with_user(self.second).action_accept()
        self.assertTrue(limit.is_in_force)
        self.assertEqual(self._used(limit), 500)

    def test_limits_that_cannot_be_are_refused(self):
        bank = self._limit(9000, "bank")
        own = self._limit(1000)
        for values, words in (
            ({"level": "client", "client_id": self.mill.id}, "already"),
            (
                {"level": "branch", "branch_id": self.lviv.id, "parent_id": own.id},
                "wider",
            ),
        ):
            with self.subTest(words=words), self._refused(ValidationError, words):
                self.Limit.create({"amount": 1, **values})
        with self._refused(ValidationError, "wider"):
            bank.parent_id = own
        with self._refused(UserError, "not deleted"):
            own.unlink()
        with self._refused(UserError, "does not change"):
            own.with_user(self.risk).client_id = self.kovalenko
