import base64
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.addons.bank_crm_base.domain.folding import fold
from odoo.tools import SQL

from ...domain.channels.letters import Direction, LetterState
from .bank_channel_adaptor import Answer
from .bank_message import State

# Days before the bank's day, template, its own facts, what became of it.
MESSAGES = (
    (21, "appointment_email", {"when": "30.11, 10:00", "place": "Franka 12"}, "delivered"),
    (14, "card_ready_sms", {"place": "Franka 12"}, "delivered"),
    (9, "card_ready_sms", {"place": "Franka 12"}, "unknown number"),
    (6, "document_expires_email", {"document": "passport", "until": "2026-12-10"}, "sent"),
    (3, "appointment_sms", {"when": "24.11, 15:30", "place": "Franka 12"}, "absent"),
    (2, "birthday_email", {}, ""),
    (1, "document_expires_letter", {"document": "passport", "until": "2026-12-19"}, ""),
    (1, "document_expires_letter", {"document": "passport", "until": "2026-12-02"}, ""),
)  # fmt: skip
# Days ago, how, about what, answered or due in how many days.
INCOMING = (
    (44, "letter", "Скарга на комісію за переказ", 14, "late"),
    (25, "registered", "Прохання про довідку для посольства", 30, "answered"),
    (12, "fax", "Заява про зміну адреси", 30, "in_work"),
    (4, "hand", "Запит виписки за 2025 рік", 26, "new"),
    (1, "letter", "Лист щодо спадщини", 29, "new"),
)
OUTGOING = (
    (30, "registered", "Повідомлення про зміну тарифів", "delivered", "0600123456789"),
    (18, "letter", "Запрошення оновити документи", "returned", ""),
    (7, "fax", "Підтвердження реквізитів рахунку", "delivered", ""),
    (2, "courier", "Договір на підпис", "posted", ""),
)


class BankDemo(models.AbstractModel):
    """What the demonstration bank wrote to its clients, and what they wrote to it."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):
        result = super()._live_a_month()
        self._live_correspondence()
        return result

    @api.model
    def _live_correspondence(self):
        manager = self._employee("retail_manager")
        if not manager:
            return
        clients = self.env["res.partner"].search(
            [
                ("manager_id", "=", manager.id),
                ("is_core_client", "=", True),
                ("client_kind", "=", "person"),
                ("client_state", "=", "client"),
                ("email", "!=", False),
                ("phone", "!=", False),
            ],
            order="id",
            limit=12,
        )
        clients = clients.filtered(
            lambda client: client.with_user(manager).is_fully_visible
        )
        if not clients:
            return
        today = self.env["bank.business.day"]._today()
        self._live_messages(manager, clients.with_user(manager), today)
        self._live_letters(manager, clients.with_user(manager), today)

    @api.model
    def _live_messages(self, manager, clients, today):
        """One of each fate; the stand-in of a service is `./bankcrm sms-server`."""
        sms = self.env["bank.channel"]._of_kind("sms")
        sms.write({"endpoint": "http://127.0.0.1:8025/messages", "sender": "BANK"})
        Template = self.env["bank.message.template"].with_user(manager)
        for place, (days, code, facts, fate) in enumerate(MESSAGES):
            client = clients[place % len(clients)]
            at = datetime.combine(today - timedelta(days=days), time(9, 15 + place))
            template = Template._of(code)
            if not template.version_id:
                continue
            message = template._send(client, facts, key=f"demo/{place}", at=at)
            self._give_fate(message.sudo(), at, fate)
            message.flush_recordset()
            self.env.cr.execute(
                SQL(
                    "UPDATE bank_message SET create_date = %s, last_try_at = CASE WHEN "
                    "try_count > 0 THEN %s::timestamp END WHERE id = %s",
                    at,
                    at,
                    message.id,
                )
            )
        fax = self.env["bank.message"].with_user(manager)
        fax._enqueue(
            clients[-1], "fax", fax._service_purpose(),
            self.env._("Your request was received. We answer within a week."),
            subject=self.env._("Your request"), address="+380322970001", key="demo/fax",
        )  # fmt: skip
        self.env["bank.message"].invalidate_model()

    @api.model
    def _give_fate(self, message, at, fate):
        if not fate or not message._pass_gate(at):
            return
        message.write({"state": State.SENDING, "try_count": 1})
        if fate == "unknown number":
            message._close(State.FAILED, fate)
            return
        message._note_sent(Answer(True, reference=f"demo-{message.id}", cost="0.45"))
        message.sent_at = at
        later = at + timedelta(minutes=2)
        if fate == "delivered":
            message._apply_receipt(State.DELIVERED, later, "")
        elif fate == "absent":
            message._apply_receipt(State.FAILED, later, "absent subscriber")

    @api.model
    def _live_letters(self, manager, clients, today):
        Letter = self.env["bank.correspondence"].with_user(manager)
        for place, (days, channel, subject, term, fate) in enumerate(INCOMING):
            came = today - timedelta(days=days)
            client = clients[place % len(clients)]
            is_unknown = place == len(INCOMING) - 1
            letter = Letter.create(
                {
                    "direction": Direction.INCOMING,
                    "channel": channel,
                    "date": came,
                    "subject": subject,
                    "client_id": False if is_unknown else client.id,
                    "other_party": "Нотаріус Гнатюк О. П." if is_unknown else False,
                    "their_number": f"{17 + place}/11" if place % 2 else False,
                    "answer_due_date": came + timedelta(days=term),
                    "scan_ids": [fields.Command.create(self._scan(subject, came))],
                }
            )
            if fate == "in_work":
                letter._go(LetterState.IN_WORK, came + timedelta(days=1))
            elif fate == "answered":
                answer = self._write_letter(Letter, client, channel, came, 6, subject)
                answer.answers_id = letter
        for place, (days, channel, subject, fate, post) in enumerate(OUTGOING):
            client = clients[(place + 3) % len(clients)]
            wrote = today - timedelta(days=days)
            letter = self._write_letter(Letter, client, channel, wrote, 0, subject)
            letter.post_number = post or False
            letter._go(LetterState.POSTED, wrote + timedelta(days=1))
            if fate != "posted":
                note = "адресат вибув" if fate == "returned" else ""
                letter._go(fate, wrote + timedelta(days=4), note)

    @api.model
    def _write_letter(self, Letter, client, channel, since, days, subject):
        day = since + timedelta(days=days)
        return Letter.create(
            {
                "direction": Direction.OUTGOING,
                "channel": channel,
                "date": day,
                "subject": subject,
                "client_id": client.id,
                "scan_ids": [fields.Command.create(self._scan(subject, day))],
            }
        )

    @api.model
    def _scan(self, subject, day):
        """A page with the subject on it, as a scanner would leave one."""
        words = fold(subject)[:60]
        return {
            "name": f"scan-{day.isoformat()}.pdf",
            "datas": base64.b64encode(_page(f"{day.isoformat()}  {words}")),
            "mimetype": "application/pdf",
        }


def _page(words):
    """The smallest PDF of one page with a line of Latin text."""
    safe = "".join(char for char in words if char.isascii() and char not in "()\\")
    stream = f"BT /F1 14 Tf 60 760 Td ({safe}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n"
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + (
        b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    )
