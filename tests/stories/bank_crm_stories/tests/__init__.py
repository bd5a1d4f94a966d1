from . import test_feed_to_card
