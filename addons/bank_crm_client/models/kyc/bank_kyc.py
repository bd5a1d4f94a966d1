from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...domain.kyc.risk import SECRET, Risk
from .bank_kyc_term import LEVELS

COMPLIANCE = "bank_crm_base.group_compliance,bank_crm_base.group_auditor"
# What compliance decides on; everything else is collected by who works with the client.
COLLECTED = (
    "exposed", "exposed_position", "exposed_relative_client_id", "exposed_relative_name",
    "exposed_relation", "source_of_funds", "source_evidence", "residency_ids", "owner_ids",
)  # fmt: skip


class BankKyc(models.Model):
    """One review of a client: who he is, whose money it is, how risky, until when it holds."""

    _name = "bank.kyc"
    _description = "Review of a Client"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "client_id, id desc"

    _fixed_names = ("client_id",)

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    client_kind = fields.Selection(related="client_id.client_kind")
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")
    state = fields.Selection(
        [
            ("draft", "Being collected"),
            ("submitted", "With compliance"),
            ("in_force", "In force"),
            ("returned", "Returned"),
            ("replaced", "Replaced"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="draft",
        sealed=True,
        copy=False,
    )
    start_date = fields.Date(
        "Begun on",
        required=True,
        readonly=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )

    exposed = fields.Selection(
        [
            ("no", "No"),
            ("self", "He himself"),
            ("relative", "A member of his family"),
            ("associate", "A close associate"),
        ],
        "Politically exposed",
        required=True,
        default="no",
    )
    exposed_position = fields.Char("Office held", help="Which, where, since when.")
    exposed_relative_client_id = fields.Many2one(
        "res.partner", "Who, our client", index="btree_not_null", ondelete="set null",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    exposed_relative_name = fields.Char("Who, not our client")
    exposed_relation = fields.Char("How they are related", help="E.g. his wife.")
    source_of_funds = fields.Text(
        "Source of funds", help="Where the money comes from, in the client's words."
    )
    source_evidence = fields.Char("Seen in", help="Declaration, contract, statement.")
    residency_ids = fields.Many2many(
        "res.country", string="Tax residency", copy=True,
        default=lambda self: self.env.company.country_id,
    )  # fmt: skip
    owner_ids = fields.One2many("bank.kyc.owner", "kyc_id", "Beneficial owners", copy=True)
    owners_words = fields.Char("Owners", compute="_compute_owners_words")

    risk_proposed = fields.Selection(
        LEVELS, "Risk by the criteria", sealed=True, copy=False
    )
    risk_codes = fields.Json(sealed=True, copy=False, groups=fields.NO_ACCESS)
    risk_reasons = fields.Char("Because", compute="_compute_risk_reasons")
    risk = fields.Selection(
        LEVELS, copy=False, sealed=True, help="As compliance decided."
    )
    risk_decided = fields.Selection(
        LEVELS, "Level to decide", copy=False, groups=COMPLIANCE,
        help="Empty: as by the criteria. A lower level needs a second person.",
    )  # fmt: skip
    compliance_note = fields.Text(
        "Compliance's words", copy=False, groups=COMPLIANCE,
        help="Not shown outside compliance and audit.",
    )  # fmt: skip
    return_reason = fields.Char("Returned because", sealed=True, copy=False)

    submitted_by_id = fields.Many2one(
        "res.users", "Collected by", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    reviewer_id = fields.Many2one(
        "res.users", "Reviewed by", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    done_date = fields.Date("Reviewed on", sealed=True, copy=False)
    review_date = fields.Date(
        "Next review by", sealed=True, copy=False, index="btree_not_null"
    )
    overdue_task_date = fields.Date(sealed=True, copy=False, groups=fields.NO_ACCESS)
    is_overdue = fields.Boolean(
        "Review overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _in_force_once = models.UniqueIndex(
        "(client_id) WHERE state = 'in_force'", "He has a review in force."
    )
    _in_work_once = models.UniqueIndex(
        "(client_id) WHERE state IN ('draft', 'submitted', 'returned')",
        "A review of this client is under way already.",
    )

    @api.depends("client_id", "start_date")
    def _compute_display_name(self):
        for kyc in self:
            kyc.display_name = self.env._(
                "Review of %(client)s", client=kyc.client_id.display_name or ""
            )

    @api.depends("state", "review_date")
    def _compute_is_overdue(self):
        today = self.env["bank.business.day"]._today()
        for kyc in self:
            kyc.is_overdue = (
                kyc.state == "in_force"
                and bool(kyc.review_date)
                and kyc.review_date < today
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return Domain("state", "=", "in_force") & Domain("review_date", "<", today)

    @api.depends("risk_codes")
    @api.depends_context("uid", "lang")
    def _compute_risk_reasons(self):
        names = {
            rule.criterion: rule.name
            for rule in self.env["bank.kyc.risk.rule"]
            .sudo()
            .with_context(active_test=False)
            .search([])
        }
        hidden = () if self._tells_secrets() else {str(one) for one in SECRET}
        for kyc in self:
            kyc.risk_reasons = ", ".join(
                names.get(code, code)
                for code in kyc.sudo().risk_codes or []
                if code not in hidden
            )

    @api.model
    def _tells_secrets(self):
        """Whether the reader may hear of matches: compliance and audit only."""
        user = self.env.user
        return user.has_group("bank_crm_base.group_compliance") or user.has_group(
            "bank_crm_base.group_auditor"
        )

    @api.depends("owner_ids.is_verified")
    def _compute_owners_words(self):
        for kyc in self:
            owners = kyc.owner_ids
            verified = owners.filtered("is_verified")
            kyc.owners_words = (
                self.env._(
                    "%(verified)s of %(count)s verified",
                    verified=len(verified),
                    count=len(owners),
                )
                if owners
                else ""
            )

    @api.constrains("exposed", "exposed_position")
    def _check_exposed(self):
        for kyc in self:
            if kyc.exposed != "no" and not (kyc.exposed_position or "").strip():
                raise UserError(
                    self.env._("Of a politically exposed person say which office.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        # A review just decided makes room for the next one.
        self.flush_model(["state"])
        reviews = super().create(vals_list)
        for kyc in reviews:
            if not kyc.client_id.is_client:
                raise UserError(self.env._("Only clients are reviewed."))
            kyc.exposed_relative_client_id.check_access("read")
            if not kyc.owner_ids:
                kyc._load_owners()
        return reviews

    def write(self, vals):
        vals = self._guard_write(vals)
        if not self.env.su:
            self._check_may_write(vals)
        result = super().write(vals) if vals else True
        if "exposed_relative_client_id" in vals:
            self.exposed_relative_client_id.check_access("read")
        return result

    def _check_may_write(self, vals):
        """What is with compliance is compliance's; what is decided stays as it was."""
        is_officer = self.env.user.has_group("bank_crm_base.group_compliance")
        for kyc in self:
            if kyc.state in ("draft", "returned") or (
                kyc.state == "submitted" and is_officer
            ):
                continue
            if set(vals) & {*COLLECTED, "risk_decided", "compliance_note"}:
                raise UserError(
                    self.env._(
                        "This review is decided or with compliance: begin a new one."
                    )
                )
