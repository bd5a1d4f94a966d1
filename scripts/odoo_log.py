"""What a log of Odoo's own test runner says: how many tests ran, what failed, what else
was logged that nobody expected.

Odoo ends with "1 failed, 0 error(s) of 9 tests": too little to tell a run in which every
browser tour was skipped from a good one, so the lines before it are read as well.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

LINE = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ "
    r"(?P<level>[A-Z]+) (?P<db>\S+) (?P<logger>\S+): (?P<text>.*)$"
)
RESULT = re.compile(r"^(\d+) failed, (\d+) error\(s\) of (\d+) tests")
STARTING = re.compile(r"^Starting (?P<test>[\w.]+) \.\.\.")
BROKEN = re.compile(r"^(?P<kind>FAIL|ERROR): (?P<test>.+)$")
SKIPPED = re.compile(r"^skipped (?P<test>[\w.]+)[^:]* : (?P<reason>.*)$")
LOUD = {"WARNING", "ERROR", "CRITICAL"}
# What the runner itself says about tests that are counted already.
RUNNER_WORDS = re.compile(
    r"^(Module \w+: \d+ failures|\d+ failed, \d+ error|At least one)"
)
NO_BROWSER = re.compile(r"chrome|chromium|websocket-client", re.IGNORECASE)


@dataclass(slots=True)
class Broken:
    """A failed test with what was logged about it."""

    test: str
    module: str
    lines: list[str] = field(default_factory=list)

    @property
    def tag(self):
        """How --test-tags names it; empty for the failed set-up of a class."""
        match = re.match(r"^(?:Subtest )?(\w+)\.(\w+)", self.test)
        return f"/{self.module}:{match[1]}.{match[2]}" if match else ""


@dataclass(slots=True)
class OdooLog:
    """One run of the test runner."""

    ran: int = 0
    failed: int = 0
    finished: bool = False
    started_files: set[str] = field(default_factory=set)
    broken: list[Broken] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)

    @property
    def passed(self):
        return max(0, self.ran - self.failed - len(self.skipped))

    def is_explained(self, line):
        """Whether a failed tour's own browser said it: it is counted already."""
        logger = LINE.match(line)["logger"]
        return any(logger.endswith(f"{broken.test}.browser") for broken in self.broken)

    @property
    def skipped_for_browser(self):
        return [row for row in self.skipped if NO_BROWSER.search(row[1])]


def read_ignored(path: Path) -> list[re.Pattern]:
    """The expected warnings: one regular expression a line, # for the reason."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [re.compile(line) for line in lines if line and not line.startswith("#")]


def module_of(logger: str) -> str:
    parts = logger.split(".")
    return parts[2] if parts[:2] == ["odoo", "addons"] and len(parts) > 2 else ""


def file_of(logger: str) -> str:
    """`odoo.addons.a.tests.test_b` as `a/tests/test_b.py`."""
    return "/".join(logger.split(".")[2:]) + ".py"


def is_unexpected(match: re.Match, ignored: list[re.Pattern]) -> bool:
    if match["level"] not in LOUD or RUNNER_WORDS.match(match["text"]):
        return False
    return not any(pattern.search(match[0]) for pattern in ignored)


def read_log(text: str, ignored: list[re.Pattern] = ()) -> OdooLog:
    log = OdooLog()
    current = None
    for line in text.splitlines():
        match = LINE.match(line)
        if not match:
            if current is not None:
                current.lines.append(line)
            continue
        current = None
        words, logger = match["text"], match["logger"]
        if result := RESULT.match(words):
            log.failed = int(result[1]) + int(result[2])
            log.ran = int(result[3])
            log.finished = True
        elif STARTING.match(words):
            log.started_files.add(file_of(logger))
        elif broken := BROKEN.match(words):
            current = Broken(broken["test"], module_of(logger))
            log.broken.append(current)
        elif skipped := SKIPPED.match(words):
            log.skipped.append((skipped["test"], skipped["reason"]))
        elif is_unexpected(match, ignored):
            log.unexpected.append(line)
    log.unexpected = [line for line in log.unexpected if not log.is_explained(line)]
    return log
