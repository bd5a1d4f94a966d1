from . import bank_client_standing_change
