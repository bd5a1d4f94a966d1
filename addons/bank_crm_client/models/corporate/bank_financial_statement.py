from calendar import monthrange

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...domain.corporate.ratios import months_between

KIND_OF_MONTHS = {3: "quarter", 6: "half", 9: "nine_months", 12: "annual"}
UNITS = {"1": 1, "1000": 1_000, "1000000": 1_000_000}


class BankFinancialStatement(models.Model):
    """A company's balance sheet and profit and loss of one period.

    A draft may be incomplete and wrong; confirmed it is frozen, and a correction is a new
    version that names the one it replaces.
    """

    _name = "bank.financial.statement"
    _description = "Financial Statement"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "date_to desc, is_consolidated, version desc, id desc"

    _fixed_names = ("client_id", "layout_id")

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict",
        domain=[("is_client", "=", True), ("client_kind", "!=", "person")],
    )  # fmt: skip
    layout_id = fields.Many2one(
        "bank.statement.layout", "Form", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["bank.statement.layout"].search([], limit=1),
    )  # fmt: skip
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    months = fields.Integer(compute="_compute_months", store=True)
    kind = fields.Selection(
        [
            ("annual", "Year"),
            ("half", "Half-year"),
            ("quarter", "Quarter"),
            ("nine_months", "Nine months"),
            ("other", "Other period"),
        ],
        "Period",
        compute="_compute_months",
        store=True,
    )
    is_consolidated = fields.Boolean(
        "Consolidated", help="Of the whole group, and not of this company alone."
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    unit = fields.Selection(
        [("1", "Whole"), ("1000", "Thousands"), ("1000000", "Millions")],
        "Figures in",
        required=True,
        default="1000",
    )
    is_audited = fields.Boolean("Audited")
    note = fields.Char("Remark")
    line_ids = fields.One2many(
        "bank.financial.statement.line", "statement_id", "Figures", readonly=True
    )

    source = fields.Selection(
        [("entered", "Entered"), ("imported", "Imported"), ("fed", "Core system")],
        "Origin",
        required=True,
        default="entered",
        sealed=True,
        copy=False,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("confirmed", "Confirmed"),
            ("replaced", "Replaced"),
            ("discarded", "Discarded"),
        ],
        required=True,
        default="draft",
        sealed=True,
        copy=False,
    )
    version = fields.Integer(default=1, sealed=True, copy=False)
    corrects_id = fields.Many2one(
        "bank.financial.statement", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip
    correction_reason = fields.Char("Why corrected", sealed=True, copy=False)
    confirmed_by_id = fields.Many2one(
        "res.users", index="btree_not_null", ondelete="set null", sealed=True,
        copy=False,
    )  # fmt: skip
    confirmed_at = fields.Datetime("Confirmed on", sealed=True, copy=False)
    fault_count = fields.Integer("To mend", compute="_compute_faults")
    fault_words = fields.Text("What is not right", compute="_compute_faults")

    _dates_in_order = models.Constraint(
        "CHECK(date_to > date_from)", "The last day is before the first."
    )
    _one_in_force = models.UniqueIndex(
        "(client_id, date_from, date_to, coalesce(is_consolidated, false)) "
        "WHERE state = 'confirmed'",
        "A statement of this period is confirmed already: correct that one.",
    )
    _one_draft = models.UniqueIndex(
        "(client_id, date_from, date_to, coalesce(is_consolidated, false)) "
        "WHERE state = 'draft'",
        "A draft for this period is here already: go on with that one.",
    )

    @api.depends("date_from", "date_to")
    def _compute_months(self):
        for statement in self:
            first, last = statement.date_from, statement.date_to
            months = 0
            if first and last and last > first:
                months = months_between(first.year, first.month, last.year, last.month)
            statement.months = months
            statement.kind = KIND_OF_MONTHS.get(months, "other") if months else False

    @api.depends("date_from", "date_to", "kind", "is_consolidated")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = statement._period_words()

    @api.depends("line_ids.amount", "layout_id", "unit")
    def _compute_faults(self):
        for statement in self:
            words = statement._fault_rows()
            statement.fault_count = len(words)
            statement.fault_words = "\n".join(row["text"] for row in words)

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        today = self.env["bank.business.day"]._today()
        for statement in self:
            first, last = statement.date_from, statement.date_to
            if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
                raise ValidationError(
                    self.env._(
                        "A period runs from the first day of a month to the last of one."
                    )
                )
            if last > today:
                raise ValidationError(
                    self.env._("This period is not over yet: %(day)s.", day=last)
                )

    @api.constrains("client_id")
    def _check_client(self):
        for statement in self:
            if statement.client_id.client_kind == "person":
                raise ValidationError(
                    self.env._("Statements are kept of companies and sole traders.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        statements = super().create(vals_list)
        if not self.env.su:
            # The rule of rows is asked of the client as well, before anything is kept.
            statements.client_id.check_access("read")
        return statements

    def write(self, vals):
        if not self.env.su:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        if not self.env.su:
            raise UserError(
                self.env._("A statement is not deleted: a draft is discarded.")
            )

    def _check_draft(self):
        """Only a draft is changed; UserError names what is to be done with the others."""
        for statement in self:
            if statement.state != "draft":
                raise UserError(
                    self.env._(
                        "%(statement)s is confirmed and frozen: make a correction.",
                        statement=statement.display_name,
                    )
                )

    def _period_words(self):
        """The period as people name it: 2025, 1st half of 2026, 3rd quarter of 2026."""
        self.ensure_one()
        first, last = self.date_from, self.date_to
        if not (first and last):
            return self.env._("New statement")
        if self.kind == "annual" and first.month == 1:
            words = str(last.year)
        elif self.kind == "quarter" and first.month in (1, 4, 7, 10):
            words = self.env._(
                "Q%(number)s %(year)s", number=last.month // 3, year=last.year
            )
        elif self.kind == "half" and first.month in (1, 7):
            words = self.env._(
                "H%(number)s %(year)s", number=last.month // 6, year=last.year
            )
        elif self.kind == "nine_months" and first.month == 1:
            words = self.env._("9 months %(year)s", year=last.year)
        else:
            words = f"{first:%m.%Y}–{last:%m.%Y}"
        if self.is_consolidated:
            words = self.env._("%(period)s, group", period=words)
        return words
