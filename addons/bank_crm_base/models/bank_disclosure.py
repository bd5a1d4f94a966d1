from datetime import UTC, datetime, time

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..domain.disclosure import (
    DUE_SOON_DAYS,
    REQUESTERS,
    UNANSWERED,
    WAYS,
    DayKind,
    Haste,
    State,
    deadline,
    haste,
    horizon,
)

SEES_ALL = ("bank_crm_base.group_compliance", "bank_crm_base.group_auditor")


class BankDisclosure(models.Model):
    """A request for what bank secrecy covers: who asked, on what ground, what was given."""

    _name = "bank.disclosure"
    _description = "Disclosure Request"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin", "mail.thread"]
    _order = "id desc"
    _mail_post_access = "read"

    name = fields.Char("Number", required=True, sealed=True, copy=False, default="/")
    state = fields.Selection(
        [
            (State.DRAFT, "Being prepared"),
            (State.WAITING, "Waits for decision"),
            (State.APPROVED, "To be given"),
            (State.REFUSED, "Refused"),
            (State.ANSWERED, "Answered"),
            (State.CLOSED, "Closed"),
        ],
        required=True,
        default=State.DRAFT,
        index=True,
        sealed=True,
        copy=False,
        tracking=True,
    )

    # who asks
    requester_kind = fields.Selection(REQUESTERS, "Who asks", required=True)
    requester_body = fields.Char("Body", required=True)
    requester_official = fields.Char("Official")
    reference = fields.Char("Their number")
    reference_date = fields.Date("Their date")
    ground_id = fields.Many2one(
        "bank.disclosure.ground", required=True, index=True, ondelete="restrict"
    )
    law_article = fields.Char(related="ground_id.law_article")
    may_be_given = fields.Text(related="ground_id.may_be_given")

    # what about
    client_ids = fields.Many2many(
        "res.partner", "bank_disclosure_client_rel", "disclosure_id", "client_id",
        "Clients", domain="[('is_client', '=', True)]", ondelete="restrict", copy=False,
    )  # fmt: skip
    is_not_client = fields.Boolean("Not our client")
    asked_about = fields.Char(
        "Asked about",
        help="Name, tax number or account by which they asked, as in their letter.",
    )
    period_from = fields.Date("Period from")
    period_to = fields.Date("Period to")
    asks_accounts = fields.Boolean("Accounts")
    asks_balances = fields.Boolean("Balances")
    asks_movements = fields.Boolean("Movements")
    asks_documents = fields.Boolean("Documents")
    scope_words = fields.Text("What they ask for")

    # when
    received_date = fields.Date(
        "Received",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    received_by = fields.Selection(
        WAYS, "Received how", required=True, default="letter"
    )
    deadline_date = fields.Date(
        "Answer until",
        compute="_compute_deadline_date",
        store=True,
        readonly=False,
        index=True,
        help="From the ground in law; overwrite it where their letter sets another day.",
    )
    responsible_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict", tracking=True,
        default=lambda self: self.env.user, domain="[('share', '=', False)]",
    )  # fmt: skip
    haste = fields.Selection(
        [(Haste.OVERDUE, "Overdue"), (Haste.SOON, "Soon"), (Haste.LATER, "In time"),
         (Haste.NONE, "Answered")],
        compute="_compute_haste",
    )  # fmt: skip
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_haste", search="_search_is_overdue"
    )
    is_due_soon = fields.Boolean(
        "Due soon", compute="_compute_haste", search="_search_is_due_soon"
    )

    # what the bank decides
    decision = fields.Selection([("give", "Give"), ("refuse", "Refuse")])
    decision_words = fields.Text(
        "What is given, or why refused",
        help="The approver decides on exactly these words.",
    )
    approver_id = fields.Many2one(
        "res.users", "Decided by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    decided_at = fields.Datetime("Decided", sealed=True, copy=False)

    # what was given
    given_words = fields.Text("What was given", sealed=True, copy=False)
    given_date = fields.Date("Answered on", sealed=True, copy=False)
    given_to = fields.Char("Given to", sealed=True, copy=False)
    given_by = fields.Selection(WAYS, "Sent how", sealed=True, copy=False)
    outgoing_number = fields.Char("Our outgoing number", sealed=True, copy=False)
    given_attachment_ids = fields.Many2many(
        "ir.attachment", "bank_disclosure_given_rel", "disclosure_id", "attachment_id",
        "Files given", sealed=True, copy=False,
    )  # fmt: skip
    arrest_ids = fields.One2many(
        "bank.account.arrest", "disclosure_id", "Arrests", groups=",".join(SEES_ALL)
    )
    arrest_count = fields.Integer(
        compute="_compute_arrest_count", groups=",".join(SEES_ALL)
    )
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )
    may_answer = fields.Boolean(compute="_compute_may_answer")

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name != '/'", "Another request has this number."
    )
    _period_in_order = models.Constraint(
        "CHECK(period_to IS NULL OR period_from IS NULL OR period_to >= period_from)",
        "The period asked about cannot end before it begins.",
    )
    _answer_is_whole = models.Constraint(
        "CHECK(state NOT IN ('answered', 'closed') "
        "OR (given_date IS NOT NULL AND given_words IS NOT NULL))",
        "An answered request says what was given and when.",
    )
    _due_idx = models.Index("(deadline_date) WHERE state NOT IN ('answered', 'closed')")

    @api.depends("ground_id", "received_date")
    def _compute_deadline_date(self):
        for disclosure in self:
            if not disclosure.ground_id or not disclosure.received_date:
                disclosure.deadline_date = disclosure.deadline_date
                continue
            ground = disclosure.ground_id
            disclosure.deadline_date = deadline(
                disclosure.received_date,
                ground.deadline_days,
                DayKind(ground.day_kind),
                self._days_off(disclosure.received_date, ground.deadline_days),
            )

    @api.model
    def _days_off(self, received, days):
        """Days on which the bank does not work, by its calendar of working hours."""
        calendar = self.env.company.sudo().resource_calendar_id
        days = calendar._get_unusual_days(
            datetime.combine(received, time.min, UTC),
            datetime.combine(horizon(received, days), time.max, UTC),
        )
        return {fields.Date.to_date(day) for day, is_off in days.items() if is_off}

    @api.depends("state", "deadline_date")
    def _compute_haste(self):
        today = self.env["bank.business.day"]._today()
        for disclosure in self:
            found = haste(
                State(disclosure.state), disclosure.deadline_date or None, today
            )
            disclosure.haste = found
            disclosure.is_overdue = found is Haste.OVERDUE
            disclosure.is_due_soon = found is Haste.SOON

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return Domain("state", "in", sorted(UNANSWERED)) & Domain(
            "deadline_date", "<", today
        )

    def _search_is_due_soon(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return (
            Domain("state", "in", sorted(UNANSWERED))
            & Domain("deadline_date", ">=", today)
            & Domain("deadline_date", "<=", fields.Date.add(today, days=DUE_SOON_DAYS))
        )

    @api.depends("arrest_ids")
    def _compute_arrest_count(self):
        for disclosure in self:
            disclosure.arrest_count = len(disclosure.arrest_ids)

    @api.depends("responsible_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        sees_all = self._sees_all()
        for disclosure in self:
            disclosure.is_visible = (
                sees_all or disclosure.sudo().responsible_id == self.env.user
            )

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        if self._sees_all():
            return Domain.TRUE
        return Domain("responsible_id", "=", self.env.uid)

    @api.model
    def _sees_all(self):
        """Compliance and audit; everybody else only what he has to answer himself."""
        return self.env.uid == SUPERUSER_ID or any(
            self.env.user.has_group(group) for group in SEES_ALL
        )

    @api.depends("responsible_id", "state")
    @api.depends_context("uid")
    def _compute_may_answer(self):
        for disclosure in self:
            disclosure.may_answer = (
                disclosure.state in (State.APPROVED, State.REFUSED)
                and disclosure._is_own_or_compliance()
            )

    @api.constrains("client_ids", "is_not_client", "asked_about")
    def _check_about_whom(self):
        for disclosure in self:
            if disclosure.is_not_client and disclosure.client_ids:
                raise UserError(
                    self.env._("Either name our clients, or say it is not our client.")
                )
            if disclosure.is_not_client and not disclosure.asked_about:
                raise UserError(
                    self.env._(
                        "Say by what they asked about the person who is not ours."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        disclosures = super().create(vals_list)
        for disclosure in disclosures.sudo():
            disclosure.name = (
                self.env["ir.sequence"]
                .sudo()
                .next_by_code(
                    "bank.disclosure",
                    sequence_date=disclosure.received_date,
                )
            )
        return disclosures

    def write(self, vals):
        self.check_access("write")
        self._check_not_frozen(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        raise UserError(
            self.env._("The register keeps every request: nothing in it is deleted.")
        )

    def _is_own_or_compliance(self):
        self.ensure_one()
        return self.sudo().responsible_id == self.env.user or self.env.user.has_group(
            "bank_crm_base.group_compliance"
        )
