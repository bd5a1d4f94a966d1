from dateutil.relativedelta import relativedelta
from odoo import api, models


class BankDemo(models.AbstractModel):
    """Two insolvencies in the demonstration bank: one goes on, one has ended."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        officer = self._employee("compliance")
        if officer:
            self.with_user(officer)._live_insolvencies()

    @api.model
    def _live_insolvencies(self):
        today = self.env["bank.business.day"]._today()
        Case = self.env["bank.client.insolvency"]
        Client = self.env["res.partner"]
        plain = [("is_client", "=", True), ("is_private_banking", "=", False)]
        # Who is a client no more: nothing of the month is sold or written to him.
        gone = Client.search(
            [*plain, ("client_state", "=", "former")], order="id", limit=1
        )
        back = Client.search(
            [
                *plain,
                ("client_state", "=", "client"),
                ("client_kind", "=", "person"),
                ("deceased_date", "=", False),
            ],
            order="id desc",
            limit=1,
        )
        if gone:
            Case.create(
                {
                    "client_id": gone.id,
                    "opened_date": today - relativedelta(months=2),
                    "court": "Господарський суд Львівської області",
                    "case_number": "914/1187/26",
                    "evidence": self.env._("Ruling of the court, page of the register"),
                }
            )
        if back:
            Case.create(
                {
                    "client_id": back.id,
                    "kind": "restructuring",
                    "opened_date": today - relativedelta(years=2),
                    "court": "Господарський суд міста Києва",
                    "case_number": "910/5521/24",
                    "source": "ruling",
                    "closed_date": today - relativedelta(months=7),
                    "ending": "settled",
                }
            )
