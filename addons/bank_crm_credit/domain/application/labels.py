"""The words by which screens name stages, acts, needs and outcomes.

Labels are English and translated where the field is declared.
"""

from .affordability import DebtKind, Evidence, IncomeKind
from .authority import Security
from .lifecycle import Act, Stage
from .outcomes import Outcome

STAGES = {
    Stage.IDENTIFICATION: "Identification",
    Stage.FORM: "Form",
    Stage.DOCUMENTS: "Documents",
    Stage.CHECKS: "Checks",
    Stage.DECISION: "Decision",
    Stage.OFFER: "Offer",
    Stage.SIGNING: "Signing",
    Stage.DISBURSEMENT: "Disbursement",
    Stage.CONTRACT: "Contract",
    Stage.REFUSED: "Refused",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.EXPIRED: "Expired",
}
ACTS = {
    Act.IDENTIFY: "Client identified",
    Act.COMPLETE_FORM: "Form complete",
    Act.SUBMIT: "Submitted",
    Act.VERIFY: "Checks done",
    Act.APPROVE: "Approved",
    Act.APPROVE_CHANGED: "Approved on other terms",
    Act.RETURN: "Returned for completion",
    Act.REFUSE: "Refused",
    Act.REVIEW: "Taken up again",
    Act.ACCEPT: "Accepted by the client",
    Act.SIGN: "Signed",
    Act.DISBURSE: "Disbursed",
    Act.VOID: "Decision void",
    Act.WITHDRAW: "Withdrawn",
    Act.EXPIRE: "Expired",
}
OUTCOMES = {
    Outcome.APPROVED: "Approved",
    Outcome.APPROVED_CHANGED: "Approved on other terms",
    Outcome.RETURNED: "Returned for completion",
    Outcome.REFUSED: "Refused",
    Outcome.WITHDRAWN: "Withdrawn",
    Outcome.EXPIRED: "Expired",
}
INCOMES = {
    IncomeKind.SALARY: "Salary",
    IncomeKind.BUSINESS: "Own business",
    IncomeKind.PENSION: "Pension",
    IncomeKind.RENT: "Rent",
    IncomeKind.ABROAD: "From abroad",
    IncomeKind.INTEREST: "Interest",
    IncomeKind.OTHER: "Other",
}
EVIDENCES = {
    Evidence.OUR_ACCOUNT: "Comes to an account with us",
    Evidence.REGISTER: "Register",
    Evidence.CERTIFICATE: "Employer's certificate",
    Evidence.STATEMENT: "Statement of another bank",
    Evidence.DECLARED: "Told by the client",
}
DEBTS = {
    DebtKind.LOAN: "Loan",
    DebtKind.CARD: "Card or overdraft limit",
    DebtKind.GUARANTEE: "Guarantee given",
}
SECURITIES = {
    Security.NONE: "None",
    Security.GUARANTEED: "Guarantee",
    Security.PARTLY_COVERED: "Covered in part",
    Security.COVERED: "Covered",
    Security.CASH_COVERED: "Covered by cash",
}
ROLES = {
    "borrower": "Borrower",
    "co_borrower": "Co-borrower",
    "guarantor": "Guarantor",
}
TRACKS = {"retail": "Retail", "corporate": "Corporate"}


def choices(words: dict) -> list[tuple[str, str]]:
    """The words as a selection field takes them.

    >>> choices(TRACKS)[0]
    ('retail', 'Retail')
    """
    return [(str(code), label) for code, label in words.items()]
