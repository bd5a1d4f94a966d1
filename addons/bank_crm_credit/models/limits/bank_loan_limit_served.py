from odoo import api, models
from odoo.exceptions import UserError

from ...domain.limits.tree import Level


class BankLoanLimit(models.Model):
    """No new or wider limit on a client whom the bank may not serve further today.

    An overdue review, a death, a match with a list of sanctions: what stands in the way is
    asked when the limit is proposed and again when it is accepted.
    """

    _inherit = "bank.loan.limit"

    @api.model_create_multi
    def create(self, vals_list):
        limits = super().create(vals_list)
        limits._check_served()
        return limits

    def write(self, vals):
        self.filtered(lambda limit: limit._is_widened_by(vals))._check_served()
        return super().write(vals)

    def _is_widened_by(self, vals):
        """Whether these values let more be lent, or for longer."""
        self.ensure_one()
        if (
            vals.get("acceptance") == "accepted"
            or (vals.get("amount") or 0) > self.amount
        ):
            return True
        if vals.get("is_hard") is False and self.is_hard:
            return True
        if "date_to" not in vals or not self.date_to:
            return False
        until = self._fields["date_to"].to_date(vals["date_to"])
        return not until or until > self.date_to

    def _check_served(self):
        for limit in self.filtered(lambda one: one.level == Level.CLIENT):
            # Words follow the rights of who asks: matches are told to compliance only.
            blocks = (
                limit.sudo().client_id.with_env(self.env)._get_service_blocks("limit")
            )
            if blocks:
                raise UserError(
                    self.env._(
                        "%(client)s gets no new limit. %(why)s",
                        client=limit.sudo().client_id.name,
                        why=" ".join(block["reason"] for block in blocks),
                    )
                )
