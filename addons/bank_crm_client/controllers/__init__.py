from . import bureau_file
from . import channel_receipts
from . import preferences
from . import sanctions_file
