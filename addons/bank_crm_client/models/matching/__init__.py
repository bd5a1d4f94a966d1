from . import bank_client_match_key
from . import bank_duplicate_pair
from . import bank_duplicate_find
from . import res_partner_match
from . import res_partner_alike
from . import bank_client_document
from . import bank_business_day
