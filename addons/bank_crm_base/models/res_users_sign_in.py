from contextlib import contextmanager

from odoo import api, fields, models, tools
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from ..domain.sign_in import Outcome, Terms, strictest


class ResUsers(models.Model):
    """Signing in: what the roles ask, how often one may err, and the log of it."""

    _inherit = "res.users"

    # --- what is asked of this person

    def _sign_in_terms(self):
        """The strictest of the bank's rules and of the roles he has today."""
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        return self._sign_in_terms_of(self.id, fields.Date.to_string(today))

    @api.model
    @tools.ormcache("user_id", "today")
    def _sign_in_terms_of(self, user_id, today):
        if not user_id or self.sudo().browse(user_id).share:
            return Terms()
        policy = self.env["bank.sign.in.policy"]._get()
        posts = (
            self.env["bank.post"]
            .sudo()
            .search([("user_id", "=", user_id), ("is_in_force", "=", True)])
        )
        return strictest([policy._terms(), *posts.role_id._sign_in_terms()])

    def _has_second_factor(self):
        self.ensure_one()
        user = self.sudo()
        return bool(user.totp_enabled or user.auth_passkey_key_ids)

    def _must_set_second_factor(self):
        """Whether a role of his asks for a second factor that he has not set up yet."""
        return (
            self._sign_in_terms().needs_second_factor and not self._has_second_factor()
        )

    def _rpc_api_keys_only(self):
        return self._sign_in_terms().needs_second_factor or super()._rpc_api_keys_only()

    def _get_lock_timeouts(self):
        """The screen locks by the shortest of core's own rule, the bank's and the role's."""
        timeouts = dict(super()._get_lock_timeouts())
        seconds = self._sign_in_terms().inactivity_minutes * 60
        rows = timeouts.get("lock_timeout_inactivity") or []
        if seconds and not any(timeout <= seconds for timeout, _mfa in rows):
            rows = sorted([*rows, (seconds, False)])
        timeouts["lock_timeout_inactivity"] = rows
        return timeouts

    # --- the log and the limit of attempts

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Every door where a password or a code is checked: sign-in, code, RPC."""
        if not request:
            with super()._assert_can_auth(user=user):
                yield
            return
        SignIn = self.env["bank.sign.in"]
        attempt = SignIn._attempt(user)
        if SignIn._is_throttled(attempt):
            SignIn._note_throttled(attempt)
            minutes = self.env["bank.sign.in.policy"]._get().failure_minutes
            raise AccessDenied(
                self.env._(
                    "Too many wrong attempts. Wait %(minutes)s minutes, or ask the "
                    "administrator.",
                    minutes=minutes,
                )
            )
        try:
            with super()._assert_can_auth(user=user):
                yield
        except AccessDenied:
            is_code = bool(request.session.get("pre_uid")) and not isinstance(user, str)
            SignIn._note_refused(
                attempt, Outcome.CODE_FAILED if is_code else Outcome.FAILED
            )
            raise

    def _on_login_cooldown(self, failures, previous):
        """Counted over the bank and not in each process, where the bank's rule says so."""
        if self.env["bank.sign.in.policy"]._get().address_failures:
            return False
        return super()._on_login_cooldown(failures, previous)

    def _login(self, credential, user_agent_env):
        auth_info = super()._login(credential, user_agent_env=user_agent_env)
        if not request:
            return auth_info
        user = self.sudo().browse(auth_info["uid"])
        SignIn = self.env["bank.sign.in"]
        is_program = not (user_agent_env or {}).get("interactive")
        if user._is_password_alone_refused(auth_info):
            SignIn._note_refused(SignIn._attempt(user), Outcome.FAILED)
            raise AccessDenied(self.env._("Sign in with your passkey."))
        if auth_info.get("mfa") != "skip" and user._mfa_url():
            SignIn._note(SignIn._attempt(user), Outcome.HALF)
        else:
            SignIn._signed_in(user, is_program=is_program)
        return auth_info

    def _is_password_alone_refused(self, auth_info):
        """A passkey is a second factor only where the password does not do without it."""
        return (
            auth_info.get("mfa") != "skip"
            and self._sign_in_terms().needs_second_factor
            and not self._mfa_url()
            and bool(self.auth_passkey_key_ids)
        )

    # --- passwords

    @api.model
    def get_password_policy(self):
        policy = super().get_password_policy()
        own = self.env["bank.sign.in.policy"]._get().password_length
        return {**policy, "minlength": max(policy.get("minlength", 0), own)}

    def _check_password_policy(self, passwords):
        result = super()._check_password_policy(passwords)
        length = self.env["bank.sign.in.policy"]._get().password_length
        if any(password and len(password) < length for password in passwords):
            raise UserError(
                self.env._(
                    "The password must have at least %(length)s characters.",
                    length=length,
                )
            )
        return result

    def _set_password(self):
        Used = self.env["bank.password.used"]
        for user in self:
            if user.password and Used._is_used(user, user.password):
                raise UserError(
                    self.env._("You have used this password before: choose another.")
                )
        return super()._set_password()

    def _set_encrypted_password(self, uid, pw):
        result = super()._set_encrypted_password(uid, pw)
        self.env["bank.password.used"]._keep(uid, pw)
        return result
