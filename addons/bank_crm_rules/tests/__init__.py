from . import (
    test_behaviour,
    test_segments,
    test_segments_property,
    test_segments_refresh,
    test_segments_security,
    test_segments_tour,
)
