from . import bank_loan_entry
from . import bank_loan_quote
from . import collateral
from . import signals
from . import covenants
from . import pack
from . import application
