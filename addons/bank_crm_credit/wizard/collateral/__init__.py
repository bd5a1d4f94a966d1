from . import bank_collateral_offer
from . import bank_collateral_end
