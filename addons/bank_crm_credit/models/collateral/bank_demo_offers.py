from datetime import timedelta

from odoo import api, models


class BankDemo(models.AbstractModel):
    """What is offered for the loans that are asked for in the demonstration bank."""

    _inherit = "bank.demo"

    @api.model
    def _live_application_collateral(self, keeper):
        """Offered on applications that go on: one valued and checked, one only offered."""
        applications = self.env["bank.loan.application"].search(
            [
                ("stage", "in", ("checks", "decision", "offer", "signing")),
                ("client_id", "!=", False),
                ("client_id.is_private_banking", "=", False),
            ],
            order="amount desc, id",
            limit=4,
        )
        today = self.env["bank.business.day"]._today()
        appraiser = self.env["bank.collateral.appraiser"].search(
            [("accredited_until", ">", today), ("licence_number", "!=", False)],
            order="id",
            limit=1,
        )
        for place, application in enumerate(applications):
            collateral = self.env["bank.collateral"].with_user(keeper).create(
                {
                    "name": f"Flat, Lviv, Varshavska {11 + place}",
                    "kind_id": self.env.ref(
                        "bank_crm_credit.collateral_kind_residential"
                    ).id,
                    "owner_id": application.client_id.id,
                    "asset_number": f"UA-{88100 + place}",
                    "made_year": today.year - 9,
                    "address": f"Lviv, Varshavska {11 + place}",
                    "title_document": self.env._("Extract no. %(number)s", number=8100 + place),
                }
            )  # fmt: skip
            self.env["bank.collateral.pledge"].with_user(keeper).create(
                {"collateral_id": collateral.id, "application_id": application.id}
            )
            if place % 2:
                continue
            self.env["bank.collateral.valuation"].with_user(keeper).create(
                {
                    "collateral_id": collateral.id,
                    "date": today - timedelta(days=3),
                    "market_value": round(application.amount * 1.5 / 1000) * 1000
                    + 1000,
                    "appraiser_id": appraiser.id,
                }
            )
            self.env["bank.collateral.inspection"].with_user(keeper).create(
                {"collateral_id": collateral.id, "date": today - timedelta(days=2)}
            )
            collateral.action_check()
