import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...domain.application.canonical import canonical_text
from ...domain.application.submission import Part, Snapshot, SubmissionError


class BankLoanSnapshot(models.Model):
    """What an application was submitted with, frozen: facts by part, and one sum over all.

    An old decision is reopened with these; equal sums are equal inputs.
    """

    _name = "bank.loan.snapshot"
    _description = "What an Application Was Submitted With"
    _order = "id desc"

    application_id = fields.Many2one(
        "bank.loan.application", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    bank_date = fields.Date("Submitted on", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Submitted by", index=True, ondelete="restrict", readonly=True
    )
    # Read through `get_facts`, which asks for every participant's card.
    facts = fields.Text(required=True, readonly=True, groups=fields.NO_ACCESS)
    digest = fields.Char("Sum of all facts", required=True, readonly=True)

    @api.depends("bank_date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for snapshot in self:
            snapshot.display_name = self.env._(
                "Submitted on %(day)s",
                day=format_date(self.env, snapshot.bank_date, date_format="medium"),
            )

    @api.model
    def _take(self, application):
        """Freeze the facts of an application as they are now."""
        parts = application.sudo()._snapshot_parts()
        today = application._today()
        try:
            frozen = Snapshot(
                today, {Part(name): facts for name, facts in parts.items()}
            )
        except SubmissionError as error:
            raise UserError(str(error)) from error
        return self.sudo().create(
            {
                "application_id": application.id,
                "bank_date": today,
                "user_id": self.env.uid,
                "facts": canonical_text(frozen.facts),
                "digest": frozen.digest,
            }
        )

    def _read_facts(self):
        """The frozen facts by part and key; all values are text."""
        self.ensure_one()
        return json.loads(self.sudo().facts)
