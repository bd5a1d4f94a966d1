from . import bank_loan_covenant
from . import bank_loan_covenant_look
from . import bank_loan_covenant_night
from . import bank_loan_application
from . import bank_loan
from . import bank_next_step
