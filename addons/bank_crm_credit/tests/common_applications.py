from datetime import date

from odoo.fields import Command

from .common_loans import LoanCommon


class ApplicationCommon(LoanCommon):
    """A retail product whose figures are worked out by hand, and who does what.

    1 % a month, each month a twelfth of the year: 12,000.00 in 12 instalments is
    12,000 x 0.01 / (1 - 1.01^-12) = 1,066.19 a month. A salary by certificate counts nine
    tenths, a card five hundredths of its limit, a person lives on 3,000.00.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["bank.loan.product"].create(
            {
                "product_id": cls.product.id,
                "ledger_mode": "own",
                "order_id": cls.env.ref("bank_crm_credit.loan_order_ukraine").id,
                "track": "retail",
                "least_amount": 1000,
                "most_amount": 200000,
                "most_months": 60,
                "offer_rate": 0.12,
                "is_equal_periods": True,
                "most_dsti": 0.5,
                "living_cost": 3000,
                "is_bureau_asked": False,
            }
        )
        cls.underwriter = cls._create_employee("underwriter", cls.head_office)
        # Nobody of the cast is a client, and the client has no other debts.
        cls.loan.holding_id.state = "closed"
        cls.loan.sudo().write({"principal_owed": 0, "overdue_amount": 0})
        cls.kovalenko.birth_date = date(1985, 3, 1)
        cls.kovalenko.vat = "3111111118"
        cls.env["bank.document.gap"].sudo().search(
            [("client_id", "=", cls.kovalenko.id)]
        ).unlink()

    def _application(self, user=None, client=None, **values):
        """An application in the form, as the manager begins it from the card."""
        user = user or self.olena
        client = (client or self.kovalenko).with_user(user)
        action = client.action_new_loan_application()
        application = self.env["bank.loan.application"].with_user(user)
        application = application.browse(action["res_id"])
        application.write(
            {
                "product_id": self.rules.id,
                "amount": 12000,
                "term_months": 12,
                "rate": 0.12,
                "purpose": "Furniture",
                **values,
            }
        )
        return application

    def _fill(self, application, salary=10000):
        """The borrower's form: salary, rent, a card."""
        application._borrower().write(
            {
                "is_form_done": True,
                "income_ids": [
                    Command.create(
                        {
                            "kind": "salary",
                            "name": "Works",
                            "amount": salary,
                            "evidence": "certificate",
                        }
                    )
                ],
                "expense_ids": [Command.create({"name": "Rent", "amount": 500})],
                "debt_ids": [
                    Command.create(
                        {"kind": "card", "name": "Other", "owed": 5000, "limit": 20000}
                    )
                ],
            }
        )

    def _submitted(self, **values):
        application = self._application(**values)
        self._fill(application)
        application.action_complete_form()
        application.action_submit()
        return application

    def _to_decide(self, **values):
        application = self._submitted(**values)
        application.with_user(self.underwriter).action_verify()
        return application

    def _approved(self, user=None, **values):
        application = self._to_decide()
        self._decide(application, user or self.lviv_head, **values)
        return application

    def _decide(self, application, user, act="approve", **values):
        """What the dialog of the decision does."""
        wizard = (
            self.env["bank.loan.decide"]
            .with_user(user)
            .with_context(default_application_id=application.id, default_act=act)
            .create(values)
        )
        return wizard.action_done()

    def _reason(self, code):
        return self.env.ref(f"bank_crm_credit.loan_reason_{code}")
