from odoo.addons.bank_crm_base.tests.common import BankCommon


class ClientCommon(BankCommon):
    """The cast of the bank, with the means to enter somebody twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Pair = cls.env["bank.duplicate.pair"]
        cls.Merge = cls.env.get("bank.client.merge")
        cls.env.cr.execute("DELETE FROM bank_match_touched")

    @classmethod
    def _create_person(cls, last, first, *, branch=None, **values):
        branch = branch or cls.lviv
        values.setdefault("birth_date", "1985-03-07")
        return cls._create_client(
            f"{last} {first}",
            last_name=last,
            first_name=first,
            branch_id=branch.id,
            manager_id=cls.olena.id if branch == cls.lviv else cls.petro.id,
            **values,
        )

    @classmethod
    def _pair_of(cls, one, other):
        ids = sorted((one | other).ids)
        cls.env.flush_all()
        return cls.Pair.with_context(active_test=False).search(
            [("client_id", "=", ids[0]), ("other_client_id", "=", ids[1])]
        )

    @classmethod
    def _find_pair(cls, one, other):
        cls.env.flush_all()
        cls.Pair._find_pairs_of((one | other).ids)
        return cls._pair_of(one, other)
