from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..domain.book_rows import money
from ..domain.offers import Measure, as_it_is, repaid_early
from ..domain.operations import EarlyRepayment
from ..domain.quotes import projected_payoff
from ..domain.words import selection

RESULTS = ("payoff", "payment", "new_payment", "left", "new_left", "last_due", "new_last_due",
           "saving")  # fmt: skip


class BankLoanQuote(models.TransientModel):
    """What an early repayment on a day costs and brings, before anybody pays."""

    _name = "bank.loan.quote"
    _description = "Early Repayment"
    _inherit = ["bank.loan.window.mixin"]

    loan_id = fields.Many2one("bank.loan", required=True, readonly=True)
    client_id = fields.Many2one(related="loan_id.client_id")
    currency_id = fields.Many2one(related="loan_id.currency_id")
    ledger_mode = fields.Selection(related="loan_id.ledger_mode")
    date = fields.Date(
        "On",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    is_whole = fields.Boolean("All of it")
    amount = fields.Monetary()
    early = fields.Selection(
        [one for one in selection("early_repayment") if one[0] != "hold"],
        "Then",
        required=True,
        default="reduce",
    )
    payoff = fields.Monetary("Ends the loan on that day", compute="_compute_results")
    payment = fields.Monetary("Instalment now", compute="_compute_results")
    new_payment = fields.Monetary("Instalment then", compute="_compute_results")
    left = fields.Integer("Instalments left now", compute="_compute_results")
    new_left = fields.Integer("Instalments left then", compute="_compute_results")
    last_due = fields.Date("Ends now on", compute="_compute_results")
    new_last_due = fields.Date("Ends then on", compute="_compute_results")
    saving = fields.Monetary("Saved", compute="_compute_results")
    trouble = fields.Char(compute="_compute_results")
    source_words = fields.Char("By whose figures", compute="_compute_results")
    words = fields.Text("In words", compute="_compute_results")
    may_enter = fields.Boolean(related="loan_id.may_enter")

    @api.depends("date", "is_whole", "amount", "early", "loan_id")
    def _compute_results(self):
        for quote in self:
            values = dict.fromkeys(
                (*RESULTS, "trouble", "source_words", "words"), False
            )
            if quote.loan_id and quote.date:
                values |= quote._results()
            for name, value in values.items():
                quote[name] = value

    def _results(self):
        """The loan with and without the payment, by the same replay that will book it."""
        loan = self.loan_id._origin or self.loan_id
        loan.check_access("read")
        today = self.env["bank.business.day"]._today()
        book = loan.sudo()._books()[loan.id]
        state = book.on(self.date)
        if self.date < today:
            return {"trouble": self.env._("An offer is for today or a day to come.")}
        if state is None:
            return {"trouble": book.trouble}
        if not state.principal_owed:
            return {"trouble": self.env._("Nothing is owed on that day.")}
        known = book.on(book.core_date) if book.core else None
        payoff = projected_payoff(state, known, book.core)
        measure = Measure(money(0))
        now = as_it_is(book.contract, book.operations, self.date, measure)
        told = {
            "payoff": float(payoff),
            "payment": float(now.payment),
            "left": len(now.instalments),
            "last_due": now.instalments[-1].due if now.instalments else False,
            "source_words": self._source(book),
        }
        amount = state.payoff if self.is_whole else money(round(self.amount, 2))
        if amount <= 0:
            return told | {"words": self.env._("Enter what is to be repaid.")}
        try:
            then = repaid_early(
                book.contract, book.operations, self.date, amount,
                EarlyRepayment(self.early), measure,
            )  # fmt: skip
        except ValueError:
            return told | {
                "trouble": self.env._(
                    "%(sum)s ends the loan on that day: less is repaid, or all of it.",
                    sum=loan._money_words(payoff),
                )
            }
        told |= {
            "new_payment": float(then.payment),
            "new_left": len(then.instalments),
            "new_last_due": then.instalments[-1].due if then.instalments else False,
            "saving": float(now.total - then.total),
        }
        return told | {"words": self._words(loan, told, amount, payoff)}

    def _source(self, book):
        if book.mode == "own":
            return self.env._("By our own book.")
        if book.core is None:
            return self.env._("Counted by us: the core system told no balance.")
        return self.env._(
            "By the core system's balance of %(day)s, counted on to the day of payment.",
            day=format_date(self.env, book.core_date),
        )

    def _words(self, loan, told, amount, payoff):
        """What a clerk tells the borrower."""
        say = loan._money_words
        if self.is_whole or not told["new_left"]:
            return self.env._(
                "%(sum)s on %(day)s ends the loan. %(saving)s of interest is saved.",
                sum=say(payoff if self.is_whole else amount),
                day=format_date(self.env, self.date),
                saving=say(told["saving"]),
            )
        return self.env._(
            "After %(sum)s on %(day)s, %(count)s instalments of at most %(payment)s are left, "
            "the last on %(last)s (now: %(before)s of at most %(old)s). %(saving)s of "
            "interest is saved.",
            sum=say(amount),
            day=format_date(self.env, self.date),
            count=told["new_left"],
            payment=say(told["new_payment"]),
            last=format_date(self.env, told["new_last_due"]),
            before=told["left"],
            old=say(told["payment"]),
            saving=say(told["saving"]),
        )

    def action_print(self):
        """The offer on paper, for the borrower."""
        self.ensure_one()
        return self.env.ref("bank_crm_credit.bank_loan_quote_report").report_action(
            self
        )

    def action_book(self):
        """The borrower paid: book it, or ask it of the core system."""
        self.ensure_one()
        if self.trouble:
            raise UserError(self.trouble)
        if self.ledger_mode == "own" and (
            self.date > self.env["bank.business.day"]._today()
        ):
            raise UserError(self.env._("What has not happened yet is not booked."))
        amount = self.payoff if self.is_whole else self.amount
        if amount <= 0:
            raise UserError(self.env._("Enter what is repaid."))
        self.loan_id._enter(
            {
                "kind": "repay",
                "value_date": self.date,
                "amount": amount,
                "early": self.early,
                "note": self.env._("Early repayment"),
            }
        )
        return {"type": "ir.actions.act_window_close"}
