import json
import time

import requests
from odoo import fields, models
from odoo.addons.bank_crm_client.domain.channels.signature import sign
from odoo.addons.bank_crm_client.tools.channel_keys import channel_key
from odoo.exceptions import UserError

MOST_REPORT_BYTES = 8 * 1024 * 1024
TIMEOUT_SECONDS = 20


class BankBureau(models.Model):
    """Reports asked of a bureau's service over HTTP: signed, only of who has agreed.

    The service gets `POST {tax_number, consent_date, consent_basis, reference}` with the
    headers `X-Timestamp`, `X-Signature` and `Idempotency-Key`, and answers with the file of
    the report, which is read as any other file of a bureau. The key is in the environment
    of the server, never in the database.
    """

    _inherit = "bank.bureau"

    endpoint = fields.Char(
        "Address of its service", help="Empty: reports come as files only."
    )

    def _order_report(self, client, consent_date, consent_basis, reference):
        """Ask for a report of a client who agreed; returns the report put on file."""
        self.ensure_one()
        bureau = self.sudo()
        if not consent_date or not (consent_basis or "").strip():
            raise UserError(
                self.env._(
                    "Without the client's agreement nothing is asked of a bureau."
                )
            )
        if consent_date > self.env["bank.business.day"]._today():
            raise UserError(
                self.env._("The client's agreement is not of a day to come.")
            )
        if not client.sudo().vat:
            raise UserError(
                self.env._("%(who)s has no tax number.", who=client.display_name)
            )
        secret = channel_key(f"bureau_{bureau.code}")
        if not (bureau.endpoint and secret):
            raise UserError(
                self.env._(
                    "The service of %(bureau)s has no address or no key yet: put the file "
                    "of the report to the client's card.",
                    bureau=bureau.name,
                )
            )
        content = json.dumps(
            {
                "tax_number": client.sudo().vat,
                "consent_date": fields.Date.to_string(consent_date),
                "consent_basis": consent_basis,
                "reference": reference,
            },
            ensure_ascii=False,
        ).encode()
        return self.env["bank.bureau.report"]._take(
            client,
            self,
            bureau._ask(content, secret, reference),
            f"{bureau.code}-{reference}.json",
            consent_date,
            consent_basis.strip(),
        )

    def _ask(self, content, secret, reference):
        """The bytes that the service answers; UserError in words where it does not."""
        now = int(time.time())
        try:
            with requests.post(
                self.endpoint,
                data=content,
                headers={
                    "Content-Type": "application/json; charset=utf-8",
                    "Idempotency-Key": reference,
                    "X-Timestamp": str(now),
                    "X-Signature": sign(secret, now, content),
                },
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
                stream=True,
            ) as response:
                told = response.raw.read(MOST_REPORT_BYTES + 1, decode_content=True)
                status = response.status_code
        except (requests.RequestException, OSError) as error:
            # The address of the service stays out: it may hold a name of an account.
            raise UserError(
                self.env._(
                    "The service of %(bureau)s does not answer (%(why)s).",
                    bureau=self.name,
                    why=type(error).__name__,
                )
            ) from error
        if status == 404:
            raise UserError(
                self.env._(
                    "%(bureau)s knows nobody with this number.", bureau=self.name
                )
            )
        if status != 200 or not told or len(told) > MOST_REPORT_BYTES:
            raise UserError(
                self.env._(
                    "%(bureau)s sent no report (answer %(status)s).",
                    bureau=self.name,
                    status=status,
                )
            )
        return told


class BankLoanApplicationParty(models.Model):
    """A report ordered from the participant's form."""

    _inherit = "bank.loan.application.party"

    def action_order_report(self):
        """Ask the first bureau that has a service."""
        self.ensure_one()
        self.check_access("read")
        self.application_id._check_may_prepare()
        if not self.client_id:
            raise UserError(
                self.env._("A report is put on file with a client: he is none yet.")
            )
        bureau = self.env["bank.bureau"].search([("endpoint", "!=", False)], limit=1)
        if not bureau:
            raise UserError(
                self.env._(
                    "No bureau has a service: put the file of the report to the client's "
                    "card."
                )
            )
        bureau._order_report(
            self.client_id,
            self.bureau_consent_date,
            self.bureau_consent_basis,
            f"{self.application_id.number}-{self.id}-{self._today_mark()}",
        )
        return True

    def _today_mark(self):
        """The bank's day: a report is asked once a day for an application."""
        return fields.Date.to_string(self.env["bank.business.day"]._today())
