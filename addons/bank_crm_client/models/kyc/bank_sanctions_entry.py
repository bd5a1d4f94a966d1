from odoo import fields, models


class BankSanctionsEntry(models.Model):
    """A person or an entity of a sanctions list, from the version that brought it."""

    _name = "bank.sanctions.entry"
    _description = "Listed Person or Entity"
    _without_visibility_rule = "Rows of public lists; compliance and audit read them."
    _log_access = False
    _order = "list_id, name, id"
    _rec_names_search = ["name", "number"]

    list_id = fields.Many2one(
        "bank.sanctions.list", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    number = fields.Char("No. in the list", required=True, readonly=True)
    kind = fields.Selection(
        [("person", "Person"), ("entity", "Entity")], required=True, readonly=True
    )
    name = fields.Char(required=True, readonly=True)
    aliases = fields.Char("Also known as", readonly=True)
    birth_date = fields.Date("Born on", readonly=True)
    birth_year = fields.Integer("Born in", readonly=True)
    countries = fields.Char(readonly=True, help="Codes of countries.")
    programme = fields.Char(readonly=True)
    remark = fields.Char(readonly=True)
    digest = fields.Char(readonly=True, required=True, groups=fields.NO_ACCESS)
    version_id = fields.Many2one(
        "bank.sanctions.version", "Since", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    ended_id = fields.Many2one(
        "bank.sanctions.version", "Taken off by", index="btree_not_null",
        ondelete="restrict", readonly=True,
    )  # fmt: skip

    _number_uniq = models.Constraint(
        "UNIQUE(list_id, number)", "This number is in the list already."
    )


class BankSanctionsKey(models.Model):
    """Narrow table of the keys in which listed names and clients meet."""

    _name = "bank.sanctions.key"
    _description = "Key of a Listed Name"
    _without_visibility_rule = "Keys of public lists."
    _log_access = False
    _order = "id"

    entry_id = fields.Many2one(
        "bank.sanctions.entry", required=True, index=True, ondelete="cascade"
    )
    key = fields.Char(required=True)

    _key_idx = models.Index("(key) INCLUDE (entry_id)")
