from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, models

from ...tools.demo_collateral import ASSETS, GUARANTEES, core_asset

REQUIRED = {"LOAN-M": 1.2, "LEAS": 1.0, "TRADE": 1.1}


class BankDemo(models.AbstractModel):
    """What secures the loans of the demonstration bank: sound, stale, shared and short."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        keeper = self._employee("collateral_officer")
        administrator = self._employee("loan_administration")
        if keeper and administrator:
            self._live_security(keeper, administrator)

    @api.model
    def _live_security(self, keeper, administrator):
        """What the collateral officer and loan administration did."""
        appraisers = self._live_appraisers(keeper)
        for code, share in REQUIRED.items():
            rules = self.env["bank.loan.product"].search(
                [("product_id.code", "=", code)], limit=1
            )
            rules.sudo().required_cover = share
        loans = self._demo_loans()
        for place, asset in enumerate(ASSETS):
            self._live_asset(asset, place, loans, appraisers, keeper)
        self._live_core_collateral(len(ASSETS), appraisers, keeper)
        self._live_guarantees(loans, administrator)
        self._live_application_collateral(keeper)
        self._live_collateral_ends(keeper)
        cover = self.env["bank.loan.cover"].sudo()
        last = 0
        while ids := cover._next_loans(last):
            cover._count(ids)
            last = ids[-1]

    @api.model
    def _live_appraisers(self, keeper):
        """Two who are accredited, and one whose time has passed."""
        today = self.env["bank.business.day"]._today()
        appraisers = self.env["bank.collateral.appraiser"].with_user(keeper).create(
            [
                {
                    "name": name,
                    "licence_number": licence,
                    "accredited_from": today - relativedelta(years=3),
                    "accredited_until": today + timedelta(days=days),
                }
                for name, licence, days in (
                    ("Ekspert-Otsinka", "MF-1182/24", 400),
                    ("Halytska otsinochna kompaniia", "MF-0907/23", 45),
                    ("Prykarpattia-Aktyv", "MF-0533/22", -90),
                )
            ]
        )  # fmt: skip
        second = self._employee("head_office")
        appraisers.waiting_act_ids.with_user(second).action_accept()
        return appraisers

    @api.model
    def _demo_loans(self):
        """The loans whose book is kept here, by what they show."""
        loans = self.env["bank.loan"].search([("ledger_mode", "=", "own")], order="id")
        return {loan.purpose: loan for loan in loans if loan.purpose}

    @api.model
    def _demo_owner(self, asset, borrower):
        """The borrower; of a third party, another client of the same unit."""
        if not asset.is_third:
            return borrower
        return self.env["res.partner"].search(
            [
                ("is_client", "=", True),
                ("client_kind", "=", "person"),
                ("client_state", "=", "client"),
                ("branch_id", "=", borrower.branch_id.id),
                ("is_private_banking", "=", False),
                ("employee_user_id", "=", False),
                ("id", "!=", borrower.id),
            ],
            order="id desc",
            limit=1,
        )

    @api.model
    def _live_asset(self, asset, place, loans, appraisers, keeper):
        """One thing from its offer as far as it came."""
        secured = [loans[title] for title in asset.loans if title in loans]
        if not secured:
            return
        today = self.env["bank.business.day"]._today()
        owner = self._demo_owner(asset, secured[0].holding_id.client_id)
        collateral = self.env["bank.collateral"].with_user(keeper).create(
            {
                "name": asset.name,
                "kind_id": self.env.ref(
                    f"bank_crm_credit.collateral_kind_{asset.kind}"
                ).id,
                "owner_id": owner.id if owner else False,
                "owner_name": False if owner else "Petrenko Ivan",
                "asset_number": f"UA-{46101 + place * 37}-{place:03d}",
                "made_year": today.year - asset.age if asset.age else 0,
                "address": asset.address,
                "title_document": self.env._("Extract no. %(number)s", number=7100 + place),
                "title_date": today - relativedelta(years=2),
                "owner_consent_date": today - relativedelta(months=8),
                "is_joint": asset.is_third,
                "spouse_consent_date": today - relativedelta(months=8)
                if asset.is_third
                else False,
                "prior_liens": asset.liens,
                "prior_holder": "PJSC Kredobank" if asset.liens else False,
            }
        )  # fmt: skip
        if asset.state == "offered":
            self._live_pledges(collateral, secured, 0)
            return
        self.env["bank.collateral.valuation"].with_user(keeper).create(
            {
                "collateral_id": collateral.id,
                "date": today - timedelta(days=asset.valued_days),
                "market_value": asset.market,
                "months": 12,
                "appraiser_id": appraisers[place % 2].id,
                "report_number": f"{place + 11}/{today.year}",
            }
        )
        self.env["bank.collateral.inspection"].with_user(keeper).create(
            {
                "collateral_id": collateral.id,
                "date": today - timedelta(days=asset.seen_days),
                "note": self.env._("In place, in use."),
            }
        )
        self._live_insurance(collateral, asset, today, keeper)
        self._live_pledges(collateral, secured, place + 1)
        self._live_state(collateral, asset, today)

    @api.model
    def _live_insurance(self, collateral, asset, today, keeper):
        if not collateral.kind_id.must_insure:
            return
        until = today + timedelta(days=asset.insured_days)
        self.env["bank.collateral.insurance"].with_user(keeper).create(
            {
                "collateral_id": collateral.id,
                "insurer": "Oranta",
                "policy_number": f"DM-{collateral.id:05d}",
                "date_from": until - relativedelta(years=1),
                "date_to": until,
                "amount": asset.market,
                "is_for_bank": asset.is_for_bank,
            }
        )

    @api.model
    def _live_pledges(self, collateral, secured, number):
        """Signed when the first loan was paid out, rank after rank."""
        Pledge = self.env["bank.collateral.pledge"].with_user(collateral.env.user)
        for rank, loan in enumerate(secured, 1):
            signed = {
                "agreement_number": f"Z-{number:03d}/{rank}",
                "agreement_date": loan.start_date,
            }
            Pledge.create(
                {
                    "collateral_id": collateral.id,
                    "loan_id": loan.id,
                    "rank": rank,
                    "date_from": loan.start_date,
                    **(signed if number else {}),
                }
            )

    @api.model
    def _live_state(self, collateral, asset, today):
        """As far as it came, months ago: what has expired since was sound on that day."""
        if asset.state == "checked":
            collateral.action_check()
            return
        first = collateral._current_pledges().loan_id.sorted("start_date")[:1]
        collateral.sudo().write(
            {
                "state": asset.state,
                "pledged_date": first.start_date,
                "register_body": self.env._("Notary Melnychuk O. V."),
                "register_number": f"{31000000 + collateral.id}",
                "register_date": first.start_date + timedelta(days=2),
            }
        )
        collateral.sudo()._recount()

    @api.model
    def _live_core_collateral(self, place, appraisers, keeper):
        """What secures the core system's loans: most of them, one in six by nothing."""
        loans = self.env["bank.loan"].search(
            [
                ("ledger_mode", "=", "core"),
                ("holding_id.product_id.code", "in", list(REQUIRED)),
                ("holding_id.state", "=", "active"),
                ("principal_owed", ">", 0),
                ("holding_id.client_id.is_private_banking", "=", False),
            ],
            order="id",
            limit=60,
        )
        for number, loan in enumerate(loans):
            asset = core_asset(number, loan.product_id.code, loan.principal_owed)
            if asset:
                named = {asset.name: loan}
                self._live_asset(asset, place + number, named, appraisers, keeper)

    @api.model
    def _live_guarantees(self, loans, administrator):
        """Relatives and owners who answer, some for a part, one not signed yet."""
        Guarantee = self.env["bank.guarantee"].with_user(administrator)
        for place, told in enumerate(GUARANTEES):
            loan = loans.get(told.loan)
            if not loan:
                continue
            borrower = loan.holding_id.client_id
            guarantor = self.env["res.partner"].search(
                [
                    ("is_client", "=", True),
                    ("client_kind", "=", "person"),
                    ("client_state", "=", "client"),
                    ("branch_id", "=", borrower.branch_id.id),
                    ("is_private_banking", "=", False),
                    ("employee_user_id", "=", False),
                    ("id", "!=", borrower.id),
                ],
                order="id",
                offset=told.place,
                limit=1,
            )
            if not guarantor:
                continue
            guarantee = Guarantee.create(
                {
                    "guarantor_id": guarantor.id,
                    "loan_id": loan.id,
                    "kind": told.kind,
                    "amount": told.amount,
                    "agreement_number": f"P-{place + 1:03d}",
                    "agreement_date": loan.start_date,
                }
            )
            if told.is_signed:
                guarantee.action_sign()

    @api.model
    def _live_collateral_ends(self, keeper):
        """One released because nothing is owed on it; the release of another waits."""
        Collateral = self.env["bank.collateral"].with_user(keeper)
        done = Collateral.search([("name", "=", "Škoda Octavia, sold")], limit=1)
        if done:
            done._current_pledges()._end()
            done._end("released", self.env._("The car was sold, the debt repaid."))
        waits = Collateral.search(
            [("name", "=like", "Combine%"), ("state", "=", "registered")], limit=1
        )
        if waits:
            waits._end(
                "released", self.env._("The owner offers a newer machine instead.")
            )
