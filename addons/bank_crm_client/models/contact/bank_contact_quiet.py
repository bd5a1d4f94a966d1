from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...domain.contact.hours import Quiet


class BankContactQuiet(models.Model):
    """The hours at which a client asked to be left alone; the latest row counts.

    The same hour twice lifts them: he may be reached at any hour the rules allow.
    """

    _name = "bank.contact.quiet"
    _description = "Quiet Hours of a Client"
    _order = "id desc"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    time_from = fields.Float("Quiet from", required=True)
    time_to = fields.Float("Quiet until", required=True)
    source = fields.Selection(
        lambda self: self.env["bank.consent"]._fields["source"].selection,
        "Said",
        required=True,
        default="branch",
    )
    recorded_by_id = fields.Many2one(
        "res.users", "Noted by", index="btree_not_null", ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip

    @api.constrains("time_from", "time_to")
    def _check_times(self):
        for row in self:
            try:
                row._quiet()
            except ValueError as error:
                raise ValidationError(
                    self.env._("A time of the day is between 0:00 and 23:59.")
                ) from error

    def _quiet(self):
        """As the domain takes it; nothing where there are no quiet hours."""
        start, end = round(self.time_from * 60), round(self.time_to * 60)
        return None if start == end else Quiet(start, end)

    def write(self, vals):
        if not self.env.su:
            raise UserError(
                self.env._(
                    "What a client said stays as it was said. Note his new word instead."
                )
            )
        return super().write(vals)
