from datetime import timedelta

from odoo.fields import Command

from .common_tasks import TasksCommon

CLIENT_KEY = "bank_timeline_client_id"


class TimelineCommon(TasksCommon):
    @classmethod
    def _message(cls, client, when, **values):
        is_from_him = values.get("message_type", "email") == "email"
        author = client if is_from_him else cls.olena.partner_id
        return cls.env["mail.message"].create(
            {
                "model": "res.partner",
                "res_id": client.id,
                "date": when,
                "message_type": "email",
                "subject": "A letter",
                "body": "<p>About the <b>deposit</b></p>",
                "email_from": "client@mail.example",
                "author_id": author.id,
                **values,
            }
        )

    @classmethod
    def _event(cls, name, when, people, **values):
        return cls.env["calendar.event"].with_context(
            dont_notify=True, mail_create_nolog=True, no_mail_to_attendees=True
        ).create(
            {
                "name": name,
                "start": when,
                "stop": when + timedelta(hours=1),
                "user_id": cls.olena.id,
                "partner_ids": [Command.set(people.ids)],
                **values,
            }
        )  # fmt: skip

    def _page(self, user=None, client=None, before=None, **wanted):
        client = (client or self.kovalenko).with_user(user or self.olena)
        return client.get_timeline(before, wanted)

    def _titles(self, *args, **kwargs):
        return [row["title"] for row in self._page(*args, **kwargs)["rows"]]
