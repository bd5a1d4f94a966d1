import smtplib

from odoo import models
from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ..contact.ir_mail_server import JUDGED
from .bank_channel_adaptor import Answer

# 5xx: the server will say the same tomorrow (RFC 5321, 4.2.1).
PERMANENT = range(500, 600)


class BankChannel(models.Model):
    """E-mail through a mail server of Odoo, each message with an identity of its own."""

    _inherit = "bank.channel"

    def _hand_over_smtp(self, *, address, subject, body, key):
        server = self.env["ir.mail_server"].sudo().with_context(bank_judged=JUDGED)
        message_id = f"<{key}@{self._mail_domain()}>"
        email = server._build_email__(
            email_from=self.sudo()._mail_sender(),
            email_to=[address],
            subject=subject,
            body=plaintext2html(body),
            body_alternative=body,
            subtype="html",
            subtype_alternative="plain",
            message_id=message_id,
            headers={"X-Bank-Message": key, "Auto-Submitted": "auto-generated"},
        )
        try:
            sent = server.send_email(
                email, mail_server_id=self.mail_server_id.id or None
            )
        except (MailDeliveryException, OSError, smtplib.SMTPException) as error:
            return self._mail_refusal(error)
        except (UserError, ValueError, AssertionError) as error:
            return Answer(False, reason=str(error), is_trouble=True)
        return Answer(True, reference=sent, parts=1)

    def _mail_sender(self):
        company = self.env.company
        return self.sender or company.email_formatted or company.email or ""

    def _mail_domain(self):
        sender = self.sudo()._mail_sender()
        return sender.rpartition("@")[2].strip("> ") or "localhost"

    def _mail_refusal(self, error):
        """Whose fault it is: the address's, or the server's."""
        cause = error
        while cause is not None and not isinstance(
            cause, (smtplib.SMTPException, OSError)
        ):
            cause = cause.__cause__ or cause.__context__
        if isinstance(cause, smtplib.SMTPRecipientsRefused):
            code, words = next(iter(cause.recipients.values()))
            return Answer(
                False, reason=_answer_words(code, words), is_final=code in PERMANENT
            )
        if isinstance(cause, smtplib.SMTPDataError):
            return Answer(
                False,
                reason=_answer_words(cause.smtp_code, cause.smtp_error),
                is_final=cause.smtp_code in PERMANENT,
            )
        return Answer(
            False,
            reason=self.env._("The mail server does not take letters: %(why)s", why=cause or error),
            is_trouble=True,
        )  # fmt: skip


def _answer_words(code, words):
    if isinstance(words, bytes):
        words = words.decode("utf-8", "replace")
    return f"{code} {words}"
