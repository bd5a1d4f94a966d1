"""What the bank's commands share: which bank, an environment on it, and words on the screen."""

import sys
from contextlib import contextmanager

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry
from odoo.tools import config


def add_bank_arguments(parser):
    """`-c CONF` and `-d DATABASE`, as every Odoo command has them."""
    parser.add_argument("-c", "--config", help="configuration file")
    parser.add_argument("-d", "--database", dest="db_name", help="database of the bank")


@contextmanager
def bank_environment(parser, arguments):
    """Yield an environment with all rights on the bank; commits when the block ends well."""
    options = ["--no-http"]
    if arguments.config:
        options += ["-c", arguments.config]
    if arguments.db_name:
        options += ["-d", arguments.db_name]
    config.parse_config(options, setup_logging=True)
    databases = config["db_name"]
    if len(databases) != 1:
        parser.error("say which bank: -d DATABASE")
    with Registry(databases[0]).cursor() as cr:
        yield Environment(cr, SUPERUSER_ID, {})


def say(words):
    """Write a line to whoever runs the command; what must be kept goes to the log."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
