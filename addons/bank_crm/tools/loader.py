"""Loads a folder of feed files into a bank in the order in which they arrived."""

import json
import sys
import time
from datetime import date
from pathlib import Path

MANIFEST_ENDING = ".manifest.json"
BAR_WIDTH = 30
SECONDS_BETWEEN_LINES = 10


class Progress:
    """One line that says how far the loading is; plain lines where nobody watches."""

    def __init__(self, total, out=sys.stdout):
        self._total, self._out, self._since = total, out, time.monotonic()
        self._is_live = out.isatty()
        self._told = 0.0
        self._seen = {}

    def tell(self, run, done_before):
        """`run` goes on; `done_before` files were loaded before its delivery."""
        self._seen.setdefault(run.id, len(self._seen))
        done = max(done_before, self._seen[run.id])
        now = time.monotonic()
        if not self._is_live and now - self._told < SECONDS_BETWEEN_LINES:
            return
        self._told = now
        share = done / self._total
        filled = round(BAR_WIDTH * share)
        left = (now - self._since) * (1 - share) / share if share else 0
        bar = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}]"
        words = f"{done}/{self._total} {run.feed_id.layout} {run.bank_date}"
        line = f"{bar} {words:<45} {left:4.0f} s left"
        self._out.write(f"\r{line}" if self._is_live else f"{line}\n")
        self._out.flush()


def read_manifest(path):
    """What the core system says of the file: rows, sum, bank date, delivery."""
    sidecar = path.with_name(path.name + MANIFEST_ENDING)
    return json.loads(sidecar.read_text(encoding="utf-8")) if sidecar.exists() else {}


def use_codes(env, codes):
    """Put the core system's words into the code lists of the feeds that use them.

    `codes` is {list: {their word: ours}}. Words already mapped are left as they are, so an
    administrator's change survives the next load.
    """
    Code = env["bank.feed.code"]
    for feed in env["bank.feed"].search([]):
        used = {column.codes for column in feed._layout().columns if column.codes}
        known = {(line.code_list, line.word) for line in feed.code_ids}
        Code.create(
            [
                {"feed_id": feed.id, "code_list": code_list, "word": word, "ours": ours}
                for code_list in sorted(used & codes.keys())
                for word, ours in codes[code_list].items()
                if (code_list, word) not in known
            ]
        )


def load_files(env, paths, *, run_days_from=None, progress=None):
    """Receive and load the files in the order of their arrival; returns the runs.

    Files that arrive before `run_days_from` are one delivery; from then on each bank day is
    loaded and its night run before the files of the next one, as it happens in a bank. A file
    loaded before changes nothing, so a loading that was cut short is simply started again.
    """
    runs = env["bank.feed.run"].browse()
    today = env["bank.business.day"]._today()
    for day, arrived in _deliveries(map(Path, paths), today, run_days_from):
        if day > today:
            env["bank.business.day"]._open(day)
            env.cr.commit()
        batch = _receive(env, arrived)
        watch = progress and (lambda run: progress.tell(run, len(runs)))  # noqa: B023
        env["bank.feed.run"]._load_queue(_committer(env), watch)
        runs |= batch
        if run_days_from and day >= run_days_from:
            run_day(env, day)
        today = day
    return runs


def _deliveries(paths, today, days_from):
    """Yield (bank day, files that arrive then); a late file arrives on a later day."""
    batch = []
    for path in paths:
        sent_for = read_manifest(path).get("bank_date")
        day = max(today, date.fromisoformat(sent_for)) if sent_for else today
        if batch and day > today and days_from and day >= days_from:
            yield today, batch
            batch = []
        today = day
        batch.append(path)
    if batch:
        yield today, batch


def _receive(env, paths):
    runs = env["bank.feed.run"].browse()
    for path in paths:
        manifest = read_manifest(path)
        feed = env["bank.feed"]._find_for_file(path.name, manifest)
        with path.open("rb") as stream:
            runs |= runs._receive(
                feed, stream, path.name, door="command", manifest=manifest
            )
        env.cr.commit()
    return runs


def run_day(env, day):
    """Do the nightly work of `day` to its end."""
    return env["bank.business.day"]._open_and_run(day, commit=_committer(env))


def _committer(env):
    def commit():
        env.cr.commit()
        return True

    return commit
