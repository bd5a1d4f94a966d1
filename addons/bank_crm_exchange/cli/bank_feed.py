import os
import sys
import time

from odoo.cli import Command
from odoo.exceptions import UserError

MANIFEST_ENDING = ".manifest.json"
SETTLED = {"done": 0, "duplicate": 0, "waiting": 3, "refused": 4, "failed": 5}


class BankFeed(Command):
    """Load files of the core banking system"""

    name = "bank_feed"

    def run(self, args):
        from odoo.addons.bank_crm_base.tools.command_line import (
            add_bank_arguments,
            bank_environment,
        )

        add_bank_arguments(self.parser)
        self.parser.add_argument(
            "--feed", help="code of the feed; else by manifest or name"
        )
        self.parser.add_argument(
            "--quiet", action="store_true", help="no progress line"
        )
        self.parser.add_argument(
            "files", nargs="*", metavar="FILE", help="files or folders"
        )
        options = self.parser.parse_args(args)
        self.is_quiet = options.quiet or not sys.stderr.isatty()
        with bank_environment(self.parser, options) as env:
            status = self.load(env, self.files(options.files), options.feed)
        sys.exit(status)

    def files(self, names):
        """The files that were named, folders opened, manifests left aside."""
        found = []
        for name in names:
            if os.path.isdir(name):
                found += sorted(os.path.join(name, item) for item in os.listdir(name))
            else:
                found.append(name)
        return [
            name
            for name in found
            if not name.endswith(MANIFEST_ENDING) and not os.path.isdir(name)
        ]

    def load(self, env, files, feed_code=None):
        """Queue the files, load all that is queued; returns the exit status."""
        from odoo.addons.bank_crm_base.models.bank_run_mixin import BankRunBusy

        Run = env["bank.feed.run"]
        runs = Run
        for path in files:
            try:
                runs |= self.receive(env, path, feed_code)
                env.cr.commit()
            except (UserError, OSError) as error:
                env.cr.rollback()
                self.say(f"{path}: {error}", last=True)
                return 2
        waiting = Run.search([("state", "in", Run._queued_states())])
        begun = time.monotonic()

        def commit():
            env.cr.commit()
            return True

        try:
            Run._load_queue(commit, lambda run: self.show(run, begun))
        except BankRunBusy:
            self.say(
                "another loader is at work on this bank; try again later", last=True
            )
            return 6
        return self.report(runs or waiting)

    def receive(self, env, path, feed_code):
        Run, Feed = env["bank.feed.run"], env["bank.feed"]
        manifest = Run._sidecar(path)
        feed = (
            Feed.search([("code", "=", feed_code)])
            if feed_code
            else Feed._find_for_file(os.path.basename(path), manifest)
        )
        if not feed:
            raise UserError(env._("There is no feed %(code)s.", code=feed_code))
        with open(path, "rb") as stream:
            return Run._receive(feed, stream, path, door="command", manifest=manifest)

    def show(self, run, begun):
        if not self.is_quiet:
            self.say(
                f"{run.file_name}: {run.state}, {run.received_count:,} rows, "
                f"{run.progress:.0f} %, {time.monotonic() - begun:.0f} s"
            )

    def say(self, text, last=False):
        end = "\n" if last or self.is_quiet else ""
        sys.stderr.write(("" if self.is_quiet else "\r\033[K") + text + end)
        sys.stderr.flush()

    def report(self, runs):
        """A line per file; the status is that of the worst one."""
        worst = 0
        if not self.is_quiet:
            self.say("", last=False)
        for run in runs.sorted("id"):
            seconds = sum((run.timings or {}).values())
            sys.stdout.write(
                f"{run.file_name}: {run.state}, {run.received_count} rows "
                f"(new {run.new_count}, corrected {run.corrected_count}, "
                f"cancelled {run.cancelled_count}, unchanged {run.unchanged_count}; "
                f"rejected {run.rejected_count}, parked {run.parked_count}) "
                f"in {seconds:.1f} s{f' - {run.message}' if run.message else ''}\n"
            )
            worst = max(worst, SETTLED.get(run.state, 1))
        sys.stdout.flush()
        return worst
