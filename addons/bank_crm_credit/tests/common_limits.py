from contextlib import contextmanager

from .common_loans import LoanCommon


class LimitsCommon(LoanCommon):
    """The cast of loans with two people of credit risk, and no limit but those of a test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The demo bank may be loaded: its limits, covenants and signals are not ours.
        cls.env.cr.execute(
            "DELETE FROM bank_loan_limit; DELETE FROM bank_loan_commitment; "
            "DELETE FROM bank_watch_change; DELETE FROM bank_watch_entry; "
            "DELETE FROM bank_loan_signal"
        )
        cls.risk = cls._create_employee("underwriter", cls.head_office)
        cls.second = cls._create_employee(
            "underwriter", cls.head_office, login="t_second_risk"
        )
        cls.Limit = cls.env["bank.loan.limit"]
        cls.Promise = cls.env["bank.loan.commitment"]
        cls.mill = cls._create_client(
            "Млин Ліміт",
            client_kind="legal_entity",
            branch_id=cls.lviv.id,
            manager_id=cls.olena.id,
        )

    @classmethod
    def _limit(cls, amount, level="client", **values):
        """A limit in force since long ago."""
        if level == "client" and "client_id" not in values:
            values["client_id"] = cls.mill.id
        return cls.Limit.create(
            {"level": level, "amount": amount, "date_from": "2026-01-01", **values}
        )

    @classmethod
    def _promise(cls, amount, client=None, **values):
        """An approval that took up its limits."""
        return cls.Promise._reserve(
            {
                "client_id": (client or cls.mill).id,
                "product_id": cls.product.id,
                "branch_id": cls.lviv.id,
                "currency_id": cls.uah.id,
                "amount": amount,
                **values,
            }
        )

    @classmethod
    def _holding(cls, client=None, *, balance=0, **values):
        """An agreement on a loan whose balance the core told."""
        return cls.env["bank.holding"].create(
            {
                "client_id": (client or cls.mill).id,
                "product_id": cls.product.id,
                "branch_id": cls.lviv.id,
                "state": "active",
                "currency_id": cls.uah.id,
                "balance": balance,
                **values,
            }
        )

    def _used(self, limit):
        limit.invalidate_recordset()
        return limit.used_base

    @contextmanager
    def _refused(self, error, words):
        """Refused with these words, and undone."""
        with self.assertRaises(error) as caught, self.env.cr.savepoint():
            yield
        self.assertIn(words, str(caught.exception))
