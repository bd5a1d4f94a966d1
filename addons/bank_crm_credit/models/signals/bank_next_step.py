from odoo import api, models
from odoo.tools import SQL

# An outflow is answered within days, or the client is gone.
RETENTION_SHOWN_DAYS = 14
RETENTION_DUE_DAYS = 1


class BankNextStep(models.Model):
    """Keeping a client whose money leaves, and reviews of the watch list, as next steps."""

    _inherit = "bank.next.step"

    @api.model
    def _next_step_sources(self):
        return super()._next_step_sources() | {
            "retention": self._source_retention,
            "watch_review": self._source_watch_review,
        }

    @api.model
    def _source_retention(self, day, client_ids):
        """One step an outflow, from the morning after it; also when the signal is over."""
        return SQL(
            """
            SELECT p.id, s.id::text, s.found_date + %(due)s, s.amount_base, %(base)s::int,
                   s.figures::jsonb || jsonb_build_object('on', s.found_date),
                   NULL::varchar, NULL::int
              FROM res_partner p JOIN bank_loan_signal s ON s.client_id = p.id
             WHERE %(served)s AND s.is_retention
               AND s.found_date > %(day)s - %(days)s AND s.found_date <= %(day)s
            """,
            served=self._served_sql(client_ids),
            base=self.env.company.currency_id.id,
            day=day,
            due=RETENTION_DUE_DAYS,
            days=RETENTION_SHOWN_DAYS,
        )

    def _words_of_retention(self, facts):
        what = self.env._("Call at once and keep the client")
        if not self._shows_money():
            return what, self.env._("Much of the money went out.")
        share = f"{float(facts['share']) * 100:.0f}"
        return (
            what,
            self.env._(
                "%(sum)s went out on %(day)s, %(share)s %% of what there was on average.",
                sum=self._word_money(),
                day=self._word_date(facts["on"]),
                share=share,
            ),
        )

    @api.model
    def _source_watch_review(self, day, client_ids):
        """The review day has come."""
        return SQL(
            """
            SELECT p.id, concat(w.id, ':', w.review_on), w.review_on, NULL::numeric,
                   NULL::int, jsonb_build_object('level', w.level, 'on', w.review_on),
                   'bank.watch.entry'::varchar, w.id
              FROM res_partner p JOIN bank_watch_entry w ON w.client_id = p.id
             WHERE %(served)s AND w.off_date IS NULL AND w.review_on <= %(day)s
            """,
            served=self._served_sql(client_ids),
            day=day,
        )

    def _words_of_watch_review(self, facts):
        level = self._word_choice("bank.watch.entry", "level", facts["level"])
        return (
            self.env._("Prepare the review of the watch list"),
            self.env._(
                "On the list as “%(level)s”; the review was set for %(day)s, %(left)s.",
                level=level.lower(),
                day=self._word_date(facts["on"]),
                left=self._word_left(facts["on"]),
            ),
        )
