from odoo import http
from odoo.addons.web.controllers.binary import Binary


class BureauFile(Binary):
    """The download of a bureau's file is noted, so it has a cursor that may write."""

    def _content_readonly(self, rule, args):
        return args.get("model") != "bank.bureau.report"

    @http.route(readonly=_content_readonly)
    def content_common(self, *args, **kwargs):
        return super().content_common(*args, **kwargs)
