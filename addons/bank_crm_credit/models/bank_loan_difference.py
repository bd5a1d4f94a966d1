from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..domain.reconciliation import Figure

SMALL = Decimal(1)
DATE_FIGURES = (Figure.DUE_DATE, Figure.DAYS_PAST_DUE)
FIGURE_WORDS = {
    Figure.DUE_DATE: "Due date",
    Figure.PRINCIPAL: "Principal of an instalment",
    Figure.INTEREST: "Interest of an instalment",
    Figure.FEES: "Fees of an instalment",
    Figure.INSTALMENT: "One side only has the instalment",
    Figure.PRINCIPAL_OWED: "Principal owed",
    Figure.OVERDUE_PRINCIPAL: "Overdue principal",
    Figure.OVERDUE_INTEREST: "Overdue interest",
    Figure.OVERDUE_FEE: "Overdue fees",
    Figure.OVERDUE_PENALTY: "Penalty",
    Figure.DAYS_PAST_DUE: "Days late",
}


class BankLoanDifference(models.Model):
    """A figure that the core system and our shadow count differently, until it is gone."""

    _name = "bank.loan.difference"
    _description = "Difference from the Core System"
    _inherit = ["bank.sealed.mixin"]
    _order = "state, gap_size desc, id desc"
    _rec_name = "figure"

    loan_id = fields.Many2one(
        "bank.loan",
        "Loan",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
        sealed=True,
        copy=False,
    )
    client_id = fields.Many2one(
        related="loan_id.holding_id.client_id", string="Borrower"
    )
    currency_id = fields.Many2one(related="loan_id.currency_id")
    figure = fields.Selection(
        [(figure.value, words) for figure, words in FIGURE_WORDS.items()],
        "What differs",
        required=True,
        readonly=True,
        sealed=True,
        copy=False,
    )
    instalment = fields.Integer(
        "Instalment no.", readonly=True, sealed=True, copy=False
    )
    ours = fields.Char("We count", readonly=True, sealed=True, copy=False)
    theirs = fields.Char("The core says", readonly=True, sealed=True, copy=False)
    gap = fields.Float(
        "Theirs less ours", digits=(16, 2), readonly=True, sealed=True, copy=False
    )
    gap_size = fields.Float(digits=(16, 2), readonly=True, sealed=True, copy=False)
    cause = fields.Selection(
        [
            ("rounding", "Rounding"),
            ("dates", "Due date or day count"),
            ("late_entry", "Booked later on one side"),
            ("terms", "Terms entered wrongly"),
            ("core", "Mistake of the core system"),
            ("ours", "Mistake of ours"),
            ("unknown", "Not known yet"),
        ],
        required=True,
        default="unknown",
    )
    state = fields.Selection(
        [("open", "Open"), ("explained", "Explained"), ("gone", "Gone")],
        required=True,
        default="open",
        readonly=True,
        sealed=True,
        copy=False,
    )
    owner_id = fields.Many2one(
        "res.users", "Owner", index="btree_not_null", ondelete="restrict"
    )
    note = fields.Char("What was found")
    found_date = fields.Date(
        "Found", required=True, readonly=True, sealed=True, copy=False
    )
    gone_date = fields.Date("Gone", readonly=True, sealed=True, copy=False)
    age_days = fields.Integer("Age, days", compute="_compute_age_days")

    _open_uniq = models.UniqueIndex(
        "(loan_id, figure, instalment) WHERE state != 'gone'",
        "This difference is open already.",
    )

    @api.depends("found_date", "gone_date")
    def _compute_age_days(self):
        today = self.env["bank.business.day"]._today()
        for item in self:
            last = item.gone_date or today
            item.age_days = (last - item.found_date).days if item.found_date else 0

    def action_explain(self):
        """It is known why: it stays until the figures agree, but troubles nobody."""
        self.check_access("write")
        for item in self:
            if item.cause == "unknown" or not (item.note or "").strip():
                raise UserError(
                    self.env._(
                        "Name the cause and say what was found, then explain it."
                    )
                )
        self.filtered(lambda item: item.state == "open").sudo().state = "explained"

    def action_take(self):
        """I look after it."""
        self.check_access("write")
        self.owner_id = self.env.user

    @api.model
    def _keep(self, found, day):
        """Keep the differences of loans: loan id -> what differs; what agrees is gone."""
        if not found:
            return
        self.env.flush_all()
        known = {
            (row["loan_id"], row["figure"], row["instalment"]): row
            for row in self.env.execute_query_dict(
                SQL(
                    "SELECT id, loan_id, figure, instalment, ours, theirs "
                    "FROM bank_loan_difference WHERE state != 'gone' AND loan_id = ANY(%s)",
                    list(found),
                )
            )
        }
        owners = self._owners(found)
        new = []
        for loan_id, differences in found.items():
            for one in differences:
                key = (loan_id, one.figure.value, one.instalment or 0)
                told = {
                    "ours": self._told(one.ours),
                    "theirs": self._told(one.theirs),
                    "gap": float(one.gap),
                    "gap_size": float(abs(one.gap)),
                }
                row = known.pop(key, None)
                if row is None:
                    new.append(
                        {
                            "loan_id": loan_id,
                            "figure": one.figure.value,
                            "instalment": one.instalment or 0,
                            "cause": self._guess(one),
                            "owner_id": owners.get(loan_id),
                            "found_date": day,
                            **told,
                        }
                    )
                elif (row["ours"], row["theirs"]) != (told["ours"], told["theirs"]):
                    # Another gap than the one that was explained is looked at again.
                    self.sudo().browse(row["id"]).write({**told, "state": "open"})
        gone = self.sudo().browse([row["id"] for row in known.values()])
        gone.write({"state": "gone", "gone_date": day})
        self.sudo().create(new)

    @api.model
    def _owners(self, loan_ids):
        """Loan id -> who looks after differences of its product."""
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT l.id, r.reconciler_id FROM bank_loan l "
                    "JOIN bank_holding h ON h.id = l.holding_id "
                    "JOIN bank_loan_product r ON r.product_id = h.product_id "
                    "WHERE l.id = ANY(%s) AND r.reconciler_id IS NOT NULL",
                    list(loan_ids),
                )
            )
        )

    @api.model
    def _told(self, value):
        return "" if value is None else f"{value}"

    @api.model
    def _guess(self, difference):
        """A first cause, for whoever looks at it."""
        if difference.figure in DATE_FIGURES:
            return "dates"
        return "rounding" if abs(difference.gap) < SMALL else "unknown"
