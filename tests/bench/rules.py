"""Segments and decision tables over a whole bank.

    ./bankcrm bench rules [--clients N] [--part NAME] [--json] [--keep]

Each part is a module with `run(bank, clients, figures)`, run in the order listed in the
same bank; a part finds what the parts before it have filled.
"""

import argparse

import _rules_decisions
import _rules_segments
from _client_bank import ClientBank, Figures, bank

PARTS = {"segments": _rules_segments, "decisions": _rules_decisions}


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench rules", description=__doc__)
    parser.add_argument("--clients", type=int, default=50_000)
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    return parser.parse_args()


def main():
    options = read_arguments()
    figures = Figures()
    with bank("rules", options.keep) as env:
        clients = ClientBank(env)
        for part in options.part or PARTS:
            PARTS[part].run(clients, options.clients, figures)
    figures.show(options.json)


if __name__ == "__main__":
    main()
