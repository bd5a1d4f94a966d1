from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.addons.bank_crm_base.tests.test_presence import PresenceCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDeathReport(PresenceCommon):
    """A certificate brought to the counter counts at once."""

    def _report(self, user, **values):
        action = self.kovalenko.with_user(user).action_report_death()
        return (
            self.env["bank.death.report"]
            .with_user(user)
            .with_context(**action["context"])
            .create({"date": TODAY, "certificate": "I-КЕ 123456", **values})
        )

    def test_a_teller_enters_it_during_a_visit(self):
        self._start_dialog().action_identify()
        self._report(self.teller, note="His daughter").action_report()
        self.assertEqual(self.kovalenko.deceased_date, TODAY)
        event = self.env["bank.client.life.event"].search(
            [("client_id", "=", self.kovalenko.id), ("is_death", "=", True)]
        )
        self.assertRecordValues(
            event,
            [
                {
                    "source": "document",
                    "evidence": "I-КЕ 123456",
                    "note": "His daughter",
                    "create_uid": self.teller.id,
                }
            ],
        )
        with self.assertRaises(UserError):
            self._report(self.teller)

    def test_without_a_visit_nobody_at_the_counter_does(self):
        with self.assertRaises(AccessError):
            self._report(self.teller)
        with self.assertRaises(AccessError):
            self.env["bank.death.report"].with_user(self.teller).create(
                {
                    "client_id": self.kovalenko.id,
                    "date": TODAY,
                    "certificate": "I-КЕ 123456",
                }
            )
        self.assertFalse(self.kovalenko.deceased_date)

    def test_it_needs_a_certificate_and_a_day_that_has_been(self):
        self._start_dialog().action_identify()
        for wrong in ({"date": "2099-01-01"}, {"certificate": " "}):
            with self.assertRaises(ValidationError):
                self._report(self.teller, **wrong).action_report()
        self.assertFalse(self.kovalenko.deceased_date)

    def test_a_company_does_not_die(self):
        company = self._create_client(
            "Test Factory", client_kind="legal_entity", branch_id=self.lviv.id
        )
        with self.assertRaises(UserError):
            company.with_user(self.boss).action_report_death()

    def test_sums_of_clients_by_branch_know_their_currency(self):
        self.kovalenko.funds_base = 100
        self.bondar.funds_base = 50
        both = [("id", "in", (self.kovalenko | self.bondar).ids)]
        [group] = self.env["res.partner"].formatted_read_group(
            both, [], ["funds_base:sum", "base_currency_id:array_agg_distinct"]
        )
        self.assertEqual(group["funds_base:sum"], 150)
        self.assertEqual(
            group["base_currency_id:array_agg_distinct"],
            self.env.company.currency_id.ids,
        )
