from . import bank_loan_pack_ask
from . import bank_loan_pack_sign
