from odoo import fields, models

from ...domain.individual.work import months_between
from .bank_bureau_report import HOLDS_MONTHS


class ResPartner(models.Model):
    """The tab "Credit history": reports of bureaus by date. Opening it is noted."""

    _inherit = "res.partner"

    def get_client_bureau(self):
        """Reports, newest first, with the loans that each tells of."""
        self.ensure_one()
        self._check_person_file_seen()
        reports = self.env["bank.bureau.report"].search([("client_id", "=", self.id)])
        reports._note_look()
        today = self.env["bank.business.day"]._today()
        return {
            "may_edit": self.env["bank.client.document"].has_access("create"),
            "may_withdraw": self.env.user.has_group("bank_crm_base.group_unit_head"),
            "reports": [
                {
                    "id": report.id,
                    "bureau": report.bureau_id.name,
                    "date": fields.Date.to_string(report.report_date),
                    "is_old": months_between(report.report_date, today) >= HOLDS_MONTHS,
                    "ordered_by": report.ordered_by_id.sudo().name or "",
                    "ordered": fields.Date.to_string(report.ordered_date) or "",
                    "consent": report.consent_basis,
                    "consent_date": fields.Date.to_string(report.consent_date),
                    "has_score": report.has_score,
                    "score": report.score,
                    "score_low": report.score_low,
                    "score_high": report.score_high,
                    "currency": report.currency_id.symbol or report.currency_id.name,
                    "open_loans": report.open_loans,
                    "owed": report.owed,
                    "overdue": report.overdue,
                    "worst": report.worst_days_overdue,
                    "loans": report.loans or [],
                    "file_name": report.file_name or "",
                }
                for report in reports
            ],
        }
