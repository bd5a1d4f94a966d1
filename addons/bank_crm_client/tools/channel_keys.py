"""Keys of services that send messages: from the server's environment or its configuration."""

import os

from odoo.tools import config

SECTION = "bank_channels"


def channel_key(code):
    """The key of a channel: BANKCRM_CHANNEL_<CODE>_KEY, else `<code>_key` of [bank_channels]."""
    if not code:
        return ""
    found = os.environ.get(f"BANKCRM_CHANNEL_{code.upper()}_KEY")
    return found or config.misc.get(SECTION, {}).get(f"{code.lower()}_key", "")
