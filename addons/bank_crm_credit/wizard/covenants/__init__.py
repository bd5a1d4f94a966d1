from . import bank_loan_covenant_waive
