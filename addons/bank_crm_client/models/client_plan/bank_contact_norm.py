from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankContactNorm(models.Model):
    """How often clients of a class are to be met or called: a visit each quarter, a call a month."""

    _name = "bank.contact.norm"
    _description = "Contact Norm"
    _without_visibility_rule = "Norms by classes, without anybody in them."
    _order = "kind, months, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [("visit", "A visit"), ("call", "A call")], "What", required=True, default="visit"
    )
    months = fields.Integer("Each, months", required=True, default=3)
    class_ids = fields.Many2many("bank.client.class", string="Service classes")
    standing_ids = fields.Many2many("bank.client.standing", string="Client classes")
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
        help="Who was never contacted is due so many months after this day.",
    )
    active = fields.Boolean("In use", default=True)

    _months_possible = models.Constraint(
        "CHECK(months BETWEEN 1 AND 36)", "Months are between 1 and 36."
    )

    @api.constrains("class_ids", "standing_ids")
    def _check_whom(self):
        if any(not (norm.class_ids or norm.standing_ids) for norm in self):
            raise ValidationError(self.env._("Say for which clients the norm is."))
