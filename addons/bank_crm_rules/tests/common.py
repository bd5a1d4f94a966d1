from odoo.addons.bank_crm_base.tests.common import BankCommon

from ..domain.dmn.model import HitPolicy, Input, Kind, Output, Rule, Table
from ..domain.dmn.xml_write import write_table


def funds_table(*rows, policy=HitPolicy.UNIQUE, code="funds", output=Kind.TEXT):
    """A table of one fact: (test, result) rows."""
    return Table(
        "Grade",
        policy,
        (Input(code, "Funds", Kind.NUMBER),),
        (Output("grade", "Grade", output),),
        tuple(
            Rule(number, (test,), (result,))
            for number, (test, result) in enumerate(rows, 1)
        ),
    )


# 100 is gold, 50 silver; nothing is known of who has no figure.
GRADES = funds_table((">= 100", '"gold"'), ("< 100", '"silver"'))


class DecisionCommon(BankCommon):
    """A business administrator who draws tables and a head office that accepts them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.oleh = cls._create_employee(
            "business_administrator", cls.head_office, login="t_oleh"
        )
        # The demo bank may be loaded: only our clients are asked.
        cls.env.cr.execute(
            "UPDATE res_partner SET client_state = 'former' WHERE is_client AND id != ALL(%s)",
            [(cls.kovalenko | cls.bondar | cls.walled).ids],
        )
        cls.env["bank.decision.table"].search([]).is_nightly = False
        for client, funds in (
            (cls.kovalenko, 100),
            (cls.bondar, 50),
            (cls.walled, 900),
        ):
            cls._set_funds(client, funds)
        cls.table = cls._create_table("test_grade")

    @classmethod
    def _set_funds(cls, client, funds):
        client.flush_recordset()
        cls.env.cr.execute(
            "UPDATE res_partner SET funds_base = %s WHERE id = %s", [funds, client.id]
        )
        client.invalidate_recordset()

    @classmethod
    def _create_table(cls, code, table=GRADES):
        record = (
            cls.env["bank.decision.table"]
            .with_user(cls.oleh)
            .create({"name": "Grade", "code": code})
        )
        record.draft_id.xml = write_table(table)
        record.draft_id.note = "Because."
        return record

    def _test(self, version, population="all", branch=None):
        run = self.env["bank.decision.run"]._start(version, "test", population, branch)
        self.assertFalse(run._do_slice(60))
        return run

    def _send(self, version):
        version.with_user(self.oleh).action_send_for_approval()
        return self.env["bank.act"]._waiting_for(version.sudo())[version.id]

    def _approve(self, table):
        """Test and accept the draft of `table`; return the version."""
        version = table.draft_id
        self._test(version)
        self._send(version).with_user(self.boss).action_accept()
        self.env.invalidate_all()
        return version
