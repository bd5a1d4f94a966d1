from datetime import date

from odoo.addons.bank_crm_exchange.tests.common import FeedCommon
from odoo.tests import tagged

from .common_loans import FIRST_DUE, STARTED

LOAN = (
    "holding_id,method,amount,annual_rate,start,first_due,instalments,is_equal_periods"
)
OPERATION = (
    "operation_id,operation,holding_id,kind,value_date,booking_date,amount,component,"
    "reverses_id,request_number"
)


@tagged("post_install", "-at_install")
class TestLoanFeed(FeedCommon):
    """Contracts, operations, plans and overdue sums by files of the core system."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"kind": "loan"})
        cls._load_clients("C1")
        cls._load(
            "holdings",
            cls._rows(
                "holding_id,client_id,product_id,state,currency,opened,amount",
                *(
                    f"{number},C1,T_CURRENT,active,UAH,{STARTED},1000"
                    for number in ("H1", "H2")
                ),
            ),
        )

    def _loans(self, *rows, **manifest):
        return self._load("loans", self._rows(LOAN, *rows), **manifest)

    def _operations(self, *rows, **manifest):
        return self._load("loan_operations", self._rows(OPERATION, *rows), **manifest)

    def _one_loan(self, number="H1"):
        self._loans(f"{number},differentiated,1000,0.12,{STARTED},{FIRST_DUE},4,1")
        self._operations(
            f"{number}-1,new,{number},disburse,{STARTED},,1000,,,",
            f"{number}-2,new,{number},repay,{FIRST_DUE},,260,,,",
        )
        return self._loan(number)

    def _loan(self, number):
        loan = self.env["bank.loan"].search([("holding_id.external_id", "=", number)])
        loan.invalidate_recordset()
        return loan

    def test_a_contract_and_its_operations_are_counted_when_they_come(self):
        loan = self._one_loan()
        self.assertRecordValues(
            loan,
            [{"ledger_mode": "core", "owed_amount": 515.0, "overdue_amount": 257.5,
              "days_past_due": 31, "principal_owed": 750.0, "figures_source": "shadow",
              "next_due_date": date(2026, 12, 20), "trouble": False}],
        )  # fmt: skip
        self.assertEqual(loan.client_id, self._client("C1"))

    def test_the_same_again_changes_nothing(self):
        self._one_loan()
        again = self._loans(
            f"H1,differentiated,1000,0.12,{STARTED},{FIRST_DUE},4,1",
            day=date(2026, 11, 20),
        )
        self.assertEqual((again.new_count, again.corrected_count), (0, 0))
        again = self._operations(
            f"H1-2,new,H1,repay,{FIRST_DUE},,260,,,", day=date(2026, 11, 20)
        )
        self.assertEqual((again.new_count, again.corrected_count), (0, 0))
        self.assertEqual(len(self._loan("H1").operation_ids), 2)

    def test_another_content_is_a_correction_and_a_cancelled_one_counts_no_more(self):
        self._one_loan()
        run = self._operations(
            f"H1-2,correct,H1,repay,{FIRST_DUE},,200,,,", day=date(2026, 11, 20)
        )
        self.assertEqual(run.corrected_count, 1)
        # 60.00 of the first instalment is unpaid since September.
        self.assertEqual(self._loan("H1").oldest_due_date, FIRST_DUE)
        self._operations(
            f"H1-2,cancel,H1,repay,{FIRST_DUE},,200,,,", day=date(2026, 11, 21)
        )
        self.assertEqual(self._loan("H1").principal_owed, 1000)

    def test_a_reversal_takes_back_the_operation_that_it_names(self):
        self._one_loan()
        self._operations(
            f"H1-3,new,H1,reverse,{FIRST_DUE},2026-11-19,,,H1-2,",
            day=date(2026, 11, 20),
        )
        loan = self._loan("H1")
        self.assertEqual(loan.principal_owed, 1000)
        self.assertFalse(loan.trouble)

    def test_what_comes_before_its_contract_waits_for_it(self):
        run = self._operations(f"H2-1,new,H2,disburse,{STARTED},,1000,,,")
        self.assertEqual(run.parked_count, 1)
        self._loans(f"H2,differentiated,1000,0.12,{STARTED},{FIRST_DUE},4,1")
        self._work()
        self.assertEqual(self._loan("H2").principal_owed, 1000)

    def test_rows_that_would_stop_a_replay_are_refused_with_the_column(self):
        self._one_loan()
        run = self._operations(
            "B1,new,H1,repay,2026-11-01,,0,,,",
            "B2,new,H1,waive,2026-11-01,,5,,,",
            "B3,new,H1,dance,2026-11-01,,5,,,",
            day=date(2026, 11, 20),
        )
        self.assertEqual(
            run.reject_ids.sorted("line").mapped("column_name"),
            ["amount", "component", "kind"],
        )
        self.assertEqual(len(self._loan("H1").operation_ids), 2)

    def test_our_request_is_confirmed_by_its_number(self):
        loan = self._one_loan()
        administrator = self._create_employee("loan_administration", self.head_office)
        loan.with_user(administrator)._enter(
            {"kind": "repay", "value_date": date(2026, 11, 20), "amount": 515}
        )
        request = loan.request_ids
        self.assertEqual(request.state, "sent")
        self._operations(
            f"H1-9,new,H1,repay,2026-11-20,,515,,,{request.number}",
            day=date(2026, 11, 20),
        )
        request.invalidate_recordset()
        self.assertEqual(request.state, "confirmed")
        self.assertEqual(request.operation_id.external_id, "H1-9")
        self.assertEqual(self._loan("H1").overdue_amount, 0)

    def test_the_core_says_otherwise_by_three_cents_and_by_300(self):
        loan = self._one_loan()
        self._load(
            "loan_schedules",
            self._rows(
                "holding_id,number,due,principal,interest",
                "H1,1,2026-09-20,250,10",
                "H1,2,2026-10-20,250,7.53",
                "H1,3,2026-11-20,250,5",
                "H1,4,2026-12-21,250,2.5",
            ),
        )
        self._load(
            "agreement_overdue",
            self._rows(
                "holding_id,date,principal,overdue_principal,overdue_interest,days",
                "H1,2026-11-20,1050,250,7.50,31",
            ),
            day=date(2026, 11, 20),
        )
        loan = self._loan("H1")
        found = {
            (item.figure, item.instalment): (item.gap, item.cause)
            for item in loan.difference_ids
        }
        self.assertEqual(
            found,
            {
                ("interest", 2): (0.03, "rounding"),
                ("due_date", 4): (1.0, "dates"),
                ("principal_owed", 0): (300.0, "unknown"),
            },
        )
        # Where the core keeps the book, its word is shown.
        self.assertRecordValues(
            loan,
            [{"figures_source": "core", "principal_owed": 1050.0,
              "overdue_amount": 257.5, "days_past_due": 31}],
        )  # fmt: skip

    def test_a_difference_that_is_gone_is_kept_as_gone(self):
        loan = self._one_loan()
        head = "holding_id,date,principal"
        self._load(
            "agreement_overdue", self._rows(head, "H1,2026-11-20,1050"),
            day=date(2026, 11, 20),
        )  # fmt: skip
        item = loan.difference_ids
        self.assertEqual((item.state, item.gap), ("open", 300.0))
        self._load(
            "agreement_overdue", self._rows(head, "H1,2026-11-20,750"),
            day=date(2026, 11, 21),
        )  # fmt: skip
        item.invalidate_recordset()
        self.assertEqual((item.state, item.gone_date), ("gone", self.day.date))

    def test_a_quote_goes_on_from_the_balance_that_the_core_told(self):
        """We count 765.00 to the end; the core says 300.00 more of principal."""
        loan = self._one_loan()
        self._load(
            "agreement_overdue",
            self._rows("holding_id,date,principal", "H1,2026-11-20,1050"),
            day=date(2026, 11, 20),
        )
        quote = self.env["bank.loan.quote"].create(
            {"loan_id": loan.id, "is_whole": True}
        )
        self.assertEqual(quote.payoff, 1065.0)
        self.assertIn("core system's balance", quote.source_words)

    def test_rows_of_the_feed_are_as_full_as_those_of_a_screen(self):
        loan = self._one_loan()
        self._load(
            "agreement_overdue",
            self._rows("holding_id,date,principal,days", "H1,2026-11-20,750,0"),
        )
        self._load(
            "loan_schedules",
            self._rows(
                "holding_id,number,due,principal,interest", "H1,1,2026-09-20,250,10"
            ),
        )
        made = self.env["bank.loan"].create(
            {
                "holding_id": self.env["bank.holding"]
                .search([("external_id", "=", "H2")])
                .id,
                "method": "differentiated",
                "amount": 1000,
                "instalments": 4,
                "start_date": STARTED,
                "first_due_date": FIRST_DUE,
                "is_equal_periods": True,
                "rate_ids": [(0, 0, {"date_from": STARTED, "annual_rate": 0.12})],
            }
        )
        made._recount()
        self._assert_twins(loan, made, {"fed_at", "next_due_date", "oldest_due_date"})
        self._assert_twins(loan.rate_ids, made.rate_ids)
        self._assert_twins(
            loan.operation_ids.filtered(lambda one: one.kind == "repay"),
            self.env["bank.loan.operation"].create(
                {
                    "loan_id": made.id,
                    "kind": "repay",
                    "value_date": FIRST_DUE,
                    "booking_date": FIRST_DUE,
                    "amount": 260,
                    "external_id": "X",
                }
            ),
            {"fed_at", "is_cancelled"},
        )
        self._assert_twins(
            self.env["bank.loan.instalment"].search(
                [("loan_id", "=", loan.id), ("source", "=", "core")]
            ),
            self.env["bank.loan.instalment"].create(
                {
                    "loan_id": made.id,
                    "source": "core",
                    "number": 1,
                    "due_date": FIRST_DUE,
                    "principal": 250,
                    "interest": 10,
                }
            ),
        )
        self._assert_twins(
            self.env["bank.holding.overdue"].search(
                [("holding_id", "=", loan.holding_id.id)]
            ),
            self.env["bank.holding.overdue"].create(
                {
                    "holding_id": made.holding_id.id,
                    "date": "2026-11-20",
                    "principal": 750,
                    "days": 0,
                }
            ),
            {"fed_at"},
        )

    def _assert_twins(self, fed, made, leave=()):
        filled = []
        for record in (fed, made):
            self.env.flush_all()
            self.env.cr.execute(
                f'SELECT * FROM "{record._table}" WHERE id = %s', [record.id]
            )
            names = [column.name for column in self.env.cr.description]
            row = dict(zip(names, self.env.cr.fetchone(), strict=True))
            filled.append({name for name, value in row.items() if value is not None})
        self.assertEqual(filled[0] - set(leave), filled[1] - set(leave), fed._name)
