from odoo.addons.bank_crm_client.tests.common_merge import MergeCommon
from odoo.tests import tagged

from .test_guarantees import GuaranteeCommon


@tagged("post_install", "-at_install")
class TestCollateralMerge(MergeCommon, GuaranteeCommon):
    """What secures loans follows its client into a merge and comes back from it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._loan_product("T-LOAN-M")
        cls.twin = cls._create_client(
            "Коваленко Олена", branch_id=cls.lviv.id, manager_id=cls.olena.id
        )
        cls.other = cls._create_loan(cls.bondar, number="L-other")
        cls.own = cls._create_loan(cls.twin, number="L-twin")
        cls.asset = cls._collateral(cls.twin)
        cls.pledge = cls._pledge(cls.asset, cls.own)
        cls._make_registered(cls.asset)
        cls.given = cls._guarantee(cls.twin, cls.other)
        cls.received = cls._guarantee(cls.bondar, cls.own)
        (cls.given | cls.received).action_sign()
        cls._settle(cls.kovalenko | cls.twin)

    def test_merged_and_parted_again_all_is_as_before(self):
        before = self._dump(self.kovalenko | self.twin)
        merge = self._merged(self.kovalenko, self.twin)
        self.env.invalidate_all()
        self.assertEqual(self.asset.owner_client_id, self.kovalenko)
        self.assertEqual(self.pledge.client_id, self.kovalenko)
        self.assertEqual(self.given.guarantor_client_id, self.kovalenko)
        self.assertEqual(self.received.client_id, self.kovalenko)
        self.assertEqual(self._relation(self.kovalenko, self.bondar).state, "confirmed")
        merge.sudo()._unmerge()
        self.env.invalidate_all()
        self.assertEqual(self.given.guarantor_client_id, self.twin)
        self._check_same(before, self._dump(self.kovalenko | self.twin))

    def test_the_night_after_a_merge_has_one_relation(self):
        self._guarantee(self.kovalenko, self.other, amount=5).action_sign()
        self._settle(self.kovalenko | self.twin)
        self._merged(self.kovalenko, self.twin)
        self.env.invalidate_all()
        self._run_task("guarantees")
        found = self._relation(self.kovalenko, self.bondar)
        self.assertRecordValues(found, [{"state": "confirmed", "amount": 0}])

    def test_an_application_follows_its_client_and_comes_back(self):
        application = self.env["bank.loan.application"].create(
            {"client_id": self.twin.id, "amount": 500}
        )
        self._settle(self.kovalenko | self.twin)
        merge = self._merged(self.kovalenko, self.twin)
        self.env.invalidate_all()
        self.assertEqual(application.client_id, self.kovalenko)
        self.assertEqual(application.party_ids.client_id, self.kovalenko)
        merge.sudo()._unmerge()
        self.env.invalidate_all()
        self.assertEqual(application.client_id, self.twin)
        self.assertEqual(application.party_ids.client_id, self.twin)
