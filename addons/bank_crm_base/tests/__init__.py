from . import test_acts
from . import (
    test_access_matrix,
    test_accounts,
    test_business_day,
    test_changes,
    test_client_card,
    test_client_tours,
    test_clients,
    test_conventions,
    test_find,
    test_health,
    test_home,
    test_home_js,
    test_home_tours,
    test_posts,
    test_visibility,
    test_visibility_property,
)
