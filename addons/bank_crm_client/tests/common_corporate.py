from contextlib import contextmanager
from datetime import date

from odoo.addons.bank_crm_base.tests.common import BankCommon

# Apple Inc., Form 10-K for the year ended 30 September 2023, millions of US dollars; the
# calendar year stands in for the financial one.
PUBLISHED = {
    "PPE": 43_715, "LTINV": 100_544, "OTHNCA": 64_758, "INVENT": 6_331,
    "TRADEREC": 29_508, "OTHREC": 31_477, "STINV": 31_590, "CASH": 29_965,
    "OTHCA": 14_695, "SHARE": 73_812, "RESERVES": -11_452, "RETAINED": -214,
    "LTDEBT": 95_281, "OTHNCL": 49_848, "STDEBT": 15_807, "TRADEPAY": 62_611,
    "OTHCL": 66_890, "REV": 383_285, "COGS": 214_137, "ADMIN": 24_932,
    "OTHEXP": 29_915, "OTHRES": 3_368, "INTEXP": 3_933, "TAX": 16_741, "DA": 11_519,
}  # fmt: skip


class CorporateCommon(BankCommon):
    """A company of the Lviv manager, one of the Kharkiv manager, and their statements."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._create_employee("corporate_manager", cls.lviv)
        cls.mill = cls._company("Млин Тест", cls.lviv, cls.officer)
        cls.depot = cls._company("Склад Тест", cls.kharkiv, cls.petro)
        cls.ifrs = cls.env.ref("bank_crm_client.statement_layout_ifrs")
        cls.ua_forms = cls.env.ref("bank_crm_client.statement_layout_ua")
        cls.Statement = cls.env["bank.financial.statement"]

    @classmethod
    def _company(cls, name, branch, manager, **values):
        return cls._create_client(
            name,
            client_kind="legal_entity",
            branch_id=branch.id,
            manager_id=manager.id,
            **values,
        )

    @classmethod
    def _statement(cls, client=None, *, year=2025, user=None, figures=None, **values):
        """A draft of a year; `figures` by the codes of its form."""
        values = {
            "client_id": (client or cls.mill).id,
            "layout_id": cls.ifrs.id,
            "date_from": date(year, 1, 1),
            "date_to": date(year, 12, 31),
            "unit": "1000000",
            **values,
        }
        statement = cls.Statement.with_user(user or cls.env.user).create(values)
        if figures:
            cls._fill(statement, figures)
        return statement

    @classmethod
    def _fill(cls, statement, figures):
        items = {item.code: item for item in statement.layout_id.item_ids}
        return statement.set_figures(
            {items[code].id: amount for code, amount in figures.items()}
        )

    @classmethod
    def _right(cls, client=None, *, user=None, **values):
        values = {
            "client_id": (client or cls.mill).id,
            "name": "Директор Тест",
            "date_from": date(2026, 1, 1),
            **values,
        }
        return cls.env["bank.signatory"].with_user(user or cls.env.user).create(values)

    @staticmethod
    def _small(revenue=5, profit=1):
        """A small year that balances: five owned, three of them owed."""
        return {
            "CASH": 5, "SHARE": 2, "TRADEPAY": 3, "REV": revenue, "COGS": revenue - profit,
        }  # fmt: skip

    @contextmanager
    def _refused(self, error, words):
        """Refused with these words, and undone."""
        with self.assertRaises(error) as caught, self.env.cr.savepoint():
            yield
        self.assertIn(words, str(caught.exception))
