from odoo import fields, models
from odoo.tools import format_date, format_datetime


class BankAccessWhy(models.TransientModel):
    """The words for clients seen by the minute or in a colleague's place."""

    _inherit = "bank.access.why"

    def _words_presence(self, case):
        return {
            "why": self.env._(
                "the client is at the counter: the counter view is open."
            ),
            "lines": self._visit_lines(case, "presence")
            + self._post_lines(case["posts"]),
        }

    def _words_break_glass(self, case):
        return {
            "why": self.env._(
                "the card was opened in an emergency, which is reviewed."
            ),
            "lines": self._visit_lines(case, "break_glass"),
        }

    def _words_stands_in(self, case):
        stand_ins = self.env["bank.stand.in"].sudo().search(
            [("deputy_id", "=", case["user"].id), ("is_in_force", "=", True)]
        )  # fmt: skip
        manager = case["client"].manager_id
        lines = [
            {
                "text": self.env._(
                    "Stands in for %(who)s, %(since)s to %(until)s: %(reason)s.",
                    who=stand_in.user_id.name
                    if case["may_know"]
                    else self.env._("the manager"),
                    since=format_date(self.env, stand_in.date_from),
                    until=format_date(self.env, stand_in.date_to),
                    reason=stand_in.reason,
                )
            }
            for stand_in in stand_ins
            if stand_in.user_id == manager
        ]
        return {
            "why": self.env._("the employee stands in for the client's manager."),
            "lines": lines + self._post_lines(self._client_posts(case)),
        }

    def _visit_lines(self, case, kind):
        now = fields.Datetime.now()  # clock: a visit lasts minutes
        visits = self.env["bank.visit"].sudo().search(
            [
                ("user_id", "=", case["user"].id),
                ("client_id", "=", case["client"].id),
                ("kind", "=", kind),
                ("ended_at", "=", False),
                ("ends_at", ">", now),
            ]
        )  # fmt: skip
        reasons = dict(visits._fields["reason"]._description_selection(self.env))
        return [
            {
                "text": self.env._(
                    "Opened %(since)s, until %(until)s: %(reason)s.",
                    since=format_datetime(
                        self.env, visit.started_at, dt_format="short"
                    ),
                    until=format_datetime(self.env, visit.ends_at, dt_format="short"),
                    reason=reasons.get(visit.reason, ""),
                )
            }
            for visit in visits
        ]
