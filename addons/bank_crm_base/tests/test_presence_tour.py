from odoo.tests import HttpCase, tagged

from .test_presence import PresenceCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestPresenceTour(HttpCase, PresenceCommon):
    """A teller has a client of another region before him."""

    def test_a_teller_serves_whom_he_may_not_see_otherwise(self):
        self.teller.password = "t_teller"
        self.teller.login = "t_teller"
        self.start_tour("/odoo/find", "bank_presence", login="t_teller")
        visit = self.env["bank.visit"].search([("user_id", "=", self.teller.id)])
        self.assertEqual(visit.client_id, self.kovalenko)
        self.assertEqual(visit.state, "ended")
        self.assertEqual(visit.identified_by, "document")
