"""Assignment of clients to managers by rules.

./bankcrm bench assignment [--clients N] [--json] [--keep]
"""

import argparse

import _clients_assignment
from _client_bank import ClientBank, Figures, bank


def main():
    parser = argparse.ArgumentParser(
        prog="bankcrm bench assignment", description=__doc__
    )
    parser.add_argument("--clients", type=int, default=50_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    options = parser.parse_args()
    figures = Figures()
    with bank("assignment", options.keep) as env:
        _clients_assignment.run(ClientBank(env), options.clients, figures)
    figures.show(options.json)


if __name__ == "__main__":
    main()
