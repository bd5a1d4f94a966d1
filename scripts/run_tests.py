"""Run the tests in stages and count them.

Called by `./bankcrm test`, which sets up what the stages need. Ends with one plain line,
`N passed, N failed`, for people and machines alike.
"""

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(os.environ["BANKCRM_ROOT"])
sys.path.insert(0, str(ROOT))

from scripts import test_stages  # noqa: E402

CI_LIMIT_MINUTES = 60
STAGES = {
    "unit": test_stages.run_unit,
    "lint": test_stages.run_lint,
    "addons": test_stages.run_addons,
    "tours": test_stages.run_tours,
    "durability": test_stages.run_durability,
    "stories": test_stages.run_stories,
}


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./bankcrm test")
    parser.add_argument("stages", nargs="*", choices=[*STAGES, []])
    parser.add_argument("--test-tags", default="")
    return parser.parse_args()


def minutes(seconds):
    return f"{seconds / 60:5.1f} min"


def main():
    options = parse_arguments()
    started = float(os.environ["BANKCRM_STARTED"])
    results = [("set-up", test_stages.Result(note="ready"), time.time() - started)]
    for name in options.stages:
        print(f"[{time.time() - started:4.0f}s] {name}", flush=True)
        since = time.time()
        result = STAGES[name](options)
        results.append((name, result, time.time() - since))
        for problem in result.problems:
            print(problem, flush=True)
    total = time.time() - started
    passed = sum(result.passed for _name, result, _seconds in results)
    failed = sum(result.failed for _name, result, _seconds in results)

    print()
    for name, result, seconds in results:
        counts = result.note or f"{result.passed} passed, {result.failed} failed"
        if result.skipped:
            counts += f", {result.skipped} skipped"
        print(f"{name:<11} {minutes(seconds)}   {counts}")
    print(f"{'total':<11} {minutes(total)}")
    if os.environ.get("CI") == "true" and total > CI_LIMIT_MINUTES * 60:
        print(f"The run took longer than {CI_LIMIT_MINUTES} minutes.")
        failed += 1
    if not passed and not failed:
        print("No test ran.")
        failed = 1
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
