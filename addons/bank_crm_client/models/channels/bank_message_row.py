from odoo import fields, models


class BankMessage(models.Model):
    """One row of the tab."""

    _inherit = "bank.message"

    def _row(self):
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "id": self.id,
            "kind": self.kind,
            "kind_name": kinds[self.kind],
            "at": fields.Datetime.to_string(self.sent_at or self.create_date),
            "what": self.display_name,
            "purpose": self.purpose_id.name,
            "state": self.state,
            "state_name": states[self.state],
            "reason": self.reason or "",
        }
