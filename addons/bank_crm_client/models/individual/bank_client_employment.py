from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import NO_ACCESS, Domain
from odoo.tools import SQL

from ...domain.individual.work import (
    Employment,
    Period,
    monthly_income,
    months_between,
    service_months,
)

FROM_SALARY_PROJECT = "salary"
CONFIRMED_FOR_MONTHS = 12


class BankClientEmployment(models.Model):
    """What a person lives on and where he works: from when to when, and the income.

    The past stays: a new place is a new row, the old one ends on a day.
    """

    _name = "bank.client.employment"
    _description = "Employment"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin", "bank.file.part.mixin"]
    _order = "client_id, date_to desc, date_from desc, id desc"
    _rec_name = "employer_name"
    _rec_names_search = ["employer_name", "position"]

    _fixed_names = ("client_id",)

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True), ("client_kind", "!=", "legal_entity")],
    )  # fmt: skip
    status = fields.Selection(
        [
            ("employee", "Employee"),
            ("business", "Own business"),
            ("service", "Civil or military service"),
            ("pensioner", "Pensioner"),
            ("student", "Student"),
            ("homemaker", "At home"),
            ("unemployed", "Without work"),
        ],
        "Does what",
        required=True,
        default="employee",
    )
    # Whether the company is a client is told only to who may see its card.
    employer_id = fields.Many2one(
        "res.partner", "Employer as a client", index="btree_not_null",
        ondelete="set null", groups=NO_ACCESS,
    )  # fmt: skip
    employer_client_id = fields.Many2one(
        "res.partner", "Employer, our client",
        compute="_compute_employer_client_id", inverse="_inverse_employer_client_id",
        search="_search_employer_client_id",
        domain=[("is_client", "=", True), ("client_kind", "!=", "person")],
    )  # fmt: skip
    employer_name = fields.Char(
        "Employer", compute="_compute_employer_name", store=True, readonly=False,
        # As the one who enters it: of a client out of sight nothing is copied.
        compute_sudo=False,
        help="As he names it; a client of ours is chosen beside.",
    )  # fmt: skip
    position = fields.Char()
    date_from = fields.Date("Since", required=True)
    date_to = fields.Date("Until", help="Empty: to this day.")
    is_current = fields.Boolean(
        "Today", compute="_compute_service", search="_search_is_current"
    )
    service_months = fields.Integer("Months of service", compute="_compute_service")

    income = fields.Monetary(currency_field="currency_id")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    income_period = fields.Selection(
        [
            (Period.MONTH, "a month"),
            (Period.QUARTER, "a quarter"),
            (Period.YEAR, "a year"),
        ],
        "Per",
        required=True,
        default=Period.MONTH,
    )
    income_basis = fields.Selection(
        [("net", "After taxes"), ("gross", "Before taxes")],
        "Income is",
        required=True,
        default="net",
    )
    income_month = fields.Monetary(
        "Income a month",
        currency_field="currency_id",
        compute="_compute_income_month",
    )
    source = fields.Selection(
        [
            ("said", "He said so"),
            ("certificate", "Certificate of income"),
            (FROM_SALARY_PROJECT, "Salary project"),
        ],
        "Known from",
        required=True,
        default="said",
    )
    confirmed_date = fields.Date(
        "Confirmed on", help="The day of the certificate; it holds for twelve months."
    )
    is_income_confirmed = fields.Boolean(
        "Income confirmed", compute="_compute_is_income_confirmed"
    )
    note = fields.Char()
    active = fields.Boolean(default=True)

    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day is before the first."
    )
    _income_positive = models.Constraint(
        "CHECK(income >= 0)", "An income is not negative."
    )
    _certificate_dated = models.Constraint(
        "CHECK(source != 'certificate' OR confirmed_date IS NOT NULL)",
        "Give the day of the certificate.",
    )
    _current_idx = models.Index("(client_id) WHERE date_to IS NULL AND active")

    @api.depends("employer_id")
    @api.depends_context("uid")
    def _compute_employer_client_id(self):
        employers = self.sudo().employer_id
        seen = self.env["res.partner"].search(
            [("id", "in", employers.ids), ("is_fully_visible", "=", True)]
        )
        for work in self:
            employer = work.sudo().employer_id
            work.employer_client_id = employer.id if employer in seen else False

    def _inverse_employer_client_id(self):
        for work in self:
            work.employer_client_id.check_access("read")
            work.sudo().employer_id = work.employer_client_id

    def _search_employer_client_id(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        Client = self.env["res.partner"]
        domain = Domain(value) if operator == "any" else Domain("id", "in", value)
        seen = Client.search(domain & Domain("is_fully_visible", "=", True))
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM bank_client_employment WHERE employer_id = ANY(%s)",
                seen.ids,
            )
        )
        return Domain("id", "in", [work_id for (work_id,) in rows])

    @api.depends("employer_client_id")
    def _compute_employer_name(self):
        for work in self:
            work.employer_name = (
                work.employer_client_id.name or work.employer_name or False
            )

    @api.depends("date_from", "date_to", "active")
    def _compute_service(self):
        today = self.env["bank.business.day"]._today()
        for work in self:
            if not work.date_from or (work.date_to and work.date_to < work.date_from):
                work.is_current, work.service_months = False, 0
                continue
            told = Employment(work.date_from, work.date_to or None)
            work.is_current = work.active and told.is_current(today)
            work.service_months = service_months(told, today)

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    @api.depends("income", "income_period")
    def _compute_income_month(self):
        for work in self:
            amount = Decimal(str(work.income or 0))
            work.income_month = (
                monthly_income(amount, Period(work.income_period))
                if amount >= 0 and work.income_period
                else 0
            )

    @api.depends("source", "confirmed_date")
    def _compute_is_income_confirmed(self):
        today = self.env["bank.business.day"]._today()
        for work in self:
            day = work.confirmed_date
            work.is_income_confirmed = bool(
                day
                and work.source != "said"
                and months_between(day, today) < CONFIRMED_FOR_MONTHS
            )

    @api.depends("employer_name", "position", "status")
    def _compute_display_name(self):
        statuses = dict(self._fields["status"]._description_selection(self.env))
        for work in self:
            work.display_name = ", ".join(
                filter(None, [work.employer_name, work.position])
            ) or statuses.get(work.status, "")

    @api.constrains("client_id")
    def _check_person(self):
        if any(work.client_id.client_kind == "legal_entity" for work in self):
            raise ValidationError(self.env._("A company does not work anywhere."))

    @api.constrains("status", "employer_name")
    def _check_employer(self):
        for work in self:
            if work.status == "employee" and not (work.employer_name or "").strip():
                raise ValidationError(self.env._("Say where he works."))

    @api.constrains("confirmed_date")
    def _check_confirmed_date(self):
        today = self.env["bank.business.day"]._today()
        if any(work.confirmed_date and work.confirmed_date > today for work in self):
            raise ValidationError(self.env._("A certificate is not of a day to come."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(
            vals.get("source") == FROM_SALARY_PROJECT for vals in vals_list
        ):
            self._refuse_salary_project()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and (
            vals.get("source") == FROM_SALARY_PROJECT
            or (
                vals.keys() - {"note"}
                and any(work.source == FROM_SALARY_PROJECT for work in self)
            )
        ):
            self._refuse_salary_project()
        return super().write(vals)

    def _refuse_salary_project(self):
        raise UserError(
            self.env._(
                "What the salary project tells is kept by it: enter what he said, or the "
                "certificate, as a row of its own."
            )
        )
