from odoo import fields, models


class HrEmployee(models.Model):
    """Core's employee, with the bank's file."""

    _name = "hr.employee"
    _inherit = ["hr.employee", "bank.employee.file"]

    decision_ids = fields.One2many("bank.employee.decision", "employee_id", "Decisions")
    line_ids = fields.One2many("bank.employee.line", "employee_id", "Product lines")
