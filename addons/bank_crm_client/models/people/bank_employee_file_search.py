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
        if operator not in ("in", "any", "child_of", "ilike", "="):
            return NotImplemented
        units = self.env["bank.branch"].sudo()
        if operator in ("in", "="):
            ids = set(
                value
                if isinstance(value, (list, tuple, set)) or not isinstance(value, int)
                else [value]
            )
        elif operator == "any":
            ids = set(units.search(value).ids)
        elif operator == "child_of":
            ids = set(units.search([("id", "child_of", value)]).ids)
        else:
            ids = set(units.search([("name", "ilike", value)]).ids)
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
        if operator in ("ilike", "any"):
            domain = value if operator == "any" else [("name", "ilike", value)]
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
