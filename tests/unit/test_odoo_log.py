"""The reader of the test runner's log sees what the last line hides."""

import re

from scripts.odoo_log import read_log

GOOD_END = "0 failed, 0 error(s) of 2 tests when loading database 'x'"


def line(text, level="INFO", logger="odoo.addons.bank_crm_base.tests.test_a"):
    return f"2026-01-02 10:11:12,345 77 {level} bank {logger}: {text}"


def read(*lines, ignored=()):
    return read_log("\n".join(lines), [re.compile(pattern) for pattern in ignored])


def test_a_good_run_is_counted():
    log = read(
        line("Starting TestA.test_one ... "),
        line("Starting TestA.test_two ... "),
        line(GOOD_END, logger="odoo.tests.result"),
    )
    assert (log.passed, log.failed, log.finished) == (2, 0, True)
    assert log.started_files == {"bank_crm_base/tests/test_a.py"}


def test_a_run_without_its_last_line_has_not_finished():
    assert not read(line("Starting TestA.test_one ... ")).finished


def test_a_failed_test_keeps_its_trace_and_its_tag():
    log = read(
        line("FAIL: TestA.test_one", "ERROR"),
        "Traceback (most recent call last):",
        "AssertionError: 1 != 2",
        line("1 failed, 0 error(s) of 2 tests", "ERROR", "odoo.tests.result"),
    )
    (broken,) = log.broken
    assert broken.tag == "/bank_crm_base:TestA.test_one"
    assert broken.lines[-1] == "AssertionError: 1 != 2"
    assert (log.passed, log.failed, log.unexpected) == (1, 1, [])


def test_a_failed_set_up_of_a_class_has_no_tag():
    log = read(line("ERROR: setUpClass (odoo.addons.bank_crm_base.tests.test_a.TestA)"))
    assert not log.broken[0].tag


def test_a_tour_without_a_browser_is_no_pass():
    log = read(
        line("Starting TestA.test_one ... "),
        line("skipped TestA.test_one : Chrome executable not found"),
        line("0 failed, 0 error(s) of 1 tests", logger="odoo.tests.result"),
    )
    assert log.passed == 0
    assert log.skipped_for_browser == [
        ("TestA.test_one", "Chrome executable not found")
    ]


def test_a_warning_that_nobody_expected_is_kept():
    warning = line("The model has no access rules", "WARNING", "odoo.modules.loading")
    assert read(warning).unexpected == [warning]
    assert not read(warning, ignored=["no access rules"]).unexpected


def test_the_browser_of_a_failed_tour_is_not_counted_twice():
    browser = "odoo.addons.bank_crm_base.tests.test_a.TestA.test_one.browser"
    log = read(
        line("step failed", "ERROR", browser), line("FAIL: TestA.test_one", "ERROR")
    )
    assert not log.unexpected
