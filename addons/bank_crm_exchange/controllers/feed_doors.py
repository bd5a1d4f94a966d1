import re
from datetime import date
from urllib.parse import unquote

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import Response, content_disposition, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from ..models.bank_feed_run_receive import DEFAULT_LIMIT_BYTES

PIECE_BYTES = 1024 * 1024
MAX_NAME_LENGTH = 200
FORM_TYPES = ("application/x-www-form-urlencoded",)
READ_ONCE = "bank.feed.body_was_read"
# Header -> the word of the manifest and how its value must look.
MANIFEST_HEADERS = {
    "X-Bank-Rows": ("rows", re.compile(r"[0-9]{1,12}")),
    "X-Bank-Sum": ("sum", re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,4})?")),
    "X-Bank-Date": ("bank_date", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    "X-Bank-Delivery": ("delivery", re.compile(r"full|delta")),
    "X-Bank-Sha256": ("sha256", re.compile(r"[0-9a-fA-F]{64}")),
}


class DoorError(Exception):
    """What the sender did wrong, as a status and words for him."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message


class _Body:
    """The body of a request; whoever hangs up sent a broken file, not a bad program."""

    def __init__(self, stream):
        self._stream = stream
        self.is_too_large = False

    def read(self, size=-1):  # pylint: disable=method-required-super
        try:
            return self._stream.read(size)
        except RequestEntityTooLarge as error:
            self.is_too_large = True
            raise OSError("the body is over the limit") from error
        except (HTTPException, ValueError) as error:
            raise OSError("the sender hung up") from error


def _limit_bytes(_controller=None):
    parameters = request.env["ir.config_parameter"].sudo()
    value = parameters.get_param("bank_feed.max_bytes")
    return int(value) if value and value.isdigit() else DEFAULT_LIMIT_BYTES


class FeedDoors(http.Controller):
    """Files of feeds over HTTP: sent by a program with a key, or from the browser."""

    @http.route(
        "/bank/feed/<string:code>",
        type="http",
        auth="bearer",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=_limit_bytes,
    )
    def receive(self, code, **_parameters):
        """A program sends a file as the body of the request."""
        return self._answer(code, door="http")

    @http.route(
        "/bank/feed/browser/<string:code>",
        type="http",
        auth="user",
        methods=["POST"],
        # The token comes in a header: in the address it would stand in the access log.
        csrf=False,
        max_content_length=_limit_bytes,
    )
    def receive_from_browser(self, code, **_parameters):
        """The upload page sends a file as the body of the request."""
        if not request.validate_csrf(request.httprequest.headers.get("X-Csrf-Token")):
            return self._refusal(
                403, request.env._("The page is too old: load it again.")
            )
        return self._answer(code, door="browser")

    @http.route(
        "/bank/feed/run/<int:run_id>/file", type="http", auth="user", methods=["GET"]
    )
    def download(self, run_id):
        """Hand out a file as it was received, unpacked."""
        run = request.env["bank.feed.run"].browse(run_id).exists()
        if not self._is_steward() or not run or not run.has_access("read"):
            raise request.not_found()
        stream = run._open_file()
        if stream is None:
            raise request.not_found(
                request.env._("The file is no longer kept: its time has passed.")
            )
        name = run.file_name.removesuffix(".gz")
        return Response(
            self._pieces(stream),
            headers=[
                ("Content-Type", "application/octet-stream"),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
            direct_passthrough=True,
        )

    # --- how a file is taken

    def _answer(self, code, door):
        try:
            if not self._is_steward():
                raise DoorError(403, request.env._("Only a data steward loads feeds."))
            run = self._take(code, door)
        except DoorError as error:
            return self._refusal(error.status, error.message)
        request.env.ref("bank_crm_exchange.ir_cron_load_feeds").sudo()._trigger()
        status = {"refused": 422, "duplicate": 200}.get(run.state, 201)
        return request.make_json_response(
            {
                "run": run.id,
                "state": run.state,
                "url": f"{request.httprequest.host_url}odoo/feed-runs/{run.id}",
                **({"error": run.message} if run.state == "refused" else {}),
            },
            status=status,
        )

    def _take(self, code, door):
        feed = request.env["bank.feed"].search([("code", "=", code)])
        if not feed:
            raise DoorError(404, request.env._("There is no feed of this name."))
        manifest = self._manifest()
        stream, name = self._content(feed)
        body = _Body(stream)
        try:
            with request.env.cr.savepoint():
                run = request.env["bank.feed.run"]._receive(
                    feed, body, name, door=door, manifest=manifest
                )
                if not run.size:
                    run._remove_spool()
                    raise DoorError(400, request.env._("The file is empty."))
        except AccessError as error:
            raise DoorError(403, str(error)) from error
        except UserError as error:
            if body.is_too_large:
                raise DoorError(
                    413, request.env._("The file is larger than is allowed.")
                ) from error
            raise DoorError(400, str(error)) from error
        return run

    def _manifest(self):
        """Control totals from the headers; whatever does not look right is refused."""
        manifest = {}
        for header, (word, shape) in MANIFEST_HEADERS.items():
            value = request.httprequest.headers.get(header, "").strip()
            if not value:
                continue
            is_good = bool(shape.fullmatch(value))
            if is_good and word == "bank_date":
                try:
                    date.fromisoformat(value)
                except ValueError:
                    is_good = False
            if not is_good:
                raise DoorError(
                    400,
                    request.env._("The header %(name)s cannot be read.", name=header),
                )
            manifest[word] = value
        return manifest

    def _content(self, feed):
        """The stream of the file and its name: the body itself, or the file of a form."""
        wrapped = request.httprequest._HTTPRequest__wrapped
        headers = request.httprequest.headers
        name = unquote(headers.get("X-Bank-File", ""))
        if READ_ONCE in wrapped.environ:
            # A conflict in the database made the server run this again: the body is gone.
            raise DoorError(503, request.env._("The server was busy: send it again."))
        wrapped.environ[READ_ONCE] = True
        if uploaded := next(iter(request.httprequest.files.values()), None):
            return uploaded.stream, self._clean_name(name or uploaded.filename, feed)
        if (request.httprequest.mimetype or "") in FORM_TYPES:
            raise DoorError(
                415,
                request.env._(
                    "Send the file as it is, with Content-Type: application/octet-stream."
                ),
            )
        return wrapped.stream, self._clean_name(name, feed)

    def _clean_name(self, name, feed):
        name = "".join(letter for letter in name or "" if letter.isprintable())
        name = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
        return name[-MAX_NAME_LENGTH:] or feed.code

    def _pieces(self, stream):
        with stream:
            while piece := stream.read(PIECE_BYTES):
                yield piece

    def _is_steward(self):
        return request.env.user.has_group("bank_crm_base.group_data_steward")

    def _refusal(self, status, message):
        return request.make_json_response({"error": message}, status=status)
