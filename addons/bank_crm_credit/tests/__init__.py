from . import test_loan_acts
from . import test_loan_restructuring
from . import test_loan_feed
from . import test_loan_night
from . import test_loan_rights
from . import test_loan_client
from . import test_berka_loans
from . import test_loan_tour
