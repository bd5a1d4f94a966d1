from . import test_send_paths
