import re
from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.bank_crm_client.domain.corporate.ratios import Norm
from odoo.addons.bank_crm_client.models.corporate.bank_ratio_norm import ratio_names
from odoo.exceptions import UserError, ValidationError

from ...domain.covenants.covenant import BROKEN, Covenant, CovenantError, Verdict
from ...domain.covenants.formula import FormulaError, names_in

_GUARDED = {"two_person": "covenant"}


class BankLoanCovenant(models.Model):
    """What a borrower promised to keep to: a formula over his statements, a band, times.

    Entered with the loan or the application; once it is watched, a change of what was
    promised needs a second person.
    """

    _name = "bank.loan.covenant"
    _description = "Covenant"
    _inherit = ["bank.guarded.mixin"]
    _order = "client_id, id"
    _fixed_names = ("client_id", "loan_id", "application_id")

    client_id = fields.Many2one(
        "res.partner", "Borrower", required=True, index=True, ondelete="restrict",
        compute="_compute_client_id", store=True, readonly=False, precompute=True,
        domain="[('is_client', '=', True), ('client_kind', '!=', 'person')]",
    )  # fmt: skip
    loan_id = fields.Many2one(
        "bank.loan", index="btree_not_null", ondelete="restrict",
        domain="[('holding_id.client_id', '=', client_id)]",
        help="Empty: it holds for all that the client owes.",
    )  # fmt: skip
    application_id = fields.Many2one(
        "bank.loan.application", index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char("What was promised", required=True)
    formula = fields.Char(
        required=True, **_GUARDED,
        help="Figures and ratios of the statement with + - * / and brackets.",
    )  # fmt: skip
    add_name = fields.Selection(
        "_name_choices", "Add a figure", compute="_compute_add_name",
        inverse="_inverse_add_name",
    )  # fmt: skip
    formula_words = fields.Char("Read as", compute="_compute_formula_words")
    has_low = fields.Boolean("At least", default=True, **_GUARDED)
    low = fields.Float("Lowest", digits=(16, 4), **_GUARDED)
    has_high = fields.Boolean("At most", **_GUARDED)
    high = fields.Float("Highest", digits=(16, 4), **_GUARDED)
    band_words = fields.Char("Has to be", compute="_compute_band_words")
    is_consolidated = fields.Boolean("By the statement of the group", **_GUARDED)

    first_end = fields.Date(
        "First period ends on", required=True, **_GUARDED,
        default=lambda self: self._next_quarter_end(),
    )  # fmt: skip
    months = fields.Selection(
        [("3", "Each quarter"), ("6", "Each half-year"), ("12", "Each year")],
        "Looked at", required=True, default="3", **_GUARDED,
    )  # fmt: skip
    statement_days = fields.Integer(
        "Statement within, days", default=45, required=True, **_GUARDED
    )
    cure_days = fields.Integer("Days to cure", default=30, required=True, **_GUARDED)
    consequence = fields.Char(
        "If broken",
        help="What the agreement lets the bank do: a dearer rate, repayment.",
    )
    date_to = fields.Date("Watched until", **_GUARDED)
    look_ids = fields.One2many("bank.loan.covenant.look", "covenant_id", "Looks")
    standing = fields.Selection(
        "_verdict_choices", "Stands", compute="_compute_standing",
        search="_search_standing",
    )  # fmt: skip
    standing_words = fields.Char("How it stands", compute="_compute_standing")

    _bound = models.Constraint(
        "CHECK((has_low OR has_high) AND (NOT (has_low AND has_high) OR low <= high))",
        "A covenant has a lowest or a highest value, and the lowest is not above the highest.",
    )
    _days_possible = models.Constraint(
        "CHECK(statement_days BETWEEN 0 AND 400 AND cure_days BETWEEN 0 AND 400)",
        "Days are between 0 and 400.",
    )

    @api.model
    def _next_quarter_end(self):
        today = self.env["bank.business.day"]._today()
        return fields.Date.end_of(today, "quarter")

    @api.model
    def _name_choices(self):
        """Figures and ratios of a statement: their codes and their names."""
        figures = self.env["bank.statement.item"]._figures()
        known = {str(code): name for code, name in figures}
        for code, name in ratio_names(self.env).items():
            known.setdefault(str(code), name)
        return list(known.items())

    @api.model
    def _verdict_choices(self):
        return self.env["bank.loan.covenant.look"]._fields["verdict"].selection

    @api.depends("loan_id", "application_id")
    def _compute_client_id(self):
        for covenant in self:
            covenant.client_id = (
                covenant.client_id
                or covenant.loan_id.client_id
                or covenant.application_id.client_id
            )

    def _compute_add_name(self):
        self.add_name = False

    def _inverse_add_name(self):
        """Nothing is kept: choosing a name only writes it into the formula."""

    @api.onchange("add_name")
    def _onchange_add_name(self):
        if self.add_name:
            self.formula = " ".join(filter(None, [self.formula, self.add_name]))
            self.add_name = False

    @api.depends("formula")
    @api.depends_context("lang")
    def _compute_formula_words(self):
        known = dict(self._name_choices())
        for covenant in self:
            covenant.formula_words = re.sub(
                r"[a-z_]+",
                lambda found: known.get(found.group(), found.group()),
                covenant.formula or "",
            )

    @api.depends("has_low", "low", "has_high", "high")
    @api.depends_context("lang")
    def _compute_band_words(self):
        for covenant in self:
            low, high = f"{covenant.low:g}", f"{covenant.high:g}"
            if covenant.has_low and covenant.has_high:
                words = self.env._("between %(low)s and %(high)s", low=low, high=high)
            elif covenant.has_low:
                words = self.env._("at least %(low)s", low=low)
            else:
                words = self.env._("at most %(high)s", high=high)
            covenant.band_words = words

    @api.depends("look_ids.verdict")
    def _compute_standing(self):
        """The worst of what is open; else the last that was looked at."""
        for covenant in self:
            looks = covenant.look_ids.filtered(lambda look: look.verdict != "not_due")
            broken = looks.filtered(lambda look: look.verdict in BROKEN)
            defaults = broken.filtered(lambda look: look.verdict == Verdict.DEFAULT)
            last = (defaults or broken or looks).sorted("period_end")[-1:]
            covenant.standing = last.verdict or str(Verdict.NOT_DUE)
            covenant.standing_words = last.words or ""

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self.search([("look_ids.verdict", "in", list(value))])
        return [("id", "in", found.filtered(lambda one: one.standing in value).ids)]

    @api.constrains("formula")
    def _check_formula(self):
        for covenant in self:
            try:
                names = names_in(covenant.formula)
            except FormulaError as error:
                raise ValidationError(
                    self.env._(
                        "The formula is not understood here: %(part)s. Use the names of "
                        "figures and ratios, numbers, + - * / and brackets.",
                        part=error.what,
                    )
                ) from error
            if not names:
                raise ValidationError(
                    self.env._("The formula speaks of no figure of the statement.")
                )

    @api.constrains("client_id", "loan_id", "application_id")
    def _check_whose(self):
        for covenant in self:
            clients = covenant.loan_id.client_id | covenant.application_id.client_id
            if clients - covenant.client_id:
                raise ValidationError(
                    self.env._("The loan and the application are of this borrower.")
                )
            if covenant.client_id.client_kind == "person":
                raise ValidationError(
                    self.env._("Covenants are kept by companies and sole traders.")
                )

    @api.constrains("has_low", "has_high", "first_end", "months", "formula")
    def _check_rule(self):
        for covenant in self:
            try:
                covenant._as_rule()
            except (CovenantError, FormulaError) as error:
                raise ValidationError(
                    self.env._("This covenant cannot be looked at: %(why)s.", why=error)
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        covenants = super().create(vals_list)
        if not self.env.su:
            covenants.client_id.check_access("read")
            covenants.loan_id.check_access("read")
            covenants.application_id.check_access("read")
        covenants.sudo()._look_anew(self.env["bank.business.day"]._today())
        return covenants

    def write(self, vals):
        result = super().write(vals)
        if {"formula", "low", "high", "has_low", "has_high", "date_to", "first_end",
                "months", "statement_days", "cure_days"} & vals.keys():  # fmt: skip
            self.sudo()._look_anew(self.env["bank.business.day"]._today())
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        raise UserError(self.env._("A covenant ends on a day, it is not deleted."))

    def _as_rule(self):
        """The covenant as the rules know it."""
        self.ensure_one()
        return Covenant(
            self.formula,
            Norm(
                Decimal(str(self.low)) if self.has_low else None,
                Decimal(str(self.high)) if self.has_high else None,
            ),
            self.first_end,
            int(self.months),
            self.statement_days,
            self.cure_days,
        )

    def action_open_looks(self):
        """The periods of these covenants in a calendar."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_credit.bank_loan_covenant_look_action"
        )
        return {**action, "domain": [("covenant_id", "in", self.ids)], "context": {}}
