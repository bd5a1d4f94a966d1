from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

EXTENSION_PERCENT = 150
HOLIDAY_INSTALMENTS = 3


class BankLoanRestructuring(models.Model):
    """Other terms for a borrower who cannot keep his: offers, the chosen one, its approval."""

    _name = "bank.loan.restructuring"
    _description = "Restructuring of a Loan"
    _inherit = ["bank.guarded.mixin", "bank.sealed.mixin"]
    _order = "id desc"
    _rec_name = "number"
    _fixed_names = ("loan_id",)

    number = fields.Char("Addendum no.", sealed=True, copy=False)
    loan_id = fields.Many2one(
        "bank.loan",
        "Loan",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    client_id = fields.Many2one(
        related="loan_id.holding_id.client_id", string="Borrower"
    )
    branch_id = fields.Many2one(related="loan_id.holding_id.branch_id")
    currency_id = fields.Many2one(related="loan_id.currency_id")
    ledger_mode = fields.Selection(related="loan_id.ledger_mode")
    date = fields.Date("Holds from", required=True)
    reason = fields.Char("Why he asks")
    monthly_income = fields.Monetary("Income a month")
    other_payments = fields.Monetary(
        "Other payments a month", help="Loans elsewhere and here, alimony, rent."
    )
    discount_rate = fields.Float("The bank's own rate", digits=(9, 6))
    state = fields.Selection(
        [
            ("draft", "Offers"),
            ("waiting", "Waits for approval"),
            ("asked", "Asked of the core"),
            ("done", "In force"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        sealed=True,
        copy=False,
    )
    offer_ids = fields.One2many("bank.loan.offer", "restructuring_id", "Offers")
    chosen_id = fields.Many2one(
        "bank.loan.offer", "Chosen", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    chosen_words = fields.Char("What is agreed", compute="_compute_chosen_words")
    owed_before = fields.Monetary("Owed before", sealed=True, copy=False)
    operation_id = fields.Many2one(
        "bank.loan.operation", "Operation", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    schedule_id = fields.Many2one(
        "bank.loan.schedule", "New schedule", compute="_compute_schedule_id"
    )
    instalment_ids = fields.Many2many(
        "bank.loan.instalment", string="New instalments", compute="_compute_schedule_id"
    )
    answer = fields.Char("Why not", sealed=True, copy=False)
    user_id = fields.Many2one(
        "res.users", "Prepared by", index=True, ondelete="restrict",
        default=lambda self: self.env.user, sealed=True, copy=False,
    )  # fmt: skip

    @api.depends("chosen_id")
    def _compute_chosen_words(self):
        for restructuring in self:
            restructuring.chosen_words = restructuring.chosen_id.words or ""

    @api.depends("operation_id", "state")
    def _compute_schedule_id(self):
        Schedule = self.env["bank.loan.schedule"]
        for restructuring in self:
            found = Schedule.browse()
            if restructuring.operation_id:
                found = Schedule.search(
                    [
                        ("operation_id", "=", restructuring.operation_id.id),
                        ("replaced_date", "=", False),
                    ],
                    limit=1,
                )
            restructuring.schedule_id = found
            restructuring.instalment_ids = found.instalment_ids

    @api.depends("number", "loan_id")
    def _compute_display_name(self):
        for restructuring in self:
            restructuring.display_name = restructuring.number or self.env._(
                "Offers for %(loan)s", loan=restructuring.loan_id.number
            )

    @api.model
    def _begin(self, loan):
        """Offers for a loan that may be restructured; the ones being made, if there are."""
        loan.check_access("read")
        self._check_may_offer()
        going = self.search(
            [("loan_id", "=", loan.id), ("state", "=", "draft")], limit=1
        )
        if going:
            return going
        rules = loan._rules()
        restructuring = self.create(
            {
                "loan_id": loan.id,
                "date": self.env["bank.business.day"]._today(),
                "discount_rate": rules.discount_rate if rules else 0.15,
            }
        )
        restructuring.sudo().owed_before = loan.principal_owed
        restructuring._make_offers()
        return restructuring

    @api.model
    def _check_may_offer(self):
        if not self.env.su and not self.env.user.has_group(
            "bank_crm_credit.group_loan_officer"
        ):
            raise AccessError(
                self.env._(
                    "Offers are made by credit officers and loan administration."
                )
            )

    def _make_offers(self):
        """As it is, and three ways: longer, a holiday, what is overdue joined and longer."""
        self.ensure_one()
        left = self._instalments_left()
        longer = max(left + 1, left * EXTENSION_PERCENT // 100)
        offers = [
            {"name": self.env._("As it is"), "is_as_it_is": True, "sequence": 1},
            {"name": self.env._("Longer"), "instalments": longer, "sequence": 2},
            {
                "name": self.env._("Holiday"),
                "instalments": left + HOLIDAY_INSTALMENTS,
                "principal_holiday": HOLIDAY_INSTALMENTS,
                "sequence": 3,
            },
            {
                "name": self.env._("Overdue joined, longer"),
                "instalments": longer,
                "is_capitalised": True,
                "sequence": 4,
            },
        ]
        self.env["bank.loan.offer"].sudo().create(
            [{**offer, "restructuring_id": self.id} for offer in offers]
        )
        self.offer_ids.sudo()._recalculate()

    def _instalments_left(self):
        state = self.loan_id.sudo()._books()[self.loan_id.id].on(self.date)
        if state is None or not state.principal_owed:
            raise UserError(self.env._("Nothing is owed on this loan on that day."))
        following, plan = state.next_instalment, state.schedule
        if following is None or plan is None:
            return 1
        return sum(line.number >= following.number for line in plan.instalments)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_offer()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and any(one.state != "draft" for one in self):
            raise UserError(self.env._("These offers are decided: make new ones."))
        result = super().write(vals)
        if {"date", "monthly_income", "other_payments", "discount_rate"} & vals.keys():
            self.offer_ids.sudo()._recalculate()
        return result

    def _act_client(self):
        client = self.loan_id.holding_id.client_id
        return client if len(client) == 1 else client.browse()

    def _choose(self, offer):
        """Propose the offer to a second person, with what it costs the bank."""
        self.ensure_one()
        self.check_access("write")
        self._check_may_offer()
        if self.state != "draft":
            raise UserError(self.env._("These offers are decided: make new ones."))
        if offer.is_as_it_is:
            raise UserError(
                self.env._("That changes nothing: choose one of the offers.")
            )
        if not (self.reason or "").strip():
            raise UserError(
                self.env._("Write why he asks: who approves it has to know.")
            )
        offer.sudo()._recalculate()
        if offer.trouble:
            raise UserError(offer.trouble)
        number = self.env["ir.sequence"].sudo().next_by_code("bank.loan.addendum")
        self.sudo().write({"chosen_id": offer.id, "state": "waiting", "number": number})
        return self.env["bank.act"]._propose_call(
            "loan_restructuring",
            self,
            "_carry_out",
            {"user_id": self.env.uid},
            watched=("chosen_id",),
            reason=self.reason,
            amount=self.loan_id._in_base(self.owed_before),
        )

    def _act_refused(self, act):
        super()._act_refused(act)
        self.sudo().write(
            {"state": "draft", "chosen_id": False, "answer": act.answer or False}
        )

    def _carry_out(self, user_id):
        """Accepted: booked as an operation, or asked of the core system."""
        for restructuring in self:
            loan = restructuring.loan_id
            values = restructuring.chosen_id._operation_values()
            done = loan._carry_out({**values, "user_id": user_id})
            if done._name == "bank.loan.request":
                done.restructuring_id = restructuring
                restructuring.state = "asked"
            else:
                restructuring._in_force(done)

    def _in_force(self, operation):
        """The new terms hold: by our book, or because the core said so."""
        self.sudo().write({"state": "done", "operation_id": operation.id})

    def action_recalculate(self):
        """Count the offers anew."""
        self.check_access("write")
        self.offer_ids.sudo()._recalculate()

    def action_open_loan(self):
        """The loan itself."""
        self.ensure_one()
        self.check_access("read")
        return self.loan_id.get_formview_action()
