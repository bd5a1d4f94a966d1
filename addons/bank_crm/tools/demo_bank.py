"""The demonstration bank: written by the generator, loaded as any bank's files are."""

import json
from datetime import date, timedelta
from pathlib import Path

from odoo.addons.bank_crm_base.tools.command_line import say
from odoo.tools.misc import file_path

from ..demo_bank import bank as generator
from ..demo_bank.days import day_after, write_next_day
from .bank_setup import BankFacts, set_up_bank
from .loader import (
    MANIFEST_ENDING,
    Progress,
    load_files,
    read_manifest,
    run_day,
    use_codes,
)
from .sign_ins import give_administrator_post, give_sign_ins

# The last bank days arrive day by day, each followed by its night.
DAYS_IN_STEPS = 7
STATE_FILE = generator.STATE_FILE


def make(env, folder, size, today, seed):
    """Write and load the whole bank; returns the sign-ins to show."""
    say("writing the files of the core system")
    summary = generator.write_bank(folder / "files", size, today, seed)
    first_date = date.fromisoformat(read_manifest(summary.paths[0])["bank_date"])
    set_up_bank(env, BankFacts("Demo Bank", "UA", "UAH", "Europe/Kyiv", first_date))
    use_codes(
        env, json.loads(Path(file_path("bank_crm/data/core_codes.json")).read_text())
    )
    env.cr.commit()
    first_night = summary.business_day - timedelta(days=DAYS_IN_STEPS)
    load_files(
        env,
        summary.paths,
        run_days_from=first_night,
        progress=Progress(len(summary.paths)),
    )
    run_day(env, summary.business_day)
    give_administrator_post(env)
    story = json.loads((folder / "files" / generator.STORY_FILE).read_text("utf-8"))
    env["bank.demo"].with_context(bank_story=story)._live_a_month()
    rows = give_sign_ins(env, summary.sign_ins)
    (folder / "sign_ins.json").write_text(
        json.dumps(summary.sign_ins), encoding="utf-8"
    )
    env.cr.commit()
    return rows


def go_on(env, folder, days):
    """Write, load and run the next days of the bank that lives in `folder`."""
    state = folder / "files" / STATE_FILE
    if not state.exists():
        raise SystemExit(
            "This bank has no demonstration to go on with: ./bankcrm up makes one."
        )
    for _number in range(days):
        today = env["bank.business.day"]._today()
        day, paths = _written_after(folder, today) or _write_day(folder, state, today)
        env["bank.business.day"]._open(day)
        env.cr.commit()
        runs = load_files(env, paths)
        env["bank.demo"]._live_a_day(day)
        env.cr.commit()
        run_day(env, day)
        give_sign_ins(
            env, json.loads((folder / "sign_ins.json").read_text(encoding="utf-8"))
        )
        env.cr.commit()
        accepted, rejected = (
            sum(runs.mapped(f"{kind}_count")) for kind in ("accepted", "rejected")
        )
        say(f"{day}: {accepted} rows loaded, {rejected} to mend")


def _written_after(folder, today):
    """A day whose files were written and not loaded to the end, with its files."""
    for written in sorted(folder.glob("day_*")):
        day = date.fromisoformat(written.name.removeprefix("day_"))
        if day > today:
            return day, _files_of(written)
    return None


def _write_day(folder, state, today):
    day = day_after(state)
    if day <= today:
        raise SystemExit(
            f"{day} is behind the bank's own day: the files are of another bank."
        )
    summary = write_next_day(folder / f"day_{day}", state, day)
    return day, summary.paths


def _files_of(folder):
    return sorted(
        path
        for path in folder.iterdir()
        if path.with_name(path.name + MANIFEST_ENDING).exists()
    )
