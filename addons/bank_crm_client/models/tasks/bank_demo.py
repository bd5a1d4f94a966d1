from datetime import datetime, time, timedelta

from odoo import api, models

# (days from today, kind, priority, words): what a seller has before him.
TASKS = (
    (-6, "mail.mail_activity_data_todo", "0", "Bring the file of the loan up to date"),
    (-2, "mail.mail_activity_data_call", "1", "Call: the deposit ended, what next?"),
    (0, "mail.mail_activity_data_call", "2", "Call about the blocked transfer"),
    (0, "mail.mail_activity_data_call", "0", "Ask how he likes the new application"),
    (0, "mail.mail_activity_data_todo", "0", "Prepare the papers for the meeting"),
    (1, "mail.mail_activity_data_call", "0", "Remind of the payment on the loan"),
    (3, "mail.mail_activity_data_todo", "1", "Check the income statement"),
    (5, "mail.mail_activity_data_meeting", "0", "Meet about insurance"),
)
CLIENTS_A_SELLER = 8
ESCALATED_AT = time(15)
SINCE_DAYS = 60


class BankDemo(models.AbstractModel):
    """What people of the demonstration bank have to do, and who was told of delays."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        self._live_tasks()

    @api.model
    def _live_tasks(self):
        """Tasks of each seller by turns; delays told of; one head has answered."""
        today = self.env["bank.business.day"]._today()
        model = self.env["ir.model"]._get("res.partner")
        Activity = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        for place, (user, _role) in enumerate(self._sellers()):
            clients = self.env["res.partner"].search(
                [
                    ("manager_id", "=", user.id),
                    ("is_client", "=", True),
                    ("client_state", "=", "client"),
                ],
                order="id",
                limit=CLIENTS_A_SELLER,
            )
            for number, (days, kind, priority, words) in enumerate(TASKS):
                if not clients or (days < 0 and (place + number) % 3 == 0):
                    # Not everybody is late with everything.
                    continue
                # Whoever serves the client has given it to himself.
                Activity.with_user(user).sudo().create(
                    {
                        "res_model_id": model.id,
                        "res_id": clients[(number + place) % len(clients)].id,
                        "activity_type_id": self.env.ref(kind).id,
                        "summary": words,
                        "task_priority": priority,
                        "user_id": user.id,
                        "date_deadline": today + timedelta(days=days),
                    }
                )
        self.env["bank.task.escalation"].search([]).date_from = today - timedelta(
            days=SINCE_DAYS
        )
        now = datetime.combine(today, ESCALATED_AT)
        while self.env["bank.task.escalated"]._escalate(now):
            pass
        self._answer_one()

    @api.model
    def _answer_one(self):
        """The first head who was told lets the task be due later."""
        told = self.env["bank.task.escalated"].search(
            [("whom", "=", "head"), ("to_user_id", "!=", False)], order="id", limit=1
        )
        head = told.to_user_id
        if not head:
            return
        tasks = (
            self.env["bank.staff.task"]
            .with_user(head)
            .search([("id", "=", told.activity_id.id)])
        )
        if tasks.filtered("may_decide"):
            self.env["bank.task.decide"].with_user(head).with_context(
                bank_task_ids=tasks.ids
            ).create(
                {
                    "decision": "extend",
                    "due_date": self.env["bank.business.day"]._today()
                    + timedelta(days=2),
                    "reason": self.env._("The client is away until Monday."),
                }
            ).action_apply()
