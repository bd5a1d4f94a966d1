from odoo.addons.bank_crm_rules.engine.facts import Facts
from odoo.tests import tagged
from odoo.tools import SQL

from .common_applications import ApplicationCommon


@tagged("post_install", "-at_install")
class TestLoanFacts(ApplicationCommon):
    """Facts of loans and applications that decision tables may ask for."""

    def _told(self, record, *codes):
        """What a rule is given: the facts by SQL over the set, for one record."""
        entries = self.env["bank.field.catalogue"]._of(record._name, "rules")
        wanted = entries.filtered(lambda entry: entry.code in codes) or entries
        facts = Facts(self.env[record._name])
        columns = [facts.column(entry) for entry in wanted if entry.kind != "list"]
        facts.query.add_where(SQL("%s = %s", facts.record_id, record.id))
        self.env.flush_all()
        [row] = self.env.execute_query(facts.query.select(*columns))
        return dict(zip(wanted.mapped("code"), row, strict=True))

    def test_a_table_may_ask_what_a_loan_owes(self):
        self.loan.sudo().write(
            {"principal_owed": 750, "overdue_amount": 257.5, "days_past_due": 31}
        )
        told = self._told(
            self.loan, "principal_owed", "overdue", "days_late", "method", "client_kind"
        )
        self.assertEqual(float(told["principal_owed"]), 750)
        self.assertEqual(float(told["overdue"]), 257.5)
        self.assertEqual(int(told["days_late"]), 31)
        self.assertEqual(told["method"], "differentiated")
        self.assertEqual(told["client_kind"], "person")

    def test_a_table_may_ask_what_an_application_comes_to(self):
        application = self._application()
        application._renew_plan()
        told = self._told(application, "track", "amount", "payment", "real_rate")
        self.assertEqual(told["track"], "retail")
        self.assertEqual(float(told["amount"]), 12000)
        # 12,000 x 0.01 / (1 - 1.01^-12) = 1,066.19; 1.01^12 - 1 = 12.68 %.
        self.assertEqual(float(told["payment"]), 1066.19)
        self.assertEqual(float(told["real_rate"]), 12.68)

    def test_every_fact_for_rules_can_be_asked_for_over_the_bank(self):
        application = self._application()
        for record in (self.loan, application):
            with self.subTest(model=record._name):
                self.assertGreater(len(self._told(record)), 15)
        tables = self.env["bank.decision.table"]
        domain = tables._subject_domain()
        models = self.env["ir.model"].search(domain).mapped("model")
        self.assertIn("bank.loan", models)
        self.assertIn("bank.loan.application", models)
