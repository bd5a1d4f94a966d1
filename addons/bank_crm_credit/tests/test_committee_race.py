from contextlib import closing

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger
from psycopg2.errors import SerializationFailure


@tagged("post_install", "-at_install")
class TestCommitteeRace(BaseCase):
    """The two last members vote in the same second, each with a connection of his own."""

    def _cursor(self):
        return closing(db_connect(get_db_name()).cursor())

    def setUp(self):
        super().setUp()
        with self._cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            member = env.ref("bank_crm_credit.group_committee_member")
            users = env["res.users"].create(
                [
                    {
                        "name": f"Raced {place}",
                        "login": f"race_{place}_{self.id()}",
                        "group_ids": [Command.set(member.ids)],
                    }
                    for place in range(2)
                ]
            )
            committee = env["bank.loan.committee"].create(
                {
                    "name": "Raced for",
                    "quorum_least": 2,
                    "quorum_percent": 100,
                    "seat_ids": [
                        Command.create({"user_id": user.id, "date_from": "2000-01-01"})
                        for user in users
                    ],
                }
            )
            sitting = env["bank.loan.committee.sitting"].create(
                {"committee_id": committee.id}
            )
            item = env["bank.loan.committee.item"].create(
                {
                    "sitting_id": sitting.id,
                    "kind": "correction",
                    "question": "Is the rate 18.5 %?",
                }
            )
            sitting.action_open()
            self.user_ids, self.committee_id = users.ids, committee.id
            self.item_id = item.id
            cr.commit()  # pylint: disable=invalid-commit
        self.addCleanup(self._forget)

    def _forget(self):
        """Past the guard of votes: nobody else is to meet these."""
        with self._cursor() as cr:
            cr.execute("ALTER TABLE bank_loan_committee_ballot DISABLE TRIGGER USER")
            cr.execute(
                "DELETE FROM bank_loan_committee_ballot WHERE item_id = %s",
                [self.item_id],
            )
            cr.execute(
                "ALTER TABLE bank_loan_committee_ballot ENABLE ALWAYS TRIGGER "
                "bank_loan_committee_ballot_guard"
            )
            cr.execute(
                "DELETE FROM bank_loan_committee_item WHERE committee_id = %s",
                [self.committee_id],
            )
            cr.execute(
                "DELETE FROM mail_activity WHERE res_model = 'bank.loan.committee.sitting' "
                "AND user_id = ANY(%s)",
                [self.user_ids],
            )
            for table in ("sitting", "seat"):
                cr.execute(
                    f"DELETE FROM bank_loan_committee_{table} WHERE committee_id = %s",
                    [self.committee_id],
                )
            cr.execute(
                "DELETE FROM bank_loan_committee WHERE id = %s", [self.committee_id]
            )
            cr.execute(
                "UPDATE res_users SET active = false WHERE id = ANY(%s)",
                [self.user_ids],
            )
            cr.commit()  # pylint: disable=invalid-commit

    def _vote(self, cr, place):
        env = api.Environment(cr, self.user_ids[place], {})
        env["bank.loan.committee.item"].browse(self.item_id).action_vote("for")

    @mute_logger("odoo.sql_db")
    def test_the_second_of_two_last_votes_counts_both(self):
        with self._cursor() as first, self._cursor() as second:
            # It has begun: it reads the vote as it was before the other one was cast.
            second.execute("SELECT count(*) FROM bank_loan_committee_ballot")
            self._vote(first, 0)
            first.commit()
            with self.assertRaises(SerializationFailure):
                self._vote(second, 1)
            # As a request does: tried again, it sees the other vote, and it is the last.
            second.rollback()
            self._vote(second, 1)
            second.commit()
        with self._cursor() as cr:
            cr.execute(
                "SELECT state, cast_count, tally ->> 'for' FROM bank_loan_committee_item "
                "WHERE id = %s",
                [self.item_id],
            )
            self.assertEqual(cr.fetchone(), ("carried", 2, "2"))
