"""Contract-level figures of `bench credit`: loans of the bank counted and shown."""

import io
import time
from datetime import date

from _client_bank import ClientBank, bank, p95
from _credit_limits import note_limits

DAY = date(2026, 11, 20)
STARTED = date(2025, 11, 20)
PAYMENTS = 11


def note_contracts(figures, count, calls):
    """Feed `count` loans of a year with their payments, count a night, open the screen."""
    with bank("credit") as env:
        clients = ClientBank(env)
        clients.grow(max(count // 2, 10))
        _feed(env, figures, count)
        Loan = env["bank.loan"]
        ids = Loan.search([]).ids
        began = time.process_time()
        for start in range(0, len(ids), 500):
            Loan._count(ids[start : start + 500], DAY)
        spent = time.process_time() - began
        figures.note("loans of a year counted by a night", len(ids) / spent, "loans/s")
        spent = []
        for loan_id in (ids * calls)[:calls]:
            loan = Loan.with_user(clients.boss).browse(loan_id)
            env.invalidate_all()
            began = time.perf_counter()
            loan.get_loan_book()
            spent.append((time.perf_counter() - began) * 1000)
        figures.note("the screen of a loan, p95", p95(spent), "ms")
        note_limits(env, figures, DAY)


def _feed(env, figures, count):
    product = env["bank.product"].create(
        {
            "name": "Bench loan",
            "code": "B-LOAN",
            "kind": "loan",
            "family_id": env.ref("bank_crm_base.product_family_consumer_loan").id,
        }
    )
    env.cr.execute(
        "INSERT INTO bank_holding (client_id, product_id, source, external_id, state, "
        "currency_id, opened_date, amount) SELECT c.id, %s, 'core', 'B' || n, 'active', %s, %s, "
        "120000 FROM generate_series(1, %s) n JOIN LATERAL (SELECT id FROM res_partner "
        "WHERE is_client ORDER BY id OFFSET n / 2 LIMIT 1) c ON true",
        [product.id, env.company.currency_id.id, STARTED, count],
    )
    env.invalidate_all()
    loans = ["holding_id,method,amount,annual_rate,first_due,instalments"]
    operations = ["operation_id,holding_id,kind,value_date,amount"]
    for number in range(1, count + 1):
        loans.append(f"B{number},annuity,120000,0.24,2025-12-20,24")
        operations.append(f"B{number}-0,B{number},disburse,{STARTED},120000")
        operations += [
            # Every tenth borrower has stopped.
            f"B{number}-{month},B{number},repay,{_month(month)},6400"
            for month in range(1, PAYMENTS + 1 if number % 10 else 6)
        ]
    for layout, lines in (("loans", loans), ("loan_operations", operations)):
        began = time.perf_counter()
        run = env["bank.feed.run"]._receive(
            env.ref(f"bank_crm_credit.feed_core_{layout}"),
            io.BytesIO("\n".join([*lines, ""]).encode()),
            f"{layout}.csv",
            door="command",
            manifest={"bank_date": str(DAY)},
        )
        while run.state in run._queued_states():
            run._run_slice()
        env.cr.commit()
        rows = len(lines) - 1
        figures.note(
            f"{layout} by the feed, counted",
            rows / (time.perf_counter() - began),
            "rows/s",
        )


def _month(number):
    month = (STARTED.month + number - 1) % 12 + 1
    return date(STARTED.year + (STARTED.month + number - 1) // 12, month, 20)
