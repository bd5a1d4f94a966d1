"""The Berka bank in a database of its own: converted, loaded and reconciled."""

from collections import Counter
from decimal import Decimal

from odoo.addons.bank_crm_base.tools.command_line import say

from ..berka import convert, reconcile
from ..berka.mapping import LOAN_PRODUCT
from ..berka.source import DEFAULT_SOURCE
from .bank_setup import BankFacts, set_up_bank
from .loader import Progress, load_files, run_day
from .sign_ins import give_administrator_post, give_sign_ins

DIFFERENCES_FILE = "differences.csv"
# Most that eight months of tenths left unpaid of a crown's instalment is 2.40.
SMALL_CHANGE_CZK = 5


def make(env, folder, source=None):
    """Write and load the bank, list every balance that differs; returns the sign-ins."""
    source = source or DEFAULT_SOURCE
    if not source.exists():
        raise SystemExit(
            f"{source} is missing: the files of the Berka bank are not part of the project. "
            "Name their folder with --source."
        )
    say("reading the files of the Berka bank")
    summary = convert.write_bank(source, folder / "files")
    set_up_bank(
        env,
        BankFacts(
            "Berka Bank", "CZ", "CZK", "Europe/Prague", summary.business_day, ("CZK",)
        ),
    )
    env.cr.commit()
    load_files(env, summary.paths, progress=Progress(len(summary.paths)))
    set_loan_rules(env)
    # Some files are of 1998 and were loaded under that day: the bank's own is earlier, and
    # who serves whom begins on it.
    env.cr.execute(
        "UPDATE bank_assignment SET date_from = %(day)s WHERE date_from > %(day)s",
        {"day": summary.business_day},
    )
    run_day(env, summary.business_day)
    give_administrator_post(env)
    rows = give_sign_ins(env, summary.sign_ins)
    env.cr.commit()
    report_differences(env, folder, summary)
    return rows


def set_loan_rules(env):
    """Repayments were published in tenths: what rounding left unpaid makes nobody late."""
    product = env["bank.product"].search([("code", "=", LOAN_PRODUCT)])
    if not env["bank.loan.product"].search_count([("product_id", "=", product.id)]):
        env["bank.loan.product"].create(
            {
                "product_id": product.id,
                "ledger_mode": "core",
                "order_id": env.ref("bank_crm_credit.loan_order_oldest").id,
                "tolerance": SMALL_CHANGE_CZK,
            }
        )
        # Counted while the files came, without these rules.
        env.cr.execute("UPDATE bank_loan SET counted_date = NULL")


def report_differences(env, folder, summary):
    """Compare our balances with the files' last ones; every difference has its reason."""
    # As text: the connection would give floats.
    env.cr.execute(
        "SELECT external_id, coalesce(balance, 0)::text FROM bank_account WHERE source = 'core'"
    )
    loaded = {account: Decimal(balance) for account, balance in env.cr.fetchall()}
    found = reconcile.compare(reconcile.read_table(summary.reconciliation), loaded)
    target = folder / DIFFERENCES_FILE
    with target.open("w", encoding="utf-8") as out:
        out.write("account,file,loaded,reason,explanation\n")
        for row in found:
            out.write(
                f'{row.account},{row.file},{row.loaded},{row.reason},"{row.explanation}"\n'
            )
    say(
        f"{len(loaded) - len(found)} of {len(loaded)} balances are the files' last ones."
    )
    for reason, count in Counter(row.reason for row in found).most_common():
        say(f"  {count:5}  {reason}")
    say(f"Every difference: {target}")
