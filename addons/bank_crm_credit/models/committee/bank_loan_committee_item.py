from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

# Another value of these is another motion: who voted on the old one votes anew.
MOTION = ("amount", "term_months", "rate", "security_words", "question")
STATES = [
    ("waiting", "On the agenda"),
    ("voting", "Voting"),
    ("carried", "Carried"),
    ("refused", "Not carried"),
    ("deferred", "Deferred"),
    ("returned", "Returned for completion"),
    ("no_quorum", "No quorum"),
    ("withdrawn", "Taken off"),
]


class BankLoanCommitteeItem(models.Model):
    """A matter on the agenda: an application, or a condition that the committee set before.

    The terms put to the vote begin as those asked for; the committee may put others.
    """

    _name = "bank.loan.committee.item"
    _description = "Item of a Committee's Agenda"
    _inherit = ["bank.sealed.mixin"]
    _order = "sitting_id desc, sequence, id"

    sitting_id = fields.Many2one(
        "bank.loan.committee.sitting", required=True, index=True, ondelete="restrict"
    )
    committee_id = fields.Many2one(
        related="sitting_id.committee_id", string="Committee", store=True, index=True,
        precompute=True,
    )  # fmt: skip
    sitting_date = fields.Date(related="sitting_id.date", string="Sitting on")
    sitting_kind = fields.Selection(related="sitting_id.kind")
    closes_at = fields.Datetime(related="sitting_id.closes_at")
    may_run = fields.Boolean(related="sitting_id.may_run")
    sequence = fields.Integer("No.", default=10)
    kind = fields.Selection(
        [
            ("application", "Application"),
            ("waiver", "Waiver of a condition"),
            ("correction", "Correction of a protocol"),
        ],
        "What about",
        required=True,
        default="application",
    )
    application_id = fields.Many2one(
        "bank.loan.application", index="btree_not_null",
        ondelete="restrict",
    )  # fmt: skip
    condition_id = fields.Many2one(
        "bank.loan.condition", index="btree_not_null", ondelete="restrict"
    )
    applicant_name = fields.Char(
        related="application_id.applicant_name", string="Borrower"
    )
    question = fields.Text("What is asked", help="Of a waiver or a correction.")

    # The terms put to the vote
    motion = fields.Integer(
        "Terms no.", default=1, required=True, sealed=True, copy=False
    )
    currency_id = fields.Many2one(
        "res.currency", related="application_id.currency_id", string="Currency"
    )
    amount = fields.Monetary("Sum")
    term_months = fields.Integer("Term, months")
    rate = fields.Float("Rate a year", digits=(9, 6))
    security_words = fields.Text("Collateral asked for")
    condition_ids = fields.One2many(
        "bank.loan.condition", "item_id", "Conditions put to the vote"
    )
    reason_ids = fields.Many2many(
        "bank.loan.decision.reason", string="Reasons of a refusal or a return",
        domain=["|", ("is_for_refusal", "=", True), ("is_for_return", "=", True)],
        help="Both wordings go into the decision: the bank's and the client's. Those that do "
        "not fit how it ended are left out.",
    )  # fmt: skip

    # The vote
    state = fields.Selection(
        STATES, required=True, default="waiting", index=True, sealed=True, copy=False
    )
    cast_count = fields.Integer("Have voted", sealed=True, copy=False)
    voter_count = fields.Integer("Have a vote", compute="_compute_voters")
    # Never read or searched by a person: what he may know of it is his own list of votes.
    ballot_ids = fields.One2many(
        "bank.loan.committee.ballot", "item_id", "Votes", readonly=True,
        groups=fields.NO_ACCESS,
    )  # fmt: skip
    conflict_ids = fields.One2many(
        "bank.loan.committee.conflict", "item_id", "Left the item", readonly=True
    )
    is_my_vote = fields.Boolean(
        "Waits for my vote", compute="_compute_voters", search="_search_is_my_vote"
    )
    opened_at = fields.Datetime("Vote began", sealed=True, copy=False)
    closed_at = fields.Datetime("Vote ended", sealed=True, copy=False)

    # The result, as it was counted
    because = fields.Char(sealed=True, copy=False)
    tally = fields.Json(sealed=True, copy=False)
    base = fields.Integer("Counted of", sealed=True, copy=False)
    needed = fields.Char("It took", sealed=True, copy=False)
    quorum_there = fields.Integer("Votes present", sealed=True, copy=False)
    quorum_needed = fields.Integer("Votes needed", sealed=True, copy=False)
    result_words = fields.Char("Result", compute="_compute_result_words")
    decision_id = fields.Many2one(
        "bank.loan.decision", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    trouble = fields.Text("Not entered because", sealed=True, copy=False)

    _open_once = models.UniqueIndex(
        "(application_id) WHERE kind = 'application' AND state IN ('waiting', 'voting')",
        "This application is on an agenda already.",
    )
    _has_its_matter = models.Constraint(
        "CHECK(kind != 'application' OR application_id IS NOT NULL)",
        "An item is about an application.",
    )
    _waiver_of = models.Constraint(
        "CHECK(kind != 'waiver' OR condition_id IS NOT NULL)",
        "Say which condition is to be waived.",
    )

    @api.depends("application_id", "kind", "sequence")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for item in self:
            parts = [item.application_id.display_name]
            if item.kind != "application":
                parts.append(kinds[item.kind])
            item.display_name = " · ".join(filter(None, parts))

    # --- what is on the agenda

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._fill_from_matter(vals)
        items = super().create(vals_list)
        for item in items:
            item._check_agenda()
        return items

    @api.model
    def _fill_from_matter(self, vals):
        """What is asked for is what is put to the vote, until the committee puts another."""
        if condition := self.env["bank.loan.condition"].browse(
            vals.get("condition_id")
        ):
            vals.setdefault("application_id", condition.application_id.id)
        application = self.env["bank.loan.application"].browse(
            vals.get("application_id")
        )
        if vals.get("kind", "application") == "application" and application:
            application.check_access("read")
            for name in ("amount", "term_months", "rate"):
                vals.setdefault(name, application[name])
        sitting = self.env["bank.loan.committee.sitting"].browse(vals.get("sitting_id"))
        if "sequence" not in vals:
            vals["sequence"] = 1 + max(
                sitting.sudo().item_ids.mapped("sequence"), default=0
            )

    def _check_agenda(self):
        """On an agenda comes what waits for this committee."""
        self.ensure_one()
        self.committee_id._check_runs()
        if not self.env.su and self.sitting_id.state != "draft":
            raise UserError(self.env._("The vote has begun: the agenda stands."))
        if self.application_id:
            self.application_id.check_access("read")
        if self.kind == "application":
            self.application_id._check_for_committee(self.committee_id)
        elif self.kind == "waiver":
            self.condition_id._check_may_waive(self.committee_id)

    def write(self, vals):
        """The agenda stands once the vote has begun; other terms are another motion."""
        if self.env.su:
            return super().write(vals)
        self.check_access("write")
        for item in self:
            item.committee_id._check_runs()
            if item.state not in ("waiting", "voting"):
                raise UserError(self.env._("This item has been decided."))
            fixed = {
                "sitting_id",
                "kind",
                "application_id",
                "condition_id",
            } & vals.keys()
            if fixed and any(
                item[name].id != vals[name]
                if item._fields[name].type == "many2one"
                else item[name] != vals[name]
                for name in fixed
            ):
                raise UserError(
                    self.env._("Take it off the agenda and put the other one there.")
                )
        before = {item: [item[name] for name in MOTION] for item in self}
        result = super().write(vals)
        for item in self:
            if before[item] != [item[name] for name in MOTION]:
                item._put_other_terms()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_from_a_draft(self):
        for item in self:
            item.committee_id._check_runs()
            if item.state != "waiting" or item.sitting_id.state != "draft":
                raise UserError(
                    self.env._("What was put to the vote stays on the agenda.")
                )

    def action_take_off(self):
        """The item waits for another sitting; nobody has voted on it."""
        for item in self:
            item.committee_id._check_runs()
            if item.state not in ("waiting", "voting") or item.sudo().ballot_ids:
                raise UserError(
                    self.env._("Somebody has voted: close the vote on it instead.")
                )
            item.sudo().write({"state": "withdrawn"})
            item.sitting_id.sudo()._close_if_done()
        return True

    def action_open_application(self):
        self.ensure_one()
        return self.application_id.get_formview_action()

    def action_open_case(self):
        """The whole case on a page of its own."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _terms_words(self):
        """The terms put to the vote in one line."""
        self.ensure_one()
        if self.kind != "application":
            return self.question or ""
        words = [
            format_amount(self.env, self.amount, self.currency_id),
            self.env._("%(months)s months", months=self.term_months),
            self.env._("%(rate)s %% a year", rate=f"{round(self.rate * 100, 4):g}"),
        ]
        if self.security_words:
            words.append(self.security_words)
        return ", ".join(words)

    def _check_member(self):
        """AccessError for who was not called to the sitting."""
        self.ensure_one()
        if self.env.user not in self.sudo().sitting_id.place_ids.user_id:
            raise AccessError(self.env._("You are not called to this sitting."))
