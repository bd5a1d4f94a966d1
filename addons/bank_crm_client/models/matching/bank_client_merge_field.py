from odoo import api, fields, models

from ...domain.matching.survivorship import Side, Why


class BankClientMergeField(models.Model):
    """One field of a merge: the value on each side, which is kept and by what."""

    _name = "bank.client.merge.field"
    _description = "Field of a Merge"
    _inherit = ["bank.sealed.mixin"]
    _log_access = False
    _order = "merge_id, id"
    _rec_name = "name"

    merge_id = fields.Many2one(
        "bank.client.merge", required=True, index=True, ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    name = fields.Char("Field", required=True, sealed=True, copy=False)
    group = fields.Char(sealed=True, copy=False)
    # Raw; people read them in words, where masks apply.
    survivor_value = fields.Json(sealed=True, copy=False, groups=fields.NO_ACCESS)
    merged_value = fields.Json(sealed=True, copy=False, groups=fields.NO_ACCESS)
    is_different = fields.Boolean(sealed=True, copy=False)
    side = fields.Selection(
        [(Side.SURVIVOR, "The record that stays"), (Side.MERGED, "The other record")],
        "Kept",
        required=True,
        sealed=True,
        copy=False,
    )
    why = fields.Selection(
        [
            (Why.ONLY_VALUE, "Only one has it"),
            (Why.RULE, "By rule"),
            (Why.DEFAULT, "As it is: no rule decides"),
            (Why.HAND, "By hand"),
        ],
        required=True,
        sealed=True,
        copy=False,
    )

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        known = self.env["res.partner"]._fields
        for line in self:
            field = known.get(line.name)
            line.display_name = (
                field._description_string(self.env) if field else line.name
            )
