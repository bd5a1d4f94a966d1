from odoo.addons.bank_crm_base.tests.common import BankCommon

RICH = {"match": "all", "items": [{"fact": "funds", "op": "at_least", "value": 1000}]}


class ClassesCommon(BankCommon):
    """The cast, and a class of its own: who has a thousand or more, set by heads of units."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Standing = cls.env["bank.client.standing"]
        cls.Member = cls.env["bank.client.standing.member"]
        cls.Hand = cls.env["bank.client.standing.hand"]
        cls.Product = cls.env["bank.external.product"]
        cls.segment = cls.env["bank.segment"].create(
            {
                "name": "Test: a thousand or more",
                "branch_id": cls.head_office.id,
                "definition": RICH,
            }
        )
        cls.rich = cls._create_standing("Test rich", segment_id=cls.segment.id)
        cls.bank = cls.env["res.bank"].create(
            {"name": "Test Other Bank", "national_code": "999001"}
        )

    @classmethod
    def _create_standing(cls, name, **values):
        code = name.lower().replace(" ", "_")
        return cls.Standing.create({"name": name, "code": code, **values})

    @classmethod
    def _create_product(cls, client, **values):
        return cls.Product.create(
            {
                "client_id": client.id,
                "bank_id": cls.bank.id,
                "kind": "deposit",
                "amount": 1000,
                **values,
            }
        )

    @classmethod
    def _night(cls, day):
        """The segment's night and then the class's; returns how many rows were written."""
        cls.segment._refresh(day)
        return cls.rich._refresh(day)

    @classmethod
    def _rows(cls, standing, client):
        """(from, to, how) of a client's rows in a class, oldest first."""
        rows = cls.Member.search(
            [("standing_id", "=", standing.id), ("client_id", "=", client.id)],
            order="date_from, id",
        )
        return [(row.date_from, row.date_to or None, row.source) for row in rows]

    @classmethod
    def _set(cls, user, client, verdict="is", reason="Knows everybody", **values):
        return cls.Hand.with_user(user)._set(
            cls.rich.with_user(user), client.with_user(user), verdict, reason, **values
        )
