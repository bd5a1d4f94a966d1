from odoo import api, models


class BankPost(models.Model):
    """Who has a post has a file."""

    _inherit = "bank.post"

    @api.model_create_multi
    def create(self, vals_list):
        posts = super().create(vals_list)
        self.env["bank.people"]._keep_employees(posts.sudo().user_id)
        return posts

    def write(self, vals):
        result = super().write(vals)
        if {"acceptance", "user_id"} & vals.keys():
            self.env["bank.people"]._keep_employees(self.sudo().user_id)
        return result
