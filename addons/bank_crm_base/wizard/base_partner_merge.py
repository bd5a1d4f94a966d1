from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Contacts are merged by one person; clients never are."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        if not self.env.su:
            partners = self.env["res.partner"].sudo().browse(partner_ids).exists()
            partners |= (dst_partner or partners.browse()).sudo()
            if any(one.is_client or one.is_guarded for one in partners):
                raise UserError(
                    self.env._(
                        "Clients are merged by two people in the register of duplicates."
                    )
                )
        return super()._merge(partner_ids, dst_partner, extra_checks)
