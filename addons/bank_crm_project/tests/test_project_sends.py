from freezegun import freeze_time
from odoo.addons.bank_crm_client.tests.common_contact import (
    NOON,
    OLENA_MAIL,
    ContactCommon,
)
from odoo.fields import Command
from odoo.tests import new_test_user, tagged


@tagged("post_install", "-at_install")
class TestProjectSends(ContactCommon):
    """What core's projects and what comes with them would write to a client."""

    freeze_time = freeze_time(NOON)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls.env["project.project"].create({"name": "New outlet"})
        cls.task = cls.env["project.task"].create(
            {
                "name": "Agree the rent",
                "project_id": cls.project.id,
                "partner_id": cls.client.id,
            }
        )

    def _nothing_left(self, channel="email"):
        self.env["mail.mail"].sudo().search([("state", "=", "outgoing")]).send()
        self.assertNotIn(OLENA_MAIL, self.server.recipients)
        self.assertEqual(
            {(one.code, one.channel) for one in self._attempts()},
            {("no_purpose", channel)},
        )

    def test_a_request_for_a_rating(self):
        self.task.rating_send_request(
            self.env.ref("project.rating_project_request_email_template")
        )
        self._nothing_left()

    def test_a_text_message_of_a_stage(self):
        template = self.env["sms.template"].create(
            {
                "name": "Stage",
                "model_id": self.env["ir.model"]._get_id("project.task"),
                "body": "It moved",
            }
        )
        stage = self.env["project.task.type"].create(
            {
                "name": "Told",
                "sms_template_id": template.id,
                "project_ids": [Command.set(self.project.ids)],
            }
        )
        with self._sms_service() as taken:
            self.task.stage_id = stage
            self.env["sms.sms"]._send_waited(lambda: None)
        self.assertEqual(taken, [])
        self._nothing_left("sms")

    def test_a_digest(self):
        user = new_test_user(
            self.env, "t_client_portal", groups="base.group_portal",
            partner_id=self.client.id, email=OLENA_MAIL,
        )  # fmt: skip
        digest = self.env["digest.digest"].create(
            {"name": "Digest", "user_ids": [Command.set(user.ids)]}
        )
        digest._action_send_to_user(user)
        self._nothing_left()
