from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.people.certificates import is_certified


class BankEmployeeLine(models.Model):
    """A product line that an employee may sell, from one day until another.

    A line that asks for a certificate is given to who holds it, and stops by itself on the
    day after the certificate ends.
    """

    _name = "bank.employee.line"
    _description = "Product Line of an Employee"
    _order = "date_to desc, date_from desc, id desc"
    _rec_name = "family_id"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    family_id = fields.Many2one(
        "bank.product.family", "Product line", required=True, index=True,
        ondelete="restrict",
    )  # fmt: skip
    certificate_id = fields.Many2one(
        related="family_id.certificate_id", string="Certificate needed"
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date("Until", help="The last day; empty while it lasts.")
    stands = fields.Selection(
        [
            ("sells", "Sells"),
            ("uncertified", "Stopped: no certificate in force"),
            ("future", "Begins later"),
            ("past", "Over"),
        ],
        "Today",
        compute="_compute_stands",
    )
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A line cannot end before it begins.",
    )
    _once = models.UniqueIndex(
        "(employee_id, family_id) WHERE date_to IS NULL",
        "The employee has this product line already.",
    )

    @api.depends("employee_id", "family_id.certificate_id", "date_from", "date_to")
    def _compute_stands(self):
        today = self.env["bank.business.day"]._today()
        held = self._held()
        for line in self:
            if line.date_to and line.date_to < today:
                line.stands = "past"
            elif line.date_from and line.date_from > today:
                line.stands = "future"
            else:
                kind = line.sudo().family_id.certificate_id.id or None
                user = line.sudo().employee_id.user_id
                is_open = is_certified(kind, held.get(user.id, []), today)
                line.stands = "sells" if is_open else "uncertified"

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search([("id", "in", self.ids), ("is_visible", "=", True)])
        for line in self:
            line.is_visible = not line.id or line in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["bank.people"]._seen_domain("employee_id.user_id")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_given()
        return lines

    def write(self, vals):
        if not self.env.su and vals.keys() - {"date_to"}:
            raise UserError(
                self.env._("A line is not rewritten: end it and give another.")
            )
        self._check_who()
        return super().write(vals)

    def _held(self):
        """User id -> certificates of the holders of these lines."""
        found = self.env["bank.people"]._certificates(
            self.sudo().employee_id.user_id.ids
        )
        return {
            user_id: [one for _row_id, one in rows] for user_id, rows in found.items()
        }

    def _check_who(self):
        self.env["bank.people"]._check_keeps(self.employee_id)

    def _check_given(self):
        """Without the certificate in force on its first day nobody is given a line."""
        self._check_who()
        held = self._held()
        for line in self.sudo():
            kind = line.family_id.certificate_id
            if not is_certified(
                kind.id or None,
                held.get(line.employee_id.user_id.id, []),
                line.date_from,
            ):
                raise UserError(
                    self.env._(
                        "%(name)s has no certificate “%(certificate)s” in force: without it "
                        "“%(line)s” may not be sold.",
                        name=line.employee_id.name,
                        certificate=kind.name,
                        line=line.family_id.name,
                    )
                )

    def action_end(self):
        """The employee sells it for the last time today."""
        self.check_access("write")
        today = self.env["bank.business.day"]._today()
        for line in self:
            line.date_to = max(today, line.date_from)
        return True
