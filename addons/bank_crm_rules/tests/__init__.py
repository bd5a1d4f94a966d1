from . import test_behaviour, test_dmn_sql
