from . import bank_loan_decide
