from odoo import api, fields, models
from odoo.exceptions import ValidationError

FIRST_YEAR = 1920


class BankClientEducation(models.Model):
    """What a person has learned: level, where, in what, and when he finished."""

    _name = "bank.client.education"
    _description = "Education"
    _inherit = ["bank.guarded.mixin", "bank.file.part.mixin"]
    _order = "client_id, year desc, id desc"
    _rec_name = "institution"

    _fixed_names = ("client_id",)

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True), ("client_kind", "!=", "legal_entity")],
    )  # fmt: skip
    level = fields.Selection(
        [
            ("school", "School"),
            ("vocational", "Vocational school"),
            ("college", "College"),
            ("bachelor", "Bachelor"),
            ("master", "Master or specialist"),
            ("doctor", "Doctorate"),
        ],
        required=True,
        default="master",
    )
    institution = fields.Char("School or university")
    field_of_study = fields.Char("In what")
    year = fields.Integer("Finished in", help="A year to come: he studies still.")
    active = fields.Boolean(default=True)

    @api.depends("level", "institution")
    def _compute_display_name(self):
        levels = dict(self._fields["level"]._description_selection(self.env))
        for education in self:
            education.display_name = ", ".join(
                filter(None, [levels.get(education.level), education.institution])
            )

    @api.constrains("year")
    def _check_year(self):
        latest = self.env["bank.business.day"]._today().year + 10
        for education in self:
            if education.year and not FIRST_YEAR <= education.year <= latest:
                raise ValidationError(
                    self.env._(
                        "The year is between %(first)s and %(last)s.",
                        first=FIRST_YEAR,
                        last=latest,
                    )
                )

    @api.constrains("client_id")
    def _check_person(self):
        if any(one.client_id.client_kind == "legal_entity" for one in self):
            raise ValidationError(self.env._("A company has no education."))
