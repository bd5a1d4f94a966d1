from . import matching
from . import relations
from . import assignment
from . import corporate
