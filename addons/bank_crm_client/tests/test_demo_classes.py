from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import tagged

from .common_classes import ClassesCommon


@tagged("post_install", "-at_install")
class TestDemoClasses(ClassesCommon):
    def test_the_demonstration_notes_other_banks_and_sets_classes_by_hand(self):
        private = self.env.ref("bank_crm_base.client_class_private")
        self.bondar.sudo().write({"client_class_id": private.id, "funds_base": 5})
        self.kovalenko.sudo().write({"funds_base": 100_000, "turnover_base": 10})
        key = self.env.ref("bank_crm_client.standing_key")
        self.Hand.search([]).sudo().write({"date_to": TODAY})
        segment = self.segment.copy({"definition": {"match": "all", "items": [
            {"fact": "class", "op": "is", "value": "private"},
            {"fact": "branch", "op": "is", "value": self.kharkiv.code},
        ]}})  # fmt: skip
        key.segment_id = segment
        demo = self.env["bank.demo"]
        staff = {"branch_head": self.lviv_head, "head_office": self.boss}
        self.patch(type(demo), "_employee", lambda _self, role, among=None: staff[role])
        self.patch(
            type(demo), "_demo_rich_clients", lambda _self, count: self.kovalenko
        )
        demo._live_elsewhere()
        demo._live_classes()
        products = self.kovalenko.external_product_ids.sorted("id")
        self.assertEqual(products.mapped("kind"), ["deposit", "account"])
        self.assertEqual(products.create_uid, self.olena)
        self.assertEqual(products[0].amount, 40_000)
        self.assertEqual(products[0].end_date, TODAY + timedelta(days=12))
        hands = self.Hand.search(
            [("standing_id", "=", key.id), ("date_to", "=", False)]
        )
        self.assertEqual(
            {(hand.client_id, hand.verdict, hand.user_id) for hand in hands},
            {
                (self.kovalenko, "is", self.lviv_head),
                (self.bondar, "is_not", self.boss),
            },
        )
