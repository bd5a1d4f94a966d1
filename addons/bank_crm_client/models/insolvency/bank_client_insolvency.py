from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...domain.insolvency.proceedings import Proceedings


class BankClientInsolvency(models.Model):
    """Proceedings of insolvency at a court: who, which case, opened when, ended when.

    While they go on nobody lends to the client, and the bank turns to him no more but for
    what the law demands. Entered by compliance and the back office, from a register or a
    ruling; what was entered stays, and ends with a date.
    """

    _name = "bank.client.insolvency"
    _description = "Insolvency of a Client"
    _inherit = ["bank.guarded.mixin"]
    _order = "client_id, opened_date desc, id desc"
    _rec_name = "case_number"

    _fixed_names = ("client_id",)

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    kind = fields.Selection(
        [
            ("bankruptcy", "Bankruptcy"),
            ("restructuring", "Restructuring of debts"),
            ("rehabilitation", "Rehabilitation of the company"),
            ("liquidation", "Liquidation"),
        ],
        "Proceedings",
        required=True,
        default="bankruptcy",
    )
    opened_date = fields.Date("Opened on", required=True)
    court = fields.Char(help="Which court opened them.")
    case_number = fields.Char("Case no.", required=True)
    source = fields.Selection(
        [
            ("register", "Register of insolvencies"),
            ("ruling", "Court's ruling"),
            ("client", "The client said so"),
            ("public", "Public source"),
        ],
        "Known from",
        required=True,
        default="register",
    )
    evidence = fields.Char(
        "Paper or page", help="Number and date of the ruling, or of the extract."
    )
    closed_date = fields.Date(
        "Ended on",
        help="From this day on the client is not insolvent by this case. Empty while it "
        "goes on.",
    )
    ending = fields.Selection(
        [
            ("released", "Released from debts"),
            ("settled", "Settled with the creditors"),
            ("dismissed", "Dismissed by the court"),
        ],
        "How it ended",
    )
    is_open = fields.Boolean("Goes on", compute="_compute_is_open", store=True)
    note = fields.Char()
    active = fields.Boolean(
        default=True, help="Off: entered by mistake; it counts no more."
    )

    _dates_in_order = models.Constraint(
        "CHECK(closed_date IS NULL OR closed_date >= opened_date)",
        "Proceedings do not end before they begin.",
    )
    _ended_somehow = models.Constraint(
        "CHECK((closed_date IS NULL) = (ending IS NULL))",
        "Of proceedings that ended write the day and how they ended.",
    )

    @api.depends("closed_date")
    def _compute_is_open(self):
        for case in self:
            case.is_open = not case.closed_date

    @api.depends("kind", "case_number")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for case in self:
            case.display_name = self.env._(
                "%(kind)s, case %(number)s",
                kind=kinds.get(case.kind) or "",
                number=case.case_number or "",
            )

    @api.constrains("opened_date", "closed_date")
    def _check_not_to_come(self):
        today = self.env["bank.business.day"]._today()
        for case in self:
            if max(filter(None, (case.opened_date, case.closed_date))) > today:
                raise ValidationError(
                    self.env._(
                        "Write what the court has ruled: neither day is one to come."
                    )
                )

    @api.constrains("client_id", "case_number", "opened_date", "active")
    def _check_once(self):
        for case in self.filtered("active"):
            others = case.client_id.insolvency_ids.filtered("active") - case
            if any(
                other.case_number == case.case_number
                and other.opened_date == case.opened_date
                for other in others
            ):
                raise ValidationError(self.env._("This case is entered already."))

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        cases.client_id._sync_insolvent()
        return cases

    def write(self, vals):
        result = super().write(vals)
        self.client_id._sync_insolvent()
        return result

    def _proceedings(self):
        """The case as the rules take it."""
        self.ensure_one()
        return Proceedings(self.opened_date, self.closed_date or None)
