from . import test_behaviour
