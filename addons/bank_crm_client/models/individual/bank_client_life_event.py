from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankClientLifeEvent(models.Model):
    """Something that happened in a client's life, or is about to, and what follows."""

    _name = "bank.client.life.event"
    _description = "Life Event"
    _inherit = ["bank.guarded.mixin", "bank.file.part.mixin"]
    _order = "client_id, date desc, id desc"
    _rec_name = "kind_id"

    _fixed_names = ("client_id",)

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True), ("client_kind", "!=", "legal_entity")],
    )  # fmt: skip
    kind_id = fields.Many2one(
        "bank.life.event.kind", "What", required=True, index=True, ondelete="restrict"
    )
    icon = fields.Char(related="kind_id.icon")
    is_death = fields.Boolean(related="kind_id.is_death")
    next_step = fields.Text(related="kind_id.next_step")
    date = fields.Date("When", required=True, index=True)
    follow_up_date = fields.Date(
        "Come back on", compute="_compute_follow_up_date", store=True, readonly=False,
        precompute=True,
    )  # fmt: skip
    source = fields.Selection(
        [
            ("said", "He said so"),
            ("relative", "A relative said so"),
            ("document", "Document"),
            ("payments", "Seen in payments"),
            ("public", "Public source"),
        ],
        "Known from",
        required=True,
        default="said",
    )
    evidence = fields.Char(
        "Document", help="E.g. number of the certificate. A death needs one."
    )
    note = fields.Char()
    active = fields.Boolean(
        default=True, help="Off: entered by mistake; it counts no more."
    )

    _follow_up_idx = models.Index("(follow_up_date) WHERE follow_up_date IS NOT NULL")

    @api.depends("kind_id", "date")
    def _compute_follow_up_date(self):
        for event in self:
            months = event.kind_id.follow_up_months
            event.follow_up_date = (
                event.date + relativedelta(months=months)
                if event.date and months
                else False
            )

    @api.depends("kind_id", "date")
    def _compute_display_name(self):
        for event in self:
            event.display_name = event.kind_id.name

    @api.constrains("kind_id", "evidence", "date", "source")
    def _check_death(self):
        today = self.env["bank.business.day"]._today()
        for event in self.filtered("is_death"):
            if event.source != "document" or not (event.evidence or "").strip():
                raise ValidationError(
                    self.env._(
                        "A death is entered by the certificate: give its number."
                    )
                )
            if event.date > today:
                raise ValidationError(
                    self.env._("The day of a death is not a day to come.")
                )

    @api.constrains("client_id")
    def _check_person(self):
        if any(event.client_id.client_kind == "legal_entity" for event in self):
            raise ValidationError(self.env._("A company has no life events."))

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events.filtered("is_death").client_id._sync_deceased()
        return events

    def write(self, vals):
        deaths = self.filtered("is_death").client_id
        result = super().write(vals)
        (deaths | self.filtered("is_death").client_id)._sync_deceased()
        return result
