from odoo import fields, models


class BankDuplicatePair(models.Model):
    """From a pair to its merge."""

    _inherit = "bank.duplicate.pair"

    merge_ids = fields.One2many("bank.client.merge", "pair_id", "Merges")
    comparison = fields.Json(compute="_compute_comparison")

    def _compute_comparison(self):
        """Both side by side, as a merge of them would begin."""
        Merge = self.env["bank.client.merge"]
        for pair in self:
            survivor, merged = Merge._in_order(
                pair.sudo().client_id, pair.sudo().other_client_id
            )
            pair.comparison = {
                "survivor": survivor._merge_head(),
                "merged": merged._merge_head(),
                "fields": Merge._compared_of(survivor, merged),
                "used": Merge._used_in_of(survivor.id, merged.id),
                "may_choose": False,
            }

    def action_merge(self):
        """Prepare the merge of the two: what is kept of each."""
        self.ensure_one()
        self._check_may_decide(from_states=("open", "postponed", "proposed"))
        merge = self.env["bank.client.merge"]._prepare(
            self.client_id, self.other_client_id, pair_id=self.id
        )
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "bank_crm_client.bank_client_merge_action"
            ),
            "res_id": merge.id,
            "views": [(False, "form")],
        }
