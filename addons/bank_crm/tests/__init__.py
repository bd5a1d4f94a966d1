from . import test_access_doors
