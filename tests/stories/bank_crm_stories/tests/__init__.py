from . import test_feed_to_card
from . import test_one_client
