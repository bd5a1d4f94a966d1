from . import bank_loan_limit
from . import bank_loan_limit_use
from . import bank_loan_limit_check
from . import bank_loan_commitment
from . import bank_loan_product
from . import res_partner
from . import bank_loan_application_limits
from . import bank_loan_limit_line
