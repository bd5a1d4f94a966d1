import random
from datetime import date

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_limits import LimitsCommon

STEPS = 60
SEEDS = (1, 2, 3)


@tagged("post_install", "-at_install")
class TestLimitSums(LimitsCommon):
    """The kept sums of wide limits: always those of the loans, whatever happened."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._loan_product("T-SUMS")
        cls.group = cls.env["bank.client.group"].create(
            {"name": "Sums", "kind": "companies"}
        )
        cls.group.sudo()._add_by_hand(cls.mill.id, "test")
        cls.bank = cls._limit(10**12, "bank")
        cls.of_product = cls._limit(10**9, "product", product_id=cls.product.id)
        cls.of_branch = cls._limit(
            10**9, "branch", branch_id=cls.west.id, parent_id=cls.bank.id
        )
        cls.of_group = cls._limit(
            10**9, "group", group_id=cls.group.id, parent_id=cls.of_branch.id
        )
        cls.of_client = cls._limit(10**9, parent_id=cls.of_product.id)
        cls.limits = (
            cls.bank | cls.of_product | cls.of_branch | cls.of_group | cls.of_client
        )

    def _assert_kept_is_counted(self, words=""):
        kept, anew = self.limits._uses(), self.limits._uses_counted_anew()
        for limit in self.limits:
            with self.subTest(level=limit.level, words=words):
                self.assertEqual(kept[limit.id], anew[limit.id])

    def _by_hand(self):
        return {
            limit.level: float(use["used"])
            for limit in self.limits
            for use in (self.limits._uses()[limit.id],)
        }

    def test_what_changes_counts_at_once_and_once_after_the_sums_are_brought_up(self):
        """By hand: 300 approved, then a balance of 40 told by SQL, as a feed does."""
        self.Limit._settle()
        before = self._by_hand()
        self._promise(300)
        holding = self._holding(balance=0)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bank_holding SET balance = 40 WHERE id = %s", [holding.id]
        )
        for when in ("touched", "brought up", "nothing new"):
            with self.subTest(when=when):
                after = self._by_hand()
                self.assertEqual(
                    {level: round(after[level] - before[level], 2) for level in after},
                    dict.fromkeys(
                        ("bank", "product", "branch", "group", "client"), 340
                    ),
                )
            self.Limit._settle()

    def test_an_agreement_of_another_branch_counts_by_its_clients_own_limit(self):
        """The group's limit is a part of the west's: its loan in Kharkiv counts there too."""
        before = self._by_hand()
        self._holding(balance=70, branch_id=self.kharkiv.id, product_id=self.other.id)
        for _time in range(2):
            after = self._by_hand()
            self.assertEqual(round(after["branch"] - before["branch"], 2), 70)
            # The client's own limit is a part of the product's.
            self.assertEqual(round(after["product"] - before["product"], 2), 70)
            self.Limit._settle()

    def test_a_client_who_moves_takes_loans_without_a_branch_along(self):
        client = self._create_client("Moves", branch_id=self.kharkiv.id)
        self._holding(client, balance=90, branch_id=False)
        self.Limit._settle()
        before = self._by_hand()["branch"]
        client.branch_id = self.lviv
        self.assertEqual(round(self._by_hand()["branch"] - before, 2), 90)
        self._assert_kept_is_counted()

    def test_a_new_rate_counts_before_the_sums_are_brought_up(self):
        """100 dollars: 4000.00 at 40, 4100.00 at 41."""
        Rate = self.env["bank.fx.rate"]
        before = self._by_hand()["bank"]
        Rate.create({"currency_id": self.usd.id, "date": "2026-11-01", "rate": 40})
        self._holding(balance=100, currency_id=self.usd.id)
        self.Limit._settle()
        self.assertEqual(round(self._by_hand()["bank"] - before, 2), 4000)
        Rate.create({"currency_id": self.usd.id, "date": "2026-11-20", "rate": 41})
        self.assertEqual(round(self._by_hand()["bank"] - before, 2), 4100)
        self.Limit._settle()
        self.assertEqual(round(self._by_hand()["bank"] - before, 2), 4100)
        self._assert_kept_is_counted()

    def test_another_factor_of_the_product_counts_at_once(self):
        """A line of 1000 that nobody drew: 1000, and 400 at a factor of 0.4."""
        rule = self.env["bank.loan.product"].create(
            {
                "product_id": self.other.id,
                "order_id": self.env["bank.loan.order"].search([], limit=1).id,
                "undrawn_factor": 1,
            }
        )
        holding = self._holding(product_id=self.other.id)
        before = self._by_hand()["bank"]
        self.env["bank.loan"].create(
            {
                "holding_id": holding.id,
                "ledger_mode": "core",
                "amount": 1000,
                "credit_limit": 1000,
                "start_date": "2026-11-01",
                "first_due_date": "2026-12-01",
            }
        )
        self.Limit._settle()
        self.assertEqual(round(self._by_hand()["bank"] - before, 2), 1000)
        rule.undrawn_factor = 0.4
        self.assertEqual(round(self._by_hand()["bank"] - before, 2), 400)

    def test_after_any_sequence_the_kept_sums_are_those_of_the_loans(self):
        self.env["bank.fx.rate"].create(
            {"currency_id": self.usd.id, "date": "2026-11-01", "rate": 41.37}
        )
        for seed in SEEDS:
            chance = random.Random(seed)
            promises, holdings = [], [self._holding(balance=1)]
            for number in range(STEPS):
                step = chance.choice(self._steps())
                step(chance, promises, holdings)
                if chance.random() < 0.2:
                    self.Limit._settle()
                if number % 10 == 9:
                    self._assert_kept_is_counted(f"seed {seed}, step {number}")

    def _steps(self):
        return (
            self._step_promise, self._step_keep, self._step_pay, self._step_free,
            self._step_agreement, self._step_balance, self._step_account,
            self._step_close, self._step_move, self._step_rate, self._step_loan,
        )  # fmt: skip

    def _step_promise(self, chance, promises, holdings):
        promises.append(
            self._promise(
                chance.randint(1, 10**5) / 100,
                client=chance.choice((self.mill, self.kovalenko)),
                product_id=chance.choice((self.product, self.other)).id,
                branch_id=chance.choice((self.lviv, self.kharkiv)).id,
                currency_id=chance.choice((self.uah, self.usd)).id,
                is_revolving=chance.random() < 0.3,
            )
        )

    def _step_keep(self, chance, promises, holdings):
        for promise in [one for one in promises if one.stage == "reserved"][:1]:
            holdings.append(
                self._holding(
                    promise.client_id,
                    currency_id=promise.currency_id.id,
                    product_id=promise.product_id.id,
                    branch_id=promise.branch_id.id,
                )
            )
            promise._keep(promise.amount, holdings[-1])

    def _step_pay(self, chance, promises, holdings):
        kept = [one for one in promises if one.stage == "kept"]
        for promise in [one for one in kept if one.left_amount >= 0.02][:1]:
            promise._pay_out(round(promise.left_amount / 2, 2))

    def _step_free(self, chance, promises, holdings):
        if promises:
            chance.choice(promises)._free()

    def _step_agreement(self, chance, promises, holdings):
        holdings.append(
            self._holding(
                chance.choice((self.mill, self.kovalenko)),
                balance=chance.randint(0, 10**6) / 100,
                product_id=chance.choice((self.product, self.other)).id,
                branch_id=chance.choice((self.lviv.id, self.kharkiv.id, False)),
                currency_id=chance.choice((self.uah, self.usd)).id,
            )
        )

    def _step_balance(self, chance, promises, holdings):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bank_holding SET balance = %s WHERE id = %s",
            [chance.randint(0, 10**6) / 100, chance.choice(holdings).id],
        )
        self.env.invalidate_all()

    def _step_account(self, chance, promises, holdings):
        holding = chance.choice(holdings)
        self._create_account(
            holding.client_id,
            f"T-{holding.id}-{chance.randint(1, 10**9)}",
            holding_id=holding.id,
            kind=chance.choice(("loan", "overdraft")),
            state="open",
            currency_id=holding.currency_id.id,
            balance=-chance.randint(1, 10**5) / 100,
            balance_date=date(2026, 11, chance.randint(1, 20)),
        )

    def _step_close(self, chance, promises, holdings):
        chance.choice(holdings).state = chance.choice(("closed", "active", "pending"))

    def _step_move(self, chance, promises, holdings):
        self.kovalenko.branch_id = chance.choice((self.lviv, self.kharkiv))

    def _step_rate(self, chance, promises, holdings):
        rate = self.env["bank.fx.rate"].search(
            [("currency_id", "=", self.usd.id)], limit=1
        )
        rate.rate = chance.randint(3900, 4300) / 100

    def _step_loan(self, chance, promises, holdings):
        self.loan.sudo().principal_owed = chance.randint(0, 10**5) / 100

    # --- the night

    @mute_logger("odoo.addons.bank_crm_credit.models.limits.bank_loan_limit_recount")
    def test_the_night_finds_and_mends_what_is_kept_wrong(self):
        """A line kept for 25 too little, one kept though it is over, one not kept."""
        first = self._holding(balance=100)
        second = self._holding(balance=200)
        over = self._holding(balance=300)
        self.Limit._settle()
        right = self._by_hand()
        cr = self.env.cr
        cr.execute(
            "UPDATE bank_loan_limit_counted SET drawn = 75 WHERE holding_id = %s",
            [first.id],
        )
        cr.execute(
            "DELETE FROM bank_loan_limit_counted WHERE holding_id = %s", [second.id]
        )
        over.state = "closed"
        self.env.flush_all()
        # As if the database had not told of it.
        cr.execute("DELETE FROM bank_loan_limit_touched")
        recount = self._night()
        self.assertRecordValues(
            recount,
            [
                {
                    "difference_count": 3, "missing_count": 1, "gone_count": 1,
                    "difference_base": 25 + 200 - 300, "is_done": True,
                }
            ],
        )  # fmt: skip
        self._assert_kept_is_counted()
        self.assertEqual(round(self._by_hand()["bank"] - right["bank"], 2), -300)
        again = self._night()
        self.assertEqual((again.difference_count, again.difference_base), (0, 0))
        self.assertIn("All as it was kept", again.words)

    @mute_logger("odoo.addons.bank_crm_credit.models.limits.bank_loan_limit_recount")
    def test_the_night_mends_a_sum_that_is_not_of_its_lines(self):
        self.Limit._settle()
        self.env.cr.execute("UPDATE bank_loan_limit_sum SET used = used + 5")
        self.env.cr.execute("SELECT count(*) FROM bank_loan_limit_sum")
        cells = self.env.cr.fetchone()[0]
        self.assertEqual(self._night().difference_count, cells)
        self._assert_kept_is_counted()

    def _night(self):
        day = self.env["bank.business.day"].search([("is_current", "=", True)])
        day._prepare_run()
        task = day.task_ids.filtered(lambda one: one.code == "limits")
        task.cursor = 0
        while day._task_limits(task):
            pass
        return self.env["bank.loan.limit.recount"].search([], limit=1)
