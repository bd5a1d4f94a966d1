from . import matching
from . import relations
