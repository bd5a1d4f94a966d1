"""Where a change comes from: told by the door it came through."""

from contextlib import contextmanager
from contextvars import ContextVar

from odoo.http import request

_told = ContextVar("bank_change_origin", default=None)

RPC_PATHS = ("/jsonrpc", "/xmlrpc")


def current_origin():
    """The code of the door (a value of `bank.change.batch.origin`)."""
    if told := _told.get():
        return told
    if not request:
        return "command"
    path = request.httprequest.path
    if path.startswith("/json/2"):
        return "json2"
    if path.startswith(RPC_PATHS):
        return "rpc"
    if path.endswith("/execute_import"):
        return "import"
    return "screen"


@contextmanager
def changes_come_from(origin):
    """Everything changed inside the block is noted as coming from `origin`."""
    token = _told.set(origin)
    try:
        yield
    finally:
        _told.reset(token)
