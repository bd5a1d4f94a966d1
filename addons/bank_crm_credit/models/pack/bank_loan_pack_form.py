from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...domain.application.labels import STAGES, TRACKS, choices


class BankLoanPackForm(models.Model):
    """Which papers an application is given at which stage, in the order they are put together."""

    _name = "bank.loan.pack.form"
    _description = "Paper of a Loan Pack"
    _without_visibility_rule = "The bank's forms are known to every employee."
    _order = "stage, sequence, id"

    sequence = fields.Integer(default=10)
    stage = fields.Selection(choices(STAGES), required=True, default="signing")
    track = fields.Selection(
        choices(TRACKS), "Only for", help="Empty: for retail and corporate alike."
    )
    form_id = fields.Many2one(
        "bank.print.form", required=True, index=True, ondelete="cascade"
    )
    is_for_client = fields.Boolean(
        "Given to the client",
        default=True,
        help="Off: kept by the bank and signed by nobody, such as the decision.",
    )
    is_agreement = fields.Boolean(
        "Is the agreement",
        help="The number of this paper becomes the number of the loan agreement.",
    )
    active = fields.Boolean(default=True)

    _once = models.Constraint(
        "UNIQUE(stage, track, form_id)", "This form is in that pack already."
    )

    @api.depends("form_id", "stage")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.form_id.name

    @api.constrains("form_id")
    def _check_form(self):
        sources = self.env["bank.loan.application"]._pack_models()
        for row in self:
            if row.form_id.model not in sources:
                raise ValidationError(
                    self.env._(
                        "“%(form)s” is not printed from an application: it cannot be in a "
                        "pack of one.",
                        form=row.form_id.name,
                    )
                )

    @api.model
    def _of(self, application):
        """The papers of an application at its stage, in order."""
        return self.search(
            [
                ("stage", "=", application.stage),
                ("track", "in", (False, application.track)),
                ("form_id.active", "=", True),
            ]
        )
