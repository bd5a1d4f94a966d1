from odoo import models
from odoo.exceptions import UserError


class BankHandover(models.Model):
    """Nobody who is suspended takes a portfolio; who decides sees how full the takers are."""

    _inherit = "bank.handover"

    def _check_ready(self):  # pylint: disable=missing-return
        super()._check_ready()
        users = self.sudo().target_ids.user_id
        suspended = self.env["bank.people"]._suspended(users.ids)
        for user in users.filtered(lambda one: one.id in suspended):
            raise UserError(
                self.env._(
                    "%(name)s is suspended today: choose somebody else.", name=user.name
                )
            )

    def _act_words(self, method, arguments):
        words = super()._act_words(method, arguments)
        for handover in self:
            loads = handover.sudo().target_ids._load_words()
            words[handover.id] = [
                *words.get(handover.id, []),
                *(
                    (target.user_id.name, text)
                    for target, text in loads.items()
                    if text
                ),
            ]
        return words
