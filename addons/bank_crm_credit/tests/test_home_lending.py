from odoo.tests import tagged

from .common_applications import ApplicationCommon
from .common_collateral import CollateralCommon
from .common_committee import CommitteeCommon


class HomeMixin:
    """The tiles that somebody's home shows, by code; hidden ones left out."""

    def _tiles(self, user):
        home = self.env["bank.home"].with_user(user).get_home()
        return {
            tile["code"]: tile
            for zone in home["zones"]
            for tile in zone["tiles"]
            if not tile.get("is_hidden")
        }

    def _keys(self, user, code):
        tile = self._tiles(user).get(code)
        return [row["key"] for row in tile["rows"]] if tile else []

    def _open(self, user, code, key):
        return self.env["bank.home"].with_user(user).open_tile(code, key=key)


@tagged("post_install", "-at_install")
class TestHomeApplications(HomeMixin, ApplicationCommon):
    """An application stands on the home of whose turn it is, and of nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Those of the demo bank would push ours out of the first rows.
        cls.env["bank.loan.application"].search([]).stage = "withdrawn"

    def _of(self, application):
        people = {
            "officer": self.olena,
            "underwriter": self.underwriter,
            "head": self.lviv_head,
            "administration": self.administrator,
        }
        return [
            name
            for name, user in people.items()
            if application.id in self._keys(user, "loan_applications")
        ]

    def test_an_application_goes_from_home_to_home(self):
        application = self._application()
        self.assertEqual(self._of(application), ["officer"])
        self._fill(application)
        application.action_complete_form()
        application.action_submit()
        self.assertEqual(self._of(application), ["underwriter"])
        application.with_user(self.underwriter).action_verify()
        # So small a sum is within the authority of underwriters too.
        self.assertEqual(self._of(application), ["underwriter", "head"])
        self._decide(application, self.lviv_head)
        self.assertEqual(self._of(application), ["officer"])
        application.action_give_cost_sheet()
        application.action_accept()
        self.assertEqual(self._of(application), ["administration"])

    def test_the_row_says_what_to_do_and_opens_the_form(self):
        application = self._submitted()
        tile = self._tiles(self.underwriter)["loan_applications"]
        self.assertEqual(tile["count"], 1)
        self.assertEqual(
            tile["rows"][0],
            {
                "key": application.id,
                "title": self.kovalenko.name,
                "subtitle": "finish the checks",
                "own_amount": {
                    "amount": 12000,
                    "currency_id": application.currency_id.id,
                },
                "badge": {
                    "text": "today",
                    "level": "later",
                    "date": application._today(),
                },
            },
        )
        action = self._open(self.underwriter, "loan_applications", application.id)
        self.assertEqual(action["res_id"], application.id)
        every = self._open(self.underwriter, "loan_applications", None)
        found = self.env["bank.loan.application"].search(every["domain"])
        self.assertEqual(found, application)

    def test_who_does_not_lend_has_no_such_tile(self):
        self._submitted()
        teller = self._create_employee("teller", self.lviv)
        self.assertFalse({code for code in self._tiles(teller) if "loan" in code})


@tagged("post_install", "-at_install")
class TestHomeCommittee(HomeMixin, CommitteeCommon):
    """What a committee waits for stands on the home of its members and its secretary."""

    def test_a_vote_leaves_the_home_once_it_is_cast(self):
        sitting = self._sitting()
        item = sitting.item_ids
        member = self.members[1]
        self.assertEqual(self._keys(member, "loan_votes"), item.ids)
        self.assertEqual(
            self._open(member, "loan_votes", item.id)["res_model"], item._name
        )
        item.with_user(member).action_vote("for", "")
        self.assertFalse(self._keys(member, "loan_votes"))
        self.assertFalse(self._keys(self.keeper, "loan_votes"))

    def test_the_secretary_sees_sittings_until_their_protocol_is_drawn_up(self):
        sitting = self._sitting(is_open=False)

        def words():
            rows = self._tiles(self.keeper)["loan_sittings"]["rows"]
            return {row["key"]: row["subtitle"] for row in rows}[sitting.id]

        self.assertEqual(words(), "1 on the agenda")
        sitting.action_open()
        self.assertEqual(words(), "1 of 1 not decided")
        self._vote(sitting.item_ids, "fff")
        if sitting.state != "closed":
            sitting.action_close()
        self.assertEqual(words(), "the protocol is to be drawn up")
        self.assertNotIn(sitting.id, self._keys(self.members[1], "loan_sittings"))
        sitting.action_draw_up_protocol()
        self.assertNotIn(sitting.id, self._keys(self.keeper, "loan_sittings"))
        protocol = sitting.protocol_ids
        for user in (self.chairman, self.keeper):
            self.assertEqual(self._keys(user, "loan_protocols"), protocol.ids)
            protocol.with_user(user).action_sign()
            self.assertFalse(self._keys(user, "loan_protocols"))

    def test_evidence_of_a_condition_waits_for_loan_administration(self):
        self.env["bank.loan.condition"].search([]).evidence_words = False
        condition = self.env["bank.loan.condition"].create(
            {
                "application_id": self.application.id,
                "name": "Insurance of the mill",
                "state": "open",
                "owner_id": self.seller.id,
                "due_date": "2026-11-25",
            }
        )
        self.assertEqual(self._keys(self.seller, "loan_conditions"), condition.ids)
        administration = self._keys(self.administrator, "loan_conditions")
        self.assertNotIn(condition.id, administration)
        condition.evidence_words = "Policy no. 12-3344"
        administration = self._keys(self.administrator, "loan_conditions")
        self.assertIn(condition.id, administration)


@tagged("post_install", "-at_install")
class TestHomeSecurity(HomeMixin, CollateralCommon):
    """Collateral whose day has come stands on the home of who looks after it."""

    def test_collateral_comes_two_weeks_before_its_day(self):
        self.env["bank.collateral"].search([]).sudo().next_due_date = False
        near, far = self._collateral(), self._collateral(name="Later")
        near.sudo().next_due_date, far.sudo().next_due_date = "2026-12-04", "2026-12-05"
        self.assertEqual(self._keys(self.keeper, "loan_collateral"), near.ids)
        self.assertFalse(self._keys(self.olena, "loan_collateral"))
