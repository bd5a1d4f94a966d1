from odoo import api, fields, models, tools
from odoo.addons.bank_crm_base.domain.access import Scope
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...domain.application.labels import STAGES, TRACKS, choices
from ...domain.application.lifecycle import ENDS, Stage

# While these last, the client's wish may still be written; afterwards it is frozen.
FORM_STAGES = frozenset({Stage.IDENTIFICATION, Stage.FORM})


class BankLoanApplication(models.Model):
    """Somebody asks for a loan: one way from his identification to the contract.

    Its stage is moved by `_act` alone, which writes who did what, when and to which end.
    A stranger may ask too: he becomes a client at the contract, so a refusal leaves no
    client behind.
    """

    _name = "bank.loan.application"
    _description = "Application for a Loan"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "id desc"
    _rec_names_search = ["number", "client_id.name", "party_ids.name"]
    _fixed_names = ("client_id",)

    number = fields.Char(readonly=True, sealed=True, copy=False)
    client_id = fields.Many2one(
        "res.partner", index=True, ondelete="restrict",
        domain=[("is_client", "=", True)],
        help="Empty while the borrower is no client of the bank yet.",
    )  # fmt: skip
    applicant_name = fields.Char("Borrower", compute="_compute_applicant_name")
    product_id = fields.Many2one("bank.loan.product", index=True, ondelete="restrict")
    track = fields.Selection(
        choices(TRACKS), "Kind", required=True, default="retail",
    )  # fmt: skip
    stage = fields.Selection(
        choices(STAGES), required=True, default="identification", index=True,
        sealed=True, copy=False, group_expand="_group_expand_stage",
    )  # fmt: skip
    stage_since = fields.Date("In this stage since", sealed=True, copy=False)
    stage_days = fields.Integer("Days in this stage", compute="_compute_stage_days")
    stage_words = fields.Char("For how long", compute="_compute_stage_days")
    asked_date = fields.Date(
        "Asked on",
        required=True,
        readonly=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    officer_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip
    branch_id = fields.Many2one(
        "bank.branch", required=True, index=True, ondelete="restrict",
        compute="_compute_branch_id", store=True, readonly=False, precompute=True,
    )  # fmt: skip
    company_id = fields.Many2one(
        "res.company", "Bank", required=True, index=True,
        default=lambda self: self.env.company,
    )  # fmt: skip
    is_visible = fields.Boolean(
        "May be seen", compute="_compute_is_visible", search="_search_is_visible"
    )

    # What the client asks for
    currency_id = fields.Many2one(
        "res.currency", required=True,
        compute="_compute_currency_id", store=True, readonly=False, precompute=True,
    )  # fmt: skip
    amount = fields.Monetary("Sum asked for")
    term_months = fields.Integer("Term, months")
    rate = fields.Float(
        "Rate a year", digits=(9, 6),
        compute="_compute_rate", store=True, readonly=False, precompute=True,
    )  # fmt: skip
    purpose = fields.Char(help="What the money is for.")

    party_ids = fields.One2many(
        "bank.loan.application.party", "application_id", "Participants"
    )
    step_ids = fields.One2many(
        "bank.loan.application.step", "application_id", "History", readonly=True
    )
    decision_ids = fields.One2many(
        "bank.loan.decision", "application_id", "Decisions", readonly=True
    )
    snapshot_id = fields.Many2one(
        "bank.loan.snapshot", "Submitted with", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip
    loan_id = fields.Many2one(
        "bank.loan", "Loan contract", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip

    _amount_not_negative = models.Constraint(
        "CHECK(coalesce(amount, 0) >= 0 AND coalesce(term_months, 0) >= 0 "
        "AND coalesce(rate, 0) >= 0)",
        "Sum, term and rate are not below zero.",
    )
    _open_idx = models.Index(
        "(stage_since) WHERE stage NOT IN "
        "('contract', 'refused', 'withdrawn', 'expired')"
    )

    @api.depends("client_id", "party_ids.name")
    def _compute_applicant_name(self):
        for application in self:
            borrower = application.party_ids.filtered(
                lambda party: party.role == "borrower"
            )[:1]
            application.applicant_name = (
                application.client_id.name or borrower.name or ""
            )

    @api.depends("stage_since")
    @api.depends_context("lang")
    def _compute_stage_days(self):
        today = self._today()
        for application in self:
            since = application.stage_since or today
            days = application.stage_days = (today - since).days
            application.stage_words = (
                self.env._("since today")
                if days < 1
                else self.env._("1 day")
                if days == 1
                else self.env._("%(days)s days", days=days)
            )

    @api.model
    def _group_expand_stage(self, stages, domain):
        """Columns in the order of the way, not of the alphabet; none without rows."""
        return [stage for stage in STAGES if stage in stages]

    @api.depends("number", "client_id")
    def _compute_display_name(self):
        for application in self:
            application.display_name = " · ".join(
                filter(None, [application.number, application.applicant_name])
            )

    @api.depends("client_id", "officer_id")
    def _compute_branch_id(self):
        for application in self:
            application.branch_id = (
                application.client_id.branch_id
                or application.branch_id
                or self._branch_of(application.officer_id)
            )

    @api.model
    def _branch_of(self, user):
        """The unit in which an employee works today."""
        posts = (
            self.env["bank.post"]
            .sudo()
            .search([("user_id", "=", user.id), ("is_in_force", "=", True)], limit=1)
        )
        return posts.branch_id

    @api.depends("client_id", "branch_id", "officer_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._seen_domain())
        for application in self:
            application.is_visible = not application.id or application._origin in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._seen_domain()

    @api.model
    def _seen_domain(self):
        """Of clients whose whole card he sees; of strangers, those of his units and his own."""
        clients = Domain("client_id.is_fully_visible", "=", True)
        viewer, branch_ids = self.env["res.partner"]._viewer()
        strangers = Domain("officer_id", "=", self.env.uid)
        if viewer.is_auditor or any(post.scope is Scope.BANK for post in viewer.posts):
            strangers = Domain.TRUE
        elif branch_ids:
            strangers |= Domain("branch_id", "in", sorted(branch_ids))
        if not viewer.posts and not viewer.is_auditor:
            strangers = Domain.FALSE
        seen = (Domain("client_id", "!=", False) & clients) | (
            Domain("client_id", "=", False) & strangers
        )
        # Nor those in which he or a relative of his takes part beside the borrower.
        if own := self._own_ids(self.env.uid, fields.Date.to_string(self._today())):
            seen &= Domain("party_ids", "not any!", [("client_id", "in", own)])
        return seen

    @tools.ormcache("user_id", "today")
    def _own_ids(self, user_id, today):
        """An employee's own client card and those of his relatives, as ids."""
        return sorted(self.env["res.partner"].sudo()._closed_ids(user_id, []))

    @api.constrains("client_id", "track")
    def _check_track(self):
        for application in self.filtered("client_id"):
            kind = application.client_id.client_kind
            if kind and (kind == "legal_entity") != (application.track == "corporate"):
                raise ValidationError(
                    self.env._(
                        "A company asks on the corporate way, a person on the retail one."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        sequence = self.env["ir.sequence"].sudo()
        today = self.env["bank.business.day"]._today()
        applications = super().create(vals_list)
        for application in applications:
            application.sudo().write(
                {
                    "number": sequence.next_by_code("bank.loan.application"),
                    "stage_since": today,
                }
            )
            application._check_may_prepare()
            application._note_entered()
            application._begin_borrower()
        return applications

    def write(self, vals):
        """What is asked for is frozen once the form is complete."""
        if not self.env.su:
            self.check_access("write")
            self._check_may_prepare()
            frozen = self.filtered(lambda one: one.stage not in FORM_STAGES)
            if frozen._changes_what_is_frozen(vals):
                raise UserError(
                    self.env._(
                        "What was submitted is frozen. Have the application returned for "
                        "completion to change it."
                    )
                )
            if self._frozen_names() & vals.keys():
                (self - frozen)._note_entered()
        return super().write(vals)

    def _changes_what_is_frozen(self, vals):
        """Whether a write of `vals` would change what these were submitted with."""
        names = self._frozen_names() & vals.keys()
        is_many = {
            name: self._fields[name].type in ("one2many", "many2many") for name in names
        }
        plain = [name for name in names if not is_many[name]]
        # Lines come as commands only where some were changed.
        has_lines = any(vals[name] for name in names if is_many[name])
        return any(has_lines or one._changed_names(vals, plain) for one in self)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("An application is withdrawn, not deleted."))

    @api.model
    def _frozen_names(self):
        """What the client wants; parts of lending add theirs."""
        return {
            "client_id", "product_id", "track", "currency_id", "amount", "term_months",
            "rate", "purpose", "branch_id", "party_ids",
        }  # fmt: skip

    def _check_may_prepare(self):
        """AccessError unless the user takes applications."""
        if not self.env.su and not self.env.user.has_group(
            "bank_crm_credit.group_loan_applications"
        ):
            raise AccessError(
                self.env._("Applications are prepared by managers and credit officers.")
            )

    def _begin_borrower(self):
        """Every application has its borrower from the first moment."""
        self.ensure_one()
        if not any(party.role == "borrower" for party in self.party_ids):
            self.env["bank.loan.application.party"].create(
                {
                    "application_id": self.id,
                    "role": "borrower",
                    "client_id": self.client_id.id,
                }
            )

    def _is_open(self):
        """Whether it still goes on."""
        self.ensure_one()
        return self.stage not in ENDS

    def _borrower(self):
        """The party that asks for the loan."""
        self.ensure_one()
        return self.party_ids.filtered(lambda party: party.role == "borrower")[:1]

    def _today(self):
        """The bank's day."""
        return self.env["bank.business.day"]._today()
