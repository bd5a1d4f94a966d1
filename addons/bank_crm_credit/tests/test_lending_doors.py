import inspect

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common_applications import ApplicationCommon

ADDON = "odoo.addons.bank_crm_credit."
# They make a window or a file of what is read: a row of the moment, nothing of the bank's.
MAKES_A_WINDOW = {"action_download", "action_pdf"}
JUNK = (None, [], {"x": 1}, -1, "x")


@tagged("post_install", "-at_install")
class TestLendingDoors(ApplicationCommon):
    """Every model of lending and every method that may be called from outside."""

    def _records(self):
        """A row of each model, as many as there are without the others' help."""
        self.application = self._approved()
        chairman = self._create_employee("committee_member", self.head_office)
        self.committee = self.env["bank.loan.committee"].create(
            {
                "name": "Doors",
                "level": 9,
                "quorum_least": 1,
                "seat_ids": [
                    Command.create({"user_id": chairman.id, "post": "chairman"})
                ],
            }
        )
        return [*self._rows_of_application(), *self._rows_of_security()]

    def _rows_of_application(self):
        application = self.application.with_env(self.env)
        application._renew_plan()
        borrower = application._borrower()
        condition = self.env["bank.loan.condition"].create(
            {"application_id": application.id, "name": "Insurance"}
        )
        opinion = self.env["bank.loan.opinion"].create(
            {"application_id": application.id, "service": "legal"}
        )
        sitting = self.env["bank.loan.committee.sitting"].create(
            {"committee_id": self.committee.id}
        )
        item = self.env["bank.loan.committee.item"].create(
            {"sitting_id": sitting.id, "kind": "correction", "question": "What"}
        )
        pack = self.env["bank.loan.pack"].create(
            {
                "number": "T-1", "application_id": application.id, "stage": "signing",
                "user_id": self.olena.id, "printed_at": "2026-11-20 10:00:00",
            }
        )  # fmt: skip
        return (
            application, borrower, borrower.income_ids, borrower.expense_ids,
            borrower.debt_ids, application.step_ids[:1], application.snapshot_id,
            application.decision_id, application.plan_id, application.plan_id.line_ids[:1],
            application.commitment_ids, condition, opinion, sitting, item, pack,
            self.committee, self.committee.seat_ids, self.kovalenko, self.rules,
        )  # fmt: skip

    def _rows_of_security(self):
        kind = self.env.ref("bank_crm_credit.collateral_kind_residential")
        asset = self.env["bank.collateral"].create(
            {"name": "Flat", "kind_id": kind.id, "owner_id": self.kovalenko.id}
        )
        appraiser = self.env["bank.collateral.appraiser"].create({"name": "A"})
        valuation = self.env["bank.collateral.valuation"].create(
            {"collateral_id": asset.id, "market_value": 5, "appraiser_id": appraiser.id}
        )
        pledge = self.env["bank.collateral.pledge"].create(
            {"collateral_id": asset.id, "loan_id": self.loan.id}
        )
        guarantor = self._create_client("Guarantor", branch_id=self.lviv.id)
        guarantee = self.env["bank.guarantee"].create(
            {"guarantor_id": guarantor.id, "loan_id": self.loan.id}
        )
        limit = self.env["bank.loan.limit"].create(
            {"client_id": self.kovalenko.id, "amount": 10**6}
        )
        return (
            asset, appraiser, valuation, pledge, guarantee, limit, self.loan,
            self.loan.operation_ids[:1], self.loan.holding_id,
        )  # fmt: skip

    def _methods_of(self, record):
        """Names of methods of this addon that may be called from outside."""
        for name in dir(type(record)):
            if not name.startswith(("action_", "get_")):
                continue
            method = getattr(type(record), name)
            owners = [
                base
                for base in type(record).__mro__
                if name in vars(base) and base.__module__.startswith(ADDON)
            ]
            if owners and inspect.isfunction(method):
                yield name, inspect.signature(method).parameters

    def _call(self, record, name, arguments, *, is_read_only=False):
        """Call and take everything back; returns what was raised and is no refusal."""
        savepoint = self.env.cr.savepoint()
        found = None
        try:
            if is_read_only:
                self.env.cr.execute("SET LOCAL transaction_read_only = on")
            getattr(record, name)(**arguments)
            self.env.flush_all()
        # What the database forbids is told in the words of the constraint.
        except (UserError, IntegrityError):
            found = None
        except Exception as error:
            found = error
        finally:
            self.env.cr.clear()
            savepoint.close(rollback=True)
        return found

    def test_the_auditor_writes_nothing_by_any_method(self):
        for record in self._records():
            record = record.with_user(self.auditor).sudo(False)
            self.assertFalse(record.has_access("write"), record)
            for name, parameters in self._methods_of(record):
                if name in MAKES_A_WINDOW:
                    continue
                needed = {
                    one.name: None
                    for one in list(parameters.values())[1:]
                    if one.default is one.empty
                }
                with self.subTest(model=record._name, method=name):
                    self.assertIsNone(
                        self._call(record, name, needed, is_read_only=True)
                    )

    @mute_logger("odoo.sql_db")
    def test_no_method_falls_over_what_it_is_given(self):
        for record in self._records():
            for user in (self.administrator, self.underwriter):
                mine = record.with_user(user).sudo(False)
                for name, parameters in self._methods_of(mine):
                    given = list(parameters)[1:]
                    for junk in JUNK if given else (None,):
                        with self.subTest(
                            model=record._name, method=name, user=user.login, junk=junk
                        ):
                            self.assertIsNone(
                                self._call(mine, name, dict.fromkeys(given, junk))
                            )

    def test_nobody_without_a_post_reads_a_model_of_lending(self):
        portal = new_test_user(self.env, "doors_portal", groups="base.group_portal")
        nobody = new_test_user(self.env, "doors_nobody", groups="base.group_user")
        models = [
            model
            for model in self.env.values()
            if model._original_module == "bank_crm_credit" and not model._abstract
        ]
        self.assertGreater(len(models), 60)
        for model in models:
            for user in (portal, nobody, self.env.ref("base.public_user")):
                for operation in ("read", "write", "create", "unlink"):
                    with self.subTest(model=model._name, user=user.login):
                        self.assertFalse(model.with_user(user).has_access(operation))
            with self.subTest(model=model._name, user="auditor"):
                if not model._transient:
                    for operation in ("write", "create", "unlink"):
                        self.assertFalse(
                            model.with_user(self.auditor).has_access(operation)
                        )
