"""Limits: a check of an application in a bank of few loans and of many, and a recount.

    ./bankcrm bench limits [--loans N] [--touched N] [--json]

The bank's, a product's and a branch's limit are reached by every loan. Beside each figure
stands the same of a hundredth of the loans; a check may not grow with the bank.
"""

import argparse
import time

from _client_bank import ClientBank, Figures, bank

TIMES = 7
CLIENTS = 1_000
ONE_IN = 100


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench limits", description=__doc__)
    parser.add_argument("--loans", type=int, default=100_000)
    parser.add_argument("--touched", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


class LimitBank:
    """Loans whose balance the core tells, in five products and two currencies."""

    def __init__(self, env):
        self.env = env
        clients = ClientBank(env)
        clients.grow(CLIENTS)
        self.branch = clients.branch
        self.count = 0
        usd = env.ref("base.USD")
        env["bank.fx.rate"].create(
            {"currency_id": usd.id, "date": "2026-11-01", "rate": 41.5}
        )
        self.currencies = [env.company.currency_id.id, usd.id]
        family = env.ref("bank_crm_base.product_family_consumer_loan")
        self.products = env["bank.product"].create(
            [
                {"name": f"Limit {n}", "code": f"B-{n}", "kind": "loan",
                 "family_id": family.id}
                for n in range(5)
            ]
        )  # fmt: skip
        self.client = env["res.partner"].search([("is_client", "=", True)], limit=1)
        Limit = env["bank.loan.limit"]
        first = {"amount": 10**13, "date_from": "2026-01-01"}
        self.limits = Limit.create({"level": "bank", **first})
        self.limits += Limit.create(
            [
                {"level": "product", "product_id": self.products[0].id,
                 "parent_id": self.limits.id, **first},
                {"level": "branch", "branch_id": self.branch.id, **first},
                {"level": "client", "client_id": self.client.id, **first},
            ]
        )  # fmt: skip

    def grow(self, count):
        self.env.cr.execute(
            "INSERT INTO bank_holding (client_id, product_id, branch_id, source, "
            "external_id, state, currency_id, balance) "
            "SELECT c.id, (%s::int[])[1 + n %% 5], %s, 'core', 'L' || n, 'active', "
            "(%s::int[])[1 + (n %% 10)/ 9], 1000 + n "
            "FROM generate_series(%s, %s) n JOIN (SELECT id, row_number() OVER "
            "(ORDER BY id) - 1 AS place FROM res_partner WHERE is_client) c "
            "ON c.place = n %% %s",
            [
                self.products.ids,
                self.branch.id,
                self.currencies,
                self.count + 1,
                count,
                CLIENTS,
            ],
        )
        self.count = count
        self.env.cr.commit()

    def touch(self, count):
        """So many balances came since the sums were brought up last."""
        self.env.cr.execute(
            "UPDATE bank_holding SET balance = balance + 1 WHERE id IN "
            "(SELECT id FROM bank_holding ORDER BY id LIMIT %s)",
            [count],
        )

    def check(self):
        self.env["bank.loan.limit"]._check_step(
            self.client, self.products[0], self.branch,
            self.env.company.currency_id, reserved=1,
        )  # fmt: skip

    def recount(self):
        recount = self.env["bank.loan.limit.recount"].create({"date": "2026-11-20"})
        last = 0
        while last := recount._compare(last):
            pass
        recount._finish()
        assert not recount.difference_count, recount.difference_count


def seconds(work, times=TIMES):
    spent = []
    for _time in range(times):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return min(spent)


def measure(loans, touched):
    """Figure -> milliseconds, for a bank as it is now."""
    Limit = loans.env["bank.loan.limit"]
    found = {"sums brought up to all loans": seconds(Limit._settle, 1)}
    loans.env.cr.commit()
    loans.env.cr.execute(
        "ANALYZE bank_holding; ANALYZE bank_loan_limit_counted; ANALYZE bank_loan_limit_sum"
    )
    found["a check at four limits"] = seconds(loans.check)
    found["use of the bank's limit"] = seconds(loans.limits[0]._uses)
    loans.touch(touched)
    found[f"a check, {touched} balances came since"] = seconds(loans.check)
    found["sums brought up to those"] = seconds(Limit._settle, 1)
    found["the same use counted from all loans"] = seconds(
        loans.limits[0]._uses_counted_anew, 2
    )
    kept = loans.limits[0]._uses()[loans.limits[0].id]["used"]
    anew = loans.limits[0]._uses_counted_anew()[loans.limits[0].id]["used"]
    assert kept == anew, (kept, anew)
    found["a night's recount"] = seconds(loans.recount, 1)
    loans.env.cr.commit()
    return {name: value * 1000 for name, value in found.items()}


def main():
    options = read_arguments()
    figures = Figures()
    with bank("limits") as env:
        loans = LimitBank(env)
        loans.grow(options.loans // ONE_IN)
        few = measure(loans, options.touched)
        loans.grow(options.loans)
        many = measure(loans, options.touched)
    for name, value in many.items():
        is_constant = name.startswith(("a check", "use of"))
        figures.note(
            f"{name}, {options.loans} loans",
            value,
            "ms",
            baseline=few[name],
            ratio=value / few[name],
            at_most=2 if is_constant else None,
        )
    figures.show(options.json)


if __name__ == "__main__":
    main()
