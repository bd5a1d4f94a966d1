from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...domain.collateral.lifecycle import SECURES


class BankCollateralPledge(models.Model):
    """A collateral secures a loan, or is offered for an application: rank, sum, agreement."""

    _name = "bank.collateral.pledge"
    _description = "Pledge"
    _inherit = ["bank.sealed.mixin"]
    _order = "collateral_id, rank, id"

    collateral_id = fields.Many2one(
        "bank.collateral", required=True, index=True, ondelete="restrict"
    )
    client_id = fields.Many2one(
        "res.partner", "Borrower", index=True, ondelete="restrict",
        compute="_compute_client_id", store=True, precompute=True, sealed=True,
        help="Empty while the borrower is no client of the bank yet.",
    )  # fmt: skip
    loan_id = fields.Many2one("bank.loan", index="btree_not_null", ondelete="restrict")
    application_id = fields.Many2one(
        "bank.loan.application", index="btree_not_null", ondelete="restrict"
    )
    rank = fields.Integer(
        default=1, required=True, help="1 is paid first. Loans of one rank share."
    )
    cap = fields.Monetary(
        "For no more than", help="Empty: for the whole debt. In the collateral's currency."
    )  # fmt: skip
    currency_id = fields.Many2one(related="collateral_id.currency_id")
    agreement_number = fields.Char("Agreement")
    agreement_date = fields.Date("Signed on")
    date_from = fields.Date(
        "Since",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date("Until", readonly=True, sealed=True, copy=False)
    is_current = fields.Boolean(compute="_compute_is_current")
    is_in_force = fields.Boolean(
        "Secures today", compute="_compute_is_current",
        help="Signed, and the collateral is pledged.",
    )  # fmt: skip
    is_seen = fields.Boolean(
        "May be seen", compute="_compute_is_seen", search="_search_is_seen"
    )
    kind_id = fields.Many2one(related="collateral_id.kind_id")
    collateral_state = fields.Selection(
        related="collateral_id.state", string="State of the collateral"
    )
    collateral_name = fields.Char(
        related="collateral_id.display_name", string="Collateral offered"
    )
    owner_words = fields.Char(related="collateral_id.owner_words")
    market_value = fields.Monetary(related="collateral_id.market_value")
    pledge_value = fields.Monetary(related="collateral_id.pledge_value")
    valuation_standing = fields.Selection(related="collateral_id.valuation_standing")

    _rank_possible = models.Constraint(
        "CHECK(rank >= 1 AND (cap IS NULL OR cap >= 0))",
        "A rank is one or more, a sum not below zero.",
    )
    _agreement_whole = models.Constraint(
        "CHECK(agreement_date IS NULL OR agreement_number IS NOT NULL)",
        "An agreement that was signed has a number.",
    )
    _loan_once = models.UniqueIndex(
        "(collateral_id, loan_id) WHERE date_to IS NULL AND loan_id IS NOT NULL",
        "This collateral secures this loan already.",
    )

    _application_once = models.UniqueIndex(
        "(collateral_id, application_id) WHERE date_to IS NULL "
        "AND application_id IS NOT NULL",
        "This collateral is offered for this application already.",
    )

    @api.depends("collateral_id", "rank")
    def _compute_display_name(self):
        for pledge in self:
            pledge.display_name = self.env._(
                "%(collateral)s, rank %(rank)s",
                collateral=pledge.collateral_id.display_name,
                rank=pledge.rank,
            )

    @api.depends("date_to", "agreement_date", "collateral_id.state")
    def _compute_is_current(self):
        for pledge in self:
            pledge.is_current = not pledge.date_to
            pledge.is_in_force = bool(
                not pledge.date_to
                and pledge.agreement_date
                and pledge.collateral_id.state in SECURES
            )

    @api.depends("loan_id", "application_id")
    def _compute_client_id(self):
        """Once; afterwards it moves with the client as every link does."""
        for pledge in self:
            loan, application = pledge.loan_id, pledge.application_id
            pledge.client_id = loan.holding_id.client_id or application.client_id

    @api.depends("client_id", "application_id")
    @api.depends_context("uid")
    def _compute_is_seen(self):
        seen = self.sudo().search(self._seen_domain() & Domain("id", "in", self.ids))
        for pledge in self:
            pledge.is_seen = not pledge.id or pledge._origin in seen

    def _search_is_seen(self, operator, value):
        return self._seen_domain() if operator == "in" else NotImplemented

    @api.model
    def _seen_domain(self):
        """Borrowers whose whole card the user sees; of strangers, applications in sight."""
        return Domain("client_id.is_fully_visible", "=", True) | (
            Domain("client_id", "=", False)
            & Domain("application_id.is_visible", "=", True)
        )

    @api.constrains("agreement_date")
    def _check_agreement(self):
        today = self.env["bank.business.day"]._today()
        if any(one.agreement_date and one.agreement_date > today for one in self):
            raise ValidationError(
                self.env._("A pledge agreement is signed on a day that has come.")
            )

    @api.onchange("agreement_number")
    def _onchange_agreement_number(self):
        """Entered on the day of signing, most often."""
        if self.agreement_number and not self.agreement_date:
            self.agreement_date = self.env["bank.business.day"]._today()

    def _secured(self):
        """The loan, or what it was offered for."""
        self.ensure_one()
        return self.loan_id or self.application_id

    @api.model_create_multi
    def create(self, vals_list):
        pledges = super().create(vals_list)
        for pledge in pledges:
            if not self.env.su:
                pledge._check_may_offer()
            if not pledge.sudo()._secured():
                raise ValidationError(
                    self.env._("Say what it secures: a loan or an application.")
                )
        pledges.sudo()._recount_cover()
        return pledges

    def _check_may_offer(self):
        """Only for whom one sees, and only what is not over."""
        self.loan_id.check_access("read")
        self.application_id.check_access("read")
        self.collateral_id.check_access("read")
        if self.collateral_id.state not in ("offered", "checked", *SECURES):
            raise UserError(
                self.env._("This collateral is over: it secures nothing new.")
            )

    def write(self, vals):
        if not self.env.su:
            fixed = {"collateral_id", "loan_id", "application_id"} & vals.keys()
            if fixed:
                raise UserError(
                    self.env._("What a pledge secures does not change: make another.")
                )
            is_officer = self.env.user.has_group(
                "bank_crm_credit.group_collateral_officer"
            )
            if not is_officer and any(one.agreement_date for one in self):
                raise UserError(
                    self.env._("This is signed: the collateral officer changes it.")
                )
            if not is_officer and {"agreement_number", "agreement_date"} & vals.keys():
                raise UserError(
                    self.env._("The collateral officer enters what was signed.")
                )
            if any(one.date_to for one in self):
                raise UserError(self.env._("This pledge has ended."))
            if any(one.is_in_force and one._is_loosened_by(vals) for one in self):
                raise UserError(
                    self.env._(
                        "It secures a loan by what was signed: release the collateral, or "
                        "substitute it."
                    )
                )
        result = super().write(vals)
        self.sudo()._recount_cover()
        return result

    def _is_loosened_by(self, vals):
        """Whether a write takes back the signature, or changes for how much and when."""
        return (
            ("agreement_date" in vals and not vals["agreement_date"])
            or ("rank" in vals and vals["rank"] != self.rank)
            or ("cap" in vals and (vals["cap"] or 0) != (self.cap or 0))
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_offered(self):
        if not self.env.su and any(pledge.agreement_date for pledge in self):
            raise UserError(self.env._("A signed pledge ends, it is not deleted."))

    def action_withdraw(self):
        """The offer is taken back: what is not signed secures nothing."""
        self.check_access("write")
        if any(pledge.agreement_date for pledge in self):
            raise UserError(
                self.env._("This is signed: release the collateral instead.")
            )
        self._end()

    def action_open_collateral(self):
        """The collateral itself."""
        self.ensure_one()
        self.collateral_id.check_access("read")
        return self.collateral_id.get_formview_action()

    def _end(self):
        """The pledge is over from today."""
        today = self.env["bank.business.day"]._today()
        current = self.sudo().filtered(lambda pledge: not pledge.date_to)
        current.write({"date_to": today})

    def _recount_cover(self):
        """What these pledges cover is counted anew, with the figures of their collateral."""
        self.collateral_id._recount()
