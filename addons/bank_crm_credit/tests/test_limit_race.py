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
            self.client_id, self.limit_id = client.id, limit.id
            cr.commit()  # pylint: disable=invalid-commit
        self.addCleanup(self._forget)

    def _forget(self):
        """The client stays: the log of changes names him, and it is never cut."""
        with self._cursor() as cr:
            for table in ("bank_loan_commitment", "bank_loan_limit"):
                cr.execute(
                    f"DELETE FROM {table} WHERE client_id = %s", [self.client_id]
                )
            cr.commit()  # pylint: disable=invalid-commit

    def _reserve(self, cr, amount, env=None):
        env = env or api.Environment(cr, SUPERUSER_ID, {})
        env["bank.loan.commitment"]._reserve(
            {
                "client_id": self.client_id,
                "currency_id": env.company.currency_id.id,
                "amount": amount,
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
