import base64
from datetime import datetime, time, timedelta

from odoo import api, models

from ...domain.contact.channels import Channel
from .bank_contact_gate import Ask

CLIENTS = 48
# Kyiv is two hours before UTC in November.
TEN, EVENING = time(8, 0), time(19, 40)
FORM = "Я, клієнт банку, погоджуюся отримувати пропозиції.\nПідпис: ____________\n"
SATURDAY = 6


class BankDemo(models.AbstractModel):
    """What clients of the demonstration bank said about being contacted, and who was."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        self._live_contacts()

    @api.model
    def _live_contacts(self):
        """Consents of all kinds, do-not-call, quiet hours, attempts made and kept back."""
        if self.env["bank.consent"].sudo().search([], limit=1):
            return
        manager = self._employee("retail_manager")
        clients = (
            self.env["res.partner"]
            .search(
                [
                    ("manager_id", "=", manager.id),
                    ("is_core_client", "=", True),
                    ("is_private_banking", "=", False),
                    ("deceased_date", "=", False),
                    ("client_kind", "=", "person"),
                    ("is_minor", "=", False),
                ],
                order="id",
                limit=CLIENTS,
            )
            .with_user(manager)
        )
        if len(clients) < 12:
            return
        demo = self.with_user(manager)
        demo._live_consents(clients)
        demo._live_attempts(clients)

    @api.model
    def _day_before(self, days):
        """A working day so many days before today in the bank."""
        day = self.env["bank.business.day"]._today() - timedelta(days=days)
        while day.isoweekday() >= SATURDAY:
            day -= timedelta(days=1)
        return day

    @api.model
    def _say_for_demo(self, client, decision, channels, code, days, **values):
        purposes = self.env["bank.contact.purpose"]._of(code)
        said = datetime.combine(self._day_before(days), TEN)
        self.env["bank.consent"]._note(
            client, channels, purposes, decision, decided_at=said, **values
        )

    @api.model
    def _live_consents(self, clients):
        both = [Channel.EMAIL, Channel.SMS]
        for place, client in enumerate(clients):
            if place % 4 == 3:
                continue
            # Old agreements gave consent for a year only.
            is_old = place % 9 == 4
            self._say_for_demo(
                client, "given", both, "advertising", 390 if is_old else 200 - place,
                source="contract" if place % 2 else "branch",
                evidence=self.env._("Agreement %s", 26000 + place)
                if place % 2
                else self.env._("Form %s", f"{100 + place}/26"),
                date_to=self._day_before(20) if is_old else False,
                **(self._demo_proof(place) if place % 6 == 0 else {}),
            )  # fmt: skip
        for place in (2, 6, 13, 18):
            self._say_for_demo(
                clients[place % len(clients)], "withdrawn", [Channel.SMS],
                "advertising", 30 + place, source="page",
            )  # fmt: skip
        for place in (1, 7, 16):
            self._say_for_demo(
                clients[place % len(clients)], "withdrawn", [Channel.CALL], None,
                12 + place, source="call",
                evidence=self.env._("Recorded call %s", 55010 + place),
            )  # fmt: skip
        self._say_for_demo(
            clients[10], "withdrawn", [Channel.EMAIL], "survey", 9, source="message"
        )
        for place, hours in ((0, (21.0, 10.0)), (5, (13.0, 15.0)), (9, (18.0, 9.0))):
            self.env["bank.contact.quiet"].sudo().create(
                {
                    "client_id": clients[place].id,
                    "time_from": hours[0],
                    "time_to": hours[1],
                    "source": "call",
                    "recorded_by_id": self.env.uid,
                }
            )

    @api.model
    def _demo_proof(self, place):
        return {
            "proof": base64.b64encode(FORM.encode()),
            "proof_name": f"consent-{100 + place}-26.txt",
        }

    @api.model
    def _live_attempts(self, clients):
        """Four weeks of calls and letters; each kind of refusal at least once."""
        for days in range(26, 0, -1):
            at = datetime.combine(self._day_before(days), TEN)
            client = clients[days % len(clients)]
            call = self._try(client, Channel.CALL, "service", at)
            if call.allowed:
                call._note_outcome("not_reached" if days % 3 == 0 else "reached")
            self._try(
                clients[(days * 5) % len(clients)],
                (Channel.EMAIL, Channel.SMS)[days % 2],
                "advertising",
                at + timedelta(minutes=50),
            )
            if days % 5 == 0:
                self._try(client, Channel.LETTER, "legal", at + timedelta(hours=3))
        debtor = clients[11]
        morning = datetime.combine(self._day_before(2), TEN)
        for hours in (0, 2, 5):
            self._try(
                debtor, Channel.CALL, "collection", morning + timedelta(hours=hours)
            )
        self._try(
            debtor,
            Channel.SMS,
            "collection",
            datetime.combine(self._day_before(3), EVENING),
        )
        self._try(debtor, Channel.EMAIL, None, morning)
        self._try(
            clients[8],
            Channel.CALL,
            "collection",
            self._sunday_noon(),
            address="+380671112233",
        )
        neighbour = (
            self.env["bank.party"]
            .sudo()
            ._named(self.env._("Neighbour of a client"), "", "person")
        )
        for code in ("collection", "call_back"):
            self._try(debtor, Channel.CALL, code, morning, recipient=neighbour)

    @api.model
    def _sunday_noon(self):
        day = self.env["bank.business.day"]._today()
        return datetime.combine(day - timedelta(days=day.isoweekday() % 7 or 7), TEN)

    @api.model
    def _try(self, client, channel, code, at, recipient=None, address=""):
        points = client.contact_point_ids.filtered("is_main")
        kinds = ("email",) if channel is Channel.EMAIL else ("mobile", "phone")
        known = points.filtered(lambda point: point.kind in kinds)[:1].value
        ask = Ask(
            client, channel, self.env["bank.contact.purpose"]._of(code),
            address or known or "", recipient,
        )  # fmt: skip
        return self.env["bank.contact.gate"]._pass_all([ask], at)
