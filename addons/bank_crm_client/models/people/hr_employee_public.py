from odoo import api, fields, models
from odoo.exceptions import AccessError


class HrEmployeePublic(models.Model):
    """An employee as his colleagues know him; the bank's file to who may see it."""

    _name = "hr.employee.public"
    _inherit = ["hr.employee.public", "bank.employee.file"]

    decision_ids = fields.One2many("bank.employee.decision", "employee_id", "Decisions")
    line_ids = fields.One2many("bank.employee.line", "employee_id", "Product lines")
    # Core reads these past the rules: certificates would show in every profile.
    current_employee_skill_ids = fields.One2many(
        related=None, compute="_compute_own_skills"
    )
    certification_ids = fields.One2many(related=None, compute="_compute_own_skills")

    @api.depends("employee_skill_ids")
    @api.depends_context("uid")
    def _compute_own_skills(self):
        skills = self.env["hr.employee.skill"].search(
            [("employee_id", "in", self.ids), ("skill_type_id.active", "=", True)]
        )
        today = self.env["bank.business.day"]._today()
        for employee in self:
            theirs = skills.filtered(
                lambda row, of=employee: row.employee_id.id == of.id
            )
            employee.certification_ids = theirs.filtered("is_certification")
            employee.current_employee_skill_ids = theirs.filtered(
                lambda row: not row.valid_to or row.valid_to >= today
            )

    @api.model
    def action_open_mine(self):
        """One's own file."""
        mine = self.search([("user_id", "=", self.env.uid)], limit=1)
        if not mine:
            return self.env["ir.actions.act_window"]._for_xml_id(
                "bank_crm_client.bank_people_action"
            )
        return mine._open_file()

    def _open_file(self):
        self.ensure_one()
        view = self.env.ref("bank_crm_client.bank_people_view_form")
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
        }

    def action_view_clients(self):
        """The clients behind the load, as far as the user may see them."""
        self.ensure_one()
        self._check_open()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_client_action"
        )
        return {
            **action,
            "name": self.env._("Clients of %s", self.name),
            "domain": [
                ("is_client", "=", True),
                ("manager_id", "=", self.user_id.id),
                ("client_state", "!=", "former"),
            ],
        }

    def action_view_work(self):
        """The whole work log of this employee."""
        self.ensure_one()
        self._check_open()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_work_log_action"
        )
        return {
            **action,
            "name": self.env._("Work of %s", self.name),
            "domain": [("user_id", "=", self.user_id.id)],
            "context": {"search_default_this_month": 1, "search_default_by_day": 1},
        }

    def _add(self, model, name, **defaults):
        """A window to enter something into the file."""
        self.ensure_one()
        self.env["bank.people"]._check_keeps(self.sudo().employee_id)
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [
                (
                    self.env.ref(
                        f"bank_crm_client.{model.replace('.', '_')}_view_form_add"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
            "context": {"default_employee_id": self.id, **defaults},
        }

    def action_add_decision(self):
        return self._add("bank.employee.decision", self.env._("Decision"))

    def action_add_line(self):
        return self._add("bank.employee.line", self.env._("Product line"))

    def action_add_certificate(self):
        kind = self.env.ref("bank_crm_client.skill_type_certificates")
        return self._add(
            "hr.employee.skill",
            self.env._("Certificate"),
            default_skill_type_id=kind.id,
        )

    def action_add_language(self):
        kind = self.env.ref("hr_skills.hr_skill_type_lang")
        self.ensure_one()
        if self.user_id != self.env.user:
            self.env["bank.people"]._check_keeps(self.sudo().employee_id)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Language"),
            "res_model": "hr.employee.skill",
            "views": [
                (
                    self.env.ref(
                        "bank_crm_client.hr_employee_skill_view_form_language"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
            "context": {
                "default_employee_id": self.id,
                "default_skill_type_id": kind.id,
            },
        }

    def _check_open(self):
        if not self.is_file_open:
            raise AccessError(self.env._("This file is not for you."))
