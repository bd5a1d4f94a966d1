from datetime import date

from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.tools import SQL

from .common_loans import LoanCommon

TODAY = date(2026, 11, 20)


class CollateralCommon(LoanCommon):
    """Loan administration's cast with a collateral officer, an appraiser and round loans.

    Kind T-FLAT: haircut 30 % (50 % from ten years on), a forced sale brings 20 % less and
    costs 5 %. What is owed is written as if counted, so that figures are round.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._create_employee("collateral_officer", cls.head_office)
        cls.underwriter = cls._create_employee("underwriter", cls.head_office)
        cls.flat_kind = cls._kind("T-FLAT", "real_estate", must_insure=False)
        cls.appraiser = cls.env["bank.collateral.appraiser"].create(
            {
                "name": "Test Appraisal",
                "accredited_from": "2020-01-01",
                "accredited_until": "2030-12-31",
            }
        )

    @classmethod
    def _kind(cls, code, form, **values):
        return cls.env["bank.collateral.kind"].create(
            {
                "name": code,
                "code": code,
                "form": form,
                "revaluation_months": 12,
                "inspection_months": 12,
                "register_name": "Test register",
                "haircut_ids": [
                    (
                        0,
                        0,
                        {
                            "from_years": years,
                            "share": share,
                            "sale_discount": 0.2,
                            "sale_costs": 0.05,
                        },
                    )
                    for years, share in ((0, 0.3), (10, 0.5))
                ],
                **values,
            }
        )

    @classmethod
    def _owes(cls, loan, amount):
        """As if the night had counted so much; and cover is counted anew."""
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL(
                "UPDATE bank_loan SET principal_owed = %s, owed_amount = 0 WHERE id = %s",
                to_decimal(amount),
                loan.id,
            )
        )
        loan.invalidate_recordset()
        loan.pledge_ids.collateral_id._recount()

    @classmethod
    def _collateral(cls, owner=None, *, market=1000, valued="2026-10-01", **values):
        collateral = cls.env["bank.collateral"].create(
            {
                "name": "Flat",
                "kind_id": cls.flat_kind.id,
                "owner_id": (owner or cls.kovalenko).id,
                "title_document": "Extract 1",
                **values,
            }
        )
        if market is not None:
            cls._value(collateral, market, valued)
        return collateral

    @classmethod
    def _value(cls, collateral, market, day="2026-10-01", **values):
        return cls.env["bank.collateral.valuation"].create(
            {
                "collateral_id": collateral.id,
                "date": day,
                "market_value": market,
                "months": 12,
                "appraiser_id": cls.appraiser.id,
                **values,
            }
        )

    @classmethod
    def _pledge(cls, collateral, loan=None, *, rank=1, is_signed=True, **values):
        """A pledge, signed; the collateral is pledged and registered as by its officer."""
        pledge = cls.env["bank.collateral.pledge"].create(
            {
                "collateral_id": collateral.id,
                "loan_id": loan.id if loan else False,
                "rank": rank,
                **(
                    {"agreement_number": "P-1", "agreement_date": "2026-10-02"}
                    if is_signed
                    else {}
                ),
                **values,
            }
        )
        return pledge

    @classmethod
    def _make_registered(cls, collateral):
        cls.env["bank.collateral.inspection"].create(
            {"collateral_id": collateral.id, "date": "2026-10-01"}
        )
        collateral.write(
            {
                "owner_consent_date": "2026-10-01",
                "register_number": "77",
                "register_date": "2026-10-03",
                "register_body": "Notary",
            }
        )
        collateral.action_check()
        collateral.action_pledge()
        collateral.action_register()
        return collateral

    def _cover(self, loan):
        self.env.flush_all()
        self.env.invalidate_all()
        return loan.cover_ids

    def _assert_cover(self, loan, *, owed, covered, shortfall, loan_to_value=None):
        values = {"owed": owed, "covered": covered, "shortfall": shortfall}
        cover = self._cover(loan)
        self.assertRecordValues(cover, [values])
        if loan_to_value is not None:
            self.assertAlmostEqual(cover.loan_to_value, loan_to_value, places=4)
