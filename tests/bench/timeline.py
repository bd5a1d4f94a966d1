"""How long a page of a client's timeline takes, and whether it grows with what happened.

    ./bankcrm bench timeline [--events N] [--calls N] [--json] [--keep]

A client with N events (e-mails, notes, tasks, visits, large payments) beside one with 50, as
his manager, through the same call as the card. Deep: the page that begins in the middle.
The baseline of each figure is the client with 50 events.
"""

import argparse
from datetime import datetime, timedelta

from _client_bank import TODAY, ClientBank, Figures, bank, p95, timed

FEW = 50
AT_MOST = 2.0


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench timeline", description=__doc__)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--calls", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    return parser.parse_args()


def client_with(clients, events, name):
    """A client of the first manager with so many events over five years, of five kinds."""
    env = clients.env
    client = env["res.partner"].create(
        {
            "name": name,
            "is_client": True,
            "client_kind": "person",
            "client_state": "client",
            "branch_id": clients.branch.id,
            "manager_id": clients.managers[0].id,
        }
    )
    account = env["bank.account"].create(
        {
            "number": f"UA{client.id}",
            "external_id": f"UA{client.id}",
            "client_id": client.id,
            "currency_id": env.company.currency_id.id,
        }
    )
    env.flush_all()
    share = events // 5
    values = {
        "client": client.id,
        "manager": clients.managers[0].id,
        "author": clients.managers[0].partner_id.id,
        "account": account.id,
        "currency": env.company.currency_id.id,
        "model": env["ir.model"]._get_id("res.partner"),
        "todo": env.ref("mail.mail_activity_data_todo").id,
        "note": env.ref("mail.mt_note").id,
        "comment": env.ref("mail.mt_comment").id,
        "share": share,
        "letters": events - 4 * share,
        "now": datetime.combine(TODAY, datetime.min.time()),
        "step": timedelta(days=5 * 365) / max(share, 1),
    }
    for rows in (
        """
        INSERT INTO mail_message (model, res_id, date, message_type, subtype_id, subject, body,
                                  author_id, email_from)
        SELECT 'res.partner', %(client)s, %(now)s - n * %(step)s, 'email_outgoing',
               %(comment)s, 'Letter ' || n, '<p>About the deposit number ' || n || '</p>',
               %(author)s, 'bench' FROM generate_series(1, %(letters)s) AS n
        """,
        """
        INSERT INTO mail_message (model, res_id, date, message_type, subtype_id, body,
                                  author_id, email_from)
        SELECT 'res.partner', %(client)s, %(now)s - n * %(step)s, 'comment', %(note)s,
               '<p>Note ' || n || '</p>', %(author)s, 'bench'
          FROM generate_series(1, %(share)s) AS n
        """,
        """
        INSERT INTO mail_activity (res_model_id, res_model, res_id, activity_type_id, user_id,
                                   summary, date_deadline, date_done, active)
        SELECT %(model)s, 'res.partner', %(client)s, %(todo)s, %(manager)s, 'Task ' || n,
               (%(now)s - n * %(step)s)::date, (%(now)s - n * %(step)s)::date, false
          FROM generate_series(1, %(share)s) AS n
        """,
        """
        INSERT INTO bank_visit (kind, client_id, user_id, identified_by, reason, started_at,
                                ends_at, ended_at)
        SELECT 'presence', %(client)s, %(manager)s, 'document', 'cash',
               %(now)s - n * %(step)s, %(now)s - n * %(step)s + interval '30 minutes',
               %(now)s - n * %(step)s + interval '9 minutes'
          FROM generate_series(1, %(share)s) AS n
        """,
        """
        INSERT INTO bank_large_flow (date, client_id, account_id, currency_id, amount,
                                     direction, counterparty_name)
        SELECT (%(now)s - n * %(step)s)::date, %(client)s, %(account)s, %(currency)s,
               50000 + n, 'in', 'Payer ' || n FROM generate_series(1, %(share)s) AS n
        """,
    ):
        env.cr.execute(rows, values)
    env.cr.commit()
    env.invalidate_all()
    return client


def measure(clients, client, calls):
    """Seconds of the first page, of one in the middle, of a search, and of the chart."""
    mine = client.with_user(clients.managers[0])
    env = clients.env
    middle = [
        str(datetime.combine(TODAY, datetime.min.time()) - timedelta(days=900)),
        "",
        0,
    ]

    def run(call):
        def once(_number):
            mine.env.invalidate_all()
            call()

        return p95(timed(once, calls))

    before = env.cr.sql_log_count
    mine.env.invalidate_all()
    first = mine.get_timeline()
    queries = env.cr.sql_log_count - before
    assert len(first["rows"]) == 20, len(first["rows"])
    assert mine.get_timeline(middle)["rows"]
    return {
        "first": run(mine.get_timeline),
        "deep": run(lambda: mine.get_timeline(middle)),
        "channel": run(lambda: mine.get_timeline(None, {"channels": ["visit"]})),
        "words": run(lambda: mine.get_timeline(None, {"text": "nowhere to be found"})),
        "months": run(mine.get_timeline_months),
        "queries": queries,
    }


def main():
    options = read_arguments()
    figures = Figures()
    with bank("timeline", options.keep) as env:
        clients = ClientBank(env)
        few = client_with(clients, FEW, "Bench Few")
        many = client_with(clients, options.events, "Bench Many")
        for table in ("mail_message", "mail_activity", "bank_visit", "bank_large_flow"):
            env.cr.execute(f"ANALYZE {table}")
        before = measure(clients, few, options.calls)
        after = measure(clients, many, options.calls)
        for part, name, most in (
            ("first", "first page", AT_MOST),
            ("deep", "a page from the middle", AT_MOST),
            ("channel", "first page of one channel", AT_MOST),
            ("words", "words that are nowhere in it", None),
            ("months", "contacts by month", None),
        ):
            figures.note(
                f"{name}, {options.events} events: p95",
                1000 * after[part],
                "ms",
                baseline=1000 * before[part],
                ratio=after[part] / before[part],
                at_most=most,
            )
        figures.note(
            "queries of the first page",
            after["queries"],
            "queries",
            baseline=before["queries"],
        )
    figures.show(options.json)


if __name__ == "__main__":
    main()
