import hashlib
import logging
from contextlib import contextmanager
from dataclasses import dataclass

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import SQL

from ..domain.sign_in import (
    Novelty,
    Outcome,
    Trace,
    novelty,
    place_of,
)

_logger = logging.getLogger(__name__)
SEES_ALL = ("base.group_system", "bank_crm_base.group_auditor")
GC_BATCH = 100_000


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody who tries to sign in, as far as he is known by then."""

    user_id: int | None
    login: str
    login_key: str
    address: str
    browser: str
    platform: str
    country: str
    city: str
    is_program: bool

    @property
    def trace(self):
        return Trace(self.browser, self.platform, place_of(self.address, self.country))


class BankSignIn(models.Model):
    """The log of sign-ins: who, when, from where, by what, and whether he got in."""

    _name = "bank.sign.in"
    _description = "Sign-in"
    _order = "signed_at desc, id desc"
    _rec_name = "login"

    user_id = fields.Many2one(
        "res.users", "Employee", index="btree_not_null", ondelete="set null"
    )
    login = fields.Char(
        help="Empty where nobody has this sign-in name: people type passwords there."
    )
    login_key = fields.Char(required=True)
    signed_at = fields.Datetime("When", required=True)
    outcome = fields.Selection(
        [
            (Outcome.OK, "Signed in"),
            (Outcome.HALF, "Password right, code asked"),
            (Outcome.FAILED, "Wrong name or password"),
            (Outcome.CODE_FAILED, "Wrong code"),
            (Outcome.THROTTLED, "Stopped: too many attempts"),
            (Outcome.RELEASED, "Let try again by the administrator"),
        ],
        required=True,
    )
    address = fields.Char()
    place = fields.Char()
    city = fields.Char()
    browser = fields.Char()
    platform = fields.Char("System")
    device = fields.Char(compute="_compute_device")
    is_program = fields.Boolean("By a program")
    is_new_device = fields.Boolean("New device")
    is_new_place = fields.Boolean("New place")
    news_words = fields.Char("New", compute="_compute_news_words")
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _login_idx = models.Index("(login_key, signed_at)")
    _address_idx = models.Index(
        "(address, signed_at) WHERE outcome IN ('failed', 'code_failed')"
    )
    _user_idx = models.Index("(user_id, signed_at) WHERE outcome = 'ok'")
    _new_idx = models.Index("(signed_at) WHERE is_new_device OR is_new_place")
    _time_idx = models.Index("(signed_at)")

    @api.depends("browser", "platform")
    def _compute_device(self):
        for sign_in in self:
            words = [sign_in.browser or "", sign_in.platform or ""]
            sign_in.device = ", ".join(word.capitalize() for word in words if word)

    @api.depends("is_new_device", "is_new_place")
    def _compute_news_words(self):
        for sign_in in self:
            words = [
                sign_in.is_new_device and self.env._("New device"),
                sign_in.is_new_place and self.env._("New place"),
            ]
            sign_in.news_words = ", ".join(filter(None, words))

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        sees_all = self._sees_all()
        for sign_in in self:
            sign_in.is_visible = sees_all or sign_in.sudo().user_id == self.env.user

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.TRUE if self._sees_all() else Domain("user_id", "=", self.env.uid)

    @api.model
    def _sees_all(self):
        """Administrators and audit; everybody sees his own sign-ins."""
        return self.env.uid == SUPERUSER_ID or any(
            self.env.user.has_group(group) for group in SEES_ALL
        )

    # --- what is written

    @api.model
    def _attempt(self, user, *, is_program=False):
        """The attempt of `user` (id, sign-in name or record) in the current request."""
        Users = self.env["res.users"].sudo().with_context(active_test=False)
        if isinstance(user, str):
            person = Users.search(Users._get_login_domain(user), limit=1)
        else:
            person = Users.browse(getattr(user, "id", user) or []).exists()
        typed = person.login or (user if isinstance(user, str) else "")
        agent = request.httprequest.user_agent
        return Attempt(
            user_id=person.id or None,
            login=person.login or "",
            login_key=hashlib.sha256(typed.strip().lower().encode()).hexdigest(),
            address=request.httprequest.remote_addr or "",
            browser=agent.browser or "",
            platform=agent.platform or "",
            country=request.geoip.country_name or "",
            city=request.geoip.city.name or "",
            is_program=is_program,
        )

    @api.model
    def _note(self, attempt, outcome, news=frozenset()):
        """Write a row of the log."""
        return self.sudo().create(
            {
                "user_id": attempt.user_id,
                "login": attempt.login or False,
                "login_key": attempt.login_key,
                "signed_at": fields.Datetime.now(),
                "outcome": outcome,
                "address": attempt.address,
                "place": attempt.trace.place,
                "city": attempt.city,
                "browser": attempt.browser,
                "platform": attempt.platform,
                "is_program": attempt.is_program,
                "is_new_device": Novelty.DEVICE in news,
                "is_new_place": Novelty.PLACE in news,
            }
        )

    @api.model
    def _note_refused(self, attempt, outcome):
        """Write a refusal that stays although the refused request is rolled back."""
        with self._own_cursor() as log:
            log._note(attempt, outcome)

    @api.model
    @contextmanager
    def _own_cursor(self):
        with self.env.registry.cursor() as cr:
            yield self.with_env(self.env(cr=cr))

    @api.model
    def _signed_in(self, user, *, is_program=False):
        """Write that a person is in, and tell him where it is new."""
        attempt = self._attempt(user, is_program=is_program)
        news = novelty(attempt.trace, self._earlier(user.id))
        sign_in = self._note(attempt, Outcome.OK, news)
        if news and self.env["bank.sign.in.policy"]._get().is_alerting:
            sign_in._alert()
        return sign_in

    @api.model
    def _earlier(self, user_id):
        """By what and from where this person has signed in before."""
        self.sudo().flush_model()
        return [
            Trace(browser or "", platform or "", place or "")
            for browser, platform, place in self.env.execute_query(
                SQL(
                    "SELECT DISTINCT browser, platform, place FROM bank_sign_in "
                    "WHERE user_id = %s AND outcome = 'ok'",
                    user_id,
                )
            )
        ]

    def _alert(self):
        """Tell the person, at his other screens and by e-mail; nothing about clients."""
        self.ensure_one()
        user = self.user_id.with_user(self.user_id).sudo()
        what = (
            self.env._("a new device")
            if self.is_new_device
            else self.env._("a new place")
        )
        words = self.env._(
            "You were signed in from %(what)s: %(device)s, %(address)s. If it was not you, "
            "end that session and change your password.",
            what=what,
            device=self.device or self.env._("unknown device"),
            address=self.city or self.address,
        )
        user._bus_send(
            "simple_notification", {"type": "warning", "message": words, "sticky": True}
        )
        if user.email:
            # Queued: a slow mail server must not hold up a sign-in.
            self.env["mail.mail"].sudo().create(
                {
                    "subject": self.env._("Sign-in from a new device or place"),
                    "body_html": self.env["ir.qweb"]._render(
                        "bank_crm_base.sign_in_alert",
                        {"name": user.name, "words": words},
                    ),
                    "email_from": user.company_id.partner_id.email_formatted
                    or user.email_formatted,
                    "email_to": user.email_formatted,
                    "auto_delete": True,
                }
            )
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
