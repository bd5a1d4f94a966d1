import sys

from odoo.cli import Command


class BankAudit(Command):
    """Check that the change log is whole: `verify` walks its chain and looks at its triggers.

    `--seal NUMBER:HASH`, taken from the server's log, also shows that its newest part was
    not cut off. Ends with 1 when something is wrong.
    """

    name = "bank_audit"

    def run(self, cmdargs):
        from odoo.addons.bank_crm_base.domain.change_chain import SealError, read_seal
        from odoo.addons.bank_crm_base.tools.command_line import (
            add_bank_arguments,
            bank_environment,
            say,
        )

        add_bank_arguments(self.parser)
        self.parser.add_argument("what", choices=["verify"])
        self.parser.add_argument(
            "--seal", metavar="NUMBER:HASH", help="a seal kept elsewhere"
        )
        arguments = self.parser.parse_args(cmdargs)
        try:
            seal = read_seal(arguments.seal) if arguments.seal else None
        except SealError as error:
            self.parser.error(str(error))
        with bank_environment(self.parser, arguments) as env:
            while env["bank.change.seal"]._seal():
                env.cr.commit()
            found = env["bank.change.audit"]._verify(seal)
            say(f"{found.checked} statements checked, {found.unsealed} not sealed yet")
            say(f"newest seal {found.newest.number}:{found.newest.hash}")
            for _code, words in found.faults:
                say(f"WRONG: {words}")
        if not found.is_well:
            sys.exit(1)
        say("The change log is whole.")
