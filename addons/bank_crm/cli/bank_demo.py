import json
from datetime import date
from pathlib import Path

from odoo.cli import Command
from odoo.fields import Date
from odoo.tools import config


class BankDemo(Command):
    """Make this database a bank to try things on.

    Without options the demonstration bank: a generator writes a core system's files, and they
    are loaded as any bank's files are. `--next-days` goes on with its life.
    """

    name = "bank_demo"

    def run(self, cmdargs):
        from odoo.addons.bank_crm_base.tools.command_line import (
            add_bank_arguments,
            bank_environment,
        )

        add_bank_arguments(self.parser)
        self.parser.add_argument("--bank", choices=["demo", "berka"], default="demo")
        self.parser.add_argument("--size", choices=["small", "full"], default="full")
        self.parser.add_argument("--today", type=date.fromisoformat, default=None)
        self.parser.add_argument("--seed", type=int, default=19)
        self.parser.add_argument(
            "--sign-ins", help="write who can sign in to this file"
        )
        self.parser.add_argument("--next-days", type=int, help="load so many days more")
        self.parser.add_argument(
            "--source", type=Path, help="folder of the Berka files"
        )
        arguments = self.parser.parse_args(cmdargs)
        with bank_environment(self.parser, arguments) as env:
            from odoo.addons.bank_crm.tools import berka_bank, demo_bank

            folder = Path(config["data_dir"], "bank_demo", env.cr.dbname)
            if arguments.next_days:
                demo_bank.go_on(env, folder, arguments.next_days)
                return
            if arguments.bank == "berka":
                rows = berka_bank.make(env, folder, arguments.source)
            else:
                # The bank lives today: the generator's days count back from the clock.
                today = arguments.today or Date.context_today(env.user)
                rows = demo_bank.make(
                    env, folder, arguments.size, today, arguments.seed
                )
            if arguments.sign_ins:
                lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
                Path(arguments.sign_ins).write_text("".join(lines), encoding="utf-8")
