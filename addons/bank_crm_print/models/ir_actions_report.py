import base64
import mimetypes
from urllib.parse import unquote, urlsplit

from odoo import api, models
from odoo.addons.base.models import ir_actions_report as core
from odoo.tools import file_open

from ..tools import drawn_pdf

# Sizes of paper in mm, portrait.
SIZES = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "Letter": (216, 279)}
CSS_PATH = "bank_crm_print/static/report/bank_report.css"


class IrActionsReport(models.Model):
    """Reports as PDF by WeasyPrint, which the bank has on every server.

    Debian's wkhtmltopdf leaves out the head and foot of pages; where it is absent or
    such a one, every report is drawn here, and those of Bank CRM always are.
    """

    _inherit = "ir.actions.report"

    @api.model
    def _has_whole_wkhtmltopdf(self):
        found = core._wkhtml()
        return found.state == "ok" and found.is_patched_qt

    @api.model
    def get_wkhtmltopdf_state(self):
        state = super().get_wkhtmltopdf_state()
        return state if self._has_whole_wkhtmltopdf() else "ok"

    def _is_drawn_here(self):
        ours = (self.report_name or "").startswith("bank_crm")
        return ours or not self._has_whole_wkhtmltopdf()

    @api.model
    def _run_wkhtmltopdf(
        self, bodies, report_ref=False, header=None, footer=None, landscape=False,
        specific_paperformat_args=None, set_viewport_size=False,
    ):  # fmt: skip
        report = self._get_report(report_ref) if report_ref else self
        if not report._is_drawn_here():
            return super()._run_wkhtmltopdf(
                bodies, report_ref, header, footer, landscape,
                specific_paperformat_args, set_viewport_size,
            )  # fmt: skip
        with file_open(CSS_PATH) as stream:
            css = stream.read()
        return drawn_pdf.draw(
            [str(body) for body in bodies],
            str(header or ""),
            str(footer or ""),
            page=self._page_of(report.get_paperformat(), landscape),
            css=css,
            read=self._own_file,
            base_url=self._get_report_url(),
        )

    @api.model
    def _page_of(self, paper, landscape):
        """Size and margins of a paper format, in mm."""
        width, height = SIZES.get(paper.format or "A4", SIZES["A4"])
        if paper.format == "custom" and paper.page_width and paper.page_height:
            width, height = paper.page_width, paper.page_height
        elif landscape or paper.orientation == "Landscape":
            width, height = height, width
        margins = {
            side: paper[f"margin_{side}"] if paper else 15
            for side in ("top", "bottom", "left", "right")
        }
        return {"width": width, "height": height, **margins}

    @api.model
    def _own_file(self, url):
        """(content, type) of a static file or of an attachment that the user may read."""
        path = unquote(urlsplit(url).path).lstrip("/")
        parts = path.split("/")
        if ".." in parts:
            return None
        if len(parts) > 2 and parts[1] == "static":
            try:
                with file_open(path, "rb") as stream:
                    return stream.read(), mimetypes.guess_type(path)[0]
            except (FileNotFoundError, ValueError):
                return None
        if path == "logo.png" or parts[:2] == ["web", "binary"] or path == "logo":
            logo = self.env.company.sudo().logo
            return (base64.b64decode(logo), "image/png") if logo else None
        if parts[0] == "web" and len(parts) > 2 and parts[2].split("-")[0].isdigit():
            return self._own_attachment(int(parts[2].split("-")[0]))
        return None

    @api.model
    def _own_attachment(self, attachment_id):
        attachment = self.env["ir.attachment"].browse(attachment_id).exists()
        if not attachment or not attachment.has_access("read"):
            return None
        return attachment.raw, attachment.mimetype
