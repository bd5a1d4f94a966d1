from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.fields import Command

CLIENTS_A_SELLER = 6
# (days back, hour, from whom, subject, words): letters of a client in turn.
LETTERS = (
    (2, 8, "client", "Question about the deposit",
     "Good day! My deposit ends soon. What would the rate be if I left it for a year?"),
    (2, 11, "bank", "Re: Question about the deposit",
     "Good day! For a year it is half a percent more than now. Shall I call you tomorrow?"),
    (9, 7, "client", "Certificate of the balance",
     "I need a certificate of the balance for the embassy, in English, please."),
    (8, 13, "bank", "Your certificate is ready",
     "The certificate is ready: it waits for you in the branch until Friday."),
    (41, 9, "bank", "New limits of your card",
     "From next month the limit of payments on the Internet is higher, as you asked."),
    (77, 15, "client", "Thank you",
     "Thank you for the quick answer about the transfer, everything has arrived."),
    (120, 10, "client", "Rate of the mortgage",
     "Are there mortgages for a flat that is still being built?"),
)  # fmt: skip
NOTES = (
    (
        3,
        16,
        "He would rather be called after six; writes faster than he answers the phone.",
    ),
    (30, 12, "Thinks of a car in spring: come back in February."),
)
# (days from today, hour, name, where)
MEETINGS = (
    (-16, 9, "Talk about a deposit", "In the branch"),
    (0, 12, "Coffee and the new tariff", "In the branch"),
    (6, 10, "Signing of the agreement", "In the branch"),
)


class BankDemo(models.AbstractModel):
    """What clients of the demonstration bank wrote, and when one met them."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        self._live_timeline()

    @api.model
    def _live_timeline(self):
        """Letters, notes and meetings of some clients of each seller; large payments kept."""
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
            for turn, client in enumerate(clients):
                self._write_letters(user, client, place + turn)
            self._meet_clients(user, clients)
        self.env.cr.execute("SELECT DISTINCT date FROM bank_day_flow ORDER BY date")
        for (day,) in self.env.cr.fetchall():
            self.env["bank.large.flow"]._keep(day)

    @api.model
    def _moment(self, days, hour):
        today = self.env["bank.business.day"]._today()
        return datetime.combine(today + timedelta(days=days), time(hour, 30))

    @api.model
    def _write_letters(self, user, client, turn):
        """Each client wrote some of them; the first two always go together."""
        rows = []
        for number, (days, hour, side, subject, words) in enumerate(LETTERS):
            if number > 1 and (number + turn) % 3 == 0:
                continue
            is_client = side == "client"
            author = client if is_client else user.partner_id
            rows.append(
                {
                    "message_type": "email" if is_client else "email_outgoing",
                    "subtype_id": self.env.ref("mail.mt_comment").id,
                    "subject": subject,
                    "body": words,
                    "date": self._moment(-days - turn % 2, hour),
                    "author_id": author.id,
                    "email_from": author.email_formatted or author.name,
                }
            )
        days, hour, words = NOTES[turn % len(NOTES)]
        rows.append(
            {
                "message_type": "comment",
                "subtype_id": self.env.ref("mail.mt_note").id,
                "body": words,
                "date": self._moment(-days, hour),
                "author_id": user.partner_id.id,
                "email_from": user.partner_id.email_formatted or user.name,
            }
        )
        self.env["mail.message"].create(
            [{"model": "res.partner", "res_id": client.id, **row} for row in rows]
        )

    @api.model
    def _meet_clients(self, user, clients):
        quiet = {
            "dont_notify": True,
            "mail_create_nolog": True,
            "no_mail_to_attendees": True,
            "mail_create_nosubscribe": True,
        }
        for (days, hour, name, where), client in zip(MEETINGS, clients, strict=False):
            start = self._moment(days, hour)
            self.env["calendar.event"].with_context(**quiet).create(
                {
                    "name": name,
                    "location": where,
                    "start": start,
                    "stop": start + timedelta(minutes=45),
                    "user_id": user.id,
                    "partner_ids": [Command.set((user.partner_id | client).ids)],
                }
            )
