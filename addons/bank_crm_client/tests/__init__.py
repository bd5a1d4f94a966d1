from . import (
    test_assignment,
    test_assignment_batch,
    test_assignment_feed,
    test_assignment_security,
    test_demo_handovers,
    test_handover,
    test_handover_tour,
)
