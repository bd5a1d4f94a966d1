from . import (
    test_behaviour,
    test_decision_edit,
    test_decision_life,
    test_decision_run,
    test_decision_terms,
    test_decision_tour,
    test_dmn_sql,
    test_segments,
    test_segments_property,
    test_segments_refresh,
    test_segments_security,
    test_segments_tour,
)
