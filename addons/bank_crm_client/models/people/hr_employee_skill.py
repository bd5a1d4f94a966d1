from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...domain.people.certificates import (
    Certificate,
    Standing,
    standing,
)

CERTIFICATE_FIELDS = {
    "employee_id", "skill_id", "skill_type_id", "skill_level_id", "valid_from", "valid_to",
    "document_number",
}  # fmt: skip


class HrEmployeeSkill(models.Model):
    """A certificate that a person passed: with its number and its last day.

    Languages are his own to enter; a certificate is entered by who keeps his file.
    """

    _name = "hr.employee.skill"
    _inherit = ["hr.employee.skill", "bank.sealed.mixin"]

    valid_from = fields.Date(
        default=lambda self: self.env["bank.business.day"]._today()
    )
    document_number = fields.Char("Number of the certificate")
    standing = fields.Selection(
        [
            (Standing.FUTURE, "Not yet in force"),
            (Standing.VALID, "Valid"),
            (Standing.SOON, "Ends within 60 days"),
            (Standing.VERY_SOON, "Ends within 30 days"),
            (Standing.ENDED, "Ended"),
        ],
        "Stands",
        compute="_compute_standing",
    )
    days_left = fields.Integer("Days left", compute="_compute_standing")
    is_renewed = fields.Boolean(
        "Renewed", compute="_compute_is_renewed", search="_search_is_renewed"
    )
    told_days = fields.Integer(
        "Told before its end", sealed=True, copy=False, default=-1,
        help="Days of the last warning that was given; minus one before any.",
    )  # fmt: skip
    user_id = fields.Many2one(
        "res.users", "Holder", related="employee_id.user_id", compute_sudo=True
    )
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    @api.depends("valid_from", "valid_to")
    def _compute_standing(self):
        today = self.env["bank.business.day"]._today()
        for skill in self:
            if not skill.valid_from or (
                skill.valid_to and skill.valid_to < skill.valid_from
            ):
                skill.standing, skill.days_left = False, 0
                continue
            one = Certificate(0, skill.valid_from, skill.valid_to or None)
            skill.standing = standing(one, today)
            skill.days_left = (skill.valid_to - today).days if skill.valid_to else 0

    @api.depends("skill_id", "valid_to", "employee_id")
    def _compute_is_renewed(self):
        renewed = self.sudo().search(
            [("id", "in", self.ids), ("is_renewed", "=", True)]
        )
        for skill in self:
            skill.is_renewed = skill._origin in renewed

    def _search_is_renewed(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.flush_model()
        ids = [row_id for (row_id,) in self.env.execute_query(self._renewed_sql())]
        return [("id", "in", ids)]

    @api.depends("employee_id", "skill_type_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search([("id", "in", self.ids), ("is_visible", "=", True)])
        for skill in self:
            skill.is_visible = not skill.id or skill in seen

    def _search_is_visible(self, operator, value):
        """Who speaks what is known to all; certificates are of the file."""
        if operator != "in":
            return NotImplemented
        people = self.env["bank.people"]
        return Domain(
            "skill_type_id.is_certification", "=", False
        ) | people._seen_domain("employee_id.user_id")

    @api.model_create_multi
    def create(self, vals_list):
        skills = super().create(vals_list)
        skills._check_certificates()
        return skills

    def write(self, vals):
        if CERTIFICATE_FIELDS & vals.keys():
            self._check_certificates()
        result = super().write(vals)
        if CERTIFICATE_FIELDS & vals.keys():
            self._check_certificates()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_certificates(self):
        if not self.env.su and any(skill.is_certification for skill in self):
            raise UserError(
                self.env._("A certificate is kept: enter its last day instead.")
            )

    def _check_certificates(self):
        certificates = self.sudo().filtered("is_certification")
        if certificates:
            self.env["bank.people"]._check_keeps(certificates.employee_id)
