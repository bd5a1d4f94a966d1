from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SERVICES = [
    ("risk", "Risk"),
    ("legal", "Legal"),
    ("security", "Security"),
]
GROUPS = {
    "risk": "bank_crm_credit.group_credit_risk",
    "legal": "bank_crm_credit.group_legal_opinion",
    "security": "bank_crm_credit.group_security_opinion",
}


class BankLoanOpinion(models.Model):
    """What a service of the bank thinks of an application: who, when, in which words.

    Given once; where something changed, the service gives another one, and the last counts.
    """

    _name = "bank.loan.opinion"
    _description = "Opinion on an Application"
    _inherit = ["bank.sealed.mixin"]
    _order = "application_id desc, service, id desc"

    application_id = fields.Many2one(
        "bank.loan.application", required=True, index=True,
        ondelete="cascade",
    )  # fmt: skip
    applicant_name = fields.Char(
        related="application_id.applicant_name", string="Borrower"
    )
    amount = fields.Monetary(related="application_id.amount", string="Sum asked for")
    currency_id = fields.Many2one(related="application_id.currency_id")
    service = fields.Selection(SERVICES, required=True)
    state = fields.Selection(
        [("asked", "Asked for"), ("given", "Given"), ("replaced", "Replaced")],
        required=True,
        default="asked",
        index=True,
        sealed=True,
        copy=False,
    )
    asked_by_id = fields.Many2one(
        "res.users", "Asked by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    asked_date = fields.Date("Asked on", sealed=True, copy=False)
    verdict = fields.Selection(
        [
            ("for", "In favour"),
            ("conditions", "In favour, with conditions"),
            ("against", "Against"),
        ]
    )
    text = fields.Text("Opinion")
    attachment_ids = fields.Many2many(
        "ir.attachment", "bank_loan_opinion_attachment_rel", "opinion_id",
        "attachment_id", string="Papers",
    )  # fmt: skip
    given_by_id = fields.Many2one(
        "res.users", "Given by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    given_date = fields.Date("Given on", sealed=True, copy=False)
    may_give = fields.Boolean(
        "Waits for me", compute="_compute_may_give", search="_search_may_give"
    )

    _given_is_whole = models.Constraint(
        "CHECK(state = 'asked' OR (verdict IS NOT NULL AND given_by_id IS NOT NULL "
        "AND length(trim(coalesce(text, ''))) > 0))",
        "An opinion says how and why.",
    )
    _one_asked = models.UniqueIndex(
        "(application_id, service) WHERE state = 'asked'",
        "This service has been asked already.",
    )

    @api.depends("service", "application_id")
    def _compute_display_name(self):
        services = dict(self._fields["service"]._description_selection(self.env))
        for opinion in self:
            opinion.display_name = self.env._(
                "%(service)s on %(application)s",
                service=services.get(opinion.service) or "",
                application=opinion.application_id.display_name or "",
            )

    @api.depends("state", "service")
    @api.depends_context("uid")
    def _compute_may_give(self):
        mine = self._my_services()
        for opinion in self:
            opinion.may_give = opinion.state == "asked" and opinion.service in mine

    def _search_may_give(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "asked"), ("service", "in", sorted(self._my_services()))]

    @api.model
    def _my_services(self):
        return {
            service
            for service, group in GROUPS.items()
            if self.env.user.has_group(group)
        }

    @api.model_create_multi
    def create(self, vals_list):
        opinions = super().create(vals_list)
        opinions.application_id.check_access("read")
        if not self.env.su and any(
            not one._is_open() for one in opinions.application_id
        ):
            raise UserError(self.env._("This application is over."))
        if not self.env.su and any(
            opinion.verdict or opinion.text for opinion in opinions
        ):
            raise UserError(
                self.env._("First it is asked for; the service then gives it.")
            )
        opinions.sudo().write(
            {
                "asked_by_id": self.env.uid,
                "asked_date": self.env["bank.business.day"]._today(),
            }
        )
        return opinions

    def write(self, vals):
        """The service writes its own while it is asked for; nobody writes one that is given."""
        if not self.env.su:
            self.check_access("write")
            if {"application_id", "service"} & vals.keys():
                raise UserError(self.env._("Ask the other service instead."))
            for opinion in self:
                opinion._check_may_give()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("An opinion is kept with its application."))

    def action_give(self):
        """It is our opinion: from now on it stands as it is."""
        for opinion in self:
            opinion._check_may_give()
            if not opinion.verdict or not (opinion.text or "").strip():
                raise UserError(self.env._("Say how, and write why."))
            earlier = opinion.sudo().application_id.opinion_ids.filtered(
                lambda one: one.service == opinion.service and one.state == "given"  # noqa: B023
            )
            earlier.state = "replaced"
            opinion.sudo().write(
                {
                    "state": "given",
                    "given_by_id": self.env.uid,
                    "given_date": self.env["bank.business.day"]._today(),
                }
            )
        return True

    def action_ask_again(self):
        """Something has changed: the service looks at it anew."""
        self.ensure_one()
        self.check_access("read")
        return self.create(
            {"application_id": self.application_id.id, "service": self.service}
        ).get_formview_action()

    def _check_may_give(self):
        self.check_access("read")
        services = dict(self._fields["service"]._description_selection(self.env))
        for opinion in self:
            if opinion.state != "asked":
                raise UserError(self.env._("An opinion that is given stands as it is."))
            if opinion.service not in self._my_services():
                raise AccessError(
                    self.env._(
                        "The service itself gives its opinion: %(service)s.",
                        service=services[opinion.service],
                    )
                )
            if self.env.uid in opinion.sudo().application_id._barred_people():
                raise AccessError(
                    self.env._(
                        "Somebody else of the service gives it: you or yours take part in "
                        "this loan."
                    )
                )
