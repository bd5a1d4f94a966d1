from . import test_dmn_sql
