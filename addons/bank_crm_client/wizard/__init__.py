from . import bank_handover_objection
