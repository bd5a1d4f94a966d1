import hashlib
import io
from datetime import date

from odoo.addons.bank_crm_base.tests.common import TODAY, BankCommon

HEAD = "number,kind,name,aliases,birth_date,birth_year,countries,programme,remark"


class KycCommon(BankCommon):
    """The cast, two compliance officers and an invented list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Kyc = cls.env["bank.kyc"]
        cls.Hit = cls.env["bank.sanctions.hit"]
        cls.env["bank.sanctions.list"].search([]).active = False
        cls.officer = cls._create_employee(
            "compliance", cls.head_office, login="t_pavlo"
        )
        cls.second = cls._create_employee(
            "compliance", cls.head_office, login="t_second"
        )
        cls.kovalenko.birth_date = date(1980, 5, 17)
        cls.list = cls.env["bank.sanctions.list"].create(
            {"name": "Test list", "code": "test"}
        )

    @classmethod
    def _load(cls, *rows, name="list.csv", day=TODAY, head=HEAD):
        content = "\n".join([head, *rows]).encode()
        return cls.list._load(
            io.BytesIO(content), name, hashlib.sha256(content).hexdigest(), day
        )

    @classmethod
    def _hits(cls, client=None):
        domain = [("entry_id.list_id", "=", cls.list.id)]
        if client:
            domain.append(("client_id", "=", client.id))
        return cls.Hit.search(domain)

    @classmethod
    def _review(cls, client, user=None, **values):
        return cls.Kyc.with_user(user or cls.olena).create(
            {
                "client_id": client.id,
                "source_of_funds": "Salary",
                "residency_ids": cls.env.ref("base.ua").ids,
                **values,
            }
        )

    @classmethod
    def _in_force(cls, client, user=None, **values):
        kyc = cls._review(client, user, **values)
        kyc.action_submit()
        kyc.with_user(cls.officer).action_confirm()
        return kyc
