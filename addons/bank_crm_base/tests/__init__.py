from . import test_visibility
from . import test_visibility_property
from . import test_conventions
from . import test_clients
from . import test_posts
from . import test_accounts
from . import test_business_day
from . import test_access_matrix
