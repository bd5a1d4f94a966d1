from . import test_duplicates
from . import test_duplicates_tour
from . import test_matching_security
from . import test_merge
from . import test_merge_feed
from . import test_merge_property
