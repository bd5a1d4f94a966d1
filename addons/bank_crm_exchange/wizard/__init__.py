from . import bank_feed_decision
