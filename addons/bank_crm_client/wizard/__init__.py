from . import relations
from . import bank_handover_objection
from . import corporate
