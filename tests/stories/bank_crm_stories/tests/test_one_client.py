from odoo.addons.bank_crm_credit.tests.common_applications import ApplicationCommon
from odoo.addons.bank_crm_exchange.tests.common import FeedCommon
from odoo.fields import Command
from odoo.tests import tagged

CLIENTS = (
    "client_id,kind,last_name,first_name,middle_name,state,branch_id,manager_id,phone"
)


class ClientStoryCommon(FeedCommon):
    """The client comes from the core system, with an account, to Olena in Lviv."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.olena.staff_number = "T-77"
        cls.env.flush_all()
        cls._core_sends("Соломія")
        cls._load_accounts(("S-A1", "S-1"))
        cls.known = cls._client("S-1")

    @classmethod
    def _core_sends(cls, first_name):
        cls._load(
            "clients",
            cls._rows(
                CLIENTS,
                f"S-1,person,Ґалаґанська,{first_name},Юріївна,client,{cls.lviv.code},T-77,"
                "+380671239988",
            ),
        )

    def _accepted(self, record, user):
        act = self.env["bank.act"].search(
            [("res_model", "=", record._name)], order="id desc", limit=1
        )
        self.assertEqual(act.state, "waiting")
        act.with_user(user).action_accept()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestEnteredTwice(ClientStoryCommon):
    """Somebody the core knows is entered again, merged, fed on, and parted again."""

    def test_a_client_entered_twice_is_one_until_the_two_are_parted(self):
        typed = {
            "client_kind": "person",
            "last_name": "Galaganska",
            "first_name": "Solomiia",
            "phone": "+380671239988",
        }
        Client = self.env["res.partner"].with_user(self.olena)
        alike = Client.find_alike(typed)
        self.assertEqual([row["id"] for row in alike], self.known.ids)
        again = Client.create({**typed, "is_client": True})
        task = again.activity_schedule(summary="Call back", user_id=self.olena.id)
        self.env.flush_all()

        merge = self.env["bank.client.merge"].with_user(self.olena)
        merge = merge._prepare(self.known.with_user(self.olena), again)
        self.assertEqual(merge.client_id, self.known)
        merge.action_merge()
        self.assertEqual(again.client_state, "prospect", "an account is concerned")
        self._accepted(merge, self.lviv_head)
        self.assertEqual((again.client_state, again.active), ("merged", False))
        self.assertEqual(task.res_id, self.known.id)

        self._core_sends("Соломія-Марія")
        self._load_accounts(("S-A2", "S-1"))
        self.env.invalidate_all()
        self.assertEqual(self.known.first_name, "Соломія-Марія")
        self.assertEqual(self._account("S-A2").client_id, self.known)
        found = Client.find_clients("9988")
        rows = [row["id"] for group in found["groups"] for row in group["rows"]]
        self.assertEqual(rows, self.known.ids, "found once")

        merge.action_unmerge()
        self._accepted(merge, self.lviv_head)
        self.assertEqual((again.client_state, again.active), ("prospect", True))
        self.assertEqual((again.phone, task.res_id), ("+380671239988", again.id))
        self.assertEqual(self._account("S-A2").client_id, self.known)
        self._core_sends("Соломія-Ганна")
        self.env.invalidate_all()
        self.assertEqual(self.known.first_name, "Соломія-Ганна")
        self.assertEqual(again.first_name, "Solomiia")


@tagged("post_install", "-at_install")
class TestHandedOver(ClientStoryCommon, ApplicationCommon):
    """A manager goes: client, task and application go with her portfolio and come back."""

    def test_a_portfolio_goes_with_what_is_open_and_comes_back(self):
        ihor = self._create_employee("retail_manager", self.lviv, login="t_ihor")
        application = self._application()
        ended = self._application()
        ended.sudo().stage = "withdrawn"
        task = self.known.activity_schedule(summary="Ask", user_id=self.olena.id)
        handover = (
            self.env["bank.handover"]
            .with_user(self.lviv_head)
            .create(
                {
                    "user_id": self.olena.id,
                    "reason": "Leaves the bank",
                    "target_ids": [Command.create({"user_id": ihor.id})],
                }
            )
        )
        self.assertIn("Applications for loans: 1", handover.target_ids.words)
        handover.action_propose()
        self._accepted(handover, self.west_head)
        self.assertEqual((self.known | self.kovalenko).manager_id, ihor)
        self.assertEqual((application.officer_id, task.user_id), (ihor, ihor))
        self.assertEqual(ended.officer_id, self.olena)
        self.assertTrue(application.with_user(ihor).has_access("write"))

        handover.with_user(self.lviv_head).action_undo()
        self._accepted(handover, self.west_head)
        self.assertEqual((self.known | self.kovalenko).manager_id, self.olena)
        self.assertEqual(
            (application.officer_id, task.user_id), (self.olena, self.olena)
        )
