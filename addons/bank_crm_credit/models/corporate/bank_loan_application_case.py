from odoo import models
from odoo.tools import format_amount, format_date, formatLang

PERCENT = 100


class BankLoanApplication(models.Model):
    """What a committee reads of the means to repay, the security and the limits."""

    _inherit = "bank.loan.application"

    def _case_facts(self):
        facts = super()._case_facts()
        facts += (
            self._company_facts() if self.track == "corporate" else self._person_facts()
        )
        facts += self._collateral_facts()
        words = self.limit_words
        if words:
            facts.append(
                {
                    "code": "limits",
                    "section": "risk",
                    "name": self.env._("Limits"),
                    "value": "",
                    "tone": "",
                    "help": words,
                }
            )
        return facts

    def _base_words(self, amount):
        return format_amount(self.env, amount, self.env.company.currency_id)

    def _company_facts(self):
        """The company's last year in the figures that carry the loan."""
        year = (
            self.env["bank.company.figures"]
            .sudo()
            .search([("client_id", "=", self.sudo().client_id.id)], limit=1)
        )
        if not year:
            return []
        day = format_date(self.env, year.date_to, date_format="medium")
        audited = (
            self.env._("Audited, year to %(day)s", day=day)
            if year.is_audited
            else self.env._("Not audited, year to %(day)s", day=day)
        )
        return [
            {
                "code": "revenue",
                "section": "burden",
                "name": self.env._("Revenue of the last year"),
                "value": self._base_words(year.revenue_base),
                "tone": "",
                "help": audited,
            },
            {
                "code": "net_profit",
                "section": "burden",
                "name": self.env._("Net profit"),
                "value": self._base_words(year.net_profit_base),
                "tone": "danger" if year.net_profit_base < 0 else "",
                "help": "",
            },
            {
                "code": "debt_years",
                "section": "burden",
                "name": self.env._("Debt, in years of EBITDA"),
                "value": formatLang(self.env, year.ratio_net_debt_to_ebitda, digits=1),
                "tone": "",
                "help": self.env._(
                    "Before this loan. Operating profit pays the interest %(times)s times.",
                    times=formatLang(self.env, year.ratio_interest_cover, digits=1),
                ),
            },
        ]

    def _person_facts(self):
        """What the household earns and would pay."""
        return [
            {
                "code": "dsti",
                "section": "burden",
                "name": self.env._("Payments to income with this loan"),
                "value": self.env._(
                    "%(share)s %%",
                    share=formatLang(self.env, self.dsti_after * PERCENT, digits=1),
                ),
                "tone": "danger"
                if self.dsti_after > self.product_id.sudo().most_dsti
                else "success",
                "help": self.env._(
                    "Income that counts %(income)s, instalment %(payment)s a month.",
                    income=self._base_words(self.income_month),
                    payment=self._base_words(self.payment),
                ),
            }
        ]

    def _collateral_facts(self):
        """How what is offered covers the sum, and each thing with its faults."""
        cover = self.get_collateral_cover()
        if not (cover["lines"] or cover["waiting"]):
            return [
                {
                    "code": "collateral_none",
                    "section": "collateral",
                    "name": self.env._("Nothing is offered"),
                    "value": "",
                    "tone": "",
                    "help": "",
                }
            ]
        facts = [
            {
                "code": "collateral_cover",
                "section": "collateral",
                "name": self.env._("Covered"),
                "value": self._base_words(cover["covered"]),
                "tone": "danger" if cover["shortfall"] else "success",
                "help": self.env._(
                    "%(lacking)s is lacking",
                    lacking=self._base_words(cover["shortfall"]),
                )
                if cover["shortfall"]
                else "",
            }
        ]
        for line in cover["lines"]:
            facts.append(
                {
                    "code": f"collateral_{line['pledge_id']}",
                    "section": "collateral",
                    "name": line["name"],
                    "value": self._base_words(line["covers"]),
                    "tone": "warning" if line["faults"] else "",
                    "help": "; ".join(filter(None, [line["kind"], *line["faults"]])),
                }
            )
        for place, line in enumerate(cover["waiting"]):
            facts.append(
                {
                    "code": f"collateral_waiting_{place}",
                    "section": "collateral",
                    "name": line["name"],
                    "value": self.env._("does not count yet"),
                    "tone": "warning",
                    "help": "; ".join(line["faults"]),
                }
            )
        return facts
