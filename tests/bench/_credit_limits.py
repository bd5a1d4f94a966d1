"""Limits and signals of `bench credit`: one question over all loans, a night over all clients."""

import time

TIMES = 5


def note_limits(env, figures, day):
    """Use of a limit that every loan reaches, a step checked at it, and a night of signals."""
    Limit = env["bank.loan.limit"]
    client = env["bank.loan"].search([], limit=1).client_id
    limits = Limit.create(
        [
            {"level": "bank", "amount": 10**12},
            {"level": "client", "client_id": client.id, "amount": 10**9},
        ]
    )
    for limit, name in zip(limits, ("the bank", "a client"), strict=True):
        spent = []
        for _time in range(TIMES):
            began = time.perf_counter()
            limit._uses()
            spent.append(time.perf_counter() - began)
        figures.note(f"use of the limit of {name}", min(spent) * 1000, "ms")
    began = time.perf_counter()
    Limit._check_step(
        client,
        env["bank.product"],
        client.branch_id,
        env.company.currency_id,
        reserved=1,
    )
    figures.note("an approval checked", (time.perf_counter() - began) * 1000, "ms")
    ids = env["res.partner"].search([("is_client", "=", True)]).ids
    began = time.perf_counter()
    env["bank.loan.signal"]._refresh(ids, day)
    env["bank.watch.entry"]._refresh(ids, day)
    spent = time.perf_counter() - began
    figures.note("signals and watch list of a night", len(ids) / spent, "clients/s")
