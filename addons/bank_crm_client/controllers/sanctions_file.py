from datetime import date
from urllib.parse import unquote

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

DEFAULT_LIMIT_BYTES = 512 * 1024 * 1024
MOST_NAME_CHARS = 200
READ_ONCE = "bank.sanctions.body_was_read"


def _limit_bytes(_controller=None):
    value = (
        request.env["ir.config_parameter"].sudo().get_param("bank_sanctions.max_bytes")
    )
    return int(value) if value and value.isdigit() else DEFAULT_LIMIT_BYTES


class SanctionsFile(http.Controller):
    """A sanctions list comes as the body of a request, piece by piece to the disk."""

    @http.route(
        "/bank/sanctions/<int:list_id>/file",
        type="http",
        auth="user",
        methods=["POST"],
        # The token comes in a header: in the address it would stand in the access log.
        csrf=False,
        max_content_length=_limit_bytes,
    )
    def receive(self, list_id, **_parameters):
        """Take a file from the window; answers where to read what became of it."""
        headers = request.httprequest.headers
        if not request.validate_csrf(headers.get("X-Csrf-Token")):
            return self._refused(
                403, request.env._("The page is too old: load it again.")
            )
        try:
            day = date.fromisoformat(headers.get("X-Bank-Date", ""))
        except ValueError:
            return self._refused(400, request.env._("Say of which day the list is."))
        name = self._clean_name(unquote(headers.get("X-Bank-File", "")))
        wrapped = request.httprequest._HTTPRequest__wrapped
        if READ_ONCE in wrapped.environ:
            # A conflict in the database made the server run this again: the body is gone.
            return self._refused(
                503, request.env._("The server was busy: send it again.")
            )
        wrapped.environ[READ_ONCE] = True
        listed = request.env["bank.sanctions.list"].browse(list_id).exists()
        if not listed:
            return self._refused(404, request.env._("There is no such list."))
        try:
            taken = listed._take(wrapped.stream, name, day)
        except AccessError as error:
            return self._refused(403, str(error))
        except RequestEntityTooLarge:
            return self._refused(
                413, request.env._("The file is larger than is allowed.")
            )
        except (HTTPException, OSError):
            return self._refused(
                400, request.env._("The connection broke: send it again.")
            )
        except UserError as error:
            return self._refused(400, str(error))
        is_refused = taken._name == "bank.sanctions.refusal"
        return request.make_json_response(
            {
                "model": taken._name,
                "id": taken.id,
                **({"error": taken.reason} if is_refused else {}),
            },
            status=422 if is_refused else 201,
        )

    def _clean_name(self, name):
        name = "".join(letter for letter in name if letter.isprintable())
        return name.replace("\\", "/").rsplit("/", 1)[-1].strip()[-MOST_NAME_CHARS:]

    def _refused(self, status, message):
        return request.make_json_response({"error": message}, status=status)
