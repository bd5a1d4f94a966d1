import base64
import re
import time

from odoo.addons.auth_totp.models.totp import TOTP
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_sign_in import SignInCase

try:
    import pyotp
except ImportError:
    pyotp = None

# Says at each call that it will go in a later version.
JSONRPC = "odoo.addons.rpc.controllers.jsonrpc"


@tagged("post_install", "-at_install")
class TestSecondFactor(SignInCase):
    """A role that asks for a second factor, at every door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role = cls.env.ref("bank_crm_base.role_retail_manager")
        cls.role.sudo().needs_second_factor = True
        cls.env.flush_all()

    def _code(self, secret, ahead=0):
        """The six digits that the telephone shows."""
        if pyotp:
            return pyotp.TOTP(secret).at(int(time.time()) + ahead)
        return f"{TOTP(base64.b32decode(secret)).code(time.time() + ahead):06d}"

    def _enrol(self, **values):
        page = self.url_open("/bank/second-factor").text
        secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        response = self.url_open(
            "/bank/second-factor",
            data={"csrf_token": token, "code": self._code(secret), **values},
            allow_redirects=False,
        )
        return secret, response

    def test_he_is_led_to_set_it_up_and_can_do_nothing_else(self):
        self.assertTrue(self._is_in(self._sign_in("t_olena", "olena's password")))
        for path in ("/odoo", "/web", "/odoo/clients", "/web/webclient/load_menus"):
            with self.subTest(path=path):
                response = self.url_open(path, allow_redirects=False)
                self.assertIn("/bank/second-factor", response.headers["Location"])
        with mute_logger("odoo.http"):
            for route in (
                "/web/dataset/call_kw/res.partner/search",
                "/web/session/get_session_info",
            ):
                with self.subTest(route=route), self.assertRaises(Exception) as caught:
                    self.make_jsonrpc_request(
                        route,
                        {
                            "model": "res.partner", "method": "search",
                            "args": [[]], "kwargs": {},
                        },
                    )  # fmt: skip
                self.assertIn("SecondFactor", str(caught.exception))
            response = self.url_open(
                "/json/2/res.partner/search", json={"domain": []},
                headers={"X-Odoo-Database": self.cr.dbname},
            )  # fmt: skip
            self.assertNotEqual(response.status_code, 200)

    def test_a_clients_file_is_not_served_before_it_is_set_up(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "passport.pdf",
                "raw": b"passport",
                "res_model": "res.partner",
                "res_id": self.kovalenko.id,
            }
        )
        self.env.flush_all()
        path = f"/web/content/{attachment.id}"
        self._sign_in("t_olena", "olena's password")
        self.assertNotIn(b"passport", self.url_open(path).content)
        self._enrol()
        self.assertEqual(self.url_open(path).content, b"passport")

    def test_after_setting_it_up_he_works_and_signs_in_with_the_code(self):
        self._sign_in("t_olena", "olena's password")
        secret, response = self._enrol()
        self.assertTrue(self._is_in(response))
        self.assertEqual(self.url_open("/odoo", allow_redirects=False).status_code, 200)
        self._sign_out()
        response = self._sign_in("t_olena", "olena's password")
        self.assertIn("/web/login/totp", response.headers["Location"])
        self.assertEqual(self._log(user_id=self.olena.id)[-1].outcome, "half")
        self.assertTrue(self._is_in(self._type_code(self._code(secret, ahead=30))))
        self.assertEqual(self._log(user_id=self.olena.id)[-1].outcome, "ok")
        self.assertEqual(self.url_open("/odoo", allow_redirects=False).status_code, 200)

    @mute_logger("odoo.addons.auth_totp.models.res_users")
    def test_a_wrong_code_is_logged(self):
        self._sign_in("t_olena", "olena's password")
        self._enrol()
        self._sign_out()
        self._sign_in("t_olena", "olena's password")
        self.assertFalse(self._is_in(self._type_code("000000")))
        self.assertEqual(self._log(user_id=self.olena.id)[-1].outcome, "code_failed")

    def _type_code(self, code):
        page = self.url_open("/web/login/totp").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.url_open(
            "/web/login/totp",
            data={"csrf_token": token, "totp_token": code},
            allow_redirects=False,
        )

    def test_a_wrong_code_does_not_set_it_up(self):
        self._sign_in("t_olena", "olena's password")
        page = self.url_open("/bank/second-factor").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        response = self.url_open(
            "/bank/second-factor", data={"csrf_token": token, "code": "12"}
        )
        self.assertIn("not right", response.text)
        self.olena.invalidate_recordset()
        self.assertFalse(self.olena.totp_enabled)

    def test_from_an_old_session_the_password_is_asked_again(self):
        self._sign_in("t_olena", "olena's password")
        self.url_open("/bank/second-factor")
        session = self._session()
        session["bank_signed_in_at"] -= 601
        self._save(session)
        _secret, response = self._enrol()
        self.assertIn("password is not right", response.text)
        _secret, response = self._enrol(password="olena's password")
        self.assertTrue(self._is_in(response))

    def test_programs_are_refused_by_password(self):
        self.assertTrue(self.olena._rpc_api_keys_only())
        self.assertFalse(self.lviv_head._rpc_api_keys_only())
        with mute_logger("odoo.http", JSONRPC), self.assertRaises(Exception) as caught:
            self._rpc("res.partner", "search", [[]], self.olena.id, "olena's password")
        self.assertIn("Access", str(caught.exception))

    def test_a_role_that_does_not_ask_is_not_led_anywhere(self):
        self.lviv_head.password = "the head's password"
        self._sign_in(self.lviv_head.login, "the head's password")
        self.assertEqual(self.url_open("/odoo", allow_redirects=False).status_code, 200)

    def test_a_passkey_is_a_second_factor_and_the_password_alone_is_not_enough(self):
        self.env.cr.execute(
            "INSERT INTO auth_passkey_key (create_uid, name, credential_identifier, "
            "public_key, sign_count) VALUES (%s, 'key', 'x', 'y', 0)",
            [self.olena.id],
        )
        self.env.invalidate_all()
        self.assertFalse(self.olena._must_set_second_factor())
        response = self._sign_in("t_olena", "olena's password")
        self.assertFalse(self._is_in(response))
        self.assertIn("passkey", response.text)

    def test_a_role_that_begins_to_ask_holds_back_who_is_already_in(self):
        self.role.sudo().needs_second_factor = False
        self._sign_in("t_olena", "olena's password")
        self.assertEqual(self.url_open("/odoo", allow_redirects=False).status_code, 200)
        self.role.sudo().needs_second_factor = True
        self.env.flush_all()
        response = self.url_open("/odoo", allow_redirects=False)
        self.assertIn("/bank/second-factor", response.headers["Location"])
