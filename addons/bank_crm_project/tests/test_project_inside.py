from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .test_project_tasks import ProjectCommon


@tagged("post_install", "-at_install")
class TestProjectInside(ProjectCommon):
    """A project is the bank's: no client sees it, follows it or is written to by it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kovalenko.email = "kovalenko@example.com"
        cls.guest = new_test_user(
            cls.env, "kovalenko_guest", groups="base.group_portal",
            partner_id=cls.kovalenko.id,
        )  # fmt: skip

    def test_it_is_shared_with_nobody_outside(self):
        self.assertEqual(self.project.privacy_visibility, "employees")
        offered = self.project.fields_get(["privacy_visibility"], ["selection"])
        self.assertEqual(
            [value for value, _name in offered["privacy_visibility"]["selection"]],
            ["followers", "employees"],
        )
        for value in ("portal", "invited_users"):
            with self.assertRaises(UserError):
                self.project.privacy_visibility = value
            with self.assertRaises(UserError):
                self.env["project.project"].create(
                    {"name": "Shared", "privacy_visibility": value}
                )
        with self.assertRaises(UserError):
            self.project.collaborator_ids = [
                Command.create({"partner_id": self.kovalenko.id})
            ]

    def test_no_link_opens_it(self):
        task = self._project_task(self.olena, partner_id=self.kovalenko.id)
        for record in (task, self.project):
            wizard = self.env["portal.share"].create(
                {
                    "res_model": record._name,
                    "res_id": record.id,
                    "partner_ids": [Command.set(self.kovalenko.ids)],
                }
            )
            with self.assertRaises(UserError):
                wizard.action_send_mail()
            self.assertFalse(record.access_token)
            self.assertEqual(record._portal_ensure_token(), "")
            self.assertFalse(record.access_token)

    def test_a_client_who_signs_in_sees_nothing_of_it(self):
        task = self._project_task(self.olena, partner_id=self.kovalenko.id)
        for record in (task, self.project):
            record.message_subscribe(self.kovalenko.ids)
            self.assertNotIn(self.kovalenko, record.message_partner_ids)
            with self.assertRaises(AccessError):
                record.with_user(self.guest).read(["name"])

    def test_what_is_written_there_does_not_reach_the_client(self):
        task = self._project_task(self.olena, partner_id=self.kovalenko.id)
        self.env["mail.followers"].create(
            {
                "res_model": task._name,
                "res_id": task.id,
                "partner_id": self.kovalenko.id,
            }
        )
        before = self.env["mail.mail"].search([], order="id desc", limit=1).id or 0
        task.message_post(
            body="The client is difficult.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.kovalenko.ids,
        )
        template = self.env["mail.template"].create(
            {
                "name": "Stage",
                "model_id": self.env["ir.model"]._get_id(task._name),
                "subject": "Your task moved",
                "body_html": "<p>It moved</p>",
                "partner_to": "{{ object.partner_id.id }}",
            }
        )
        stage = self.env["project.task.type"].create(
            {
                "name": "Told",
                "mail_template_id": template.id,
                "project_ids": [Command.set(self.project.ids)],
            }
        )
        task.stage_id = stage
        self.env.flush_all()
        self.env.cr.precommit.run()
        mails = self.env["mail.mail"].search([("id", ">", before)])
        mails.send()
        sent = self.env["mail.mail"].search(
            [("id", ">", before), ("state", "=", "sent")]
        )
        self.assertNotIn(self.kovalenko, sent.recipient_ids)
        reached = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", self.kovalenko.id),
                ("mail_message_id.model", "=", task._name),
                ("notification_status", "=", "sent"),
            ]
        )
        self.assertFalse(reached)

    def test_a_task_about_a_client_is_seen_by_who_may_see_him(self):
        task = self._project_task(self.olena, partner_id=self.kovalenko.id)
        Task = self.env["project.task"]
        self.assertIn(task, Task.with_user(self.olena).search([]))
        self.assertNotIn(task, Task.with_user(self.petro).search([]))
        [row] = self._block(self.olena, "today")["rows"]
        self.assertEqual(row["client_id"], self.kovalenko.id)
