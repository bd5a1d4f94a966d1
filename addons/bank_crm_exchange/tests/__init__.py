from . import (
    test_feed_accounts,
    test_feed_clients,
    test_feed_control,
    test_feed_doors,
    test_feed_files,
    test_feed_key_changes,
    test_feed_mending,
    test_feed_movements,
    test_feed_screens,
    test_feed_statements,
    test_feed_tours,
    test_feed_twins,
)
