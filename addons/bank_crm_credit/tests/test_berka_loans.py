import json
from datetime import date
from pathlib import Path

from odoo.addons.bank_crm_exchange.tests.common import FeedCommon
from odoo.tests import tagged

VECTORS = Path(__file__).parents[4] / "shared" / "vectors" / "08_realdata.json"
AS_OF = date(1994, 3, 31)
SMALL_CHANGE_CZK = 5


@tagged("post_install", "-at_install")
class TestBerkaLoans(FeedCommon):
    """Loans of a real bank through the feed: arrears on a date as published."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.business.day"]._open(AS_OF)
        cls.czk = cls.env.ref("base.CZK")
        cls.czk.active = True
        cls.product.write({"kind": "loan"})
        cls.env["bank.loan.product"].create(
            {"product_id": cls.product.id, "tolerance": SMALL_CHANGE_CZK}
        )

    def _cases(self):
        if not VECTORS.is_file():
            self.skipTest("no ../shared: the published loans are not here")
        cases = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
        return [case for case in cases if case["kind"] == "real_loan_arrears"]

    def test_arrears_on_each_card_are_the_published_ones(self):
        cases = self._cases()
        self.assertEqual(len(cases), 27)
        numbers = [case["inputs"]["loan"]["loan_id"] for case in cases]
        self._load_clients(*(f"B{number}" for number in numbers))
        holdings, loans, operations = [], [], []
        for case in cases:
            given, agreed = case["inputs"], case["inputs"]["loan"]
            number, granted = agreed["loan_id"], given["grant_date"]
            day = date.fromisoformat(granted)
            first = day.replace(day=12)
            if first <= day:
                first = first.replace(month=day.month % 12 + 1,
                                      year=day.year + day.month // 12)  # fmt: skip
            holdings.append(f"{number},B{number},T_CURRENT,active,CZK,{granted}")
            loans.append(
                f"{number},annuity,{agreed['amount']},0,{granted},{first},"
                f"{agreed['duration']},1"
            )
            operations.append(
                f"{number}-0,{number},disburse,{granted},{agreed['amount']}"
            )
            operations += [
                f"{number}-{place},{number},repay,{one['date']},{one['amount']}"
                for place, one in enumerate(given["uver_payments"], 1)
            ]
        for layout, head, rows in (
            (
                "holdings",
                "holding_id,client_id,product_id,state,currency,opened",
                holdings,
            ),
            (
                "loans",
                "holding_id,method,amount,annual_rate,start,first_due,instalments,"
                "is_equal_periods",
                loans,
            ),
            (
                "loan_operations",
                "operation_id,holding_id,kind,value_date,amount",
                operations,
            ),
        ):
            run = self._load(layout, self._rows(head, *rows), day=AS_OF)
            self.assertEqual(run.new_count, len(rows))
        for case in cases:
            number, expected = case["inputs"]["loan"]["loan_id"], case["expected"]
            with self.subTest(loan=number):
                [row] = self._client(f"B{number}").get_client_loans()["loans"]
                self.assertAlmostEqual(
                    row["overdue"], max(expected["arrears_amount"], 0), delta=1.0
                )
                self.assertEqual(row["days"], expected["dpd"])
                loan = self.env["bank.loan"].browse(row["id"])
                oldest = expected["oldest_unpaid_due"]
                self.assertEqual(
                    loan.oldest_due_date,
                    date.fromisoformat(oldest) if oldest else False,
                )
