from . import bank_channel_test
from . import bank_correspondence_add
from . import bank_correspondence_return
from . import bank_message_preview
from . import bank_message_write
from . import bank_message_write_fact
