from odoo import api, fields, models

from ...domain.next_step.fate import Fate


class BankNextStepAnswer(models.Model):
    """What became of a next step, a row each time: what acceptance by source is counted from."""

    _name = "bank.next.step.answer"
    _description = "Answer to a Next Step"
    _log_access = False
    _order = "date desc, id desc"
    _rec_name = "step_id"

    step_id = fields.Many2one(
        "bank.next.step", "Next step", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    source_id = fields.Many2one(
        "bank.next.step.source", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    fate = fields.Selection(
        [
            ("shown", "Shown"),
            (Fate.ACCEPTED, "Accepted"),
            (Fate.POSTPONED, "Postponed"),
            (Fate.REFUSED, "Refused"),
            (Fate.DONE, "Done"),
            (Fate.CLOSED, "No longer needed"),
        ],
        "What became of it",
        required=True,
        readonly=True,
    )
    date = fields.Date("On", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "By", index=True, ondelete="set null", readonly=True
    )
    reason_id = fields.Many2one(
        "bank.next.step.reason", "Reason", index="btree_not_null", ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    note = fields.Char("In his words", readonly=True)
    until_date = fields.Date("Until", readonly=True)
    what = fields.Char(related="step_id.what")
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")

    _counted_idx = models.Index("(source_id, fate, date)")
    _shown_once = models.UniqueIndex(
        "(step_id) WHERE fate = 'shown'", "It was shown already."
    )

    @api.model
    def _note(self, steps, fate, **values):
        """Write what the current user answered to these steps."""
        self.sudo().create(
            [
                {
                    "step_id": step.id,
                    "client_id": step.client_id.id,
                    "source_id": step.source_id.id,
                    "fate": fate,
                    "date": self.env["bank.business.day"]._today(),
                    "user_id": self.env.uid,
                    **values,
                }
                for step in steps
            ]
        )

    def action_open_client(self):
        self.ensure_one()
        return self.client_id.get_formview_action()
