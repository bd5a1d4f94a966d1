"""Client work over a whole bank: duplicates, groups, assignment, classes, screening, steps.

    ./bankcrm bench clients [--clients N] [--part NAME] [--json] [--keep]

Every part fills its own bank and prints what it found and how long it took.
"""

import argparse
import importlib

from _client_bank import Figures

PARTS = ("duplicates", "groups", "assignment", "classes", "screening", "steps")


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench clients", description=__doc__)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    return parser.parse_args()


def main():
    options = read_arguments()
    figures = Figures()
    for part in options.part or PARTS:
        importlib.import_module(f"_clients_{part}").measure(options, figures)
    figures.show(options.json)


if __name__ == "__main__":
    main()
