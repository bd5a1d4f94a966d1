from . import bank_watch_review
