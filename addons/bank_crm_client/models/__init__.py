from . import matching
from . import relations
from . import assignment
from . import people
from . import completeness
from . import individual
from . import classes
from . import corporate
