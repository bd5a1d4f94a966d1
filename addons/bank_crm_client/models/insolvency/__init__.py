from . import bank_client_insolvency
from . import bank_client_merge
from . import bank_contact_gate
from . import res_partner
from . import bank_demo
