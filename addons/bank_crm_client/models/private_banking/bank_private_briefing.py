from odoo import api, fields, models


class BankPrivateBriefing(models.Model):
    """What a banker reads before he meets a private client: printed, with the day's figures."""

    _name = "bank.private.briefing"
    _description = "Briefing on a Private Client"
    _inherit = ["bank.private.mixin"]
    _order = "date desc, id desc"
    _rec_name = "client_id"

    date = fields.Date(
        "Made on", required=True, readonly=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )  # fmt: skip
    meeting = fields.Char("For which meeting")
    user_id = fields.Many2one(
        "res.users", "For whom", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip
    family_words = fields.Text("Family", readonly=True)
    wealth_words = fields.Text("Wealth", readonly=True)
    profile_words = fields.Text("Investment profile", readonly=True)
    dates_words = fields.Text("Dates", readonly=True)
    gifts_words = fields.Text("Gifts this year", readonly=True)
    requests_words = fields.Text("Open requests", readonly=True)
    steps_words = fields.Text("Next steps", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        briefings = super().create(vals_list)
        for briefing in briefings:
            client = briefing.client_id
            client._check_private_place()
            briefing.sudo()._put_words(client._private_briefing_words())
        return briefings

    def action_print(self):
        """Choose the form and the language, and print what stands here."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print"),
            "res_model": "bank.print.ask",
            "views": [(False, "form")],
            "target": "new",
            "context": {"active_model": self._name, "active_ids": self.ids},
        }

    def _put_words(self, words):
        """The words of the day; they do not change afterwards."""
        self.write(words)
