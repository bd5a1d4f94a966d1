from odoo import fields, models


class BankSanctionsList(models.Model):
    """A sanctions list that the bank keeps: whose it is and which version is in force."""

    _name = "bank.sanctions.list"
    _description = "Sanctions List"
    _without_visibility_rule = "Public lists; compliance and audit read them."
    _order = "name, id"

    name = fields.Char(required=True, help="E.g. United Nations, consolidated list.")
    code = fields.Char(required=True)
    publisher = fields.Char()
    active = fields.Boolean("In use", default=True)
    version_ids = fields.One2many("bank.sanctions.version", "list_id", "Versions")
    version_id = fields.Many2one(
        "bank.sanctions.version", "In force", compute="_compute_version_id"
    )
    loaded_date = fields.Date("As of", compute="_compute_version_id")
    refusal_ids = fields.One2many(
        "bank.sanctions.refusal", "list_id", "Refused files", readonly=True
    )
    entry_count = fields.Integer("Listed", compute="_compute_entry_count")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another list has this code.")

    def _compute_version_id(self):
        for one in self:
            one.version_id = one.version_ids[:1]
            one.loaded_date = one.version_id.date

    def _compute_entry_count(self):
        counts = dict(
            self.env["bank.sanctions.entry"]._read_group(
                [("list_id", "in", self.ids), ("ended_id", "=", False)],
                ["list_id"],
                ["__count"],
            )
        )
        for one in self:
            one.entry_count = counts.get(one, 0)

    def write(self, vals):
        if "active" in vals:
            self.env["bank.client.screened"].sudo()._forget_all()
        return super().write(vals)

    def action_load(self):
        """The window that takes a new version from a file."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("A new version of %(list)s", list=self.name),
            "res_model": "bank.sanctions.import",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_list_id": self.id},
        }

    def action_open_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_sanctions_entry_action"
        )
        return {**action, "name": self.name, "domain": [("list_id", "=", self.id)]}
