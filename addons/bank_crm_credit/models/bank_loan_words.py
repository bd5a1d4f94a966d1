from odoo import fields, models
from odoo.tools import format_date

from ..domain.money import ZERO
from ..domain.postings import Account, Rule


class BankLoan(models.Model):
    """A loan in words: operations, rules by which a balance changed, how it stands."""

    _inherit = "bank.loan"

    def _operation_words(self, values):
        """What an operation (its plain values) does, in one line."""
        kinds = dict(
            self.env["bank.loan.operation"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        kind = values.get("kind")
        if kind != "restructure":
            return kinds.get(kind, "")
        words = []
        if values.get("new_instalments"):
            words.append(
                self.env._(
                    "%(count)s instalments from now on", count=values["new_instalments"]
                )
            )
        if values.get("principal_holiday"):
            words.append(
                self.env._(
                    "%(count)s of them without principal",
                    count=values["principal_holiday"],
                )
            )
        if values.get("interest_holiday"):
            words.append(
                self.env._(
                    "%(count)s of them without interest",
                    count=values["interest_holiday"],
                )
            )
        if values.get("has_new_rate"):
            rate = round((values.get("annual_rate") or 0) * 100, 4)
            words.append(self.env._("%(rate)s %% a year", rate=f"{rate:g}"))
        if values.get("capitalise"):
            words.append(self.env._("what is overdue joins the principal"))
        if values.get("new_first_due"):
            day = fields.Date.to_date(values["new_first_due"])
            words.append(
                self.env._("next due on %(day)s", day=format_date(self.env, day))
            )
        return ", ".join(words) or self.env._("nothing changes")

    def _rule_words(self):
        """Rule -> why a balance changed, as a clerk would say it."""
        return {
            Rule.DISBURSED: self.env._("paid out"),
            Rule.FELL_DUE: self.env._("principal fell due"),
            Rule.INTEREST_OF_PERIOD: self.env._("interest of the period fell due"),
            Rule.INTEREST_TO_DAY: self.env._("interest up to the day of the payment"),
            Rule.FEE_OF_INSTALMENT: self.env._("fee with the instalment"),
            Rule.FEE_OF_DAY: self.env._("fee of that day"),
            Rule.FEE_OF_DRAWDOWN: self.env._("fee for paying out"),
            Rule.CHARGED: self.env._("charged"),
            Rule.PENALTY_GROWN: self.env._("penalty for being late"),
            Rule.PAID: self.env._("paid"),
            Rule.PAID_EARLY: self.env._("paid early"),
            Rule.HELD: self.env._("over what was due: held"),
            Rule.TAKEN_FROM_HELD: self.env._("taken from what was held"),
            Rule.WAIVED: self.env._("forgiven"),
            Rule.CAPITALISED: self.env._("joined the principal"),
            Rule.PUT_BACK: self.env._("is paid by the new plan"),
            Rule.WRITTEN_OFF: self.env._("written off"),
        }

    def _account_words(self):
        """Account of the ledger -> the name of the balance."""
        return {
            Account.PRINCIPAL: self.env._("Principal not yet due"),
            Account.PRINCIPAL_DUE: self.env._("Principal due"),
            Account.INTEREST_DUE: self.env._("Interest due"),
            Account.FEE_DUE: self.env._("Fees due"),
            Account.PENALTY_DUE: self.env._("Penalty due"),
            Account.ADVANCE: self.env._("Held for the next instalments"),
            Account.WRITTEN_OFF: self.env._("Written off"),
        }

    def _headline(self, standing, is_today):
        """The answer of the first line, as parts: owes, next, late; each with its tone."""
        self.ensure_one()
        money = self._money_words
        if not standing.principal_owed and not standing.due_now:
            return [{"tone": "success", "text": self.env._("Nothing is owed.")}]
        when = self.env._("today") if is_today else self.env._("on that day")
        due = (
            self.env._(
                "%(sum)s is due %(when)s.", sum=money(standing.due_now), when=when
            )
            if standing.due_now
            else self.env._("Nothing is due %(when)s.", when=when)
        )
        is_late = standing.days_past_due > 0
        parts = [{"tone": "danger" if is_late else "info", "text": due}]
        if is_late:
            parts.append(
                {
                    "tone": "danger",
                    "text": self.env._(
                        "%(sum)s is overdue, %(days)s days late.",
                        sum=money(standing.overdue),
                        days=standing.days_past_due,
                    ),
                }
            )
        elif standing.overdue:
            parts.append(
                {
                    "tone": "success",
                    "text": self.env._("It is too little, or too young, to be late."),
                }
            )
        else:
            parts.append({"tone": "success", "text": self.env._("Nothing is late.")})
        if standing.next_due:
            parts.append(
                {
                    "tone": "info",
                    "text": self.env._(
                        "Next: %(sum)s on %(day)s.",
                        sum=money(standing.next_amount),
                        day=format_date(self.env, standing.next_due),
                    ),
                }
            )
        return parts

    def _money_words(self, amount):
        currency = self.sudo().currency_id or self.env.company.currency_id
        return currency.format(float(amount or ZERO))
