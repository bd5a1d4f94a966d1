from odoo.tests import tagged

from .common import FeedCommon


def mt940(account, number, opening, closing, day, *entries):
    lines = "\n".join(
        f":61:{day}{day[2:]}{mark}{amount}NTRF{reference}//B{reference}\n:86:Purpose {reference}"
        for mark, amount, reference in entries
    )
    return (
        f":20:ST{number}\n:25:{account}\n:28C:{number}/1\n:60F:C{day}UAH{opening}\n{lines}\n"
        f":62F:C{day}UAH{closing}\n-\n"
    )


@tagged("post_install", "-at_install")
class TestFeedStatements(FeedCommon):
    """Statements bring movements, are chained, and a gap blocks the balance."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1")
        cls._load_accounts(("A1", "C1"))
        cls.account = cls._account("A1")

    def _statement(self, *arguments):
        return self._load("mt940", mt940(self.account.number, *arguments), name="x.sta")

    def test_a_statement_becomes_movements_and_a_balance(self):
        run = self._statement("1", "100,00", "70,50", "261105",
                              ("D", "40,00", "R1"), ("C", "10,50", "R2"))  # fmt: skip
        self.assertEqual((run.state, run.new_count), ("done", 2))
        movements = self.env["bank.account.movement"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertEqual(sorted(movements.mapped("amount")), [-40, 10.5])
        self.assertEqual(self.account.balance, 70.5)
        statement = self.env["bank.statement"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertEqual((statement.opening, statement.closing, statement.verdict),
                         (100, 70.5, "first"))  # fmt: skip

    def test_a_missing_statement_blocks_until_it_comes(self):
        self._statement("1", "0,00", "10,00", "261105", ("C", "10,00", "R1"))
        self._statement("3", "15,00", "17,00", "261107", ("C", "2,00", "R3"))
        self.assertTrue(self.account.has_gap)
        self._statement("2", "10,00", "15,00", "261106", ("C", "5,00", "R2"))
        self.assertFalse(self.account.has_gap)
        self.assertEqual(self.account.balance, 17)

    def test_an_unknown_account_is_parked(self):
        run = self._load("mt940", mt940("UA77", "1", "0,00", "1,00", "261105",
                                        ("C", "1,00", "R1")), name="x.sta")  # fmt: skip
        self.assertEqual(run.parked_count, 1)

    def test_what_is_no_statement_is_refused(self):
        run = self._load("mt940", "hello\n", name="x.sta")
        self.assertEqual(run.state, "refused")
