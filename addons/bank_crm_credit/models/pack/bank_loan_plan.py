from hashlib import sha256

from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...domain.application.cost_sheet import cost_sheet
from ...domain.schedule_builder import build_schedule

METHODS = [
    ("annuity", "Equal instalments"),
    ("differentiated", "Equal parts of principal"),
    ("bullet", "Principal at the end"),
]


class BankLoanPlan(models.Model):
    """What the loan of an application comes to: its schedule and its cost, told on a day.

    Papers are printed from it. It never changes: other terms, another day of payment or
    other costs make another plan, and the one that a client was given stays on record.
    """

    _name = "bank.loan.plan"
    _description = "Plan of a Loan Asked For"
    _order = "id desc"

    application_id = fields.Many2one(
        "bank.loan.application", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    made_on = fields.Date("Counted on", required=True, readonly=True)
    date = fields.Date("Paid out on", required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary("Sum of the loan", readonly=True)
    term_months = fields.Integer("Term, months", readonly=True)
    rate = fields.Float("Rate a year", digits=(9, 6), readonly=True)
    rate_percent = fields.Float("Rate, % a year", digits=(9, 4), readonly=True)
    method = fields.Selection(METHODS, "Repaid by", readonly=True)
    first_due_date = fields.Date("First instalment on", readonly=True)
    last_due_date = fields.Date("Last instalment on", readonly=True)
    instalment_count = fields.Integer("Instalments", readonly=True)
    payment = fields.Monetary("Greatest instalment", readonly=True)
    interest = fields.Monetary(readonly=True)
    fees = fields.Monetary("Fees of the bank", readonly=True)
    one_off_fees = fields.Monetary(
        "Fees on the day of payment", readonly=True, help="Paid once, not with instalments."
    )  # fmt: skip
    third_party = fields.Monetary("Costs paid to others", readonly=True)
    not_counted = fields.Monetary(
        "Costs outside the total cost", readonly=True, help="Notaries, and what is not required."
    )  # fmt: skip
    total_cost = fields.Monetary("Total cost of the loan", readonly=True)
    total_payable = fields.Monetary("Total to be paid", readonly=True)
    annual_percent = fields.Float(
        "Real rate, % a year", digits=(9, 2), readonly=True,
        help="The annual percentage rate of charge of Directive 2008/48/EC.",
    )  # fmt: skip
    fingerprint = fields.Char(readonly=True)
    line_ids = fields.One2many("bank.loan.plan.line", "plan_id", "Schedule")

    @api.depends("date", "amount")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = self.env._(
                "%(sum)s paid out on %(day)s",
                sum=plan.currency_id.format(plan.amount),
                day=format_date(self.env, plan.date, date_format="medium"),
            )

    @api.model
    def _of(self, application, day):
        """The plan of the terms that hold now, paid out on `day`: that kept, or a new one.

        UserError where such a loan cannot be.
        """
        amount, months, rate = application._terms_now()
        product = application.product_id
        try:
            schedule = build_schedule(
                product._plan_terms(amount, months, rate or 0, day)
            )
            sheet = cost_sheet(schedule, application.cost_ids._costs(day))
        except (ValueError, ArithmeticError) as error:
            raise UserError(
                self.env._("Such a loan cannot be counted: %(why)s.", why=error)
            ) from error
        one_off = sum(fee.amount for fee in schedule.one_off_fees)
        told = {
            "date": day,
            "currency_id": application.currency_id.id,
            "amount": float(sheet.amount),
            "term_months": months,
            "rate": rate,
            "rate_percent": float(to_decimal(rate or 0) * 100),
            "method": product.offer_method,
            "first_due_date": schedule.instalments[0].due,
            "last_due_date": schedule.instalments[-1].due,
            "instalment_count": len(schedule.instalments),
            "payment": float(max(line.total for line in schedule.instalments)),
            "interest": float(sheet.interest),
            "fees": float(sheet.fees),
            "one_off_fees": float(one_off),
            "third_party": float(sheet.third_party),
            "not_counted": float(sheet.not_counted),
            "total_cost": float(sheet.total_cost),
            "total_payable": float(sheet.total_payable),
            "annual_percent": float(sheet.printed_rate),
        }
        lines = [
            (
                line.number,
                line.due,
                line.principal,
                line.interest,
                line.fees,
                line.closing,
            )
            for line in schedule.instalments
        ]
        mark = sha256(repr((sorted(told.items()), lines)).encode()).hexdigest()
        kept = self.search(
            [("application_id", "=", application.id), ("fingerprint", "=", mark)],
            limit=1,
        )
        return kept or self.create(
            {
                **told,
                "application_id": application.id,
                "made_on": self.env["bank.business.day"]._today(),
                "fingerprint": mark,
                "line_ids": [
                    fields.Command.create(
                        {
                            "number": line.number,
                            "due_date": line.due,
                            "principal": float(line.principal),
                            "interest": float(line.interest),
                            "fees": float(line.fees),
                            "total": float(line.total),
                            "balance": float(line.closing),
                        }
                    )
                    for line in schedule.instalments
                ],
            }
        )
