from odoo import http
from odoo.http import content_disposition, request

TYPES = {
    "dmn": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class DecisionFiles(http.Controller):
    """Decision tables as files: rules, nothing about a client."""

    @http.route(
        "/bank/decision/<int:version_id>/<string:form>",
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, version_id, form):
        """A version as .dmn or .xlsx."""
        version = request.env["bank.decision.version"].browse(version_id).exists()
        if form not in TYPES or not version or not version.has_access("read"):
            raise request.not_found()
        name, content = version._file(form)
        return request.make_response(
            content,
            [
                ("Content-Type", TYPES[form]),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
