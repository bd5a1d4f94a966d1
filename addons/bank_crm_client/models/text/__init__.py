from . import bank_text_index
from . import bank_text_index_read
from . import bank_text_mixin
from . import bank_text_search
