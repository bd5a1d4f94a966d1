from odoo import api, models
from odoo.exceptions import UserError

from ..tools.field_values import raw_proposed


class ResGroups(models.Model):
    """The bank's powers: shipped with the product, given by posts, never edited by hand."""

    _inherit = "res.groups"

    def _bank_groups(self):
        """Those that are powers over clients, or bring one with them."""
        category = self.env.ref("bank_crm_base.module_category_bank_crm")
        return self.filtered(
            lambda group: (
                category in (group | group.all_implied_ids).privilege_id.category_id
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        groups = super().create(vals_list)
        giving = groups.filtered(lambda group: group.user_ids or group.implied_by_ids)
        if not self.env.su and giving.sudo()._bank_groups():
            raise UserError(
                self.env._("Powers over clients are given by roles and posts.")
            )
        return groups

    def write(self, vals):
        names = {"user_ids", "implied_ids", "implied_by_ids", "privilege_id"}
        if not self.env.su and names & vals.keys():
            touched = self.sudo()._bank_groups() | self._newly_implied(vals)
            if touched:
                raise UserError(
                    self.env._(
                        "Powers over clients are given by roles and posts, which two "
                        "people decide; not by editing a group."
                    )
                )
        if "user_ids" in vals:
            # Links are written by SQL of their own, past what tells the change log.
            self.env["bank.change"]._tell()
        return super().write(vals)

    def _newly_implied(self, vals):
        """Bank powers that a change of these groups would hand out with them."""
        if "implied_ids" not in vals:
            return self.browse()
        after = raw_proposed(self[:1].sudo(), "implied_ids", vals["implied_ids"])
        return (self.sudo().browse(after) - self.sudo().implied_ids)._bank_groups()
