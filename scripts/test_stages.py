"""The stages of `./bankcrm test`: each returns how many tests passed and failed."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

from scripts.odoo_log import OdooLog, read_ignored, read_log

ROOT = Path(os.environ["BANKCRM_ROOT"])
LOCAL = Path(os.environ["BANKCRM_LOCAL"])
LOGS = LOCAL / "log"
TOUR_TAG = "bank_tour"
DATABASES = 2
PROGRESS_SECONDS = 60
RUN_LIMIT_SECONDS = 45 * 60
SHOWN_LINES = 60
NOTHING_CHOSEN = 5  # pytest's word for no test left by -k


@dataclass(slots=True)
class Result:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""
    problems: list[str] = field(default_factory=list)

    def fail(self, *words):
        self.failed += 1
        self.problems.append("\n".join(words))


def has_tests(folder: Path) -> bool:
    return any(folder.rglob("test_*.py")) if folder.exists() else False


# --- pytest


def start_pytest(name: str, *options) -> subprocess.Popen:
    report = LOGS / f"junit-{name}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-rs", *map(str, options)]
    command += [f"--junitxml={report}"]
    return subprocess.Popen(command, cwd=ROOT)


def read_pytest(name: str, process: subprocess.Popen) -> Result:
    code = process.wait()
    report = LOGS / f"junit-{name}.xml"
    result = Result()
    if not report.exists():
        result.fail(f"pytest ended with {code} and no report")
        return result
    for suite in ET.parse(report).getroot().iter("testsuite"):
        tests, skipped = int(suite.get("tests")), int(suite.get("skipped"))
        broken = int(suite.get("failures")) + int(suite.get("errors"))
        result.failed += broken
        result.skipped += skipped
        result.passed += tests - broken - skipped
    if code not in (0, NOTHING_CHOSEN) and not result.failed:
        result.fail(f"pytest ended with {code}")
    return result


def run_pytest(name: str, folder: Path, apart: tuple[str, ...] = ()) -> Result:
    """Run the tests of a folder; the files told apart run together beside the others.

    They share nothing but the machine: each has databases of its own.
    """
    if not has_tests(folder):
        return Result(note=f"no tests in {folder.relative_to(ROOT)} yet")
    ignored = [f"--ignore={folder / file}" for file in apart]
    started = {name: start_pytest(name, folder, *ignored)}
    if apart:
        started[f"{name}-apart"] = start_pytest(
            f"{name}-apart", *(folder / file for file in apart)
        )
    result = Result()
    for label, process in started.items():
        part = read_pytest(label, process)
        result.passed += part.passed
        result.failed += part.failed
        result.skipped += part.skipped
        result.problems += part.problems
    if not result.passed and not result.failed:
        result.fail(f"no test of {name} ran")
    return result


def run_unit(options) -> Result:
    return run_pytest("unit", ROOT / "tests/unit")


def run_durability(options) -> Result:
    # Each half takes as long as the other; loading kills a PostgreSQL of its own.
    return run_pytest(
        "durability",
        ROOT / "tests/durability",
        ("test_feed_kills.py", "test_message_kills.py"),
    )


def run_lint(options) -> Result:
    python = LOCAL / "venv-lint/bin/python"
    process = subprocess.run(
        [python, ROOT / "scripts/lint.py"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(process.stdout, end="", flush=True)
    counts = re.findall(r"^lint: (\d+) passed, (\d+) failed$", process.stdout, re.M)
    if not counts:
        result = Result()
        result.fail("the linters did not finish")
        return result
    return Result(passed=int(counts[-1][0]), failed=int(counts[-1][1]))


# --- Odoo's own runner


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Run:
    """Odoo's test runner on a clone of the template, in a process of its own."""

    def __init__(self, name, tags, *, install="", addons_path=""):
        self.database = f"run_{os.getpid()}_{name}"
        self.log_path = LOGS / f"test-{name}.log"
        self._clone()
        command = [os.environ["BANKCRM_PYTHON"], os.environ["BANKCRM_ODOO"]]
        command += ["-c", os.environ["BANKCRM_CONF"], "-d", self.database]
        command += ["--stop-after-init", "--max-cron-threads=0", "--test-tags", tags]
        command += [f"--http-port={free_port()}", f"--gevent-port={free_port()}"]
        command += ["--log-handler=odoo.tests:INFO"]
        if addons_path:
            paths = f"{os.environ['BANKCRM_ADDONS_PATH']},{addons_path}"
            command += [f"--addons-path={paths}"]
        if install:
            command += ["-i", install]
        if update := os.environ.get("BANKCRM_UPDATE"):
            command += ["-u", update]
        # A file, not a pipe: a browser that outlives the run would keep a pipe open.
        with self.log_path.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)

    def _clone(self):
        template = os.environ["BANKCRM_TEMPLATE"]
        subprocess.run(["createdb", "-T", template, self.database], check=True)
        files = Path(os.environ["BANKCRM_DATA"], "filestore")
        if (files / template).exists():
            shutil.copytree(
                files / template, files / self.database, copy_function=os.link
            )

    def drop(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        subprocess.run(["dropdb", "--if-exists", "-f", self.database], check=False)
        files = Path(os.environ["BANKCRM_DATA"], "filestore", self.database)
        shutil.rmtree(files, ignore_errors=True)

    def read(self) -> OdooLog:
        text = self.log_path.read_text(encoding="utf-8", errors="replace")
        return read_log(text, read_ignored(ROOT / "config/test-log-ignore.txt"))


def wait_for(runs):
    since = told = time.time()
    while any(run.process.poll() is None for run in runs):
        time.sleep(0.5)
        now = time.time()
        if now - told > PROGRESS_SECONDS:
            told = now
            started = sum(
                run.log_path.read_text(errors="replace").count(": Starting ")
                for run in runs
            )
            print(f"       … {started} tests begun, {now - since:.0f}s", flush=True)
        if now - since > RUN_LIMIT_SECONDS:
            for run in runs:
                run.process.kill()


def count(result: Result, run: Run, log: OdooLog) -> None:
    """Add one run to the stage's result."""
    result.passed += log.passed
    result.skipped += len(log.skipped)
    for broken in log.broken:
        result.problems.append(
            "\n".join(
                [f"FAILED {broken.module}: {broken.test}", *broken.lines[-SHOWN_LINES:]]
            )
        )
    result.failed += max(log.failed, len(log.broken))
    if not log.finished:
        tail = run.log_path.read_text(errors="replace").splitlines()[-25:]
        result.fail(f"the test runner did not finish ({run.log_path})", *tail)
    elif run.process.returncode and not log.broken and not log.failed:
        result.fail(
            f"the test runner ended with {run.process.returncode} ({run.log_path})"
        )
    for test, reason in log.skipped_for_browser:
        result.fail(f"SKIPPED {test}: {reason}")
    if log.unexpected:
        result.fail(
            f"warnings and errors in {run.log_path}",
            *log.unexpected[:20],
            "Expect them in the test (assertLogs, mute_logger), mend them, or name them"
            " with the reason in config/test-log-ignore.txt.",
        )


def run_odoo(result: Result, tags_by_name: dict[str, str], **options) -> list[OdooLog]:
    runs, logs = [], []
    try:
        for name, tags in tags_by_name.items():
            runs.append(Run(name, tags, **options))
        wait_for(runs)
        for run in runs:
            log = run.read()
            count(result, run, log)
            logs.append(log)
    finally:
        for run in runs:
            run.drop()
    return logs


def test_files() -> dict[str, int]:
    """Our test files and the number of their tests, tours aside."""
    files = {}
    for path in sorted((ROOT / "addons").glob("*/tests/**/test_*.py")):
        text = path.read_text(encoding="utf-8")
        tests = len(re.findall(r"^    def test_", text, re.M))
        if tests and TOUR_TAG not in text:
            files[str(path.relative_to(ROOT / "addons"))] = tests
    return files


def shares(files: dict[str, int], number: int) -> list[list[str]]:
    """Deal the files out so that each share has about as many tests."""
    dealt = [[0, []] for _share in range(number)]
    for file, tests in sorted(files.items(), key=lambda item: -item[1]):
        smallest = min(dealt, key=lambda share: share[0])
        smallest[0] += tests
        smallest[1].append(file)
    return [share for _tests, share in dealt if share]


def check_installation(result: Result) -> None:
    """What Odoo complained about when the addons were installed for the template."""
    template = os.environ["BANKCRM_TEMPLATE"].removeprefix("test_")
    path = LOGS / f"install-{template}.log"
    if path.exists():
        ignored = read_ignored(ROOT / "config/test-log-ignore.txt")
        log = read_log(path.read_text(encoding="utf-8", errors="replace"), ignored)
        if log.unexpected:
            result.fail(f"warnings and errors in {path}", *log.unexpected[:20])


def run_addons(options) -> Result:
    result = Result()
    check_installation(result)
    if options.test_tags:
        run_odoo(result, {"addons": f"{options.test_tags},-{TOUR_TAG}"})
        return result
    files = test_files()
    if not files:
        return Result(note="no tests in addons yet")
    # Only files are named: a file that holds tours and tests runs with both tags.
    mixed = [
        path
        for path in (ROOT / "addons").glob("*/tests/**/test_*.py")
        if TOUR_TAG in path.read_text(encoding="utf-8")
    ]
    names = files | {str(path.relative_to(ROOT / "addons")): 1 for path in mixed}
    tags = {
        f"addons-{number}": ",".join([*(f"/{file}" for file in share), f"-{TOUR_TAG}"])
        for number, share in enumerate(shares(names, DATABASES), 1)
    }
    logs = run_odoo(result, tags)
    started = set().union(*(log.started_files for log in logs))
    for file in sorted(files.keys() - started):
        if all(log.finished for log in logs):
            result.fail(
                f"NEVER RUN addons/{file}: is it imported in tests/__init__.py,"
                " and its class post_install?"
            )
    return result


def run_tours(options) -> Result:
    """One browser at a time: on two cores, two at once overrun the tours' own clocks."""
    found = [
        path
        for path in (ROOT / "addons").glob("*/tests/**/*.py")
        if TOUR_TAG in path.read_text(encoding="utf-8")
    ]
    if not found:
        return Result(note="no tours in addons yet")
    tags = options.test_tags and f"{TOUR_TAG}{options.test_tags}"
    first = Result()
    (log,) = run_odoo(first, {"tours": tags or TOUR_TAG})
    if not log.ran:
        first.fail("no tour ran")
    if log.skipped and not log.skipped_for_browser:
        first.fail(*(f"SKIPPED {test}: {reason}" for test, reason in log.skipped))
    again = [broken.tag for broken in log.broken]
    if not again or not all(again) or first.failed > len(again):
        return first
    # A busy machine can be too slow for a step once; twice is a fault.
    print(f"       once more: {', '.join(again)}", flush=True)
    second = Result(passed=first.passed)
    (log,) = run_odoo(
        second, {"tours-again": ",".join(TOUR_TAG + tag for tag in again)}
    )
    if log.ran != len(again):
        return first
    words = "failed twice" if second.failed else "passed at the second try"
    second.problems.append(f"{words}: {', '.join(again)}")
    return second


def run_stories(options) -> Result:
    """Whole workflows across addons: an addon of tests only, in tests/stories."""
    folder = ROOT / "tests/stories"
    addons = [path.parent.name for path in sorted(folder.glob("*/__manifest__.py"))]
    if not addons or not has_tests(folder):
        return Result(note="no tests in tests/stories yet")
    tags = ",".join(f"/{name},{TOUR_TAG}/{name}" for name in addons)
    result = Result()
    run_odoo(
        result, {"stories": tags}, install=",".join(addons), addons_path=str(folder)
    )
    if not result.passed and not result.failed:
        result.fail("no story ran")
    return result
