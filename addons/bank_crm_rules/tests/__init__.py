from . import (
    test_behaviour,
    test_decision_edit,
    test_decision_life,
    test_decision_run,
    test_decision_terms,
    test_decision_tour,
    test_dmn_sql,
)
