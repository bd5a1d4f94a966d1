from odoo import api, fields, models
from odoo.exceptions import UserError


class BankMessagePreview(models.TransientModel):
    """A template filled in for a real client, by the rights of who looks."""

    _name = "bank.message.preview"
    _description = "Preview of a Message"
    _inherit = ["bank.named.client.mixin"]

    version_id = fields.Many2one(
        "bank.message.version", required=True, ondelete="cascade", readonly=True
    )
    kind = fields.Selection(related="version_id.kind")
    client_id = fields.Many2one(
        "res.partner", "For client", domain=[("is_client", "=", True)]
    )
    lang = fields.Selection(
        lambda self: self.env["bank.print.version.file"]._selection_lang(),
        "Language",
        help="Empty: the client's own, or the nearest that the template has.",
    )
    subject = fields.Char(compute="_compute_text")
    body = fields.Text("Text", compute="_compute_text")
    size_words = fields.Char("Length", compute="_compute_text")
    warning = fields.Char(compute="_compute_text")

    @api.depends("version_id", "client_id", "lang")
    def _compute_text(self):
        for preview in self:
            preview.subject = preview.body = preview.size_words = False
            preview.warning = False
            if not (preview.version_id and preview.client_id):
                continue
            if not preview.client_id.is_fully_visible:
                preview.warning = self.env._("You do not see this client's whole card.")
                continue
            today = self.env["bank.business.day"]._today()
            facts = {
                fact.code: fact.name if fact.kind == "text" else today
                for fact in preview.version_id.sudo().fact_ids
            }
            try:
                told = preview.version_id._render(
                    preview.client_id, facts, preview.lang
                )
            except UserError as error:
                preview.warning = str(error)
                continue
            preview.subject, preview.body = told["subject"], told["body"]
            preview.size_words = self.env["bank.message.text"]._size_words(
                preview.kind, told["body"]
            )
            if told["empty"]:
                preview.warning = self.env._(
                    "Empty for this client or for you: %(facts)s.",
                    facts=", ".join(told["empty"]),
                )
