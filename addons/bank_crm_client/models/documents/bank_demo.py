from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from ...tools.demo_files import pdf_file

# Of so many clients one lacks such a paper.
WITHOUT = {"tax_card": 11, "data_consent": 17, "questionnaire": 7}
QUESTIONNAIRE_DAYS = 240
QUEUE = 9


class BankDemo(models.AbstractModel):
    """Papers of the demonstration bank: most are on file, some missing, some to verify."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        if self.env.context.get("bank_story"):
            self._live_documents()

    @api.model
    def _live_documents(self):
        """Papers of the old archive, then what managers entered this month."""
        today = self.env["bank.business.day"]._today()
        Document = self.env["bank.client.document"].sudo()
        people = self.env["res.partner"].search(
            [("is_core_client", "=", True), ("client_state", "=", "client"),
             ("client_kind", "in", ("person", "sole_trader"))],
            order="id",
        )  # fmt: skip
        companies = self.env["res.partner"].search(
            [("is_core_client", "=", True), ("client_state", "=", "client"),
             ("client_kind", "=", "legal_entity")],
            order="id",
        )  # fmt: skip
        values = []
        for place, client in enumerate(people):
            for code, every in WITHOUT.items():
                if place % every:
                    values.append(self._old_paper(client, code, place, today))
        for place, client in enumerate(companies):
            for code in ("charter", "appointment", "signature_card", "questionnaire"):
                if (place + len(code)) % 6:
                    values.append(self._old_paper(client, code, place, today))
            if place % 3:
                values.append(
                    self._old_paper(client, "ownership_structure", place, today)
                )
        Document.create(values)
        self._live_document_queue(people, today)
        self.env["bank.document.gap"].sudo()._refresh((people | companies).ids)
        self.env["bank.text.index"].sudo()._read_slice(limit=100)

    @api.model
    def _document_type(self, code):
        return self.env.ref(f"bank_crm_client.document_type_{code}")

    @api.model
    def _old_paper(self, client, code, place, today):
        age = 30 + (place * 37) % QUESTIONNAIRE_DAYS
        issued = today - timedelta(days=age)
        kind = self._document_type(code)
        number = client.vat if code == "tax_card" and client.vat else ""
        return {
            "client_id": client.id,
            "type_id": kind.id,
            "number": number or f"{kind.sequence}/{client.id}",
            "issued_date": issued,
            "issued_by": client.name if code in ("appointment", "charter") else False,
        }

    @api.model
    def _live_document_queue(self, people, today):
        """Scans that managers put on file: to verify, verified, refused, a draft."""
        manager = self._employee("retail_manager")
        head = self._employee("branch_head", manager.branch_id) or self._employee(
            "branch_head"
        )
        if not (manager and head):
            return
        clients = people.filtered(lambda one: one.manager_id == manager)
        clients = clients.with_user(manager)._filtered_access("write")[:QUEUE]
        kind = self._document_type("income_certificate")
        for place, client in enumerate(clients):
            income = 18_000 + 2_500 * place
            scans = self.env["ir.attachment"].with_user(manager).create(
                [
                    {
                        "name": f"income-{page}.pdf",
                        "raw": pdf_file(
                            f"Income certificate, page {page}",
                            (f"No. {150 + place} of {today - timedelta(days=5)}",
                             f"Monthly income {income} UAH for six months.",
                             "Specimen of the demonstration bank."),
                        ),
                        "res_model": "bank.client.document",
                        "res_id": 0,
                    }
                    for page in (1, 2)
                ]
            )  # fmt: skip
            document = self.env["bank.client.document"].with_user(manager).create(
                {
                    "client_id": client.id,
                    "type_id": kind.id,
                    "number": str(150 + place),
                    "issued_by": self.env._("Employer's accounts office"),
                    "issued_date": today - timedelta(days=5),
                    "amount": income,
                    "attachment_ids": [Command.set(scans.ids)],
                }
            )  # fmt: skip
            if place == 0:
                continue
            document.action_send()
            if place in (1, 2):
                document.with_user(head).action_verify()
            elif place == 3:
                document.with_user(head).action_refuse(
                    self.env._("The stamp of the employer cannot be read.")
                )
