from pathlib import Path

from odoo.cli import Command


class BankAccess(Command):
    """Print who may do what with which data, or write it to a file."""

    name = "bank_access"

    def run(self, cmdargs):
        from odoo.addons.bank_crm_base.tools import access_matrix
        from odoo.addons.bank_crm_base.tools.command_line import (
            add_bank_arguments,
            bank_environment,
            say,
        )

        add_bank_arguments(self.parser)
        self.parser.add_argument("--write", metavar="FILE", help="instead of printing")
        arguments = self.parser.parse_args(cmdargs)
        with bank_environment(self.parser, arguments) as env:
            text = access_matrix.page(env)
        if arguments.write:
            Path(arguments.write).write_text(text, encoding="utf-8")
            say(f"written: {arguments.write}")
        else:
            say(text.rstrip())
