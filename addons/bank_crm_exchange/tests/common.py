import io
from datetime import date

from odoo.addons.bank_crm_base.tests.common import BankCommon

MOVEMENTS = "movement_id,operation,reverses_id,account_id,booking_date,amount,currency,kind,purpose"
STEPS_AT_MOST = 500


class FeedCommon(BankCommon):
    """Loads small files as the command does, slice by slice, without committing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.feed"].search([]).write({"max_reject_share": 1.0})
        cls.env["bank.feed.run"].search(
            [("state", "in", cls.env["bank.feed.run"]._queued_states())]
        ).write({"state": "refused"})
        cls.product = cls.env["bank.product"].create(
            {
                "name": "Current",
                "code": "T_CURRENT",
                "kind": "account",
                "family_id": cls.env.ref(
                    "bank_crm_base.product_family_current_account"
                ).id,
            }
        )

    @classmethod
    def _feed(cls, layout):
        return cls.env["bank.feed"].search([("code", "=", f"core_{layout}")])

    @classmethod
    def _receive(cls, layout, text, *, day=date(2026, 11, 19), name=None, **manifest):
        content = text if isinstance(text, bytes) else text.encode()
        return cls.env["bank.feed.run"]._receive(
            cls._feed(layout),
            io.BytesIO(content),
            name or f"{layout}.csv",
            door="command",
            manifest={"bank_date": str(day), **manifest},
        )

    @classmethod
    def _load(cls, layout, text, **manifest):
        """Receive a file and work until nothing is queued; returns its run."""
        run = cls._receive(layout, text, **manifest)
        cls._work()
        return run

    @classmethod
    def _work(cls, **context):
        Run = cls.env["bank.feed.run"].with_context(**context)
        for _step in range(STEPS_AT_MOST):
            run = Run._next_queued()
            if not run:
                return
            run._run_slice()
        raise AssertionError(f"the queue never ends: {run.state} {run.cursor}")

    @classmethod
    def _rows(cls, header, *rows):
        return "\n".join([header, *rows]) + "\n"

    @classmethod
    def _load_clients(cls, *numbers):
        return cls._load(
            "clients",
            cls._rows(
                "client_id,kind,last_name,first_name,branch_id",
                *(
                    f"{number},person,Тест{number},Іван,{cls.lviv.code}"
                    for number in numbers
                ),
            ),
        )

    @classmethod
    def _load_accounts(cls, *pairs, currency="UAH"):
        return cls._load(
            "accounts",
            cls._rows(
                "account_id,client_id,product_id,number,currency,kind,opened",
                *(
                    f"{account},{client},T_CURRENT,UA00{account},{currency},current,2020-01-01"
                    for account, client in pairs
                ),
            ),
        )

    @classmethod
    def _client(cls, number):
        return (
            cls.env["bank.client.key"]
            .search([("source", "=", "core"), ("external_id", "=", number)])
            .client_id
        )

    @classmethod
    def _account(cls, number):
        return cls.env["bank.account"].search(
            [("source", "=", "core"), ("external_id", "=", number)]
        )

    @classmethod
    def _movements(cls, *rows, **manifest):
        return cls._load("movements", cls._rows(MOVEMENTS, *rows), **manifest)

    @classmethod
    def _movement(cls, number):
        return cls.env["bank.account.movement"].search([("source_id", "=", number)])

    @classmethod
    def _month(cls, account, month):
        return cls.env["bank.account.month"].search(
            [("account_id", "=", account.id), ("month", "=", month)]
        )
