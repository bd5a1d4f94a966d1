from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date


class BankAccountArrest(models.Model):
    """An arrest of an account, or of all accounts of a client, by a court or a bailiff.

    It is entered and lifted by two people; whoever sees the client sees it.
    """

    _name = "bank.account.arrest"
    _description = "Account Arrest"
    _inherit = ["bank.acceptance.mixin", "bank.dated.mixin"]
    _in_force_fields = ("acceptance", "date_from", "lifted_date")
    _order = "date_from desc, id desc"

    _two_person_create = "arrest"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict",
        domain="[('is_client', '=', True)]", two_person="arrest",
    )  # fmt: skip
    account_id = fields.Many2one(
        "bank.account", index="btree_not_null", ondelete="restrict", two_person="arrest",
        domain="[('holder_ids.client_id', '=', client_id)]",
        help="Empty: all accounts of the client.",
    )  # fmt: skip
    body = fields.Char("Arrested by", required=True, two_person="arrest")
    document_number = fields.Char("Document", required=True, two_person="arrest")
    document_date = fields.Date("Of", required=True, two_person="arrest")
    is_whole = fields.Boolean("All money on it", two_person="arrest")
    amount = fields.Monetary("Sum", two_person="arrest")
    currency_id = fields.Many2one(
        "res.currency", required=True, index=True, two_person="arrest",
        default=lambda self: self.env.company.currency_id,
    )  # fmt: skip
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
        two_person="arrest",
    )
    lifted_date = fields.Date("Lifted on", copy=False, two_person="arrest")
    lift_document = fields.Char("Lifted by document", copy=False, two_person="arrest")
    disclosure_id = fields.Many2one(
        "bank.disclosure", "Request", index="btree_not_null", ondelete="restrict",
        groups="bank_crm_base.group_compliance,bank_crm_base.group_auditor",
    )  # fmt: skip

    _sum_or_whole = models.Constraint(
        "CHECK(is_whole OR amount > 0)", "Say how much is arrested, or that all is."
    )
    _dates_in_order = models.Constraint(
        "CHECK(lifted_date IS NULL OR lifted_date >= date_from)",
        "An arrest cannot be lifted before it began.",
    )
    _lifted_by_document = models.Constraint(
        "CHECK((lifted_date IS NULL) = (lift_document IS NULL))",
        "An arrest is lifted on a day and by a document.",
    )

    @api.depends("client_id", "account_id", "body")
    def _compute_display_name(self):
        for arrest in self:
            arrest.display_name = self.env._(
                "Arrest of %(what)s: %(body)s",
                what=arrest.account_id.sudo().number
                or arrest.client_id.sudo().name
                or "",
                body=arrest.body or "",
            )

    @api.model
    def _in_force_domain(self, today):
        """Until it is lifted: an arrest has no last day of its own."""
        return (
            Domain("acceptance", "=", "accepted")
            & Domain("date_from", "<=", today)
            & (Domain("lifted_date", "=", False) | Domain("lifted_date", ">", today))
        )

    @api.constrains("account_id", "client_id")
    def _check_account_of_client(self):
        for arrest in self.sudo():
            account = arrest.account_id
            if account and arrest.client_id not in (
                account.client_id | account.holder_ids.client_id
            ):
                raise ValidationError(
                    self.env._("This account is not the client's: choose one of his.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        raise UserError(
            self.env._("An arrest is lifted, not deleted: the register keeps it.")
        )

    def _words(self):
        """What a clerk reads: how much and by whom."""
        self.ensure_one()
        how_much = (
            self.env._("all money")
            if self.is_whole
            else self.currency_id.format(self.amount)
        )
        return self.env._("%(sum)s, %(body)s", sum=how_much, body=self.body)

    def _card_flag(self):
        """The badge on the client card; it says nothing of the request behind it."""
        what = (
            self.env._("Account arrested: %(words)s", words=self._words())
            if self.account_id
            else self.env._("All accounts arrested: %(words)s", words=self._words())
        )
        return {
            "code": f"arrest_{self.id}",
            "text": what,
            "help": self.env._(
                "%(account)s since %(date)s, document %(number)s of %(of)s",
                account=self.account_id.number or self.env._("All accounts"),
                date=format_date(self.env, self.date_from),
                number=self.document_number,
                of=format_date(self.env, self.document_date),
            ),
            "tone": "danger",
            "icon": "fa-gavel",
            "sequence": 15,
        }

    @api.model
    def _in_force_on(self, accounts):
        """Account id -> the arrests that bind it, its own and those of all its owner's."""
        arrests = self.sudo().search(
            Domain("is_in_force", "=", True)
            & (
                Domain("account_id", "in", accounts.ids)
                | (
                    Domain("account_id", "=", False)
                    & Domain("client_id", "in", accounts.client_id.ids)
                )
            )
        )
        found = {}
        for account in accounts:
            of_all = arrests.filtered_domain(
                [("account_id", "=", False), ("client_id", "=", account.client_id.id)]
            )
            own = arrests.filtered_domain([("account_id", "=", account.id)])
            found[account.id] = own | of_all
        return found
