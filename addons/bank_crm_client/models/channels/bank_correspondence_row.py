from odoo import fields, models


class BankCorrespondence(models.Model):
    """One row of the tab."""

    _inherit = "bank.correspondence"

    def _row(self):
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        channels = dict(self._fields["channel"]._description_selection(self.env))
        return {
            "id": self.id,
            "number": self.number,
            "direction": self.direction,
            "channel_name": channels[self.channel],
            "date": fields.Date.to_string(self.date),
            "what": self.subject,
            "state": self.state,
            "state_name": states[self.state],
            "due": fields.Date.to_string(self.answer_due_date) or "",
            "is_overdue": self.is_overdue,
            "has_scan": bool(self.scan_count),
        }
