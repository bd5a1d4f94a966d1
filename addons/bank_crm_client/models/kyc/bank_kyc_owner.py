from odoo import api, fields, models
from odoo.exceptions import UserError


class BankKycOwner(models.Model):
    """A beneficial owner of a company under review, and whether he was verified."""

    _name = "bank.kyc.owner"
    _description = "Beneficial Owner under Review"
    _order = "kyc_id, percent desc, id"
    _rec_name = "name"

    kyc_id = fields.Many2one("bank.kyc", required=True, index=True, ondelete="cascade")
    name = fields.Char("Owner", required=True)
    percent = fields.Float("Share in all, %", digits=(9, 4))
    is_verified = fields.Boolean("Verified")
    evidence = fields.Char("Seen in", help="Register extract, passport.")

    _percent_possible = models.Constraint(
        "CHECK(percent BETWEEN 0 AND 100)", "A share is between 0 and 100 %."
    )

    @api.model_create_multi
    def create(self, vals_list):
        owners = super().create(vals_list)
        owners._check_open()
        return owners

    def write(self, vals):
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_open()

    def _check_open(self):
        if not self.env.su:
            self.kyc_id._check_may_write({"owner_ids": True})

    @api.constrains("is_verified", "evidence")
    def _check_evidence(self):
        if any(
            owner.is_verified and not (owner.evidence or "").strip() for owner in self
        ):
            raise UserError(self.env._("Of a verified owner say in what it was seen."))
