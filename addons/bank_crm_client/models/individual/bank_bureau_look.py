from datetime import timedelta

from odoo import api, fields, models

# As with cards: going back and forth is one look.
SAME_LOOK_MINUTES = 5


class BankBureauLook(models.Model):
    """An employee read a client's bureau report: who, which, when. Nobody edits it."""

    _name = "bank.bureau.look"
    _description = "Look at a Bureau Report"
    _order = "looked_at desc, id desc"
    _log_access = False
    _rec_name = "report_id"

    user_id = fields.Many2one(
        "res.users", "Employee", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    report_id = fields.Many2one(
        "bank.bureau.report", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    looked_at = fields.Datetime("When", required=True, readonly=True, index=True)

    @api.model
    def _note(self, reports):
        """Note a look of the current user at these reports, and at their clients."""
        now = fields.Datetime.now()  # clock: when somebody looked
        recent = self.sudo().search(
            [
                ("user_id", "=", self.env.uid),
                ("report_id", "in", reports.ids),
                ("looked_at", ">", now - timedelta(minutes=SAME_LOOK_MINUTES)),
            ]
        )
        new = reports - recent.report_id
        self.sudo().create(
            [
                {
                    "user_id": self.env.uid,
                    "client_id": report.sudo().client_id.id,
                    "report_id": report.id,
                    "looked_at": now,
                }
                for report in new
            ]
        )
        for client in new.client_id:
            self.env["bank.client.view"]._note(client)
