import json
from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_committee import WHY, CommitteeCommon

BALLOT = "bank.loan.committee.ballot"


@tagged("post_install", "-at_install")
class TestCommitteeRights(CommitteeCommon, HttpCase):
    """Who sees how others voted, and when; who runs a sitting; who is kept outside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = cls._sitting().item_ids
        cls.item.with_user(cls.members[0]).action_vote("for")
        cls.item.with_user(cls.members[1]).action_vote("against", WHY)
        cls.item.invalidate_recordset()
        cls.cast = cls.item.sudo().ballot_ids

    def _seen(self, user):
        """Votes that a user gets at each door, as sets of who voted; all must agree."""
        Ballot = self.env[BALLOT].with_user(user)
        domain = [("item_id", "=", self.item.id)]
        found = Ballot.search(domain)
        groups = Ballot.formatted_read_group(domain, ["vote"], ["__count"])
        self.assertEqual(sum(row["__count"] for row in groups), len(found))
        self.assertEqual(Ballot.search_count(domain), len(found))
        hidden = self.cast.with_user(user) - found
        for ballot in hidden:
            ballot.invalidate_recordset()
            with self.assertRaises(AccessError):
                ballot.read(["vote"])
            with self.assertRaises(UserError):
                ballot.export_data(["vote", "reason"])
        rows = self.item.with_user(user).get_case()["vote"]["people"]
        told = {row["user_id"] for row in rows if row["vote"]}
        self.assertEqual(told, set(found.user_id.ids))
        return found.user_id.with_env(self.env)

    def test_before_the_end_a_member_sees_others_only_after_his_own(self):
        waiting = self.members[2]
        self.assertFalse(self._seen(waiting))
        self.item.with_user(waiting).action_vote("for")
        self.assertEqual(
            self._seen(waiting), self.members[0] | self.members[1] | waiting
        )

    def test_secretary_and_who_left_see_only_that_others_voted(self):
        self.assertFalse(self._seen(self.keeper))
        rows = self.item.with_user(self.keeper).get_case()["vote"]["people"]
        self.assertEqual([row["is_cast"] for row in rows], [True, True] + [False] * 3)
        gone = self.members[3]
        self.item.with_user(gone).action_declare_conflict("My brother works there")
        self.assertFalse(self._seen(gone))
        self.assertFalse(self._seen(self.auditor))

    def test_a_vote_is_asked_for_by_no_search_through_an_item(self):
        """Asking which items have a vote against would tell the vote."""
        for user in (self.members[0], self.members[2], self.keeper, self.auditor):
            Item = self.env["bank.loan.committee.item"].with_user(user)
            for domain in (
                [("ballot_ids.vote", "=", "against")],
                [("ballot_ids", "any", [("reason", "ilike", WHY)])],
                [("sitting_id.item_ids.ballot_ids.vote", "=", "for")],
            ):
                with (
                    self.subTest(user=user.login, domain=domain),
                    self.assertRaises(AccessError),
                ):
                    Item.search(domain)
            with self.assertRaises(AccessError):
                self.item.with_user(user).read(["ballot_ids"])

    def test_nothing_of_a_vote_is_kept_where_others_read(self):
        """Tally, result and talk say nothing before the end."""
        item = self.item.with_user(self.keeper)
        self.assertEqual(
            item.read(["tally", "because", "result_words", "trouble"])[0],
            {
                "id": item.id,
                "tally": False,
                "because": False,
                "result_words": "",
                "trouble": False,
            },
        )
        said = " ".join(item.sitting_id.sudo().message_ids.mapped("body"))
        self.assertNotIn(WHY, said)
        self.assertNotIn("gainst", said)
        change = self.env["bank.change.table"].search([("model", "=", BALLOT)])
        self.assertFalse(change)

    def test_after_the_end_the_committee_and_the_auditor_see_all(self):
        self._vote(self.item, "..ffa")
        for user in (self.keeper, self.members[2], self.auditor):
            with self.subTest(user=user.login):
                self.assertEqual(len(self._seen(user)), 5)

    def test_a_member_of_another_committee_sees_no_vote_even_then(self):
        self._vote(self.item, "..ffa")
        stranger = self._create_employee(
            "committee_member", self.head_office, login="t_cc_stranger"
        )
        self.assertFalse(self.env[BALLOT].with_user(stranger).search([]) & self.cast)

    def test_the_external_door_hides_votes_too(self):
        for user, count in (
            (self.members[0], 2),
            (self.members[2], 0),
            (self.keeper, 0),
        ):
            key = (
                self.env["res.users.apikeys"]
                .with_user(user)
                ._generate("rpc", "votes", datetime.now() + timedelta(hours=1))
            )
            answer = self.url_open(
                f"/json/2/{BALLOT}/search_read",
                data=json.dumps(
                    {"domain": [["item_id", "=", self.item.id]], "fields": ["vote"]}
                ),
                headers={
                    "Authorization": f"bearer {key}",
                    "Content-Type": "application/json",
                },
            )
            with self.subTest(user=user.login):
                self.assertEqual(answer.status_code, 200)
                self.assertEqual(len(answer.json()), count)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_votes_are_written_by_nobody(self):
        for user in (*self.members[:2], self.keeper, self.boss, self.auditor):
            Ballot = self.env[BALLOT].with_user(user)
            with self.subTest(user=user.login):
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(Ballot.has_access(operation))

    def test_the_officer_sees_the_result_and_never_who_voted_how(self):
        self._vote(self.item, "..ffa")
        item = self.item.with_user(self.seller)
        self.assertIn("Carried", item.result_words)
        self.assertFalse(self.env[BALLOT].with_user(self.seller).has_access("read"))
        with self.assertRaises(AccessError):
            item.get_case()["vote"]["people"]

    def test_an_outsider_neither_votes_nor_leaves(self):
        for user in (self.deputy, self.seller, self.boss, self.keeper):
            item = self.item.with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                item.action_vote("for")
        with self.assertRaises(AccessError):
            self.item.with_user(self.deputy).action_declare_conflict("None")

    def test_who_is_not_secretary_or_chairman_runs_nothing(self):
        other = self._create_employee(
            "committee_secretary", self.head_office, login="t_cc_other"
        )
        for user in (other, self.members[1]):
            for call in (
                self.item.with_user(user).action_close,
                self.item.with_user(user).action_take_off,
                self.item.sitting_id.with_user(user).action_close,
                self.item.sitting_id.with_user(user).action_call_off,
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()
        with self.assertRaises(AccessError):
            self.item.with_user(other).amount = 1
        with self.assertRaises(AccessError):
            self.env["bank.loan.committee.sitting"].with_user(other).create(
                {"committee_id": self.committee.id}
            )
        self.item.with_user(self.chairman).action_close()
        # All five sat there: one for, one against.
        self.assertEqual((self.item.state, self.item.because), ("refused", "tie"))

    def test_composition_is_set_by_administrator_and_head_office_alone(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        for user, may in (
            (administrator, True),
            (self.boss, True),
            (self.keeper, False),
            (self.chairman, False),
            (self.seller, False),
        ):
            with self.subTest(user=user.login):
                for model in ("", ".seat", ".substitute"):
                    Model = self.env[f"bank.loan.committee{model}"].with_user(user)
                    self.assertEqual(Model.has_access("write"), may)

    def test_a_case_behind_the_wall_is_behind_it_here(self):
        application = self._create_application()
        application.sudo().client_id.is_private_banking = True
        item = (
            self.env["bank.loan.committee.item"]
            .sudo()
            .create(
                {
                    "sitting_id": self.item.sudo().sitting_id.id,
                    "application_id": application.id,
                }
            )
        )
        Item = self.env["bank.loan.committee.item"].with_user(self.members[0])
        self.assertFalse(Item.search([("id", "=", item.id)]))
        with self.assertRaises(AccessError):
            item.with_user(self.members[0]).get_case()

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "cc_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in (
                "", ".seat", ".substitute", ".sitting", ".place", ".item", ".ballot",
                ".conflict", ".protocol",
            ):  # fmt: skip
                Model = self.env[f"bank.loan.committee{model}"].with_user(user)
                self.assertFalse(Model.has_access("read"))
