from odoo import fields, models

from ...tools.client_links import LinkKind

FIELD = "field"


class BigInteger(fields.Integer):
    """An integer of eight bytes: movements and months outgrow four."""

    _column_type = ("int8", "int8")


class BankClientMergeRow(models.Model):
    """The journal of a merge: a row that was given to the surviving client, or a value.

    An unmerge goes through it backwards; nothing in it is changed but what became of a row.
    """

    _name = "bank.client.merge.row"
    _description = "Journal of a Merge"
    _inherit = ["bank.sealed.mixin"]
    _log_access = False
    _order = "id"
    _rec_name = "table_name"

    merge_id = fields.Many2one(
        "bank.client.merge", required=True, index=True, ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    kind = fields.Selection(
        [
            (LinkKind.LINK, "Link"),
            (LinkKind.TAG, "Tag"),
            (LinkKind.RECORD, "Message, file or task"),
            (LinkKind.REFERENCE, "Reference"),
            (FIELD, "Value of the client"),
        ],
        required=True,
        sealed=True,
        copy=False,
    )
    model = fields.Char("Of", sealed=True, copy=False)
    table_name = fields.Char("Table", required=True, sealed=True, copy=False)
    column_name = fields.Char("Column", required=True, sealed=True, copy=False)
    other_column = fields.Char(sealed=True, copy=False)
    record_id = BigInteger("Row", sealed=True, copy=False)
    old_value = fields.Json("Before", sealed=True, copy=False, groups=fields.NO_ACCESS)
    new_value = fields.Json("After", sealed=True, copy=False, groups=fields.NO_ACCESS)
    yielded = fields.Json("Given up", sealed=True, copy=False, groups=fields.NO_ACCESS)
    state = fields.Selection(
        [
            ("moved", "Moved"),
            ("kept", "Stayed: the other has its like"),
            ("returned", "Returned"),
            ("left", "Left: changed since"),
        ],
        required=True,
        default="moved",
        sealed=True,
        copy=False,
    )
    is_changed_since = fields.Boolean(
        "Changed since the merge", sealed=True, copy=False
    )
