from . import bank_client_list_report
