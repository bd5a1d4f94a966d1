from contextlib import closing
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger
from psycopg2.errors import SerializationFailure


@tagged("post_install", "-at_install")
class TestContactAtOnce(BaseCase):
    """Two transactions that write to one client at the same time, on a limit of one."""

    def _cursor(self):
        return closing(db_connect(get_db_name()).cursor())

    def setUp(self):
        super().setUp()
        with self._cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            client = env["res.partner"].create(
                {
                    "name": "Met at once",
                    "is_client": True,
                    "client_kind": "legal_entity",
                    "client_state": "prospect",
                }
            )
            self.client_id = client.id
            cr.commit()
        self.addCleanup(self._forget)

    def _forget(self):
        with self._cursor() as cr:
            for table in ("bank_contact_attempt", "bank_contact_tally"):
                cr.execute(
                    f"DELETE FROM {table} WHERE client_id = %s", [self.client_id]
                )
            cr.execute("DELETE FROM res_partner WHERE id = %s", [self.client_id])
            cr.commit()

    def _pass(self, cr):
        # A request to pass a word: once a day by the shipped rule.
        env = api.Environment(cr, SUPERUSER_ID, {})
        client = env["res.partner"].browse(self.client_id)
        return env["bank.contact.gate"]._pass(client, "letter", "call_back")

    @mute_logger("odoo.sql_db")
    def test_both_do_not_slip_under_a_limit_of_one(self):
        with self._cursor() as first, self._cursor() as second:
            # It has begun: it reads the bank as it was before the first one wrote.
            second.execute("SELECT count(*) FROM bank_contact_attempt")
            self.assertTrue(self._pass(first).allowed)
            first.commit()
            with self.assertRaises(SerializationFailure):
                self._pass(second)
            # As a request or the queue does: tried again, it sees the first attempt.
            second.rollback()
            self.assertEqual(self._pass(second).code, "cap")
            second.commit()
            second.execute(
                "SELECT count(*) FROM bank_contact_attempt WHERE client_id = %s AND allowed",
                [self.client_id],
            )
            self.assertEqual(second.fetchone(), (1,))

    @mute_logger("odoo.sql_db")
    def test_a_mail_that_meets_another_waits_in_the_queue(self):
        with self._cursor() as first, self._cursor() as second:
            env = api.Environment(second, SUPERUSER_ID, {})
            mail = env["mail.mail"].create(
                {
                    "subject": "Terms",
                    "body_html": "<p>Good day</p>",
                    "recipient_ids": [self.client_id],
                    "bank_purpose_id": env["bank.contact.purpose"]._of("survey").id,
                }
            )
            second.flush()
            self._pass(first)
            first.commit()
            with patch.object(
                IrMail_Server, "_disable_send", classmethod(lambda cls: False)
            ):
                mail._send()
            self.assertEqual(mail.state, "outgoing")
            second.rollback()
