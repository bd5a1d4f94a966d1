from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL, format_date

from ...domain.people.certificates import (
    Certificate,
    warning_due,
)

NOT_TOLD = -1
ANSWER_DAYS = 7


class HrEmployeeSkill(models.Model):
    """The night looks which certificates end: the holder and his head are told once."""

    _inherit = "hr.employee.skill"

    @api.model
    def _renewed_sql(self):
        """SQL of certificates of which the holder has one of the kind that ends later."""
        return SQL(
            "SELECT s.id FROM hr_employee_skill s "
            "JOIN hr_skill_type t ON t.id = s.skill_type_id AND t.is_certification "
            "WHERE s.valid_to IS NOT NULL AND EXISTS (SELECT 1 FROM hr_employee_skill o "
            "WHERE o.employee_id = s.employee_id AND o.skill_id = s.skill_id "
            "AND o.id != s.id AND (o.valid_to IS NULL OR o.valid_to > s.valid_to))"
        )

    @api.model
    def _tell_of_ends(self, today):
        """Give a task for each certificate that came to a warning; returns how many."""
        rows = self.search(
            [
                ("skill_type_id.is_certification", "=", True),
                ("valid_from", "!=", False),
                ("valid_to", "!=", False),
                ("is_renewed", "=", False),
                ("employee_id.user_id.active", "=", True),
                ("told_days", "!=", 0),
            ],
            order="valid_to, id",
        )
        told = self.browse()
        for row in rows:
            one = Certificate(row.skill_id.id, row.valid_from, row.valid_to)
            before = None if row.told_days == NOT_TOLD else row.told_days
            due = warning_due(one, today, before)
            if due is None:
                continue
            row.told_days = due
            told |= row
        told._give_tasks(today)
        return len(told)

    def _give_tasks(self, today):
        """To the holder and to the head of his unit, who may be the same person."""
        give = self.env["bank.handover"]._give_task
        heads = self.env["bank.people"]._head_of(self.employee_id.user_id)
        for row in self:
            holder = row.employee_id.user_id
            words = {
                "name": holder.name,
                "certificate": row.skill_id.name,
                "date": format_date(self.env, row.valid_to),
            }
            if row.valid_to < today:
                mine = self.env._(
                    "Your certificate “%(certificate)s” ended on %(date)s", **words
                )
                theirs = self.env._(
                    "%(name)s: certificate “%(certificate)s” ended on %(date)s", **words
                )
                due = today
            else:
                mine = self.env._(
                    "Your certificate “%(certificate)s” ends on %(date)s", **words
                )
                theirs = self.env._(
                    "%(name)s: certificate “%(certificate)s” ends on %(date)s", **words
                )
                due = min(row.valid_to, today + timedelta(days=ANSWER_DAYS))
            give(holder, mine, "", due)
            head = heads.get(holder.id)
            if head:
                give(head, theirs, "", due)
