import base64
from datetime import date

from odoo.addons.bank_crm_base.tests.common import BankCommon
from odoo.fields import Command

STARTED = date(2026, 8, 20)
FIRST_DUE = date(2026, 9, 20)
# A scan as it is uploaded.
SIGNED = base64.b64encode(b"%PDF-1.4 signed by all")


class LoanCommon(BankCommon):
    """The cast with loan administration, and a loan that is worked out by hand.

    1000.00 on 20 August 2026, 1 % a month (a twelfth each month), four equal parts of
    principal: 260.00, 257.50, 255.00 and 252.50 on the 20th of the next four months.
    The bank day is 20 November: the third falls due today.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._loan_product("T-LOAN")
        cls.officer = cls._create_employee("credit_officer", cls.lviv)
        cls.administrator = cls._create_employee("loan_administration", cls.head_office)
        cls.loan = cls._create_loan(cls.kovalenko)

    @classmethod
    def _loan_product(cls, code):
        return cls.env["bank.product"].create(
            {
                "name": f"Loan {code}",
                "code": code,
                "kind": "loan",
                "currency_id": cls.uah.id,
                "family_id": cls.env.ref(
                    "bank_crm_base.product_family_consumer_loan"
                ).id,
            }
        )

    @classmethod
    def _create_loan(cls, client, *, number="L-1", mode="own", **terms):
        holding = cls.env["bank.holding"].create(
            {
                "client_id": client.id,
                "product_id": cls.product.id,
                "branch_id": client.branch_id.id,
                "number": number,
                "external_id": number,
                "state": "active",
                "opened_date": STARTED,
                "end_date": date(2026, 12, 20),
                "currency_id": cls.uah.id,
                "amount": 1000,
            }
        )
        loan = cls.env["bank.loan"].create(
            {
                "holding_id": holding.id,
                "ledger_mode": mode,
                "method": "differentiated",
                "amount": 1000,
                "instalments": 4,
                "start_date": STARTED,
                "first_due_date": FIRST_DUE,
                "is_equal_periods": True,
                "rate_ids": [
                    Command.create({"date_from": STARTED, "annual_rate": 0.12})
                ],
                **terms,
            }
        )
        cls._operation(loan, "disburse", STARTED, 1000)
        cls._operation(loan, "repay", FIRST_DUE, 260)
        loan._recount()
        return loan

    @classmethod
    def _operation(cls, loan, kind, day, amount=0, **values):
        """An operation that was booked on its own day."""
        return cls.env["bank.loan.operation"].create(
            {
                "loan_id": loan.id,
                "kind": kind,
                "value_date": day,
                "booking_date": day,
                "amount": amount,
                **values,
            }
        )

    def _assert_stands(self, loan, *, due, overdue, days, owed):
        loan.invalidate_recordset()
        self.assertRecordValues(
            loan,
            [
                {
                    "owed_amount": due,
                    "overdue_amount": overdue,
                    "days_past_due": days,
                    "principal_owed": owed,
                }
            ],
        )

    @classmethod
    def _sign_pack(cls, application):
        """The pack is printed and comes back signed, as whose environment it is does it."""
        pack = application.env["bank.loan.pack"]._print(application)
        pack._keep_scan(SIGNED, "signed.pdf", application._today())
        return pack
