from . import test_access_doors
from . import test_every_window
from . import test_every_measure
from . import test_merge_every_table
