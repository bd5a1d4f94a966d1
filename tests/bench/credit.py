"""Loans: a schedule of 360 instalments, its annual rate, and loans replayed.

    ./bankcrm bench credit [--loans N] [--contracts N] [--json]

Plain Python: what a nightly run costs besides reading and writing. With `--contracts` the
bank's own contracts in a database instead: fed, counted by a night, shown.
"""

import argparse
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from _client_bank import Figures
from _credit_contracts import note_contracts

from scripts import domain_imports

DAY = date(2024, 1, 31)
ROUNDS = 30
LONG = 360


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench credit", description=__doc__)
    parser.add_argument("--loans", type=int, default=2_000)
    parser.add_argument("--contracts", type=int, default=0)
    parser.add_argument("--calls", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def milliseconds(work):
    """The best of some rounds, of this process alone: others use the machine too."""
    spent = []
    for _round in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent) * 1000


def note_schedules(figures):
    from odoo.addons.bank_crm_credit.domain.apr import eu_apr, xirr
    from odoo.addons.bank_crm_credit.domain.day_count import DayCount
    from odoo.addons.bank_crm_credit.domain.interest import InterestRule
    from odoo.addons.bank_crm_credit.domain.schedule_builder import build_schedule
    from odoo.addons.bank_crm_credit.domain.terms import loan

    rules = {
        "twelfths": InterestRule(per_period=Fraction(1, 12)),
        "30E/360": InterestRule(DayCount.THIRTY_E_360),
        "ACT/365F": InterestRule(DayCount.ACT_365F),
        "ACT/ACT ISDA": InterestRule(DayCount.ACT_ACT_ISDA),
    }
    for name, rule in rules.items():
        terms = loan(Decimal(2_000_000), Decimal("0.17"), LONG, DAY, interest=rule)
        figures.note(
            f"schedule of {LONG} instalments, {name}",
            milliseconds(lambda terms=terms: build_schedule(terms)),
            "ms",
            at_most=5,
        )
    flows = build_schedule(terms).flows()
    note_rates(figures, flows, eu_apr, xirr)


def note_rates(figures, flows, eu_apr, xirr):
    from odoo.addons.bank_crm_credit.domain.apr import effective_rate, flow_times

    points = flow_times(flows)
    figures.note(
        f"annual rate of {LONG} instalments, times known",
        milliseconds(lambda: effective_rate(points)),
        "ms",
        at_most=1,
    )
    for name, rate in (("EU rate", eu_apr), ("internal rate", xirr)):
        figures.note(
            f"{name} of {LONG} instalments, from dates",
            milliseconds(lambda rate=rate: rate(flows)),
            "ms",
        )


def note_replays(figures, count):
    from odoo.addons.bank_crm_credit.domain.replay import LoanHistory, replay

    contract, operations = _loan_with_payments()
    as_of = DAY + timedelta(730)
    began = time.process_time()
    for _loan in range(count):
        replay(contract, operations, as_of)
    spent = time.process_time() - began
    figures.note(
        "loans of two years replayed, 24 payments each", count / spent, "loans/s"
    )
    histories = [LoanHistory(contract, operations) for _loan in range(min(count, 300))]
    for history in histories:
        history.on(as_of)
    began = time.process_time()
    for history in histories:
        history.on(as_of + timedelta(1))
    spent = time.process_time() - began
    figures.note("loans looked at one night later", len(histories) / spent, "loans/s")
    for times in (1, 2, 4):
        began = time.process_time()
        for _loan in range(count // 4 * times):
            replay(contract, operations, as_of)
        spent = time.process_time() - began
        figures.note(f"replay of {count // 4 * times} loans", spent, "s")


def _loan_with_payments():
    from odoo.addons.bank_crm_credit.domain.allocation import Component
    from odoo.addons.bank_crm_credit.domain.contract import LoanContract
    from odoo.addons.bank_crm_credit.domain.operations import Kind, Operation
    from odoo.addons.bank_crm_credit.domain.penalty import PenaltyKind, PenaltyRule
    from odoo.addons.bank_crm_credit.domain.terms import loan

    rule = PenaltyRule(
        "Late",
        PenaltyKind.DAILY,
        frozenset({Component.PRINCIPAL, Component.INTEREST}),
        DAY,
        rate=Decimal("0.2"),
    )
    terms = loan(Decimal(120_000), Decimal("0.24"), 60, DAY)
    operations = [Operation(1, Kind.DISBURSE, DAY, Decimal(120_000))]
    operations += [
        # Every third payment comes five days late and short.
        Operation(
            2 + number,
            Kind.REPAY,
            DAY + timedelta(30 * number + 5),
            Decimal(3000 if number % 3 else 3500),
        )
        for number in range(1, 25)
    ]
    return LoanContract(terms, penalties=(rule,)), operations


def main():
    options = read_arguments()
    figures = Figures()
    if options.contracts:
        note_contracts(figures, options.contracts, options.calls)
        figures.show(options.json)
        return
    domain_imports.install()
    # Absolute times mean little on a shared machine: what it is worth just now.
    plain = milliseconds(lambda: sum(number * number for number in range(1_000_000)))
    figures.note("a million multiplications in plain Python", plain, "ms")
    note_schedules(figures)
    note_replays(figures, options.loans)
    figures.show(options.json)


if __name__ == "__main__":
    main()
