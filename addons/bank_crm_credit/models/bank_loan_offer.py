from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.book_rows import money, restructuring_of
from ..domain.offers import Measure, as_it_is, restructured

OVERDUE_JOINS = "interest,fee,penalty,principal"
PARAMETERS = {
    "instalments", "principal_holiday", "interest_holiday", "new_rate", "has_new_rate",
    "is_capitalised", "first_due_date",
}  # fmt: skip


class BankLoanOffer(models.Model):
    """One way to restructure a loan, with what it means to the borrower and to the bank."""

    _name = "bank.loan.offer"
    _description = "Offer of a Restructuring"
    _inherit = ["bank.sealed.mixin"]
    _order = "restructuring_id, sequence, id"

    restructuring_id = fields.Many2one(
        "bank.loan.restructuring", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char("Offer", required=True)
    sequence = fields.Integer(default=10)
    is_as_it_is = fields.Boolean(readonly=True, sealed=True, copy=False)
    instalments = fields.Integer("Instalments from now on")
    principal_holiday = fields.Integer("Without principal")
    interest_holiday = fields.Integer("Without interest")
    has_new_rate = fields.Boolean("Another rate")
    new_rate = fields.Float("Rate a year", digits=(9, 6))
    is_capitalised = fields.Boolean("What is overdue joins the principal")
    first_due_date = fields.Date("Next due date")
    currency_id = fields.Many2one(related="restructuring_id.loan_id.currency_id")
    state = fields.Selection(related="restructuring_id.state")
    is_chosen = fields.Boolean(compute="_compute_is_chosen")
    # What it means, counted when a parameter changes.
    due_now = fields.Monetary("Due at once", readonly=True, sealed=True, copy=False)
    payment = fields.Monetary(
        "Greatest instalment", readonly=True, sealed=True, copy=False
    )
    instalment_count = fields.Integer(
        "Instalments", readonly=True, sealed=True, copy=False
    )
    last_due_date = fields.Date("Last due", readonly=True, sealed=True, copy=False)
    total = fields.Monetary("Pays in all", readonly=True, sealed=True, copy=False)
    cost = fields.Monetary(
        "Of it over the principal", readonly=True, sealed=True, copy=False
    )
    present_value = fields.Monetary(
        "Worth to the bank", readonly=True, sealed=True, copy=False
    )
    value_change = fields.Monetary(
        "Bank gains or loses", readonly=True, sealed=True, copy=False
    )
    burden = fields.Float(
        "Payments of income", digits=(9, 4), readonly=True, sealed=True, copy=False
    )
    has_burden = fields.Boolean(readonly=True, sealed=True, copy=False)
    trouble = fields.Char("Why not", readonly=True, sealed=True, copy=False)
    words = fields.Char("In words", compute="_compute_words")

    def _compute_is_chosen(self):
        for offer in self:
            offer.is_chosen = offer.restructuring_id.chosen_id == offer

    @api.depends(*sorted(PARAMETERS))
    def _compute_words(self):
        for offer in self:
            offer.words = offer.restructuring_id.loan_id._operation_words(
                offer._operation_values()
            )

    def write(self, vals):
        if not self.env.su:
            self._check_draft()
            if "restructuring_id" in vals:
                raise UserError(self.env._("An offer stays where it was made."))
        result = super().write(vals)
        if PARAMETERS & vals.keys():
            self.sudo()._recalculate()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        offers = super().create(vals_list)
        if not self.env.su:
            offers._check_draft()
            offers.sudo()._recalculate()
        return offers

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_draft()

    def _check_draft(self):
        """UserError where the offers are decided, or are the loan as it is."""
        if any(offer.restructuring_id.state != "draft" for offer in self):
            raise UserError(self.env._("These offers are decided: make new ones."))

    def _operation_values(self):
        self.ensure_one()
        values = {
            "kind": "restructure",
            "value_date": self.restructuring_id.date,
            "new_instalments": self.instalments,
            "principal_holiday": self.principal_holiday,
            "interest_holiday": self.interest_holiday,
            "has_new_rate": self.has_new_rate,
            "annual_rate": self.new_rate if self.has_new_rate else 0,
            "capitalise": OVERDUE_JOINS if self.is_capitalised else "",
            "new_first_due": self.first_due_date,
        }
        return self.restructuring_id.loan_id._plain_values(values)

    def _recalculate(self):
        """Count what each offer means; the first line is the loan as it is."""
        for restructuring in self.restructuring_id:
            book = restructuring.loan_id.sudo()._books()[restructuring.loan_id.id]
            measure = Measure(
                money(round(restructuring.discount_rate, 6)),
                money(round(restructuring.monthly_income, 2)) or None,
                money(round(restructuring.other_payments, 2)),
            )
            base = None
            for offer in restructuring.offer_ids.sorted("sequence"):
                found = offer._calculate(book, restructuring.date, measure)
                if offer.is_as_it_is:
                    base = found
                offer.write(offer._found_values(found, base))

    def _calculate(self, book, day, measure):
        """What the engine says of the offer; an error in its words where it cannot be."""
        if book.contract is None:
            return book.trouble
        try:
            if self.is_as_it_is:
                return as_it_is(book.contract, book.operations, day, measure)
            row = dict.fromkeys(
                ("new_instalments", "principal_holiday", "interest_holiday", "capitalise",
                 "annual_rate", "has_new_rate", "new_first_due")
            ) | self._operation_values()  # fmt: skip
            row["new_first_due"] = fields.Date.to_date(row["new_first_due"])
            if self.has_new_rate:
                row["annual_rate"] = Decimal(str(round(self.new_rate, 6)))
            change = restructuring_of(row)
            return restructured(book.contract, book.operations, day, change, measure)
        except ValueError as error:
            return str(error)

    @api.model
    def _found_values(self, found, base):
        if isinstance(found, str):
            return {
                "trouble": self.env._("This cannot be offered: %(why)s.", why=found),
                **dict.fromkeys(
                    ("due_now", "payment", "instalment_count", "total", "cost",
                     "present_value", "value_change", "burden"), 0
                ),
                "last_due_date": False,
                "has_burden": False,
            }  # fmt: skip
        is_known = base is not None and not isinstance(base, str)
        return {
            "trouble": False,
            "due_now": float(found.due_now),
            "payment": float(found.payment),
            "instalment_count": len(found.instalments),
            "last_due_date": found.instalments[-1].due if found.instalments else False,
            "total": float(found.total),
            "cost": float(found.cost),
            "present_value": float(found.present_value),
            "value_change": float(found.present_value - base.present_value)
            if is_known
            else 0,
            "burden": float(found.burden or 0),
            "has_burden": found.burden is not None,
        }

    def action_choose(self):
        """Propose this offer to a second person."""
        self.ensure_one()
        self.restructuring_id._choose(self)
        return self.restructuring_id.get_formview_action()
