"""Keys of services that send messages: from the server's environment or its configuration."""

import configparser
import os
from functools import lru_cache

from odoo.tools import config

SECTION = "bank_channels"


@lru_cache(maxsize=1)
def _section(path):
    """The section of the configuration file; Odoo itself reads only its own."""
    parser = configparser.RawConfigParser()
    parser.read(path or ())
    return dict(parser[SECTION]) if parser.has_section(SECTION) else {}


def channel_key(code):
    """The key of a channel: BANKCRM_CHANNEL_<CODE>_KEY, else `<code>_key` of [bank_channels]."""
    if not code:
        return ""
    found = os.environ.get(f"BANKCRM_CHANNEL_{code.upper()}_KEY")
    return found or _section(config["config"]).get(f"{code.lower()}_key", "")
