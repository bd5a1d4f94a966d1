from . import test_access_doors
from . import test_every_window
from . import test_every_measure
