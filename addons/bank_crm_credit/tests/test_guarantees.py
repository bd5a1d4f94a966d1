from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_collateral import CollateralCommon


class GuaranteeCommon(CollateralCommon):
    @classmethod
    def _guarantee(cls, guarantor, loan, **values):
        return cls.env["bank.guarantee"].create(
            {
                "guarantor_id": guarantor.id,
                "loan_id": loan.id,
                "agreement_number": "G-77",
                "agreement_date": "2026-10-05",
                **values,
            }
        )

    def _relation(self, first, second):
        self.env.invalidate_all()
        return self.env["bank.relation"].search(
            [
                ("from_client_id", "=", first.id),
                ("to_client_id", "=", second.id),
                ("kind", "=", "guarantee"),
            ]
        )


@tagged("post_install", "-at_install")
class TestGuarantees(GuaranteeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.friend = cls._create_client(
            "Шевченко Тарас", branch_id=cls.lviv.id, manager_id=cls.olena.id
        )

    def test_a_guarantee_in_force_is_a_relation_at_once(self):
        guarantee = self._guarantee(self.friend, self.loan, amount=400)
        self.assertFalse(self._relation(self.friend, self.kovalenko))
        guarantee.with_user(self.administrator).action_sign()
        found = self._relation(self.friend, self.kovalenko)
        self.assertRecordValues(
            found, [{"state": "confirmed", "source": "inferred", "amount": 400}]
        )
        self.assertIn("guarantee in force: 1", found.with_user(self.olena).why)

    def test_two_guarantees_add_up_and_one_for_all_is_for_all(self):
        second = self._create_loan(self.kovalenko, number="L-b")
        (
            self._guarantee(self.friend, self.loan, amount=400)
            | self._guarantee(self.friend, second, amount=100)
        ).action_sign()
        self.assertEqual(self._relation(self.friend, self.kovalenko).amount, 500)
        self._guarantee(self.friend, second).action_sign()
        self.assertEqual(self._relation(self.friend, self.kovalenko).amount, 0)

    def test_the_night_twice_changes_nothing(self):
        self._guarantee(self.friend, self.loan).action_sign()
        first = self._rows()
        self._run_task("guarantees")
        self._run_task("guarantees")
        self.assertEqual(self._rows(), first)
        self.assertEqual(self.env["bank.relation"].sudo()._mirror_guarantees(), 0)

    def _rows(self):
        self.env.flush_all()
        return self.env.execute_query(
            SQL("SELECT to_jsonb(r) FROM bank_relation r ORDER BY id")
        )

    def test_the_relation_ends_with_the_guarantee_and_comes_back_with_another(self):
        guarantee = self._guarantee(self.friend, self.loan)
        guarantee.action_sign()
        self._owes(self.loan, 0)
        guarantee.with_user(self.administrator).action_end()
        self.assertEqual(guarantee.state, "ended")
        self.assertEqual(self._relation(self.friend, self.kovalenko).state, "ended")
        self._guarantee(self.friend, self.loan, amount=50).action_sign()
        again = self._relation(self.friend, self.kovalenko)
        self.assertRecordValues(again, [{"state": "confirmed", "amount": 50}])

    def test_a_guarantee_of_dates_ends_by_itself(self):
        guarantee = self._guarantee(self.friend, self.loan, date_to="2026-11-19")
        guarantee.action_sign()
        self.assertFalse(self._relation(self.friend, self.kovalenko))

    def test_what_a_person_entered_is_not_doubled(self):
        kind = self.env["bank.relation.type"]._of("guarantees")
        self.env["bank.relation"].create(
            {
                "from_client_id": self.friend.id,
                "to_client_id": self.kovalenko.id,
                "type_id": kind.id,
                "amount": 9,
            }
        )
        self._guarantee(self.friend, self.loan).action_sign()
        self.assertEqual(self._relation(self.friend, self.kovalenko).amount, 9)

    def test_who_is_touched_if_the_borrower_defaults(self):
        self._guarantee(self.friend, self.loan).action_sign()
        rows = self.kovalenko.with_user(self.olena).get_client_relations()["touched"]
        self.assertIn(self.friend.id, [row["client_id"] for row in rows])
        told = self.kovalenko.with_user(self.olena).get_relation_map()
        self.assertIn(
            "guarantee", [edge["kind"] for edge in told["edges"]]
        )

    def test_let_go_with_debt_only_by_two_people(self):
        guarantee = self._guarantee(self.friend, self.loan)
        guarantee.action_sign()
        self._owes(self.loan, 400)
        guarantee.with_user(self.administrator).action_end()
        self.assertEqual(guarantee.state, "in_force")
        act = self.env["bank.act"].search([("res_model", "=", "bank.guarantee")], limit=1)
        self.assertEqual(act.amount, 400)
        act.with_user(self.underwriter).action_accept()
        guarantee.invalidate_recordset()
        self.assertEqual(guarantee.state, "ended")

    def test_refusals_in_words(self):
        with self.assertRaises(ValidationError):
            self._guarantee(self.kovalenko, self.loan)
        draft = self._guarantee(
            self.friend, self.loan, agreement_date=False, is_spouse_asked=True
        )
        with self.assertRaisesRegex(UserError, "signed agreement; the consent"):
            draft.with_user(self.administrator).action_sign()
        with self.assertRaises(AccessError):
            draft.with_user(self.officer).action_sign()
        draft.with_user(self.officer).action_cancel()
        with self.assertRaisesRegex(UserError, "is over"):
            draft.with_user(self.officer).amount = 1
        signed = self._guarantee(self.friend, self.loan)
        signed.action_sign()
        with self.assertRaisesRegex(UserError, "signed does not change"):
            signed.with_user(self.administrator).amount = 1

    def test_the_guarantor_has_a_name_for_who_sees_him(self):
        far = self._guarantee(self.bondar, self.loan)
        olena = far.with_user(self.olena)
        self.assertFalse(olena.guarantor_id)
        self.assertIn("may not see", olena.guarantor_words)
        self.assertEqual(far.with_user(self.keeper).guarantor_id, self.bondar)
        with self.assertRaises(AccessError):
            olena.read(["guarantor_client_id"])
        with self.assertRaises(AccessError):
            far.with_user(self.officer).guarantor_id = self.friend
        self.assertFalse(
            self.env["bank.guarantee"]
            .with_user(self.olena)
            .search([("guarantor_id", "=", self.bondar.id)])
        )
