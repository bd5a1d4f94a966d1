import sys

from odoo.cli import Command
from odoo.fields import Date


class BankDay(Command):
    """Run the business day: the nightly work for one date, in order, to the end.

    Without a date it is the bank's current day or, when that is closed, the next day for
    which feeds have arrived.
    """

    name = "bank_day"

    def run(self, cmdargs):
        from odoo.addons.bank_crm_base.tools.command_line import (
            add_bank_arguments,
            bank_environment,
            say,
        )

        add_bank_arguments(self.parser)
        self.parser.add_argument("date", nargs="?", help="YYYY-MM-DD")
        arguments = self.parser.parse_args(cmdargs)
        with bank_environment(self.parser, arguments) as env:
            Day = env["bank.business.day"]
            date = Date.to_date(arguments.date) if arguments.date else Day._next_date()
            if not date:
                say(
                    f"{Day._today()} is closed, and no feed of a later day has arrived."
                )
                return
            try:
                day = Day._open_and_run(date, commit=env.cr.commit, tell=_tell)
            except Day._busy_error() as busy:
                sys.exit(f"Another process is running this day ({busy}).")
            waiting = day.task_ids.filtered(lambda task: task.state == "waiting")
            for task in waiting:
                say(f"  {task.name}: waits for {task.message}")
            say(
                f"{day.date}: {dict(day._fields['state']._description_selection(env))[day.state]}"
            )
            if day.state != "closed":
                sys.exit(1)


def _tell(task):
    from odoo.addons.bank_crm_base.tools.command_line import say

    seconds = (
        (task.finished_at - task.started_at).total_seconds()
        if task.finished_at and task.started_at
        else 0
    )
    say(f"  {task.name}: {task.done_count or ''} {seconds:.0f} s".rstrip())
