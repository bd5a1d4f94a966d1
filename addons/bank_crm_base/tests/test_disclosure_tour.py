from odoo.tests import HttpCase, tagged

from .common import BankCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestDisclosureTour(HttpCase, BankCommon):
    """A court's letter in a real browser: entered, decided by a second person, answered."""

    def test_a_request_is_entered_decided_and_answered(self):
        officer = self._create_employee(
            "compliance", self.head_office, login="t_officer"
        )
        second = self._create_employee("compliance", self.head_office, login="t_second")
        officer.password = officer.login
        self.start_tour(
            "/odoo/disclosures", "bank_disclosure_tour", login=officer.login
        )
        disclosure = self.env["bank.disclosure"].search([], limit=1)
        self.assertEqual(disclosure.state, "waiting")
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        act.with_user(second).action_accept()
        self.start_tour(
            "/odoo/disclosures", "bank_disclosure_answer_tour", login=officer.login
        )
        self.assertEqual(disclosure.state, "closed")
        self.assertEqual(disclosure.given_to, "Judge Petrenko")
