from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class BankDeathReport(models.TransientModel):
    """A relative brings the certificate of a death: noted at once, whoever serves the client.

    From that moment nobody congratulates or advertises; it does not wait for the manager.
    """

    _name = "bank.death.report"
    _description = "Report of a Death"
    _inherit = ["bank.named.client.mixin"]

    client_id = fields.Many2one(
        "res.partner", required=True, readonly=True, ondelete="cascade"
    )
    date = fields.Date("Died on", required=True)
    certificate = fields.Char("Number of the certificate", required=True)
    note = fields.Char("Who brought it")

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create(vals_list)
        for report in reports:
            report.client_id._check_may_report_death()
        return reports

    def action_report(self):
        """The death stands among the client's events, under the name of who took it in."""
        self.ensure_one()
        self.client_id._check_may_report_death()
        kind = (
            self.env["bank.life.event.kind"]
            .sudo()
            .search([("is_death", "=", True)], limit=1)
        )
        if not kind:
            raise UserError(
                self.env._("The bank keeps no such kind of event: ask the head office.")
            )
        # Who serves at the counter writes nothing else into a client's file.
        self.env["bank.client.life.event"].sudo().create(
            {
                "client_id": self.client_id.id,
                "kind_id": kind.id,
                "date": self.date,
                "source": "document",
                "evidence": (self.certificate or "").strip(),
                "note": (self.note or "").strip() or False,
            }
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}


class ResPartner(models.Model):
    """The way to it from the card."""

    _inherit = "res.partner"

    def action_report_death(self):
        """The window that takes the certificate in."""
        self.ensure_one()
        self._check_may_report_death()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Report a death"),
            "res_model": "bank.death.report",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_client_id": self.id},
        }

    def _check_may_report_death(self):
        """At the counter during a visit, or by who keeps the client's file."""
        self.check_access("read")
        facts = self.sudo()
        if not facts.is_client or facts.client_kind == "legal_entity":
            raise UserError(self.env._("Choose a person who is a client."))
        if facts.deceased_date:
            raise UserError(self.env._("His death is entered already."))
        if not self._is_counter_view() and not self.has_access("write"):
            raise AccessError(
                self.env._(
                    "A death is entered by who serves the client, or at the counter while "
                    "his papers are in hand."
                )
            )
