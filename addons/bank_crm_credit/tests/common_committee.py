from odoo.fields import Command

from .common_loans import LoanCommon

WHY = "The cash flow does not carry it"


class CommitteeCommon(LoanCommon):
    """A committee of five votes and a secretary, and a company that asks for a loan.

    Simple majority of those for and against, a quorum of three; the first seat is the
    chairman's, the fifth has the risk veto where the rules give one.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = [
            cls._create_employee(
                "committee_member", cls.head_office, login=f"t_cc{place}"
            )
            for place in range(1, 6)
        ]
        cls.chairman = cls.members[0]
        cls.keeper = cls._create_employee(
            "committee_secretary", cls.head_office, login="t_cc_secretary"
        )
        cls.deputy = cls._create_employee(
            "committee_member", cls.head_office, login="t_cc_deputy"
        )
        cls.risk = cls._create_employee("underwriter", cls.head_office)
        cls.seller = cls._create_employee("corporate_manager", cls.lviv)
        cls.company_client = cls._create_client(
            "ТОВ Млин",
            client_kind="legal_entity",
            branch_id=cls.lviv.id,
            manager_id=cls.seller.id,
        )
        cls.committee = cls.env["bank.loan.committee"].create(
            {
                "name": "Test committee",
                "level": 9,
                "quorum_least": 3,
                "quorum_percent": 50,
                "seat_ids": [
                    *(
                        Command.create(
                            {
                                "user_id": member.id,
                                "post": "member" if place else "chairman",
                                "date_from": "2026-01-01",
                                "has_veto": place == 4,
                            }
                        )
                        for place, member in enumerate(cls.members)
                    ),
                    Command.create(
                        {
                            "user_id": cls.keeper.id,
                            "post": "secretary",
                            "date_from": "2026-01-01",
                        }
                    ),
                ],
            }
        )
        cls.loan_product = cls._corporate_product()
        cls.application = cls._create_application()

    @classmethod
    def _corporate_product(cls):
        return cls.env["bank.loan.product"].create(
            {
                "product_id": cls._loan_product("T-CORP").id,
                "track": "corporate",
                "offer_rate": 0.18,
            }
        )

    @classmethod
    def _create_application(cls, **values):
        """An application that waits for a decision, as if it had come the whole way."""
        application = (
            cls.env["bank.loan.application"]
            .with_user(values.pop("officer", cls.seller))
            .create(
                {
                    "client_id": cls.company_client.id,
                    "product_id": cls.loan_product.id,
                    "track": "corporate",
                    "amount": 500_000,
                    "term_months": 24,
                    "rate": 0.18,
                    "purpose": "Grain for the winter",
                    **values,
                }
            )
        )
        application.sudo().stage = "decision"
        return application.with_env(cls.env)

    @classmethod
    def _sitting(cls, *applications, is_open=True, **values):
        sitting = (
            cls.env["bank.loan.committee.sitting"]
            .with_user(cls.keeper)
            .create({"committee_id": cls.committee.id, **values})
        )
        for application in applications or (cls.application,):
            sitting.env["bank.loan.committee.item"].create(
                {"sitting_id": sitting.id, "application_id": application.id}
            )
        if is_open:
            sitting.action_open()
        return sitting

    def _vote(self, item, *votes):
        """The members vote in their order.

        f(or), a(gainst), - abstains, d(efers), r(eturns), . does not vote.
        """
        names = {
            "f": "for", "a": "against", "-": "abstain", "d": "defer", "r": "return",
        }  # fmt: skip
        for member, vote in zip(self.members, "".join(votes), strict=False):
            if vote != ".":
                name = names[vote]
                item.with_user(member).action_vote(name, "" if vote == "f" else WHY)
        item.invalidate_recordset()
