from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.application.lifecycle import Act


class BankLoanApplication(models.Model):
    """From a yes to money: offer with its cost, acceptance, signed pack, the contract."""

    _inherit = "bank.loan.application"

    cost_sheet_date = fields.Date("Cost sheet given on", sealed=True, copy=False)
    accepted_date = fields.Date("Accepted on", sealed=True, copy=False)
    signed_date = fields.Date("Signed on", sealed=True, copy=False)
    disbursed_date = fields.Date("Paid out on", sealed=True, copy=False)

    cost_interest = fields.Monetary("Interest", compute="_compute_cost")
    cost_fees = fields.Monetary("Fees", compute="_compute_cost")
    cost_total = fields.Monetary("Total cost of the loan", compute="_compute_cost")
    cost_payable = fields.Monetary("Total to be paid", compute="_compute_cost")
    cost_rate = fields.Float("Real annual rate", digits=(9, 6), compute="_compute_cost")
    cost_payment = fields.Monetary("Instalment, at most", compute="_compute_cost")

    @api.depends("product_id", "amount", "term_months", "rate", "decision_id")
    def _compute_cost(self):
        for application in self:
            application.cost_interest = application.cost_fees = 0
            application.cost_total = application.cost_payable = 0
            application.cost_rate = application.cost_payment = 0
            amount, months, rate = application._terms_now()
            product = application.product_id.sudo()
            if not product or not amount or not months or rate < 0:
                continue
            try:
                schedule, sheet = product._plan(amount, months, rate, self._today())
            except UserError:
                continue
            application.cost_interest = float(sheet.interest)
            application.cost_fees = float(sheet.fees)
            application.cost_total = float(sheet.total_cost)
            application.cost_payable = float(sheet.total_payable)
            application.cost_rate = float(sheet.annual_rate)
            application.cost_payment = float(
                max(line.total for line in schedule.instalments)
            )

    def action_give_cost_sheet(self):
        """The client was told what the loan costs, before he is bound."""
        self.ensure_one()
        self.check_access("write")
        self._check_may_prepare()
        if self.stage != "offer":
            raise UserError(self.env._("The sheet is given with the offer."))
        self.sudo().cost_sheet_date = self._today()
        return True

    def _disburse(self):
        """Make the agreement and the loan, pay out, link it."""
        self.ensure_one()
        self.check_access("read")
        self._act(
            Act.DISBURSE,
            disbursed_date=self._today(),
            stops_date=self._today(),
            stops_words=False,
        )
        application = self.sudo()
        application._make_clients()
        loan = application._make_loan()
        application.loan_id = loan
        loan._carry_out(
            {
                "kind": "disburse",
                "value_date": fields.Date.to_string(self._today()),
                "amount": loan.amount,
                "user_id": self.env.uid,
            }
        )
        application._on_disbursed(loan, loan.amount)
        return loan.with_env(self.env).get_formview_action()

    def _make_clients(self):
        """Strangers become clients now that there is a contract, not before."""
        for party in self.party_ids.filtered(lambda party: not party.client_id):
            client = self._client_by_number(party.vat) or self.env[
                "res.partner"
            ].create(
                {
                    "name": party.name,
                    "is_client": True,
                    "client_kind": "legal_entity"
                    if self.track == "corporate"
                    else "person",
                    "client_state": "client"
                    if self.product_id.ledger_mode == "own"
                    else "prospect",
                    "vat": party.vat or False,
                    "birth_date": party.birth_date,
                    "manager_id": self.officer_id.id,
                    "branch_id": self.branch_id.id,
                }
            )
            party.client_id = client
            if party.role == "borrower":
                self.client_id = client

    def _client_by_number(self, number):
        """The client who has this tax number already: nobody is entered twice."""
        Client = self.env["res.partner"].sudo()
        number = (number or "").strip()
        if not number:
            return Client
        return Client.search(
            [("is_client", "=", True), ("vat", "=", number)], order="id", limit=1
        )

    def _make_loan(self):
        """The agreement and its contract by the terms decided."""
        amount, months, rate = self._terms_now()
        product = self.product_id
        today = self._today()
        values = product._loan_values(amount, months, rate, today)
        number = self._agreement_number()
        holding = self.env["bank.holding"].create(
            {
                "client_id": self.client_id.id,
                "product_id": product.product_id.id,
                "branch_id": self.branch_id.id,
                "number": number,
                "request_number": self.number,
                "source": "own" if product.ledger_mode == "own" else "core",
                "state": "pending",
                "opened_date": today,
                "end_date": fields.Date.add(
                    values["first_due_date"], months=months - 1
                ),
                "currency_id": self.decision_id.currency_id.id or self.currency_id.id,
                "amount": amount,
                "annual_rate": rate,
            }
        )
        return self.env["bank.loan"].create(
            {
                "holding_id": holding.id,
                "ledger_mode": product.ledger_mode,
                "purpose": self.purpose,
                "rate_ids": [(0, 0, {"date_from": today, "annual_rate": rate})],
                "fee_ids": [(0, 0, fee) for fee in product._fee_values(amount)],
                **values,
            }
        )

    def _agreement_number(self):
        """The number under which the agreement goes from now on."""
        self.ensure_one()
        return self.env["ir.sequence"].next_by_code("bank.loan.agreement")
