"""Banks for tests with real processes: clones of the template, and Odoo's commands on them."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("BANKCRM_DATA", ""))
FOLDERS = ("filestore", "bank_demo", "bank_feed_archive", "bank_feed_spool")


def command(name, database, *arguments):
    """The words that start a command of the addons on a database."""
    return [
        os.environ["BANKCRM_PYTHON"],
        os.environ["BANKCRM_ODOO"],
        f"--addons-path={os.environ['BANKCRM_ADDONS_PATH']}",
        name,
        "-c",
        os.environ["BANKCRM_CONF"],
        "-d",
        database,
        *map(str, arguments),
    ]


def run(name, database, *arguments, timeout=900):
    """Run a command of the addons to its end."""
    return subprocess.run(
        command(name, database, *arguments),
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def sql(database, query):
    """Rows as texts, columns parted by |."""
    done = subprocess.run(
        ["psql", "-XqAt", "-d", database, "-c", query],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()


@contextmanager
def clone(origin, name):
    """A copy of a database with its files, thrown away at the end."""
    drop(name)
    subprocess.run(["createdb", "-T", origin, name], check=True)
    for folder in FOLDERS:
        source = DATA / folder / origin
        if source.exists():
            copy = os.link if folder == "filestore" else shutil.copy2
            shutil.copytree(source, DATA / folder / name, copy_function=copy)
    try:
        yield name
    finally:
        drop(name)


def drop(name):
    subprocess.run(["dropdb", "--if-exists", "-f", name], check=False)
    for folder in FOLDERS:
        shutil.rmtree(DATA / folder / name, ignore_errors=True)
