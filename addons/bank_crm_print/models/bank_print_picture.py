from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankPrintPicture(models.Model):
    """A signature, stamp or logo that a version of a form puts on its papers."""

    _name = "bank.print.picture"
    _description = "Picture of a Print Form"
    _without_visibility_rule = "Pictures of the bank's own forms."
    _inherit = ["bank.version.content.mixin"]
    _order = "version_id, code"
    _rec_name = "code"

    version_id = fields.Many2one(
        "bank.print.version", required=True, index=True, ondelete="cascade"
    )
    code = fields.Char(
        required=True,
        help="In the file: {{ pictures.code }}, for example pictures.stamp.",
    )
    image = fields.Image("Picture", max_width=1600, max_height=1600, required=True)
    width_mm = fields.Integer("Width, mm", default=40, required=True)

    _code_uniq = models.Constraint(
        "UNIQUE(version_id, code)", "Another picture of this version has this code."
    )
    _width_sane = models.Constraint(
        "CHECK(width_mm BETWEEN 5 AND 200)", "A picture is 5 to 200 mm wide."
    )

    @api.constrains("code")
    def _check_code(self):
        for picture in self:
            if not picture.code.isidentifier() or picture.code.startswith("_"):
                raise ValidationError(
                    self.env._(
                        "The code of a picture is one word of Latin letters: stamp."
                    )
                )
