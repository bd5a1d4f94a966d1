from . import bank_loan_stage_report
from . import bank_loan_refusal_report
from . import bank_loan_decision_report
from . import bank_loan_limit_report
from . import bank_collateral_expiry_report
