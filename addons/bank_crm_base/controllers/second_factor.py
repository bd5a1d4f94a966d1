import base64
import os
import re
import time

from odoo import http
from odoo.addons.auth_totp.controllers.home import Home
from odoo.addons.auth_totp.models.totp import TOTP_SECRET_SIZE
from odoo.exceptions import AccessDenied
from odoo.http import request

from ..models.ir_http import SECOND_FACTOR_URL, SIGNED_IN_AT

SESSION_KEY = "bank_totp_secret"
# Who has just signed in is himself; from an older session the password is asked again.
FRESH_SECONDS = 600


class SecondFactor(Home):
    """Setting up the second factor that a role asks for, before anything else is done."""

    @http.route()
    def web_client(self, s_action=None, **kw):
        uid = request.session.uid
        if (
            uid
            and request.env(user=uid)["res.users"].browse(uid)._must_set_second_factor()
        ):
            return request.redirect(SECOND_FACTOR_URL)
        return super().web_client(s_action=s_action, **kw)

    @http.route()
    def web_totp(self, redirect=None, **kwargs):
        was_in = request.session.uid
        response = super().web_totp(redirect=redirect, **kwargs)
        if request.session.uid and not was_in:
            user = request.env["res.users"].sudo().browse(request.session.uid)
            request.env["bank.sign.in"]._signed_in(user)
        return response

    @http.route(
        SECOND_FACTOR_URL,
        type="http",
        auth="user",
        methods=["GET", "POST"],
        sitemap=False,
        second_factor=False,
        check_identity=False,
    )
    def second_factor(self, code="", password="", **kwargs):
        user = request.env.user
        if user._has_second_factor():
            return request.redirect("/odoo")
        error = ""
        secret = request.session.get(SESSION_KEY)
        if request.httprequest.method == "POST" and secret:
            error = self._set_up(user, secret, code, password)
            if not error:
                request.session.pop(SESSION_KEY)
                return request.redirect("/odoo")
        if not secret:
            secret = base64.b32encode(os.urandom(TOTP_SECRET_SIZE // 8)).decode()
            request.session[SESSION_KEY] = secret
        setup = (
            request.env["auth_totp.wizard"]
            .sudo()
            .new({"user_id": user.id, "secret": secret})
        )
        response = request.render(
            "bank_crm_base.second_factor",
            {
                "qrcode": setup.qrcode,
                "secret": " ".join(re.findall(".{1,4}", secret)),
                "error": error,
                "asks_password": self._asks_password(),
            },
        )
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Frame-Options"] = "DENY"
        return response

    def _set_up(self, user, secret, code, password):
        """Take the code of the new device; what is wrong in words, or nothing."""
        if self._asks_password():
            try:
                with user._assert_can_auth(user=user.id):
                    user._check_credentials(
                        {"type": "password", "login": user.login, "password": password},
                        {"interactive": True},
                    )
            except AccessDenied:
                return request.env._("The password is not right.")
        digits = re.sub(r"\s", "", code)
        if digits.isdigit() and user._totp_try_setting(secret, int(digits)):
            return ""
        return request.env._("The code is not right: type the newest one.")

    def _asks_password(self):
        signed_in_at = request.session.get(SIGNED_IN_AT, 0)
        return time.time() - signed_in_at > FRESH_SECONDS
