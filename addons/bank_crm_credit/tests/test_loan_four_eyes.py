from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_applications import ApplicationCommon


@tagged("post_install", "-at_install")
class TestLoanFourEyes(ApplicationCommon):
    """Nobody decides on what he typed in, whoever touched it before or after."""

    def _also(self, user, role):
        """A second post of this person in his branch."""
        self.env["bank.post"].create(
            {
                "user_id": user.id,
                "branch_id": self.lviv.id,
                "role_id": self.env.ref(f"bank_crm_base.role_{role}").id,
                "date_from": "2020-01-01",
            }
        )

    def test_nobody_decides_what_he_entered(self):
        application = self._application(user=self.olena)
        self._fill(application)
        self._also(self.olena, "branch_head")
        application.action_complete_form()
        application.action_submit()
        application.with_user(self.underwriter).action_verify()
        with self.assertRaises(UserError) as caught:
            self._decide(application, self.olena)
        self.assertIn("You entered it", str(caught.exception))
        self.assertFalse(application.decision_ids)

    def test_who_changed_a_line_entered_it_whoever_wrote_it_last(self):
        application = self._application(user=self.olena)
        self._fill(application)
        self._also(self.lviv_head, "retail_manager")
        line = application.party_ids.income_ids[:1]
        line.with_user(self.lviv_head).name = "Corrected by the head"
        line.with_user(self.olena).name = "And by her who prepares it"
        application.action_complete_form()
        application.action_submit()
        application.with_user(self.underwriter).action_verify()
        with self.assertRaises(UserError) as caught:
            self._decide(application, self.lviv_head)
        self.assertIn("You entered it", str(caught.exception))

    def test_a_figure_counted_in_ones_request_is_not_entered(self):
        application = self._application(user=self.olena)
        self._fill(application)
        application.action_complete_form()
        application.action_submit()
        application.with_user(self.underwriter).action_verify()
        for rows in (application.party_ids, application.party_ids.income_ids):
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET write_uid = %s WHERE id = ANY(%s)",
                    SQL.identifier(rows._table), self.lviv_head.id, rows.ids,
                )
            )  # fmt: skip
        self.env.invalidate_all()
        self._decide(application, self.lviv_head)
        self.assertEqual(application.stage, "offer")
