from odoo import api, models
from odoo.fields import Domain


class BankEmployeeFile(models.AbstractModel):
    """Finding files: what may not be seen is not found by either.

    People are some thousands in the greatest bank: what is computed is looked through.
    """

    _inherit = "bank.employee.file"

    @api.model
    def _search_is_file_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["bank.people"]._seen_domain()

    @api.model
    def _search_is_file_kept(self, operator, value):
        if operator != "in":
            return NotImplemented
        kept = self.env["bank.people"]._kept_user_ids()
        others = Domain("user_id", "!=", self.env.uid)
        return (
            others if kept is None else others & Domain("user_id", "in", sorted(kept))
        )

    @api.model
    def _search_bank_branch_id(self, operator, value):
        """By the unit of the post that counts today."""
        units = self.env["bank.branch"].sudo()
        if operator == "in":
            ids = set(value)
        elif operator in ("any", "any!"):
            ids = set(units.search(value).ids)
        elif operator == "child_of":
            ids = set(units.search([("id", "child_of", value)]).ids)
        elif operator == "ilike":
            ids = set(units.search([("display_name", "ilike", value)]).ids)
        else:
            return NotImplemented
        users = self.env["res.users"].sudo().search([("post_ids", "!=", False)])
        return [
            ("user_id", "in", [user.id for user in users if user.branch_id.id in ids])
        ]

    @api.model
    def _found(self, is_right):
        """The files in sight for which the condition holds."""
        seen = self.env["bank.people"]._seen_domain() & Domain("user_id", "!=", False)
        found = self.search(seen).filtered(is_right)
        return [("id", "in", found.ids)]

    @api.model
    def _search_grade_id(self, operator, value):
        if operator in ("ilike", "any", "any!"):
            domain = [("name", "ilike", value)] if operator == "ilike" else value
            value = self.env["bank.grade"].search(domain).ids
        elif operator != "in":
            return NotImplemented
        wanted = set(value)
        return self._found(lambda file: (file.grade_id.id or False) in wanted)

    @api.model
    def _search_is_suspended(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._found(lambda file: file.is_suspended)

    @api.model
    def _search_load_level(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._found(lambda file: file.load_level in value)

    @api.model
    def _search_certificate_level(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._found(lambda file: file.certificate_level in value)
