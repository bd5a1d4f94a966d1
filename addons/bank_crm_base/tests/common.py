from datetime import date

from odoo.addons.base.tests.common import BaseCommon
from odoo.fields import Command
from odoo.tests.common import new_test_user

TODAY = date(2026, 11, 20)


class BankCommon(BaseCommon):
    """Two regions, a branch in each, one employee per role and a few clients."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write(
            {"country_id": cls.env.ref("base.ua").id, "name": "Test Bank"}
        )
        cls.uah = cls.env.ref("base.UAH")
        cls.usd = cls.env.ref("base.USD")
        (cls.uah | cls.usd).active = True
        cls.env.company.currency_id = cls.uah
        cls.day = cls.env["bank.business.day"]._open(TODAY)
        # The demo bank may be loaded: its work of that day and its rates are not ours.
        cls.day.task_ids.unlink()
        cls.day.state = "open"
        cls.env["bank.fx.rate"].search([]).unlink()
        # The cast signs in with its own names as passwords.
        cls.policy = cls.env["bank.sign.in.policy"]._get()
        cls.policy.write({"password_length": 0, "password_history": 0})
        cls.env["ir.config_parameter"].set_param("auth_password_policy.minlength", 0)
        cls.head_office = cls._create_branch("Test head office", kind="head_office")
        cls.west = cls._create_branch(
            "Test West", kind="region", parent=cls.head_office
        )
        cls.east = cls._create_branch(
            "Test East", kind="region", parent=cls.head_office
        )
        cls.lviv = cls._create_branch("Test Lviv", parent=cls.west)
        cls.kharkiv = cls._create_branch("Test Kharkiv", parent=cls.east)
        cls.olena = cls._create_employee("retail_manager", cls.lviv, login="t_olena")
        cls.petro = cls._create_employee("retail_manager", cls.kharkiv, login="t_petro")
        cls.lviv_head = cls._create_employee("branch_head", cls.lviv)
        cls.west_head = cls._create_employee("regional_head", cls.west)
        cls.banker = cls._create_employee("private_banker", cls.lviv)
        cls.auditor = cls._create_employee("auditor", cls.head_office)
        cls.boss = cls._create_employee("head_office", cls.head_office)
        cls.steward = cls._create_employee("data_steward", cls.head_office)
        cls.kovalenko = cls._create_client(
            "Коваленко Олена Іванівна", branch_id=cls.lviv.id, manager_id=cls.olena.id
        )
        cls.bondar = cls._create_client(
            "Бондар Іван Петрович", branch_id=cls.kharkiv.id, manager_id=cls.petro.id
        )
        cls.walled = cls._create_client(
            "Заможний Петро", branch_id=cls.lviv.id, is_private_banking=True,
            manager_id=cls.banker.id,
        )  # fmt: skip

    @classmethod
    def _create_branch(cls, name, *, kind="branch", parent=None):
        return cls.env["bank.branch"].create(
            {
                "name": name,
                "code": name.lower().replace(" ", "_"),
                "kind": kind,
                "parent_id": parent.id if parent else False,
            }
        )

    @classmethod
    def _create_employee(cls, role, branch, *, login=None, **post):
        login = login or f"t_{role}_{branch.code}"
        user = new_test_user(cls.env, login, groups="base.group_user", name=login)
        cls.env["bank.post"].create(
            {
                "user_id": user.id,
                "branch_id": branch.id,
                "role_id": cls.env.ref(f"bank_crm_base.role_{role}").id,
                "date_from": date(2020, 1, 1),
                **post,
            }
        )
        return user

    @classmethod
    def _create_client(cls, name, **values):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_client": True,
                "client_kind": "person",
                "client_state": "client",
                **values,
            }
        )

    @classmethod
    def _create_account(cls, client, number, **values):
        return cls.env["bank.account"].create(
            {
                "number": number,
                "external_id": number,
                "client_id": client.id,
                "currency_id": cls.uah.id,
                "holder_ids": [
                    Command.create({"client_id": client.id, "role": "owner"})
                ],
                **values,
            }
        )

    @classmethod
    def _book(cls, account, *movements):
        """Insert movements (day, amount, values) as a feed does, and rebuild their months."""
        Movement = cls.env["bank.account.movement"]
        for number, (day, amount, *rest) in enumerate(movements):
            Movement._create_partition(day)
            values = {
                "account_id": account.id,
                "booking_date": day,
                "value_date": day,
                "amount": amount,
                "source": "test",
                "source_id": f"{account.number}-{day}-{number}",
                **(rest[0] if rest else {}),
            }
            columns = ", ".join(values)
            cls.env.cr.execute(
                f"INSERT INTO bank_account_movement ({columns}) VALUES %s",
                [tuple(values.values())],
            )
        cls._rebuild(account, {day.replace(day=1) for day, *_rest in movements})

    @classmethod
    def _rebuild(cls, account, months):
        cls.env.cr.execute(
            "CREATE TEMP TABLE IF NOT EXISTS test_touched (account_id int, month date)"
        )
        cls.env.cr.execute("DELETE FROM test_touched")
        for month in months:
            cls.env.cr.execute(
                "INSERT INTO test_touched VALUES (%s, %s)", [account.id, month]
            )
        cls.env["bank.account.month"]._rebuild("test_touched")

    @classmethod
    def _run_task(cls, code, day=None):
        """Do one task of the business day to its end, as its night does."""
        day = day or cls.day
        day.task_ids.filtered(lambda task: task.code == code).unlink()
        task = cls.env["bank.day.task"].create(
            {"day_id": day.id, "code": code, "name": code}
        )
        while getattr(day, f"_task_{code}")(task):
            pass
        return task
