from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.fields import Command

# What managers do with a client, in turn.
DONE = (
    ("mail.mail_activity_data_call", "Called about the deposit that ends"),
    ("mail.mail_activity_data_todo", "Checked the documents for the card"),
    ("mail.mail_activity_data_call", "Wished a happy birthday, asked about plans"),
    ("mail.mail_activity_data_meeting", "Talked over a loan in the branch"),
    ("mail.mail_activity_data_todo", "Answered a question about the tariff"),
)
BANK_DAYS = 8
SATURDAY = 5
MEETING_AT = time(7, 0)


class BankDemo(models.AbstractModel):
    """What people of the demonstration bank did in the last days."""

    _inherit = "bank.demo"

    @api.model
    def _bank_days_back(self, count):
        day, found = self.env["bank.business.day"]._today(), []
        while len(found) < count:
            if day.weekday() < SATURDAY:
                found.append(day)
            day -= timedelta(1)
        return found

    @api.model
    def _live_work_log(self):
        """Tasks done with one's own clients, and a meeting of each unit every week."""
        days = self._bank_days_back(BANK_DAYS)
        for place, (user, _role) in enumerate(self._sellers()):
            clients = self.env["res.partner"].search(
                [
                    ("manager_id", "=", user.id),
                    ("is_client", "=", True),
                    ("is_private_banking", "=", False),
                ],
                order="id",
                limit=2 * BANK_DAYS,
            )
            if clients:
                self._do_tasks(user, clients, days, place)
        self._hold_meetings(days)

    @api.model
    def _do_tasks(self, user, clients, days, place):
        """One or two a day, by turns; nobody works alike."""
        model = self.env["ir.model"]._get("res.partner")
        rows, when = [], []
        for number, day in enumerate(days):
            for again in range(1 + (number + place) % 2):
                turn = 2 * number + again + place
                kind, words = DONE[turn % len(DONE)]
                rows.append(
                    {
                        "res_model_id": model.id,
                        "res_id": clients[turn % len(clients)].id,
                        "activity_type_id": self.env.ref(kind).id,
                        "summary": words,
                        "user_id": user.id,
                        "date_deadline": day,
                    }
                )
                when.append(day)
        tasks = (
            self.env["mail.activity"]
            .with_context(mail_activity_quick_update=True)
            .create(rows)
        )
        tasks.active = False
        for task, day in zip(tasks, when, strict=True):
            task.date_done = day

    @api.model
    def _hold_meetings(self, days):
        """Monday's meeting of a unit: its head and who sells there."""
        heads = self.env["bank.post"].search(
            [("role_id.code", "=", "branch_head"), ("is_in_force", "=", True)],
            order="id",
        )
        for post in heads:
            people = self.env["bank.post"].search(
                [("branch_id", "=", post.branch_id.id), ("is_in_force", "=", True)]
            )
            for day in (days[-1], days[len(days) // 2]):
                start = datetime.combine(day, MEETING_AT)
                self.env["calendar.event"].with_context(
                    dont_notify=True, mail_create_nolog=True, no_mail_to_attendees=True
                ).create(
                    {
                        "name": self.env._("Meeting of the branch"),
                        "start": start,
                        "stop": start + timedelta(minutes=45),
                        "user_id": post.user_id.id,
                        "partner_ids": [Command.set(people.user_id.partner_id.ids)],
                    }
                )
