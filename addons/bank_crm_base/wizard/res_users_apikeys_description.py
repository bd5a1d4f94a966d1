from odoo import api, models


class ResUsersApikeysDescription(models.TransientModel):
    """Only terms that the role allows are offered."""

    _inherit = "res.users.apikeys.description"

    @api.model
    def _selection_duration(self):
        days = self.env.user._sign_in_terms().api_key_days
        return [
            (code, label)
            for code, label in super()._selection_duration()
            if not days or int(code) < 0 or 0 < int(code) <= days
        ]
