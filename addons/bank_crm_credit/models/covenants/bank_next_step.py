from odoo import api, models
from odoo.tools import SQL

SOON_DAYS = 14


class BankNextStep(models.Model):
    """Broken covenants, and statements that are due soon, as next steps."""

    _inherit = "bank.next.step"

    @api.model
    def _next_step_sources(self):
        return super()._next_step_sources() | {"covenant": self._source_covenant}

    @api.model
    def _source_covenant(self, day, client_ids):
        """One step a period: ask for the statement, then have the breach cured."""
        return SQL(
            """
            SELECT p.id, concat(l.id, ':', l.verdict),
                   coalesce(l.cure_until, l.statement_due),
                   NULL::numeric, NULL::int,
                   jsonb_build_object('verdict', l.verdict, 'breach', l.breach,
                                      'what', c.name, 'to', l.period_end,
                                      'due', l.statement_due, 'cure', l.cure_until),
                   'bank.loan.covenant'::varchar, c.id
              FROM res_partner p
              JOIN bank_loan_covenant c ON c.client_id = p.id
               AND (c.date_to IS NULL OR c.date_to >= %(day)s)
              JOIN bank_loan_covenant_look l ON l.covenant_id = c.id
             WHERE %(served)s
               AND (l.verdict IN ('curing', 'default')
                    OR l.verdict = 'not_due' AND l.period_end <= %(day)s
                       AND l.statement_due <= %(day)s + %(days)s)
            """,
            served=self._served_sql(client_ids),
            day=day,
            days=SOON_DAYS,
        )

    def _words_of_covenant(self, facts):
        if facts["verdict"] == "not_due":
            return (
                self.env._("Ask for the statement"),
                self.env._(
                    "Promised with the loan: %(what)s. Due on %(day)s, %(left)s.",
                    what=facts["what"],
                    day=self._word_date(facts["due"]),
                    left=self._word_left(facts["due"]),
                ),
            )
        breach = self._word_choice("bank.loan.covenant.look", "breach", facts["breach"])
        if facts["verdict"] == "curing":
            return (
                self.env._("Have the covenant cured"),
                self.env._(
                    "%(what)s, period to %(to)s: %(breach)s. May be cured until %(day)s, "
                    "%(left)s.",
                    what=facts["what"],
                    to=self._word_date(facts["to"]),
                    breach=breach.lower(),
                    day=self._word_date(facts["cure"]),
                    left=self._word_left(facts["cure"]),
                ),
            )
        return (
            self.env._("A covenant is broken: have it decided"),
            self.env._(
                "%(what)s, period to %(to)s: %(breach)s. The time to cure ended on %(day)s: "
                "act on it or have it waived.",
                what=facts["what"],
                to=self._word_date(facts["to"]),
                breach=breach.lower(),
                day=self._word_date(facts["cure"]),
            ),
        )
