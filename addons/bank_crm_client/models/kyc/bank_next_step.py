from odoo import api, models
from odoo.tools import SQL

REVIEW_DAYS = 30


class BankNextStep(models.Model):
    """Reviews of clients that are due, as next steps."""

    _inherit = "bank.next.step"

    @api.model
    def _next_step_sources(self):
        return super()._next_step_sources() | {"kyc": self._source_kyc}

    @api.model
    def _source_kyc(self, day, client_ids):
        """Reviews in force that end soon or have ended, while no new one is with compliance."""
        return SQL(
            """
            SELECT p.id, concat(k.id, ':', k.review_date), k.review_date, NULL::numeric,
                   NULL::int,
                   jsonb_build_object('until', k.review_date, 'done', k.done_date,
                                      'risk', k.risk),
                   'bank.kyc'::varchar, coalesce(w.id, k.id)
              FROM res_partner p
              JOIN bank_kyc k ON k.client_id = p.id AND k.state = 'in_force'
              LEFT JOIN bank_kyc w ON w.client_id = p.id
                                  AND w.state IN ('draft', 'submitted', 'returned')
             WHERE %(served)s AND k.review_date <= %(day)s + %(days)s
               AND w.state IS DISTINCT FROM 'submitted'
            """,
            served=self._served_sql(client_ids),
            day=day,
            days=REVIEW_DAYS,
        )

    def _words_of_kyc(self, facts):
        risk = self._word_choice("bank.kyc", "risk", facts["risk"])
        return (
            self.env._("Review the client anew"),
            self.env._(
                "Reviewed on %(done)s, risk %(risk)s; due on %(date)s, %(left)s. When it is "
                "overdue, nothing new is sold.",
                done=self._word_date(facts["done"]),
                risk=risk.lower(),
                date=self._word_date(facts["until"]),
                left=self._word_left(facts["until"]),
            ),
        )
