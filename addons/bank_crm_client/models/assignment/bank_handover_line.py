from odoo import api, fields, models


class BankHandoverLine(models.Model):
    """One row that a handover moved: where it was, where it went, whether it came back."""

    _name = "bank.handover.line"
    _description = "Moved by a Handover"
    _log_access = False
    _order = "id"
    _rec_name = "client_id"

    handover_id = fields.Many2one(
        "bank.handover", required=True, index=True, ondelete="cascade", readonly=True
    )
    client_id = fields.Many2one(
        "res.partner", index=True, ondelete="cascade", readonly=True
    )
    model = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(required=True, readonly=True)
    field = fields.Char(required=True, readonly=True)
    old_value = fields.Integer(readonly=True)
    new_value = fields.Integer(readonly=True)
    user_id = fields.Many2one(
        "res.users", "New manager", index=True, ondelete="restrict", readonly=True
    )
    fate = fields.Selection(
        [
            ("moved", "Moved"),
            ("returned", "Came back"),
            ("kept", "Changed since: stays"),
        ],
        "Now",
        required=True,
        default="moved",
        readonly=True,
    )
    what = fields.Char(compute="_compute_what")

    @api.depends("model", "field")
    @api.depends_context("lang")
    def _compute_what(self):
        words = {
            (spec.model, spec.field): spec.words
            for spec in self.env["bank.handover"]._handover_models()
        }
        for line in self:
            line.what = words.get((line.model, line.field), "")
