import re

from odoo.exceptions import AccessError
from odoo.http import root
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import BankCommon

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"


class SignInCase(HttpCase, BankCommon):
    """Signs in as a person does: by the form, with the browser he says he has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.sign.in"].search([]).unlink()
        cls.olena.password = "olena's password"
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def _sign_in(self, login, password, agent=CHROME):
        page = self.url_open("/web/login", headers={"User-Agent": agent}).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.url_open(
            "/web/login",
            data={"csrf_token": token, "login": login, "password": password},
            headers={"User-Agent": agent},
            allow_redirects=False,
        )

    def _sign_out(self):
        self.url_open("/web/session/logout", allow_redirects=False)
        self.authenticate(None, None)

    def _is_in(self, response):
        return response.status_code == 303

    def _log(self, **domain):
        return self.env["bank.sign.in"].search(
            [(name, "=", value) for name, value in domain.items()], order="id"
        )

    def _session(self):
        return root.session_store.get(self.opener.cookies["session_id"])

    def _save(self, session):
        root.session_store.save(session)

    def _rpc(self, model, method, args, login, password):
        """An external program's call, as by XML-RPC: result or the words of the error."""
        return self.make_jsonrpc_request(
            "/jsonrpc",
            {
                "service": "object",
                "method": "execute_kw",
                "args": [self.cr.dbname, login, password, model, method, args],
            },
        )


