import json

from odoo.addons.bank_crm_base.tests.common import BankCommon


class IndividualCommon(BankCommon):
    """The cast, with people whose files are to be filled, and files of a bureau."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bureau = cls.env["bank.bureau"].create(
            {"name": "Test Bureau", "code": "t_bureau"}
        )
        cls.kovalenko.write({"birth_date": "1985-03-07", "vat": "3111500003"})
        cls.factory = cls._create_client(
            "Завод Тест", client_kind="legal_entity", branch_id=cls.lviv.id,
            manager_id=cls.olena.id,
        )  # fmt: skip
        cls.far_factory = cls._create_client(
            "Фабрика Тест", client_kind="legal_entity", branch_id=cls.kharkiv.id,
            manager_id=cls.petro.id,
        )  # fmt: skip

    @classmethod
    def _employ(cls, client, *, user=None, **values):
        Employment = cls.env["bank.client.employment"]
        if user:
            Employment = Employment.with_user(user)
        return Employment.create(
            {
                "client_id": client.id,
                "employer_name": "ТОВ Праця",
                "date_from": "2024-11-20",
                **values,
            }
        )

    @classmethod
    def _happen(cls, client, code, day, *, user=None, **values):
        Event = cls.env["bank.client.life.event"]
        if user:
            Event = Event.with_user(user)
        kind = cls.env.ref(f"bank_crm_client.life_event_kind_{code}")
        return Event.create(
            {"client_id": client.id, "kind_id": kind.id, "date": day, **values}
        )

    @classmethod
    def _report_file(cls, **values):
        """A bureau's file: one open loan of 31,000.50, one closed."""
        told = {
            "format": "bank-crm-bureau-report",
            "version": "1",
            "date": "2026-11-01",
            "tax_number": "3111500003",
            "currency": "UAH",
            "score": {"value": 640, "low": 300, "high": 850},
            "loans": [
                {
                    "lender": "Банк «Схід»",
                    "kind": "Cash loan",
                    "opened": "2025-03-10",
                    "owed": "31000.50",
                    "overdue": "1200.00",
                    "days_overdue": 12,
                    "worst_days_overdue": 45,
                },
                {
                    "lender": "Ватра",
                    "kind": "Card",
                    "opened": "2020-01-05",
                    "closed": "2024-02-01",
                    "owed": "0",
                },
            ],
            "totals": {"open_loans": 1, "owed": "31000.50"},
        }
        return json.dumps(told | values).encode()

    @classmethod
    def _take_report(cls, client=None, *, user=None, **values):
        user = user or cls.olena
        client = (client or cls.kovalenko).with_user(user)
        return (
            cls.env["bank.bureau.report"]
            .with_user(user)
            ._take(
                client,
                cls.bureau,
                cls._report_file(**values),
                "report.json",
                cls.day.date,
                "Application 1127",
            )
        )
