from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...domain.classes.wallet import NOTICE_DAYS, Side, kinds_of

KINDS = [
    ("account", "Account"),
    ("deposit", "Deposit"),
    ("investment", "Securities"),
    ("loan", "Loan"),
    ("card", "Credit card"),
    ("leasing", "Leasing"),
    ("insurance", "Insurance"),
    ("other", "Other"),
]
# What makes a row mean the product that it means.
FIXED = ("client_id", "bank_id", "kind")


class BankExternalProduct(models.Model):
    """What a client holds in another bank, as far as ours knows: dated, never deleted."""

    _name = "bank.external.product"
    _description = "Product in Another Bank"
    _inherit = ["bank.sealed.mixin"]
    _order = "date_to desc, end_date, id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    manager_id = fields.Many2one(related="client_id.manager_id")
    branch_id = fields.Many2one(related="client_id.branch_id")
    bank_id = fields.Many2one(
        "res.bank", "Held in", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, "What", required=True, default="deposit")
    side = fields.Selection(
        [("assets", "He has"), ("debts", "He owes"), ("neither", "Neither")],
        compute="_compute_side",
        search="_search_side",
    )

    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(help="What is on it, or what is still owed.")
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    amount_base = fields.Monetary(
        "In base currency", "base_currency_id", sealed=True, copy=False,
        help="At the bank's rate of the day.",
    )  # fmt: skip
    annual_rate = fields.Float(
        "Rate a year", digits=(9, 6), help="A fraction: 0.125 is 12.5 % a year."
    )
    end_date = fields.Date(
        "Ends on", help="The client's manager is told of it in good time, once."
    )
    terms = fields.Char("Other terms", help="What we would have to beat.")

    source = fields.Selection(
        [
            ("client", "Said by the client"),
            ("bureau", "Credit bureau"),
            ("statement", "Statement"),
            ("guess", "Guess from payments"),
        ],
        "Known from",
        required=True,
        default="client",
    )
    known_date = fields.Date(
        "Known on",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    is_confirmed = fields.Boolean("Confirmed", help="Somebody saw a paper of it.")
    date_to = fields.Date(
        "Not held since", sealed=True, copy=False, help="Empty while he holds it."
    )
    is_ending_soon = fields.Boolean(
        "Ends within 30 days",
        compute="_compute_is_ending_soon",
        search="_search_is_ending_soon",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount >= 0)", "An amount is not negative: the kind tells who owes whom."
    )
    _rate_in_reason = models.Constraint(
        "CHECK(annual_rate >= 0 AND annual_rate <= 10)",
        "A rate is a fraction of the amount a year: 12.5 % is 0.125.",
    )
    _ended_after_known = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= known_date)",
        "It cannot have ended before it was known.",
    )
    _held_idx = models.Index("(client_id, kind) WHERE date_to IS NULL")
    _end_idx = models.Index("(end_date) WHERE date_to IS NULL")

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "base_currency_id":
            return super()._field_to_sql(alias, field_expr, query)
        # Totals of groups ask the database for the currency of their sums.
        return SQL("%s::int", self.env.company.currency_id.id)

    @api.depends("kind")
    def _compute_side(self):
        side_of = {kind: str(side) for side in Side for kind in kinds_of(side)}
        for product in self:
            product.side = side_of.get(product.kind, "neither")

    def _search_side(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("kind", "in", [kind for side in value for kind in kinds_of(Side(side))])
        ]

    @api.depends("end_date", "date_to")
    def _compute_is_ending_soon(self):
        soon = self.filtered_domain(self._ending_soon_domain())
        for product in self:
            product.is_ending_soon = product in soon

    def _search_is_ending_soon(self, operator, value):
        return self._ending_soon_domain() if operator == "in" else NotImplemented

    @api.model
    def _ending_soon_domain(self):
        today = self.env["bank.business.day"]._today()
        return (
            Domain("date_to", "=", False)
            & Domain("end_date", ">=", today)
            & Domain("end_date", "<=", fields.Date.add(today, days=NOTICE_DAYS))
        )

    @api.depends("kind", "bank_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for product in self:
            product.display_name = self.env._(
                "%(kind)s in %(bank)s",
                kind=kinds.get(product.kind, ""),
                bank=product.bank_id.name or "",
            )

    @api.constrains("known_date")
    def _check_known_date(self):
        today = self.env["bank.business.day"]._today()
        if any(product.known_date > today for product in self):
            raise UserError(
                self.env._("What is known today is not known tomorrow only.")
            )

    @api.constrains("client_id")
    def _check_client(self):
        if any(not product.client_id.is_client for product in self.sudo()):
            raise UserError(self.env._("Only a client's products are kept here."))

    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        products._refresh_base(self.env["bank.business.day"]._today())
        return products

    def write(self, vals):
        if not self.env.su:
            self._check_still_the_same(vals)
        result = super().write(vals)
        if {"amount", "currency_id"} & vals.keys():
            self._refresh_base(self.env["bank.business.day"]._today())
        return result

    def _check_still_the_same(self, vals):
        """Whose it is, where and what does not change; what has ended does not either."""
        for product in self:
            changed = [
                name
                for name in FIXED
                if name in vals
                and product._fields[name].convert_to_write(product[name], product)
                != vals[name]
            ]
            if changed:
                raise UserError(
                    self.env._(
                        "Whose it is, where and what it is does not change: close it, and "
                        "enter the other one anew."
                    )
                )
            if product.date_to:
                raise UserError(
                    self.env._(
                        "He does not hold it any more: it stays as it was known."
                    )
                )

    def action_close(self):
        """He does not hold it any more: the row stays with its last day."""
        self.check_access("write")
        today = self.env["bank.business.day"]._today()
        self.filtered(lambda product: not product.date_to).sudo().date_to = today
        return True

    def action_confirm(self):
        """Somebody saw a paper of it."""
        self.check_access("write")
        self.filtered(lambda product: not product.date_to).is_confirmed = True
        return True

    def action_open_client(self):
        self.ensure_one()
        return self.client_id.get_formview_action()

    def _refresh_base(self, day):
        """Count the amounts in base currency at the rate of `day`; writes only changes."""
        self.flush_recordset()
        self.env["bank.fx.rate"].flush_model()
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_external_product p SET amount_base = fresh.amount
                  FROM (SELECT id, round(amount * %(rate)s, 2) AS amount
                          FROM bank_external_product o
                         WHERE id = ANY(%(ids)s) AND date_to IS NULL) fresh
                 WHERE p.id = fresh.id AND p.amount_base IS DISTINCT FROM fresh.amount
                RETURNING p.id
                """,
                ids=list(self.ids),
                rate=self.env["bank.fx.rate"]._unit_rate_sql(
                    SQL("o.currency_id"), SQL("%s", day)
                ),
            )
        )
        self.invalidate_recordset(["amount_base"])
