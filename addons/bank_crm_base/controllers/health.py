from odoo import http
from odoo.http import request


class Health(http.Controller):
    """For the watch of the operator: one word, and no more than that to strangers."""

    @http.route(
        "/bank/health", type="http", auth="public", methods=["GET"], save_session=False
    )
    def health(self):
        is_well = request.env["bank.health"]._is_well()
        return request.make_json_response(
            {"status": "ok" if is_well else "red"}, status=200 if is_well else 503
        )
