from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.tools import format_date

from ...domain.application.labels import OUTCOMES, SECURITIES, choices
from ...domain.application.outcomes import Caps, Validity, told_to_client


class BankLoanDecision(models.Model):
    """A decision on an application: who, when, on which facts and rules, on what terms."""

    _name = "bank.loan.decision"
    _description = "Decision on an Application"
    _order = "id desc"

    application_id = fields.Many2one(
        "bank.loan.application", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    outcome = fields.Selection(choices(OUTCOMES), required=True, readonly=True)
    decider_id = fields.Many2one(
        "res.users", "Decided by", index="btree_not_null", ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    decider_words = fields.Char("Decided by whom", readonly=True)
    by_words = fields.Char("Whose decision", compute="_compute_by_words")
    level = fields.Integer(readonly=True)
    required_level = fields.Integer("Level asked for", readonly=True)
    level_words = fields.Char("Why this level", readonly=True)
    is_by_table = fields.Boolean("By the decision table alone", readonly=True)
    is_override = fields.Boolean("Against the score", readonly=True)
    decided_on = fields.Date("Decided on", required=True, readonly=True)
    valid_until = fields.Date("Holds until", readonly=True)
    snapshot_id = fields.Many2one(
        "bank.loan.snapshot", "On these facts", index="btree_not_null",
        ondelete="restrict", readonly=True,
    )  # fmt: skip
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary("Sum", readonly=True)
    term_months = fields.Integer("Term, months", readonly=True)
    rate = fields.Float("Rate a year", digits=(9, 6), readonly=True)
    product_rate = fields.Float(
        "Rate of the product", digits=(9, 6), readonly=True,
        help="As the product had it when this was decided.",
    )  # fmt: skip
    most_amount = fields.Monetary("Sum, at most", readonly=True)
    most_months = fields.Integer("Term, at most", readonly=True)
    least_rate = fields.Float("Rate, at least", digits=(9, 6), readonly=True)
    most_burden = fields.Float(
        "Payments to income, at most", digits=(9, 4), readonly=True
    )
    security = fields.Selection(
        choices(SECURITIES), "How it was secured", readonly=True
    )
    reason_ids = fields.Many2many(
        "bank.loan.decision.reason", string="Reasons", readonly=True
    )
    words = fields.Text("In words, for the bank", readonly=True)
    client_words = fields.Text("Told to the client", compute="_compute_client_words")
    is_void = fields.Boolean("Void", readonly=True)
    void_date = fields.Date("Void since", readonly=True)
    void_words = fields.Text("Why void", readonly=True)

    @api.depends("outcome", "decided_on")
    @api.depends_context("lang")
    def _compute_display_name(self):
        words = dict(self._fields["outcome"]._description_selection(self.env))
        for decision in self:
            decision.display_name = self.env._(
                "%(outcome)s on %(day)s",
                outcome=words.get(decision.outcome, ""),
                day=format_date(self.env, decision.decided_on, date_format="medium"),
            )

    @api.depends("decider_id", "decider_words", "is_by_table")
    @api.depends_context("lang")
    def _compute_by_words(self):
        """Whoever it was: a person, a committee at its sitting, the table, the night."""
        for decision in self:
            decision.by_words = (
                decision.decider_words
                or decision.decider_id.name
                or (decision.is_by_table and self.env._("Decision table"))
                or ""
            )

    @api.depends("reason_ids")
    @api.depends_context("lang", "bank_paper_lang")
    def _compute_client_words(self):
        for decision in self:
            reasons = [reason._reason() for reason in decision.reason_ids]
            decision.client_words = "\n".join(told_to_client(reasons))

    def _validity(self):
        """From which day until which it holds."""
        self.ensure_one()
        return Validity(self.decided_on, self.valid_until or self.decided_on)

    def _caps(self):
        """Within what the final terms have to stay."""
        self.ensure_one()
        return Caps(
            to_decimal(self.most_amount) if self.most_amount else None,
            self.most_months or None,
            to_decimal(self.least_rate) if self.least_rate else None,
            to_decimal(self.most_burden) if self.most_burden else None,
        )
