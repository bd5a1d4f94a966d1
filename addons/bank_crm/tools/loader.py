"""Loads a folder of feed files into a bank in the order in which they arrived."""

import json
import sys
import time
from datetime import date
from pathlib import Path

MANIFEST_ENDING = ".manifest.json"
BAR_WIDTH = 30


class Progress:
    """One line that says how far the loading is; plain lines where nobody watches."""

    def __init__(self, total, out=sys.stdout):
        self._total, self._out, self._since = total, out, time.monotonic()
        self._is_live = out.isatty()
        self._told = 0.0

    def tell(self, done, words):
        now = time.monotonic()
        if not self._is_live and now - self._told < 10 and done < self._total:
            return
        self._told = now
        share = done / self._total if self._total else 1
        filled = round(BAR_WIDTH * share)
        left = (now - self._since) * (1 - share) / share if share else 0
        line = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {done}/{self._total} {words}"
        line = f"{line[:100]:<100} {left:4.0f} s left"
        end = "" if self._is_live and done < self._total else "\n"
        self._out.write(("\r" if self._is_live else "") + line + end)
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
    """Receive and load the files one after the other; returns the runs.

    From `run_days_from` on, the business day is run whenever the files of a later day begin
    to arrive, as it happens in a bank. A file loaded before changes nothing, so a loading
    that was cut short is simply started again.
    """
    Run = env["bank.feed.run"].with_context(demo_loading=True)
    runs = Run.browse()
    current = env["bank.business.day"]._today()
    for number, path in enumerate(map(Path, paths), 1):
        manifest = read_manifest(path)
        day = date.fromisoformat(manifest["bank_date"]) if manifest.get("bank_date") else current
        if run_days_from and day > current:
            if current >= run_days_from:
                run_day(env, current)
            current = day
            env["bank.business.day"]._open(current)
            env.cr.commit()
        feed = env["bank.feed"]._find_for_file(path.name, manifest)
        with path.open("rb") as stream:
            run = Run._receive(feed, stream, path.name, door="command", manifest=manifest)
        env.cr.commit()
        Run._load_queue(_committer(env))
        runs |= run
        if progress:
            progress.tell(number, f"{manifest.get('layout', path.name)} {day}")
    return runs


def run_day(env, day):
    """Do the nightly work of `day` to its end."""
    return env["bank.business.day"]._open_and_run(day, commit=_committer(env))


def _committer(env):
    def commit():
        env.cr.commit()
        return True

    return commit
