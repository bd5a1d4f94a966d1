from . import bank_print_ask
