from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...domain.application.labels import ROLES, choices
from .bank_loan_application import FORM_STAGES


class BankLoanApplicationParty(models.Model):
    """Who takes part in an application: borrower, co-borrower or guarantor, with his form.

    A stranger is written here alone until the contract: what he told stays with the
    application and never becomes a card of the client base by itself.
    """

    _name = "bank.loan.application.party"
    _description = "Participant of an Application"
    _inherit = ["bank.guarded.mixin"]
    _order = "application_id, role, id"
    _fixed_names = ("application_id",)

    application_id = fields.Many2one(
        "bank.loan.application", required=True, index=True, ondelete="cascade"
    )
    track = fields.Selection(related="application_id.track")
    stage = fields.Selection(related="application_id.stage")
    role = fields.Selection(choices(ROLES), required=True, default="co_borrower")
    client_id = fields.Many2one(
        "res.partner", index=True, ondelete="restrict",
        domain=[("is_client", "=", True)],
    )  # fmt: skip

    # A stranger's own data, until he is a client
    name = fields.Char("Full name", help="Of somebody who is no client of the bank.")
    vat = fields.Char("Tax number")
    birth_date = fields.Date("Born on")
    identity_document = fields.Char("Passport or ID card")
    phone = fields.Char()
    address = fields.Char()

    person_name = fields.Char("Who", compute="_compute_person_name")
    household = fields.Integer("Persons in the household", default=1, required=True)
    bureau_consent_date = fields.Date(
        "Agreed to a bureau report on",
        help="Without the person's agreement nothing is asked of a bureau.",
    )
    bureau_consent_basis = fields.Char(
        "Agreed by", help="Number and place of the paper."
    )
    bureau_words = fields.Char("Bureau report", compute="_compute_bureau_words")
    is_form_done = fields.Boolean(
        "Form is filled in",
        help="Income, expenses and debts were asked of this person and written down.",
    )
    income_ids = fields.One2many("bank.loan.application.income", "party_id")
    expense_ids = fields.One2many(
        "bank.loan.application.expense", "party_id", "Expenses"
    )
    debt_ids = fields.One2many("bank.loan.application.debt", "party_id", "Debts")
    note = fields.Text()

    _somebody = models.Constraint("CHECK(household > 0)", "A household has persons.")
    _one_borrower = models.UniqueIndex(
        "(application_id) WHERE role = 'borrower'",
        "An application has one borrower; others are co-borrowers.",
    )

    @api.depends("client_id", "name")
    def _compute_person_name(self):
        for party in self:
            party.person_name = party.client_id.name or party.name or ""

    @api.depends("client_id", "name", "role")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for party in self:
            party.display_name = self.env._(
                "%(who)s (%(role)s)",
                who=party.person_name or self.env._("not named yet"),
                role=roles[party.role].lower(),
            )

    @api.depends("client_id")
    def _compute_bureau_words(self):
        for party in self:
            report = party._latest_report()
            party.bureau_words = (
                self.env._(
                    "%(bureau)s of %(day)s",
                    bureau=report.bureau_id.name,
                    day=format_date(self.env, report.report_date),
                )
                if report
                else ""
            )

    @api.constrains("client_id", "role", "application_id")
    def _check_once(self):
        for party in self.filtered("client_id"):
            others = party.application_id.sudo().party_ids - party
            if party.client_id in others.client_id:
                raise ValidationError(
                    self.env._(
                        "%(who)s takes part in this application already.",
                        who=party.person_name,
                    )
                )
            borrower = party.application_id.client_id
            if party.role == "borrower" and borrower and party.client_id != borrower:
                raise ValidationError(
                    self.env._("The borrower is the client of the application.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create(vals_list)
        parties._enter()
        return parties

    def write(self, vals):
        self._enter()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._enter()
        if not self.env.su and any(party.role == "borrower" for party in self):
            raise UserError(self.env._("An application has its borrower."))

    def _enter(self):
        """Something is typed into these forms: they are open, and who types is noted."""
        self._check_form_open()
        self.application_id._note_entered()

    def _check_form_open(self):
        """UserError where the form is frozen; AccessError for who prepares no applications."""
        if self.env.su:
            return
        applications = self.application_id
        applications.check_access("read")
        applications._check_may_prepare()
        if any(one.stage not in FORM_STAGES for one in applications.sudo()):
            raise UserError(
                self.env._(
                    "What was submitted is frozen. Have the application returned for "
                    "completion to change it."
                )
            )
