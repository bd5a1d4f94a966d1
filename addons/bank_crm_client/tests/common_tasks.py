from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY, BankCommon

# Friday, 20 November 2026, ten in the morning by the bank's clock, which is UTC here.
NOW = datetime(2026, 11, 20, 10)


class TasksCommon(BankCommon):
    """The cast, a bank that works from nine to six, and a few tasks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The demo bank may be loaded: its tasks are not ours, whatever they stand for.
        cls.env.flush_all()
        cls.env.cr.execute("DELETE FROM mail_activity")
        cls.env.invalidate_all()
        cls.env["bank.task.escalation"].with_context(active_test=False).search(
            []
        ).active = False
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Test hours",
                "tz": "UTC",
                "attendance_ids": [
                    (0, 0, {
                        "name": "Work", "dayofweek": str(day), "hour_from": 9,
                        "hour_to": 18, "day_period": "morning",
                    })
                    for day in range(5)
                ],
            }
        )  # fmt: skip
        cls.env.company.resource_calendar_id = cls.calendar

    @classmethod
    def _task(cls, user, days, client=None, summary="Call him", **values):
        """An open task of `user` due so many days from today."""
        return cls.env["mail.activity"].create(
            {
                "user_id": user.id,
                "summary": summary,
                "date_deadline": TODAY + timedelta(days=days),
                "activity_type_id": cls.env.ref("mail.mail_activity_data_todo").id,
                **(
                    {
                        "res_model_id": cls.env["ir.model"]._get_id("res.partner"),
                        "res_id": client.id,
                    }
                    if client
                    else {}
                ),
                **values,
            }
        )

    @classmethod
    def _rule(cls, level=1, hours=4, **values):
        return cls.env["bank.task.escalation"].create(
            {"level": level, "hours": hours, "date_from": False, **values}
        )

    @classmethod
    def _escalate(cls, now=NOW):
        return cls.env["bank.task.escalated"]._escalate(now)

    @classmethod
    def _told(cls, task):
        cls.env["bank.task.escalated"].invalidate_model()
        return cls.env["bank.task.escalated"].search(
            [("activity_id", "=", task.id)], order="level"
        )
