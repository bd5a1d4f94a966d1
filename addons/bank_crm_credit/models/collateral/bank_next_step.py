from odoo import api, models
from odoo.tools import SQL

from ...domain.collateral.lifecycle import SECURES

AHEAD_DAYS = 30


class BankNextStep(models.Model):
    """What must be looked after in the collateral of a borrower, as his next steps."""

    _inherit = "bank.next.step"

    @api.model
    def _next_step_sources(self):
        return super()._next_step_sources() | {"collateral": self._source_collateral}

    @api.model
    def _source_collateral(self, day, client_ids):
        """Valuations, inspections and insurance due soon or late, once for each borrower."""
        return SQL(
            """
            SELECT DISTINCT ON (p.id, c.id)
                   p.id, concat(c.id, ':', c.next_task, ':', c.next_due_date),
                   c.next_due_date, c.market_value, c.currency_id,
                   jsonb_build_object('task', c.next_task, 'until', c.next_due_date,
                                      'number', c.number, 'kind_id', c.kind_id),
                   'bank.collateral'::varchar, c.id
              FROM res_partner p
              JOIN bank_collateral_pledge g ON g.client_id = p.id AND g.date_to IS NULL
              JOIN bank_collateral c ON c.id = g.collateral_id
             WHERE %(served)s AND c.state = ANY(%(secures)s)
               AND c.next_due_date <= %(day)s + %(days)s
             ORDER BY p.id, c.id
            """,
            served=self._served_sql(client_ids),
            secures=sorted(SECURES),
            day=day,
            days=AHEAD_DAYS,
        )

    def _words_of_collateral(self, facts):
        what = {
            "revaluation": self.env._("Have collateral valued anew"),
            "inspection": self.env._("Inspect collateral"),
            "insurance": self.env._("Renew the insurance of collateral"),
        }
        kind = self.env["bank.collateral.kind"].sudo().browse(facts["kind_id"]).exists()
        return (
            what[facts["task"]],
            self.env._(
                "%(kind)s %(number)s: due on %(date)s, %(left)s. Later it counts for less, "
                "or for nothing.",
                kind=kind.name or "",
                number=facts["number"],
                date=self._word_date(facts["until"]),
                left=self._word_left(facts["until"]),
            ),
        )
