from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY, BankCommon


class NextStepCommon(BankCommon):
    """The cast, where Kovalenko, Bondar and Zamozhnyi each have a passport that expires."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Step = cls.env["bank.next.step"]
        cls.clients = cls.kovalenko | cls.bondar | cls.walled
        cls.documents = cls.env["bank.client.document"].create(
            [
                {
                    "client_id": client.id,
                    "kind": "passport",
                    "number": f"AB12345{place}",
                    "expiry_date": TODAY + timedelta(days=12),
                }
                for place, client in enumerate(cls.clients)
            ]
        )
        cls.source = cls.env.ref("bank_crm_client.next_step_source_document")
        cls.refusal = cls.env.ref("bank_crm_client.next_step_reason_not_wanted")

    @classmethod
    def _look(cls, day=TODAY):
        cls.env["bank.business.day"]._open(day)
        return cls.Step._refresh(cls.clients.ids, day)

    @classmethod
    def _steps(cls, client=None, code="document"):
        domain = [
            ("client_id", "=", (client or cls.kovalenko).id),
            ("source_id.code", "=", code),
        ]
        return cls.Step.search(domain, order="id")
