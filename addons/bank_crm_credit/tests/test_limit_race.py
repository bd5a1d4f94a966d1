import threading
from contextlib import ExitStack, closing

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger
from psycopg2.errors import SerializationFailure

AT_ONCE = 4
TRIES = 20
SECONDS = 60


@tagged("post_install", "-at_install")
class TestLimitRace(BaseCase):
    """Two approvals that race for one limit, each with a connection of its own."""

    def _cursor(self):
        return closing(db_connect(get_db_name()).cursor())

    def setUp(self):
        super().setUp()
        with self._cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            client = env["res.partner"].create(
                {
                    "name": "Raced for",
                    "is_client": True,
                    "client_kind": "legal_entity",
                    "client_state": "prospect",
                }
            )
            limit = env["bank.loan.limit"].create(
                {
                    "level": "client",
                    "client_id": client.id,
                    "amount": 1000,
                    "date_from": "2000-01-01",
                }
            )
            product = env["bank.product"].create(
                {
                    "name": "Raced for",
                    "code": "T-RACE",
                    "kind": "loan",
                    "family_id": env.ref(
                        "bank_crm_base.product_family_consumer_loan"
                    ).id,
                }
            )
            wide = env["bank.loan.limit"].create(
                {
                    "level": "product",
                    "product_id": product.id,
                    "amount": 1000,
                    "date_from": "2000-01-01",
                }
            )
            self.client_id, self.limit_id = client.id, limit.id
            self.product_id, self.wide_id = product.id, wide.id
            cr.commit()  # pylint: disable=invalid-commit
        self.addCleanup(self._forget)

    def _forget(self):
        """The client stays: the log of changes names him, and it is never cut."""
        with self._cursor() as cr:
            for table in ("bank_loan_commitment", "bank_loan_limit"):
                cr.execute(
                    f"DELETE FROM {table} WHERE client_id = %s OR product_id = %s",
                    [self.client_id, self.product_id],
                )
            cr.execute("DELETE FROM bank_product WHERE id = %s", [self.product_id])
            self._settle(cr)
            cr.commit()  # pylint: disable=invalid-commit

    def _settle(self, cr):
        api.Environment(cr, SUPERUSER_ID, {})["bank.loan.limit"]._settle()

    def _used_of_product(self):
        """What is used of the product's limit, from the kept sums and what changed."""
        with self._cursor() as cr:
            limit = api.Environment(cr, SUPERUSER_ID, {})["bank.loan.limit"]
            return limit.browse(self.wide_id)._uses()[self.wide_id]["used"]

    def _reserve(self, cr, amount, env=None, **values):
        env = env or api.Environment(cr, SUPERUSER_ID, {})
        env["bank.loan.commitment"]._reserve(
            {
                "client_id": self.client_id,
                "currency_id": env.company.currency_id.id,
                "amount": amount,
                **values,
            }
        )

    def _taken(self):
        with self._cursor() as cr:
            cr.execute(
                "SELECT count(*), sum(amount) FROM bank_loan_commitment "
                "WHERE client_id = %s",
                [self.client_id],
            )
            return cr.fetchone()

    @mute_logger("odoo.sql_db")
    def test_who_looked_before_the_other_took_is_sent_to_look_again(self):
        with self._cursor() as first, self._cursor() as second:
            # It has begun: it reads the bank as it was before the first one took.
            second.execute("SELECT count(*) FROM bank_loan_commitment")
            self._reserve(first, 600)
            first.commit()
            with self.assertRaises(SerializationFailure):
                self._reserve(second, 600)
            # As a request does: tried again, it sees what the first one took.
            second.rollback()
            with self.assertRaises(UserError):
                self._reserve(second, 600)
            second.rollback()
            self._reserve(second, 400)
            second.commit()
        self.assertEqual(self._taken(), (2, 1000))

    @mute_logger("odoo.sql_db")
    def test_sums_brought_up_between_two_approvals_lose_none(self):
        """The limit of a product is kept as a sum: 600, then 400 of 1000 and no more."""
        product = {"product_id": self.product_id}
        # Of the client's own limit there is enough.
        with self._cursor() as cr:
            cr.execute(
                "UPDATE bank_loan_limit SET amount = 9000 WHERE id = %s",
                [self.limit_id],
            )
            cr.commit()  # pylint: disable=invalid-commit
        with self._cursor() as first, self._cursor() as second, self._cursor() as night:
            second.execute("SELECT count(*) FROM bank_loan_commitment")
            self._reserve(first, 600, **product)
            # It is not committed: whoever brings the sums up does not see it yet.
            self._settle(night)
            night.commit()
            first.commit()
            self.assertEqual(self._used_of_product(), 600)
            self._settle(night)
            night.commit()
            self.assertEqual(self._used_of_product(), 600)
            with self.assertRaises(SerializationFailure):
                self._reserve(second, 600, **product)
            second.rollback()
            with self.assertRaises(UserError):
                self._reserve(second, 600, **product)
            second.rollback()
            self._reserve(second, 400, **product)
            # Who counts meanwhile waits for nobody.
            self._settle(night)
            night.commit()
            second.commit()
        self.assertEqual(self._used_of_product(), 1000)

    def test_who_brings_sums_up_after_another_leaves_them_as_they_are(self):
        with self._cursor() as cr:
            self._reserve(cr, 600, product_id=self.product_id)
            cr.commit()  # pylint: disable=invalid-commit
        with self._cursor() as first, self._cursor() as second:
            # The second has begun to read before the first is done.
            second.execute("SELECT count(*) FROM bank_loan_limit_touched")
            self._settle(first)
            first.commit()
            self._settle(second)
            second.commit()
        self.assertEqual(self._used_of_product(), 600)
        with self._cursor() as cr:
            cr.execute("SELECT count(*) FROM bank_loan_limit_touched")
            self.assertEqual(cr.fetchone(), (0,))

    @mute_logger("odoo.sql_db")
    def test_of_four_at_once_one_gets_it(self):
        start = threading.Barrier(AT_ONCE, timeout=SECONDS)
        answers = []

        def ask(env):
            env.cr.execute("SELECT 1 FROM bank_loan_limit")
            start.wait()
            for _try in range(TRIES):
                try:
                    self._reserve(env.cr, 600, env)
                    env.cr.commit()  # pylint: disable=invalid-commit
                except SerializationFailure:
                    env.cr.rollback()
                except UserError:
                    env.cr.rollback()
                    answers.append("refused")
                    return
                else:
                    answers.append("taken")
                    return

        with ExitStack() as stack:
            cursors = [stack.enter_context(self._cursor()) for _one in range(AT_ONCE)]
            # Made here: the tests hold the registry's lock, and another thread would wait.
            envs = [api.Environment(cr, SUPERUSER_ID, {}) for cr in cursors]
            threads = [
                threading.Thread(target=ask, args=(env,), daemon=True) for env in envs
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(SECONDS)
        self.assertEqual(sorted(answers), ["refused"] * (AT_ONCE - 1) + ["taken"])
        self.assertEqual(self._taken(), (1, 600))
