import time

from odoo import models
from odoo.http import SessionExpiredException, request

SECOND_FACTOR_URL = "/bank/second-factor"
SIGNED_IN_AT = "bank_signed_in_at"


class SecondFactorException(SessionExpiredException):
    """Somebody works on before he has set up his second factor: his screen starts anew."""


class IrHttp(models.AbstractModel):
    """What every request of a signed-in person passes: his session and second factor."""

    _inherit = "ir.http"

    @classmethod
    def _authenticate(cls, endpoint):
        super()._authenticate(endpoint)
        if request.session.uid is None or endpoint.routing["auth"] == "none":
            return
        user = request.env(user=request.session.uid)["res.users"].browse(
            request.session.uid
        )
        cls._end_old_session(user)
        if (
            endpoint.routing.get("second_factor", True)
            and user._must_set_second_factor()
        ):
            cls._hold_back(endpoint)

    @classmethod
    def _end_old_session(cls, user):
        """Sign out who has been in for as long as the bank allows, whatever he does.

        Core's own time-out begins anew each time the session's key is changed.
        """
        now = time.time()
        if SIGNED_IN_AT not in request.session:
            request.session[SIGNED_IN_AT] = now
            return
        minutes = user._sign_in_terms().session_minutes
        if minutes and now - request.session[SIGNED_IN_AT] >= minutes * 60:
            request.session.logout(keep_db=True)
            raise SessionExpiredException("the session has lasted as long as it may")

    @classmethod
    def _hold_back(cls, endpoint):
        """Public pages are served as to a stranger; everything else waits."""
        is_socket = endpoint.routing.get("websocket")
        if endpoint.routing["auth"] == "public" and not is_socket:
            request.update_env(user=request.env.ref("base.public_user").id)
            return
        raise SecondFactorException(
            request.env._("First set up the second factor of your sign-in.")
        )

    @classmethod
    def _handle_error(cls, exception):
        if (
            isinstance(exception, SecondFactorException)
            and request.dispatcher.routing_type == "http"
        ):
            return request.redirect(SECOND_FACTOR_URL)
        return super()._handle_error(exception)
