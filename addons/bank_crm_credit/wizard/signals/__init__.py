from . import bank_watch_review
from . import bank_watch_put
