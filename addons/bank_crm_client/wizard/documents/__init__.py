from . import bank_client_document_refuse
