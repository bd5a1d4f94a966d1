from datetime import datetime

from odoo.tests import tagged

from .common_merge import MergeCommon


@tagged("post_install", "-at_install")
class TestTimelineMerge(MergeCommon):
    """Two records become one, and so do their timelines; parted, each has its own again."""

    def _titles(self, client):
        client.env.invalidate_all()
        rows = client.with_user(self.olena).get_timeline()["rows"]
        return {
            row["title"]
            for row in rows
            if row["source"] in ("message", "task", "large_flow")
        }

    def test_timelines_are_merged_and_parted(self):
        first = self._create_person("Ґонтар", "Наталія", phone="+380671234417")
        second = self._create_person("Gontar", "Natalya", phone="+380671234417")
        account = self._create_account(second, "UA00MERGE7")
        for client in (first, second):
            self.env["mail.message"].create(
                {
                    "model": "res.partner", "res_id": client.id, "message_type": "email",
                    "date": datetime(2026, 11, 5, 9), "subject": f"Letter {client.id}",
                }
            )  # fmt: skip
        task = self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": second.id, "summary": "Late", "user_id": self.olena.id,
                "date_deadline": "2026-11-10",
                "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
            }
        )  # fmt: skip
        self.env["bank.task.escalation"].search([]).active = False
        self.env["bank.task.escalation"].create({"hours": 1, "date_from": False})
        self.env["bank.task.escalated"]._escalate(datetime(2026, 11, 20, 10))
        told = self.env["bank.task.escalated"].search([("activity_id", "=", task.id)])
        self.env["bank.large.flow"].create(
            {
                "date": "2026-11-04", "client_id": second.id, "account_id": account.id,
                "currency_id": self.uah.id, "amount": 60000, "direction": "in",
            }
        )  # fmt: skip
        self._settle(first | second)
        own = {f"Letter {first.id}"}
        other = {f"Letter {second.id}", "Late", "60\N{NO-BREAK SPACE}000.00 UAH"}
        self.assertEqual(self._titles(first), own)
        self.assertEqual(self._titles(second), other)
        before = self._dump(first | second)
        merge = self._merged(first, second)
        self.assertEqual(self._titles(first), own | other)
        self.assertEqual(told.client_id, first)
        merge.sudo()._unmerge()
        self.assertEqual(self._titles(first), own)
        self.assertEqual(self._titles(second), other)
        self.assertEqual(told.client_id, second)
        self._check_same(before, self._dump(first | second))
