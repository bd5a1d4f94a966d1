from contextlib import contextmanager

from odoo.addons.bank_crm_base.tests.common import BankCommon


class RelationsCommon(BankCommon):
    """The cast, a compliance officer, and companies that own each other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The demo bank may be loaded: its relations are not ours. Its groups stay without
        # members: limits are set on them.
        groups = cls.env["bank.client.group"].with_context(active_test=False).search([])
        groups.member_ids.unlink()
        groups.active = False
        cls.env["bank.relation"].search([]).unlink()
        cls.env["bank.party"].search([]).unlink()
        cls.officer = cls._create_employee("compliance", cls.head_office)
        cls.holding = cls._company("Холдинг Ромашка", cls.lviv, cls.olena)
        cls.trade = cls._company("Ромашка Трейд", cls.lviv, cls.olena)
        cls.depot = cls._company("Ромашка Склад", cls.kharkiv, cls.petro)

    @classmethod
    def _company(cls, name, branch, manager, **values):
        return cls._create_client(
            name,
            client_kind="legal_entity",
            branch_id=branch.id,
            manager_id=manager.id,
            **values,
        )

    @classmethod
    def _relate(cls, first, code, second, *, user=None, **values):
        ends = {
            f"{side}_{'party' if end._name == 'bank.party' else 'client'}_id": end.id
            for side, end in (("from", first), ("to", second))
        }
        kind = cls.env["bank.relation.type"]._of(code)
        Relation = cls.env["bank.relation"]
        if user:
            Relation = Relation.with_user(user)
        return Relation.create({**ends, "type_id": kind.id, **values})

    @classmethod
    def _rebuild_groups(cls):
        return cls.env["bank.client.group"]._rebuild(cls.day.date)

    @classmethod
    def _groups_of(cls, client):
        return cls.env["bank.client.group"]._current_of(client)

    @classmethod
    def _members_of(cls, group):
        return group.sudo().member_ids.filtered("is_current").client_id

    @contextmanager
    def _refused(self, error, words):
        """Refused with these words, and undone."""
        with self.assertRaises(error) as caught:
            yield
        self.assertIn(words, str(caught.exception))
