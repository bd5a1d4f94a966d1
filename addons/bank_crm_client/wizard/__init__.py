from . import relations
from . import classes
from . import bank_handover_objection
from . import individual
from . import corporate
from . import documents
from . import tasks
