import base64
import hashlib
from dataclasses import asdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...domain.individual.bureau_file import read_report
from ...domain.individual.bureau_report import ReportError

HOLDS_MONTHS = 12


class BankBureauReport(models.Model):
    """What a credit bureau told of a client on a day: the file as it came, and its figures.

    Reports are read from files alone, so that figures and file never differ. Who reads one
    is noted.
    """

    _name = "bank.bureau.report"
    _description = "Bureau Report"
    _inherit = ["bank.bureau.told.mixin", "bank.file.part.mixin"]
    _order = "client_id, report_date desc, id desc"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    bureau_id = fields.Many2one(
        "bank.bureau", required=True, index=True, ondelete="restrict", readonly=True
    )
    report_date = fields.Date("Of", required=True, index=True, readonly=True)
    ordered_by_id = fields.Many2one(
        "res.users", "Ordered by", index=True, ondelete="restrict", readonly=True
    )
    ordered_date = fields.Date("Ordered on", readonly=True)
    consent_date = fields.Date("Client agreed on", required=True, readonly=True)
    consent_basis = fields.Char(
        "By what", required=True, readonly=True,
        help="Where the client's agreement stands: number and place of the paper.",
    )  # fmt: skip

    score = fields.Integer(readonly=True)
    score_low = fields.Integer("Lowest possible", readonly=True)
    score_high = fields.Integer("Highest possible", readonly=True)
    has_score = fields.Boolean(readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    open_loans = fields.Integer(readonly=True)
    owed = fields.Monetary(currency_field="currency_id", readonly=True)
    overdue = fields.Monetary(currency_field="currency_id", readonly=True)
    worst_days_overdue = fields.Integer("Longest delay, days", readonly=True)
    loans = fields.Json("Loans told", readonly=True)
    file = fields.Binary(attachment=True, readonly=True)
    file_name = fields.Char(readonly=True)
    digest = fields.Char("Sum of the file", required=True, readonly=True)
    active = fields.Boolean(default=True, readonly=True)
    withdrawn_why = fields.Char("Taken out because", readonly=True)
    look_ids = fields.One2many("bank.bureau.look", "report_id", "Read by")

    _file_uniq = models.UniqueIndex(
        "(client_id, digest) WHERE active", "This report is on file already."
    )
    _day_idx = models.Index("(client_id, report_date DESC, id DESC) WHERE active")

    @api.depends("bureau_id", "report_date")
    def _compute_display_name(self):
        for report in self:
            report.display_name = self.env._(
                "%(bureau)s, %(day)s",
                bureau=report.bureau_id.name or "",
                day=fields.Date.to_string(report.report_date) or "",
            )

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create(vals_list)
        reports.client_id._refresh_bureau()
        return reports

    def write(self, vals):
        result = super().write(vals)
        self.client_id._refresh_bureau()
        return result

    @api.model
    def _take(self, client, bureau, content, file_name, consent_date, consent_basis):
        """Read a file and keep it with its figures; refused whole, with the reason."""
        client.check_access("write")
        if not client.is_fully_visible or not self.env.user.has_group(
            "bank_crm_base.group_client_editor"
        ):
            raise AccessError(
                self.env._("Reports are put on file by those who serve the client.")
            )
        if client.client_kind == "legal_entity":
            raise UserError(self.env._("This form of a report is about people."))
        today = self.env["bank.business.day"]._today()
        if consent_date > today:
            raise UserError(
                self.env._("The client's agreement is not of a day to come.")
            )
        try:
            told = read_report(content, today)
        except ReportError as error:
            raise UserError(self._refusal_words(error)) from error
        if client.sudo().vat and told.tax_number != client.sudo().vat:
            raise UserError(
                self.env._(
                    "The report is about another person: its tax number is not that of "
                    "%(client)s. Nothing was stored.",
                    client=client.display_name,
                )
            )
        digest = hashlib.sha256(content).hexdigest()
        if self.search_count(
            [("client_id", "=", client.id), ("digest", "=", digest)], limit=1
        ):
            raise UserError(self.env._("This report is on file already."))
        currency = self.env["res.currency"].with_context(active_test=False)
        currency = currency.search([("name", "=", told.currency)], limit=1)
        if not currency:
            raise UserError(
                self.env._("The bank knows no currency “%(code)s”.", code=told.currency)
            )
        # Written by the product alone: figures that nobody typed.
        return self.sudo().create(
            {
                "client_id": client.id,
                "bureau_id": bureau.id,
                "report_date": told.day,
                "ordered_by_id": self.env.uid,
                "ordered_date": today,
                "consent_date": consent_date,
                "consent_basis": consent_basis,
                "has_score": told.score is not None,
                "score": told.score or 0,
                "score_low": told.score_low,
                "score_high": told.score_high,
                "currency_id": currency.id,
                "open_loans": told.open_loans,
                "owed": told.owed,
                "overdue": told.overdue,
                "worst_days_overdue": told.worst_days_overdue,
                "loans": [
                    {
                        name: value if isinstance(value, int | None) else str(value)
                        for name, value in asdict(loan).items()
                    }
                    for loan in told.loans
                ],
                "file": base64.b64encode(content),
                "file_name": file_name,
                "digest": digest,
            }
        )

    def action_withdraw(self, reason):
        """Take a report out that was put to the wrong client; it stays in the archive."""
        self.check_access("read")
        if not self.env.user.has_group("bank_crm_base.group_unit_head"):
            raise AccessError(
                self.env._("A report is taken out by the head of the unit.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is taken out."))
        self.sudo().write({"active": False, "withdrawn_why": reason.strip()})
