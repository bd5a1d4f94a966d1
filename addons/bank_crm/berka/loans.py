"""Rows of the loans: contracts, and what was paid out and paid back.

The published instalment times the months is the published sum, for all 682: no interest
is in it, so the rate is zero. Instalments are taken on the 12th, the first on the first
12th after the grant: seen in every repayment of the data, told by nobody.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from dateutil.relativedelta import relativedelta

from .chain import Chain
from .rows import Loan, Tables

DUE_DAY = 12
REPAYMENT = "loan_payment"


def loan_holding(loan_id: str) -> str:
    """The number of the agreement of a loan.

    >>> loan_holding("5314")
    'loan-5314'
    """
    return f"loan-{loan_id}"


def first_due(granted: date) -> date:
    """The first 12th of a month after the grant.

    >>> first_due(date(1993, 7, 11)), first_due(date(1993, 7, 12))
    (datetime.date(1993, 7, 12), datetime.date(1993, 8, 12))
    """
    due = granted.replace(day=DUE_DAY)
    return due if due > granted else due + relativedelta(months=1)


def contract_rows(tables: Tables) -> Iterator[dict]:
    """The contract of each loan; every month is a twelfth of the year."""
    for loan in _in_order(tables):
        yield {
            "holding_id": loan_holding(loan.loan_id),
            "method": "annuity",
            "amount": loan.amount,
            "annual_rate": "0",
            "start": loan.granted,
            "first_due": first_due(loan.granted),
            "instalments": loan.months,
            "is_equal_periods": True,
        }


def operation_rows(tables: Tables, ordered: Mapping[str, Chain]) -> Iterator[dict]:
    """Each loan paid out on the day of its grant, and each repayment under its own number."""
    for loan in _in_order(tables):
        holding = loan_holding(loan.loan_id)
        yield {
            "operation_id": f"{holding}-out",
            "holding_id": holding,
            "kind": "disburse",
            "value_date": loan.granted,
            "amount": loan.amount,
        }
        chain = ordered.get(loan.account_id)
        for row in chain.rows if chain else ():
            if row.meaning.kind == REPAYMENT and row.day >= loan.granted:
                yield {
                    "operation_id": row.trans_id,
                    "holding_id": holding,
                    "kind": "repay",
                    "value_date": row.day,
                    "amount": -row.change,
                }


def _in_order(tables: Tables) -> Iterable[Loan]:
    return (tables.loans[number] for number in sorted(tables.loans, key=int))
