from odoo import api, fields, models


class BankPasswordUsed(models.Model):
    """Hashes of a person's earlier passwords, so that he does not take one again."""

    _name = "bank.password.used"
    _description = "Earlier Password"
    _without_visibility_rule = "Nobody reads it: hashes of employees' passwords."
    _order = "id desc"

    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade"
    )
    hash = fields.Char(required=True, groups=fields.NO_ACCESS)

    @api.model
    def _keep(self, user_id, hashed):
        """Remember one more and forget those that no longer count."""
        history = self.env["bank.sign.in.policy"]._get().password_history
        used = self.sudo()
        used.create({"user_id": user_id, "hash": hashed})
        used.search([("user_id", "=", user_id)], offset=history).unlink()

    @api.model
    def _is_used(self, user, password):
        history = self.env["bank.sign.in.policy"]._get().password_history
        if not history:
            return False
        verify = user._crypt_context().verify
        used = self.sudo().search([("user_id", "=", user.id)], limit=history)
        return any(verify(password, row.hash) for row in used)
