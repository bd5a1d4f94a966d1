from . import bank_signatory_revocation
from . import bank_statement_correction
from . import bank_statement_import
