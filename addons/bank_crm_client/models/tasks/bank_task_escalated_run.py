from decimal import Decimal

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...domain.tasks.escalation import Side, Step, Whom, head_to_tell, last_due, told_at
from ...domain.tasks.working_time import hours_between

TASKS_A_BATCH = 200
# From when lateness is counted: the opening after the due day.
LATE = Step(1, Side.AFTER, Decimal(0), Whom.ASSIGNEE)


class BankTaskEscalated(models.Model):
    """Telling of late tasks: by each step in its turn, each level of a task once."""

    _inherit = "bank.task.escalated"

    @api.model
    def _cron_escalate_tasks(self):
        """Tell of what is late by now, batch by batch."""
        cron = self.env["ir.cron"]
        now = fields.Datetime.now()  # clock: working hours
        while told := self._escalate(now, TASKS_A_BATCH):
            if not cron._commit_progress(told):
                break

    @api.model
    def _escalate(self, now, most=TASKS_A_BATCH):
        """Tell of at most `most` tasks whose step has come by `now` (UTC); return how many.

        Tasks that another run holds are left to it; where it has told meanwhile, the
        unique row of task and level says so.
        """
        self.env.flush_all()
        Rule = self.env["bank.task.escalation"]
        wall = Rule._on_the_wall(now)
        week = Rule._working_week(wall)
        handled = 0
        for rule in Rule.search(
            [], order="level, task_priority, activity_type_id, sequence"
        ):
            step = rule._step()
            day = last_due(wall, step, week)
            if day is None:
                continue
            for activity in self._late_tasks(rule, day, most - handled):
                self._tell(activity, rule, step, week, now)
                handled += 1
            if handled >= most:
                break
        return handled

    @api.model
    def _late_tasks(self, rule, day, most):
        """Open tasks due by `day` that the rule is the first to fit at its level."""
        if most <= 0:
            return self.env["mail.activity"]
        conditions = [
            SQL("a.active AND a.user_id IS NOT NULL AND a.date_deadline <= %s", day),
            SQL(
                "(a.res_model IS NULL OR a.res_model = ANY(%s))",
                self.env["bank.staff.task"]._task_documents(),
            ),
            SQL(
                "NOT EXISTS (SELECT 1 FROM bank_task_escalated e "
                "WHERE e.activity_id = a.id AND e.level = %s)",
                rule.level,
            ),
        ]
        if rule.date_from:
            conditions.append(SQL("a.date_deadline >= %s", rule.date_from))
        if rule.activity_type_id:
            conditions.append(SQL("a.activity_type_id = %s", rule.activity_type_id.id))
        if rule.task_priority:
            conditions.append(
                SQL("coalesce(a.task_priority, '0') = %s", rule.task_priority)
            )
        conditions += [self._not_for(other) for other in rule._before_it()]
        rows = self.env.execute_query(
            SQL(
                "SELECT a.id FROM mail_activity a WHERE %s "
                "ORDER BY a.date_deadline, a.id LIMIT %s FOR UPDATE OF a SKIP LOCKED",
                SQL(" AND ").join(conditions),
                most,
            )
        )
        return self.env["mail.activity"].sudo().browse([row_id for (row_id,) in rows])

    @api.model
    def _not_for(self, rule):
        """SQL: another rule of the level, which goes first, does not fit the task."""
        fits = [SQL("TRUE")]
        if rule.activity_type_id:
            fits.append(SQL("a.activity_type_id = %s", rule.activity_type_id.id))
        if rule.task_priority:
            fits.append(SQL("coalesce(a.task_priority, '0') = %s", rule.task_priority))
        return SQL("NOT (%s)", SQL(" AND ").join(fits))

    @api.model
    def _tell(self, activity, rule, step, week, now):
        """One task, one level: the row first, and only who made it tells."""
        told_ids = activity.escalated_ids.filtered(
            lambda row: row.whom == Whom.HEAD
        ).to_user_id.ids
        to_user = activity.user_id
        if step.whom is Whom.HEAD:
            chain = self._heads_above(activity)
            to_user = to_user.browse(head_to_tell(chain, step.heads_up, told_ids) or ())
        wall = rule._on_the_wall(now)
        late_from = told_at(activity.date_deadline, LATE, week)
        [(client_id,)] = self.env.execute_query(
            SQL(
                "SELECT %s FROM mail_activity a WHERE a.id = %s",
                self.env["bank.staff.task"]._task_client(SQL("a")),
                activity.id,
            )
        )
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_task_escalated (
                    activity_id, level, rule_id, whom, to_user_id, user_id, client_id,
                    summary, task_priority, due_date, hours_late, told_at, answered_at)
                VALUES (%(activity)s, %(level)s, %(rule)s, %(whom)s, %(to)s, %(user)s,
                        %(client)s, %(summary)s, %(priority)s, %(due)s, %(late)s, %(now)s,
                        %(answered)s)
                ON CONFLICT (activity_id, level) DO NOTHING RETURNING id
                """,
                activity=activity.id,
                level=rule.level,
                rule=rule.id,
                whom=str(step.whom),
                # Nobody above who may be told: noted, and done with.
                to=to_user.id or None,
                user=activity.user_id.id,
                client=client_id,
                summary=activity.summary or activity.activity_type_id.name or "",
                priority=activity.task_priority or "0",
                due=activity.date_deadline,
                late=float(hours_between(late_from, wall, week))
                if wall > late_from
                else 0.0,
                now=now,
                answered=None if to_user else now,
            )
        )
        self.invalidate_model()
        activity.invalidate_recordset(["escalated_ids"])
        if rows and to_user:
            self.browse(rows[0][0])._notify()
        return bool(rows)

    @api.model
    def _heads_above(self, activity):
        """Ids of the heads above an assignee who may see the task, the nearest first."""
        assignee = activity.user_id
        Post = self.env["bank.post"].sudo()
        posts = Post.search(
            Domain("user_id", "=", assignee.id) & Domain("is_in_force", "=", True)
        )
        document = None
        if activity.res_model:
            document = self.env[activity.res_model].browse(activity.res_id).exists()
        chain = []
        for unit in posts.branch_id:
            while unit:
                heads = Post.search(
                    Domain("branch_id", "=", unit.id)
                    & Domain("is_in_force", "=", True)
                    & Domain("role_id.is_unit_head", "=", True),
                    order="id",
                ).user_id.filtered("active")
                chain += [head for head in heads - assignee if head not in chain]
                unit = unit.parent_id
        return [
            head.id
            for head in chain
            if not document or document.with_user(head).sudo(False).has_access("read")
        ]

    def _notify(self):
        """A message to who is told; it leads to the task."""
        self.ensure_one()
        row = self.with_context(lang=self.to_user_id.lang)
        subject = (
            row.env._("Reminder: %s", row.summary)
            if row.whom == "assignee"
            else row.env._("Overdue in your unit: %s", row.summary)
        )
        row.env["mail.thread"].with_user(SUPERUSER_ID).message_notify(
            partner_ids=row.to_user_id.partner_id.ids,
            subject=subject,
            body=row.why,
            email_layout_xmlid="mail.mail_notification_light",
        )
