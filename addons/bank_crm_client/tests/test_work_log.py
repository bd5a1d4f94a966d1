from datetime import datetime

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_people import PeopleCommon


@tagged("post_install", "-at_install")
class TestWorkLog(PeopleCommon):
    """What was done comes into the log by itself; names only where the client may be seen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Log = cls.env["bank.work.log"]
        cls.env["calendar.event"].search([]).unlink()

    def _do(self, user, client, kind="todo", summary="Done"):
        task = (
            self.env["mail.activity"]
            .with_user(user)
            .create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": client.id,
                    "activity_type_id": self.env.ref(
                        f"mail.mail_activity_data_{kind}"
                    ).id,
                    "summary": summary,
                    "user_id": user.id,
                    "date_deadline": TODAY,
                }
            )
        )
        task.action_done()
        return task

    def _of(self, user, *, seen_by=None):
        self.env.flush_all()
        rows = self.Log.with_user(seen_by or user).search([("user_id", "=", user.id)])
        rows.invalidate_recordset()
        return rows

    def test_finished_tasks_and_calls_are_work_and_open_ones_are_not(self):
        self._do(self.olena, self.kovalenko)
        self._do(self.olena, self.kovalenko, "call", "Asked about a deposit")
        self.env["mail.activity"].with_user(self.olena).create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": self.kovalenko.id,
                "summary": "Still open",
                "user_id": self.olena.id,
                "date_deadline": TODAY,
            }
        )
        self.kovalenko.with_user(self.olena).get_client_card()
        rows = self._of(self.olena)
        self.assertEqual(sorted(rows.mapped("kind")), ["call", "task"])
        self.assertEqual(rows.client_id, self.kovalenko)
        self.assertEqual(rows.branch_id, self.lviv)
        self.assertIn("Asked about a deposit", rows.mapped("what"))

    def test_meetings_are_of_who_was_there(self):
        declined = self.env["calendar.event"].create(
            {
                "name": "Meeting",
                "start": datetime(2026, 11, 18, 8, 0),
                "stop": datetime(2026, 11, 18, 9, 0),
                "partner_ids": [
                    Command.set((self.olena | self.lviv_head).partner_id.ids)
                ],
            }
        )
        declined.copy({"privacy": "private"})
        rows = self._of(self.olena)
        self.assertEqual(
            [(row.kind, row.what) for row in rows], [("meeting", "Meeting")]
        )
        self.assertEqual(rows.day.isoformat(), "2026-11-18")
        declined.attendee_ids.filtered(
            lambda one: one.partner_id == self.olena.partner_id
        ).state = "declined"
        self.assertFalse(self._of(self.olena))
        self.assertEqual(len(self._of(self.lviv_head)), 1)

    def test_an_act_is_work_of_who_proposes_and_of_who_decides(self):
        self.env["bank.post"].with_user(self.env.ref("base.user_admin")).create(
            {
                "user_id": self.petro.id,
                "branch_id": self.lviv.id,
                "role_id": self.env.ref("bank_crm_base.role_teller").id,
            }
        )
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        act.sudo().write(
            {
                "state": "refused",
                "checker_id": self.boss.id,
                "decided_at": datetime(2026, 11, 19, 23, 30),
            }
        )
        self.env.company.partner_id.tz = "Europe/Kyiv"
        [row] = self._of(self.boss)
        self.assertEqual(row.kind, "decision")
        # Half past one of the next morning in the bank.
        self.assertEqual(row.day.isoformat(), "2026-11-20")

    def test_a_head_reads_no_act_that_he_could_not_see_among_the_acts(self):
        self.env["bank.post"].with_user(self.env.ref("base.user_admin")).create(
            {
                "user_id": self.petro.id,
                "branch_id": self.lviv.id,
                "role_id": self.env.ref("bank_crm_base.role_teller").id,
            }
        )
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        act.sudo().write({"maker_id": self.olena.id, "client_id": self.kovalenko.id})
        self.assertFalse(act.with_user(self.lviv_head).has_access("read"))
        [row] = self._of(self.olena, seen_by=self.lviv_head)
        self.assertEqual(row.kind, "proposal")
        self.assertFalse(row.what or row.client_id)
        self.assertFalse(
            self.Log.with_user(self.lviv_head).search(
                [
                    ("client_id", "=", self.kovalenko.id),
                    ("user_id", "=", self.olena.id),
                ]
            )
        )
        [own] = self._of(self.olena)
        self.assertEqual(own.what, act.name)

    def test_own_and_subordinates_work_is_seen(self):
        self._do(self.olena, self.kovalenko)
        self._do(self.petro, self.bondar)
        for user, count in (
            (self.olena, 1), (self.lviv_head, 1), (self.west_head, 1), (self.boss, 1),
            (self.petro, 0), (self.banker, 0),
        ):  # fmt: skip
            with self.subTest(user=user.login):
                rows = self._of(self.olena, seen_by=user)
                self.assertEqual(len(rows), count)
                groups = self.Log.with_user(user).formatted_read_group(
                    [("user_id", "=", self.olena.id)], ["kind"], ["__count"]
                )
                self.assertEqual(sum(row["__count"] for row in groups), count)

    def test_a_client_out_of_sight_goes_without_the_name(self):
        self._do(self.olena, self.kovalenko, summary="Told Kovalenko the rate")
        self.kovalenko.manager_id = self.petro
        self.kovalenko.branch_id = self.kharkiv
        [row] = self._of(self.olena)
        self.assertFalse(row.client_id)
        self.assertEqual((row.client_words, row.what), ("A client elsewhere", ""))
        data = row.read(["client_id", "client_words", "what", "display_name"])
        self.assertNotIn("Kovalenko", str(data))
        self.assertNotIn(str(self.kovalenko.id), str(data[0]["client_id"]))
        self.assertFalse(
            self.Log.with_user(self.olena).search(
                [("client_id", "=", self.kovalenko.id)]
            )
        )
        with self.assertRaises(AccessError):
            row.read(["touched_id"])
        with self.assertRaises(AccessError):
            self.Log.with_user(self.olena).search([("subject", "ilike", "rate")])

    def test_a_handover_is_work_of_giver_and_taker(self):
        ihor = self._create_employee("retail_manager", self.lviv, login="t_ihor")
        handover = (
            self.env["bank.handover"]
            .with_user(self.lviv_head)
            .create(
                {
                    "user_id": self.olena.id,
                    "target_ids": [Command.create({"user_id": ihor.id})],
                    "reason": "Leaves",
                }
            )
        )
        handover.action_propose()
        act = self.env["bank.act"].search(
            [("res_model", "=", "bank.handover")], order="id desc", limit=1
        )
        act.with_user(self.west_head).action_accept()
        handover.target_ids.with_user(ihor).action_accept()
        for user, kinds in (
            (self.lviv_head, ["handover", "proposal"]),
            (ihor, ["handover"]),
        ):
            rows = self._of(user)
            with self.subTest(user=user.login):
                self.assertEqual(sorted(rows.mapped("kind")), kinds)
        self.assertTrue(
            self._of(self.west_head).filtered(lambda row: row.kind == "decision")
        )
