from odoo import api, fields, models
from odoo.tools import SQL

CONTACT_DAYS = 7
ACTION_DAYS = 7


class BankNextStep(models.Model):
    """Contacts that norms ask for and actions of client plans, as next steps."""

    _inherit = "bank.next.step"

    @api.model
    def _next_step_sources(self):
        return super()._next_step_sources() | {
            "contact": self._source_contact,
            "plan": self._source_plan,
        }

    @api.model
    def _source_contact(self, day, client_ids):
        """Visits and calls due within a week, or overdue."""
        return SQL(
            """
            SELECT p.id, concat(c.kind, ':', c.last_date), c.due_date, NULL::numeric,
                   NULL::int,
                   jsonb_build_object('kind', c.kind, 'last', c.last_date,
                                      'months', n.months, 'due', c.due_date),
                   NULL::varchar, NULL::int
              FROM res_partner p
              JOIN bank_client_contact c ON c.client_id = p.id
              JOIN bank_contact_norm n ON n.id = c.norm_id
             WHERE %(served)s AND c.due_date <= %(day)s + %(days)s
            """,
            served=self._served_sql(client_ids),
            day=day,
            days=CONTACT_DAYS,
        )

    @api.model
    def _source_plan(self, day, client_ids):
        """Actions of approved plans due within a week, or late."""
        return SQL(
            """
            SELECT p.id, concat(a.id, ':', a.due_date), a.due_date, NULL::numeric,
                   NULL::int,
                   jsonb_build_object('name', a.name, 'user_id', a.user_id,
                                      'due', a.due_date),
                   'bank.client.plan'::varchar, l.id
              FROM res_partner p
              JOIN bank_client_plan l ON l.client_id = p.id AND l.state = 'approved'
              JOIN bank_client_plan_action a ON a.plan_id = l.id
             WHERE %(served)s AND a.state = 'open' AND a.due_date <= %(day)s + %(days)s
            """,
            served=self._served_sql(client_ids),
            day=day,
            days=ACTION_DAYS,
        )

    def _words_of_contact(self, facts):
        what = (
            self.env._("Visit the client or ask him in")
            if facts["kind"] == "visit"
            else self.env._("Call the client")
        )
        today = self.env["bank.business.day"]._today()
        if facts.get("last"):
            days = (today - fields.Date.to_date(facts["last"])).days
            last = (
                self.env._("Last visit %(days)s days ago", days=days)
                if facts["kind"] == "visit"
                else self.env._("Last call %(days)s days ago", days=days)
            )
        else:
            last = self.env._("Not contacted so yet")
        norm = (
            self.env._("the norm is one each month")
            if facts["months"] == 1
            else self.env._(
                "the norm is one in %(months)s months", months=facts["months"]
            )
        )
        return what, self.env._(
            "%(last)s; %(norm)s, due %(left)s.",
            last=last,
            norm=norm,
            left=self._word_left(facts["due"]),
        )

    def _words_of_plan(self, facts):
        user = self.env["res.users"].sudo().browse(facts["user_id"]).exists()
        return (
            facts["name"],
            self.env._(
                "An action of the client's plan, %(name)s, by %(date)s: %(left)s.",
                name=user.name or "",
                date=self._word_date(facts["due"]),
                left=self._word_left(facts["due"]),
            ),
        )
