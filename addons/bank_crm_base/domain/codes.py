"""The closed lists of words that the whole product shares.

Each is the value of a selection field, of a feed column and of a rule, so it stands once.
Labels are English and translated where the field is declared.
"""

LABELS: dict[str, dict[str, str]] = {
    "branch_kind": {
        "head_office": "Head office",
        "region": "Region",
        "branch": "Branch",
        "outlet": "Outlet",
    },
    "client_kind": {
        "person": "Person",
        "sole_trader": "Sole trader",
        "legal_entity": "Legal entity",
    },
    "client_state": {
        "prospect": "Prospect",
        "client": "Client",
        "former": "Former client",
    },
    "gender": {"female": "Female", "male": "Male"},
    "document_kind": {
        "passport": "Passport",
        "id_card": "Identity card",
        "residence_permit": "Residence permit",
        "registration_extract": "Extract from the register",
        "charter": "Charter",
        "other": "Other document",
    },
    "contact_kind": {
        "mobile": "Mobile phone",
        "phone": "Landline",
        "email": "E-mail",
        "messenger": "Messenger",
    },
    "contact_purpose": {
        "personal": "Personal",
        "work": "Work",
        "accounting": "Accounting",
        "other": "Other",
    },
    "address_kind": {
        "registered": "Registered",
        "actual": "Actual",
        "postal": "Postal",
    },
    "product_kind": {
        "account": "Account",
        "deposit": "Deposit",
        "loan": "Loan",
        "card": "Card",
        "service": "Service",
    },
    "holding_state": {"pending": "Pending", "active": "Active", "closed": "Closed"},
    "account_kind": {
        "current": "Current account",
        "deposit": "Deposit account",
        "loan": "Loan account",
        "card": "Card account",
        "overdraft": "Overdraft",
    },
    "account_state": {"open": "Open", "blocked": "Blocked", "closed": "Closed"},
    "holder_role": {
        "owner": "Owner",
        "joint": "Joint owner",
        "authorised": "Authorised person",
        "beneficiary": "Beneficiary",
    },
    "card_state": {
        "active": "Active",
        "blocked": "Blocked",
        "expired": "Expired",
        "closed": "Closed",
    },
    "order_purpose": {
        "household": "Household bills",
        "loan": "Loan payment",
        "insurance": "Insurance",
        "leasing": "Leasing",
        "rent": "Rent",
        "saving": "Saving",
        "other": "Other",
    },
    "channel": {
        "counter": "Counter",
        "atm": "ATM",
        "card": "Card terminal",
        "internet": "Internet bank",
        "mobile": "Mobile bank",
        "call_centre": "Call centre",
        "system": "Core banking system",
    },
    "operation": {
        "salary": "Salary",
        "pension": "Pension or benefit",
        "transfer_in": "Transfer in",
        "transfer_out": "Transfer out",
        "cash_in": "Cash in",
        "cash_out": "Cash out",
        "card_payment": "Card payment",
        "card_withdrawal": "Card withdrawal",
        "utilities": "Utilities and household",
        "tax": "Tax",
        "trade_in": "Payment from a customer",
        "trade_out": "Payment to a supplier",
        "loan_disbursement": "Loan disbursement",
        "loan_payment": "Loan payment",
        "deposit_in": "Deposit opened or topped up",
        "deposit_out": "Deposit paid out",
        "interest_in": "Interest paid to the client",
        "interest_out": "Interest charged",
        "penalty": "Penalty interest",
        "fee": "Fee",
        "insurance": "Insurance payment",
        "exchange": "Currency exchange",
        "revaluation": "Revaluation",
        "other": "Other",
    },
    "row_operation": {"new": "New", "correct": "Correction", "cancel": "Cancellation"},
    "key_change": {
        "client_renumber": "Client renumbered",
        "client_merge": "Clients merged in the core system",
        "client_split": "Client split in the core system",
        "account_renumber": "Account renumbered",
        "account_transfer": "Account moved to another client",
        "branch_transfer": "Client moved to another branch",
    },
    "language": {"en": "English", "uk": "Ukrainian", "zh": "Chinese"},
}

# By these a client is known; a charter or another paper tells other things of him, and
# addons add kinds of such papers.
IDENTITY_PAPERS = ("passport", "id_card", "residence_permit", "registration_extract")

# Revaluation is booked by the core system for the rate alone: it is outside turnover.
OUTSIDE_TURNOVER = frozenset({"revaluation"})


def selection(name: str) -> list[tuple[str, str]]:
    """The list `name` as a selection field takes it.

    >>> selection("gender")
    [('female', 'Female'), ('male', 'Male')]
    """
    return list(LABELS[name].items())
