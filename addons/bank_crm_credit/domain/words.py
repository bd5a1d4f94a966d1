"""The closed lists of words that lending shares between fields, feeds and screens.

Labels are English and translated where the field is declared.
"""

from .day_count import DayCount

LABELS: dict[str, dict[str, str]] = {
    "loan_method": {
        "annuity": "Equal instalments (annuity)",
        "differentiated": "Equal parts of principal",
        "bullet": "Principal at the end",
        "minimum": "Minimum payment (card)",
    },
    "loan_frequency": {
        "month": "Months",
        "week": "Weeks",
        "day": "Days",
        "year": "Years",
    },
    "interest_base": {
        "declining": "What is still owed",
        "flat": "The sum first lent",
    },
    "due_day_shift": {
        "none": "Stays on its date",
        "following": "Next working day",
        "modified_following": "Next working day of the month",
        "preceding": "Working day before",
        "modified_preceding": "Working day before, of the month",
    },
    "day_count": {convention.value: convention.value for convention in DayCount},
    "loan_operation": {
        "disburse": "Paid out",
        "repay": "Payment",
        "fee": "Fee",
        "penalty": "Penalty",
        "waive": "Forgiven",
        "rate_change": "New rate",
        "accrue": "Interest corrected",
        "restructure": "Restructured",
        "write_off": "Written off",
        "reverse": "Taken back",
    },
    "loan_component": {
        "principal": "Principal",
        "interest": "Interest",
        "fee": "Fees",
        "penalty": "Penalty",
    },
    "early_repayment": {
        "hold": "Keep it for the next instalment",
        "shorten": "Fewer instalments",
        "reduce": "Smaller instalments",
    },
}


def selection(name: str) -> list[tuple[str, str]]:
    """The list `name` as a selection field takes it.

    >>> selection("interest_base")[0]
    ('declining', 'What is still owed')
    """
    return list(LABELS[name].items())
