from . import bank_sanctions_import
from . import bank_sanctions_decide
from . import bank_kyc_return
