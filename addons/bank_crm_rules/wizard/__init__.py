from . import bank_decision_import, bank_decision_test
