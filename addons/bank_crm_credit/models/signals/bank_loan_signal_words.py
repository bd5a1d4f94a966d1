from odoo import api, fields, models
from odoo.tools import format_amount, format_date

PERCENT = 100


class BankLoanSignal(models.Model):
    """Why a signal is one, in the reader's language and with the figures that led to it."""

    _inherit = "bank.loan.signal"

    @api.depends("figures", "code")
    @api.depends_context("lang", "uid")
    def _compute_words(self):
        for signal in self:
            facts = signal.sudo().figures or {}
            signal.words = getattr(self, f"_words_of_{signal.code}")(facts)

    def _money(self, value):
        return format_amount(self.env, float(value), self.env.company.currency_id)

    def _day(self, value):
        return format_date(self.env, fields.Date.to_date(value))

    @staticmethod
    def _percent(value):
        return f"{float(value) * PERCENT:.0f}"

    def _words_of_turnover_drop(self, facts):
        return self.env._(
            "Received %(now)s a month, %(before)s before: %(drop)s %% less",
            now=self._money(facts["now"]),
            before=self._money(facts["before"]),
            drop=self._percent(facts["drop"]),
        )

    def _words_of_salary_stopped(self, facts):
        return self.env._(
            "The last salary came on %(last)s, the next was expected on %(expected)s: "
            "%(days)s days late",
            last=self._day(facts["last"]),
            expected=self._day(facts["expected"]),
            days=facts["days_late"],
        )

    def _words_of_returned_payments(self, facts):
        return self.env._(
            "%(count)s payments came back, %(sum)s together",
            count=facts["count"],
            sum=self._money(facts["amount"]),
        )

    def _words_of_arrest(self, facts):
        if facts["without_sum"]:
            return self.env._(
                "Arrested since %(day)s, for all money on it (arrests: %(count)s)",
                day=self._day(facts["since"]),
                count=facts["count"],
            )
        return self.env._(
            "Arrested since %(day)s for %(sum)s (arrests: %(count)s)",
            day=self._day(facts["since"]),
            sum=self._money(facts["amount"]),
            count=facts["count"],
        )

    def _words_of_overdraft_at_limit(self, facts):
        return self.env._(
            "%(used)s of %(limit)s used, for %(days)s days one after another",
            used=self._money(facts["used"]),
            limit=self._money(facts["limit"]),
            days=facts["days"],
        )

    def _words_of_large_outflow(self, facts):
        return self.env._(
            "%(sum)s went out, %(share)s %% of the %(average)s that there was on average",
            sum=self._money(facts["amount"]),
            share=self._percent(facts["share"]),
            average=self._money(facts["average"]),
        )

    def _words_of_new_lender(self, facts):
        return self.env._(
            "Borrowed %(sum)s from lenders not known before: %(lenders)s",
            sum=self._money(facts["amount"]),
            lenders=facts["lenders"],
        )

    def _words_of_bureau_downgrade(self, facts):
        return self.env._(
            "The score was %(best)s and is %(score)s since %(day)s: %(points)s points less",
            best=facts["best"],
            score=facts["score"],
            day=self._day(facts["told"]),
            points=facts["fell_by"],
        )

    def _words_of_group_overdue(self, facts):
        return self.env._(
            "Members of the group who are late: %(members)s, up to %(days)s days, with %(sum)s",
            members=facts["members"],
            days=facts["days"],
            sum=self._money(facts["amount"]),
        )

    def _words_of_covenant_breach(self, facts):
        if facts["defaults"]:
            return self.env._(
                "Broken: %(count)s, of them %(defaults)s past the time to cure; since %(day)s",
                count=facts["count"],
                defaults=facts["defaults"],
                day=self._day(facts["since"]),
            )
        return self.env._(
            "Broken and may be cured yet: %(count)s; since %(day)s",
            count=facts["count"],
            day=self._day(facts["since"]),
        )
