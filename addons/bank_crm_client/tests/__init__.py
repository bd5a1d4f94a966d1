from . import (
    test_assignment,
    test_assignment_batch,
    test_assignment_security,
    test_handover,
)
