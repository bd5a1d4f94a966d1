from odoo import fields, models


class BankMessageWriteFact(models.TransientModel):
    """One thing that only the sender knows, filled in for one message."""

    _name = "bank.message.write.fact"
    _description = "Filled in for a Message"
    _order = "id"

    write_id = fields.Many2one("bank.message.write", ondelete="cascade")
    code = fields.Char(required=True)
    name = fields.Char("What", required=True, readonly=True)
    kind = fields.Char(required=True)
    is_required = fields.Boolean()
    text = fields.Char("Fill in")
    date = fields.Date("Date ")

    def _value(self):
        self.ensure_one()
        return self.date if self.kind == "date" else (self.text or "").strip()
