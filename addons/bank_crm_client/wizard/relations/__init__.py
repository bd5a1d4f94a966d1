from . import bank_relation_add
from . import bank_client_group_change
