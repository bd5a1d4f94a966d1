from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.fields import Command

from ..tools.demo_loans import KINDS

RULES = {
    # Product, order of payment, days of grace, penalty a year, when money is over.
    "LOAN-C": ("loan_order_ukraine", 0, 0.15, "reduce"),
    "LOAN-M": ("loan_order_ukraine", 3, 0.10, "reduce"),
    "LEAS": ("loan_order_oldest", 0, 0.20, "hold"),
    "TRADE": ("loan_order_components", 0, 0.24, "hold"),
    "OVER-B": ("loan_order_components", 0, 0.24, "hold"),
}
PERSONS = ("LOAN-C", "LOAN-M")


class BankDemo(models.AbstractModel):
    """Lending in the demonstration bank: the core's loans, every kind of ours, changes."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        officer = self._employee("loan_administration")
        if not officer:
            return
        self._live_loan_rules(officer)
        self._live_core_loans()
        loans = self._live_own_loans(officer)
        self._live_loan_changes(officer, loans)
        self._live_core_requests(officer)
        self._live_applications(officer)

    @api.model
    def _live_loan_rules(self, officer):
        """How each product is counted, who looks after differences, what late costs."""
        day = self.env["bank.business.day"]._today() - relativedelta(years=3)
        for code, (order, grace, penalty, early) in RULES.items():
            product = self.env["bank.product"].search([("code", "=", code)])
            if not product:
                continue
            self.env["bank.loan.product"].sudo().create(
                {
                    "product_id": product.id,
                    "ledger_mode": "core",
                    "order_id": self.env.ref(f"bank_crm_credit.{order}").id,
                    "grace_days": grace,
                    "early": early,
                    "reconciler_id": officer.id,
                    "penalty_ids": [
                        Command.create(
                            {
                                "name": self.env._("Late payment"),
                                "date_from": day,
                                "rate": penalty,
                                "total_cap": 0.15,
                            }
                        )
                    ],
                }
            )

    # --- loans whose book is kept here

    @api.model
    def _loan_borrowers(self, count):
        """Persons and companies in sight of loan administration, always the same."""
        domain = [
            ("is_client", "=", True),
            ("client_state", "=", "client"),
            ("is_private_banking", "=", False),
            ("employee_user_id", "=", False),
            ("manager_id", "!=", False),
        ]
        Client = self.env["res.partner"]
        mine = self.env["res.users"].search([("login", "=", "olena.bondar")])
        persons = Client.search(
            [*domain, ("client_kind", "=", "person")], order="id", limit=4 * count
        )
        first = persons.filtered(lambda client: client.manager_id == mine)
        first |= Client.search(
            [*domain, ("client_kind", "=", "person"), ("manager_id", "=", mine.id)],
            order="id",
            limit=4,
        )
        companies = Client.search(
            [*domain, ("client_kind", "=", "legal_entity")], order="id", limit=count
        )
        return (first | persons)[:count], companies

    @api.model
    def _live_own_loans(self, officer):
        """One of every kind, paid as agreed but for those that say otherwise."""
        today = self.env["bank.business.day"]._today()
        persons, companies = self._loan_borrowers(len(KINDS))
        loans = self.env["bank.loan"]
        for place, kind in enumerate(KINDS):
            pool = persons if kind.product in PERSONS else companies
            product = self.env["bank.product"].search([("code", "=", kind.product)])
            if not (pool and product):
                continue
            client = pool[place % len(pool)]
            start = today - relativedelta(months=kind.months_ago) - timedelta(days=5)
            terms = dict(kind.terms)
            first_due = start + relativedelta(months=1, days=terms.pop("late_start", 0))
            holding = self.env["bank.holding"].sudo().create(
                {
                    "client_id": client.id,
                    "product_id": product.id,
                    "branch_id": client.branch_id.id,
                    "number": f"OWN-{place + 1:03d}/{start.year}",
                    "source": "own",
                    "state": "pending",
                    "opened_date": start,
                    "end_date": first_due + relativedelta(months=kind.instalments - 1),
                    "currency_id": product.currency_id.id
                    or self.env.company.currency_id.id,
                    "amount": kind.amount,
                    "annual_rate": kind.rate,
                }
            )  # fmt: skip
            loan = (
                self.env["bank.loan"]
                .with_user(officer)
                .create(
                    {
                        "holding_id": holding.id,
                        "ledger_mode": "own",
                        "purpose": kind.title,
                        "method": kind.method,
                        "amount": kind.amount,
                        "instalments": kind.instalments,
                        "start_date": start,
                        "first_due_date": first_due,
                        "rate_ids": [
                            Command.create(
                                {"date_from": start, "annual_rate": kind.rate}
                            )
                        ],
                        "fee_ids": [Command.create(fee) for fee in kind.fees],
                        **terms,
                    }
                )
            )
            self._live_payments(loan, kind, today)
            loans |= loan
        return loans

    @api.model
    def _live_payments(self, loan, kind, today):
        """Paid out, drawn later, rates changed, and each instalment on its day."""
        booked = [
            {"kind": "disburse", "value_date": loan.start_date, "amount": kind.amount}
        ]
        for months, amount in kind.tranches:
            day = today - relativedelta(months=months)
            booked.append({"kind": "disburse", "value_date": day, "amount": amount})
        for months, rate in kind.rates:
            day = today - relativedelta(months=months)
            booked.append(
                {"kind": "rate_change", "value_date": day, "annual_rate": rate}
            )
        for values in booked:
            self._live_operation(loan, values)
        days, number = [], 0
        while True:
            due = loan.first_due_date + relativedelta(months=number)
            if due > today:
                break
            days.append(due)
            number += 1
        for day in days[: len(days) - kind.missed]:
            state = loan.sudo()._books()[loan.id].on(day)
            if state and state.due_total > 0:
                self._live_operation(
                    loan,
                    {
                        "kind": "repay",
                        "value_date": day,
                        "amount": float(state.due_total),
                    },
                )
        loan.sudo()._recount()
        loan._note_holding()

    @api.model
    def _live_operation(self, loan, values):
        """Booked on its own day, as the employee who keeps the book."""
        self.env["bank.loan.operation"].sudo().create(
            {
                "loan_id": loan.id,
                "booking_date": values["value_date"],
                "user_id": loan.env.uid,
                **values,
            }
        )

    @api.model
    def _live_loan_changes(self, officer, loans):
        """A payment dated back, an early repayment, and a restructuring in three states."""
        today = self.env["bank.business.day"]._today()
        by_kind = {loan.purpose: loan for loan in loans.with_user(officer)}
        if late := by_kind.get("Late by one instalment"):
            late._enter(
                {
                    "kind": "repay",
                    "value_date": today - timedelta(days=4),
                    "amount": late.owed_amount,
                    "note": self.env._("Paid at another bank, came late"),
                }
            )
        if early := by_kind.get("Equal instalments"):
            early._enter(
                {
                    "kind": "repay",
                    "value_date": today - timedelta(days=1),
                    "amount": 15_000,
                    "early": "shorten",
                }
            )
        head = self._employee("head_office") or self._employee("underwriter")
        stages = (
            ("Late by three instalments", "done"),
            ("Growing instalments", "waiting"),
            ("Floating rate", "draft"),
        )
        for title, stage in stages:
            if loan := by_kind.get(title):
                self._live_restructuring(loan, officer, head, stage)

    @api.model
    def _live_restructuring(self, loan, officer, head, stage):
        offers = self.env["bank.loan.restructuring"].with_user(officer)._begin(loan)
        offers.write(
            {
                "monthly_income": 42_000,
                "other_payments": 3_500,
                "reason": self.env._("Lost the second job in the family in September."),
            }
        )
        if stage == "draft":
            return
        offer = offers.offer_ids.sorted("sequence")[3 if stage == "done" else 1]
        offers._choose(offer)
        act = self.env["bank.act"].search(
            [
                ("res_model", "=", "bank.loan.restructuring"),
                ("state", "=", "waiting"),
            ],
            order="id desc",
            limit=1,
        )
        if stage == "done" and head and act.with_user(head).may_decide:
            act.with_user(head).action_accept(
                self.env._("The income was checked with the employer.")
            )