@tagged("post_install", "-at_install")
class TestSignIn(SignInCase):
    """The log of sign-ins, the limit of attempts, the alert of a new device."""

    def test_a_sign_in_is_logged_with_device_and_address(self):
        self.assertTrue(self._is_in(self._sign_in("t_olena", "olena's password")))
        self.assertRecordValues(
            self._log(user_id=self.olena.id),
            [
                {
                    "outcome": "ok",
                    "login": "t_olena",
                    "browser": "chrome",
                    "platform": "windows",
                    "address": "127.0.0.1",
                    "is_new_device": False,
                    "is_program": False,
                }
            ],
        )

    @mute_logger("odoo.addons.base.models.res_users")
    def test_a_wrong_password_is_logged_and_a_wrong_name_is_not_written_down(self):
        self.assertFalse(self._is_in(self._sign_in("t_olena", "wrong")))
        self.assertEqual(self._log(user_id=self.olena.id).outcome, "failed")
        self._sign_in("my secret password", "x")
        stranger = self._log(user_id=False)
        self.assertEqual((stranger.outcome, stranger.login), ("failed", False))
        self.assertNotIn("secret", stranger.login_key)

    @mute_logger("odoo.addons.base.models.res_users")
    def test_too_many_wrong_attempts_stop_even_the_right_password(self):
        self.policy.person_failures = 3
        for _attempt in range(3):
            self._sign_in("t_olena", "wrong")
        response = self._sign_in("t_olena", "olena's password")
        self.assertFalse(self._is_in(response))
        self.assertIn("Too many wrong attempts", response.text)
        self.assertEqual(
            self._log(user_id=self.olena.id).mapped("outcome"),
            ["failed", "failed", "failed", "throttled"],
        )
        # Another person at the same address is not held up.
        self.petro.password = "petro's password"
        self.assertTrue(self._is_in(self._sign_in("t_petro", "petro's password")))

    @mute_logger("odoo.addons.base.models.res_users")
    def test_the_administrator_lets_a_person_try_again(self):
        self.policy.person_failures = 1
        self._sign_in("t_olena", "wrong")
        for _attempt in range(2):
            self._sign_in("t_olena", "olena's password")
        stop = self._log(user_id=self.olena.id, outcome="throttled")
        self.assertEqual(len(stop), 1)
        with self.assertRaises(AccessError):
            stop.with_user(self.auditor).action_release()
        admin = new_test_user(
            self.env, "t_sysadmin", groups="base.group_user,base.group_system"
        )
        self.env.cr.execute(
            "UPDATE bank_sign_in SET signed_at = signed_at - interval '1 second'"
        )
        stop.with_user(admin).action_release()
        self.assertTrue(self._is_in(self._sign_in("t_olena", "olena's password")))

    @mute_logger("odoo.addons.base.models.res_users")
    def test_a_sign_in_begins_the_count_anew(self):
        self.policy.person_failures = 2
        self._sign_in("t_olena", "wrong")
        self.assertTrue(self._is_in(self._sign_in("t_olena", "olena's password")))
        self._sign_out()
        self.env.cr.execute(
            "UPDATE bank_sign_in SET signed_at = signed_at - interval '1 second'"
        )
        self._sign_in("t_olena", "wrong")
        self.assertTrue(self._is_in(self._sign_in("t_olena", "olena's password")))

    @mute_logger("odoo.addons.base.models.res_users")
    def test_an_address_that_tries_many_names_is_stopped(self):
        self.policy.address_failures = 3
        for name in ("a", "b", "c"):
            self._sign_in(name, "x")
        self.assertIn("Too many", self._sign_in("t_olena", "olena's password").text)

    @mute_logger("odoo.addons.base.models.res_users")
    def test_the_wait_is_over_after_its_minutes(self):
        self.policy.person_failures = 1
        self._sign_in("t_olena", "wrong")
        self.env.cr.execute(
            "UPDATE bank_sign_in SET signed_at = signed_at - interval '16 minutes'"
        )
        self.assertTrue(self._is_in(self._sign_in("t_olena", "olena's password")))

    def test_a_new_device_is_marked_and_the_person_is_told(self):
        self.olena.email = "olena@bank.example"
        self._sign_in("t_olena", "olena's password")
        self._sign_out()
        before = self.env["mail.mail"].search([])
        self._sign_in("t_olena", "olena's password", agent=FIREFOX)
        newest = self._log(user_id=self.olena.id)[-1]
        self.assertEqual((newest.is_new_device, newest.is_new_place), (True, False))
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(mail.email_to, self.olena.email_formatted)
        self.assertIn("a new device", mail.body_html)
        self._sign_out()
        self._sign_in("t_olena", "olena's password", agent=FIREFOX)
        self.assertFalse(self._log(user_id=self.olena.id)[-1].is_new_device)

    def test_a_new_network_is_a_new_place(self):
        self._sign_in("t_olena", "olena's password")
        self._sign_out()
        self._log(user_id=self.olena.id).place = "91.198.0.0/16"
        self._sign_in("t_olena", "olena's password")
        self.assertTrue(self._log(user_id=self.olena.id)[-1].is_new_place)

    # --- who reads the log

    def test_everybody_reads_his_own_sign_ins_only(self):
        self._sign_in("t_olena", "olena's password")
        sign_in = self._log(user_id=self.olena.id)
        admin = new_test_user(
            self.env, "t_sysadmin", groups="base.group_user,base.group_system"
        )
        for user, is_seen in (
            (self.olena, True), (admin, True), (self.auditor, True),
            (self.petro, False), (self.lviv_head, False), (self.boss, False),
        ):  # fmt: skip
            record = sign_in.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(record.has_access("read"), is_seen)
                self.assertEqual(bool(record.search([("id", "=", record.id)])), is_seen)
        for user in (admin, self.auditor, self.olena):
            for operation in ("write", "create", "unlink"):
                with self.subTest(user=user.login, operation=operation):
                    self.assertFalse(sign_in.with_user(user).has_access(operation))

    def test_the_log_is_kept_for_its_days(self):
        self._sign_in("t_olena", "olena's password")
        sign_in = self._log(user_id=self.olena.id)
        self.env["bank.sign.in"]._gc_log()
        self.assertTrue(sign_in.exists())
        self.env.cr.execute(
            "UPDATE bank_sign_in SET signed_at = signed_at - interval '1101 days'"
        )
        sign_in.invalidate_recordset()
        self.env["bank.sign.in"]._gc_log()
        self.assertFalse(sign_in.exists())

    # --- sessions

    def test_a_session_is_listed_and_ended(self):
        # Tests' sessions leave no trace unless they ask for it.
        del self.session["_trace_disable"]
        root.session_store.save(self.session)
        self._sign_in("t_olena", "olena's password")
        self.url_open("/web/webclient/load_menus")
        device = self.env["res.device"].search([("user_id", "=", self.olena.id)])
        self.assertEqual(len(device), 1)
        with self.assertRaises(AccessError):
            device.with_user(self.petro).action_end()
        with self.assertRaises(AccessError):
            device.with_user(self.lviv_head).action_end()
        admin = new_test_user(
            self.env, "t_sysadmin", groups="base.group_user,base.group_system"
        )
        device.with_user(admin).action_end()
        self.env.flush_all()
        self.assertFalse(
            self.env["res.device"].search([("user_id", "=", self.olena.id)])
        )
        response = self.url_open("/odoo", allow_redirects=False)
        self.assertIn("/web/login", response.headers["Location"])

    def test_a_session_ends_after_its_hours_whatever_is_done(self):
        self.policy.session_minutes = 60
        self._sign_in("t_olena", "olena's password")
        self.make_jsonrpc_request("/web/session/get_session_info")
        session = self._session()
        session["bank_signed_in_at"] -= 3601
        self._save(session)
        response = self.url_open("/web/webclient/load_menus", allow_redirects=False)
        self.assertIn("/web/login", response.headers.get("Location", ""))
