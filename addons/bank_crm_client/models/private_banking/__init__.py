from . import bank_private_profile
from . import bank_private_gift_limit
from . import bank_private_gift
from . import bank_private_request
from . import bank_private_briefing
from . import res_partner
from . import bank_demo
