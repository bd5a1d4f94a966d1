from . import bureau_file
from . import preferences
