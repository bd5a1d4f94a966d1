from odoo.tests import tagged

from .common_merge import MergeCommon


@tagged("post_install", "-at_install")
class TestChannelsMerge(MergeCommon):
    """Messages and letters follow a merged client, and go back when he is parted."""

    def test_correspondence_moves_and_moves_back(self):
        one = self._create_person("Мельник", "Тарас")
        other = self._create_person("Мельник", "Тарас", birth_date="1985-03-08")
        service = self.env.ref("bank_crm_client.contact_purpose_service")
        message = self.env["bank.message"]._enqueue(
            other, "sms", service, "Hello", address="+380671112299"
        )
        letter = self.env["bank.correspondence"].create(
            {"client_id": other.id, "subject": "Request", "branch_id": self.lviv.id}
        )
        number = letter.number
        merge = self.Merge.create({"client_id": one.id, "loser_id": other.id})
        merge._merge()
        self.env.invalidate_all()
        self.assertEqual((message.client_id, letter.client_id), (one, one))
        merge._unmerge()
        self.env.invalidate_all()
        self.assertEqual((message.client_id, letter.client_id), (other, other))
        self.assertEqual(letter.number, number)
