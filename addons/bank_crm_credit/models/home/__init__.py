from . import bank_home
from . import bank_home_committee
from . import bank_home_risk
