from . import bank_loan_product
from . import bank_loan_condition
from . import bank_loan_condition_settle
from . import bank_loan_opinion
from . import bank_loan_application_conditions
from . import bank_loan_application_opinions
from . import bank_loan_application_group
from . import bank_loan_application_company
