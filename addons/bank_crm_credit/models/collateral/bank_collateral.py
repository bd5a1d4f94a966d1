from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...domain.collateral.lifecycle import SECURES, State
from .bank_collateral_insurance import FAULTS
from .bank_collateral_valuation import STANDINGS

STATES = [
    (State.OFFERED, "Offered"),
    (State.CHECKED, "Checked"),
    (State.PLEDGED, "Pledged"),
    (State.REGISTERED, "Registered"),
    (State.SUBSTITUTED, "Substituted"),
    (State.RELEASED, "Released"),
    (State.FORECLOSED, "Foreclosed"),
    (State.DECLINED, "Declined"),
]
OPEN = (State.OFFERED, State.CHECKED)
LIVE = (*OPEN, *sorted(SECURES))
# What the pledge agreement says: fixed once it is signed.
AGREED = frozenset(
    (
        "name", "kind_id", "currency_id", "owner_id", "owner_name", "is_joint", "made_year",
        "asset_number", "deposit_id",
    )
)  # fmt: skip
# What the figures are counted from.
COUNTED = frozenset(("kind_id", "made_year", "prior_liens", "currency_id"))


class BankCollateral(models.Model):
    """A thing that secures loans: whose it is, what it is worth, how far the pledge has come."""

    _name = "bank.collateral"
    _description = "Collateral"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin", "bank.seen.client.mixin"]
    _order = "id desc"
    _rec_names_search = ["number", "name", "asset_number"]

    number = fields.Char("No.", readonly=True, sealed=True, copy=False)
    name = fields.Char(
        "What it is", required=True, help="So that everybody knows it: two rooms, Zelena 12."
    )  # fmt: skip
    kind_id = fields.Many2one(
        "bank.collateral.kind", required=True, index=True, ondelete="restrict"
    )
    form = fields.Selection(related="kind_id.form")
    register_name = fields.Char(related="kind_id.register_name")
    must_insure = fields.Boolean(related="kind_id.must_insure")
    is_inspected_kind = fields.Boolean(compute="_compute_is_inspected_kind")
    state = fields.Selection(
        STATES, required=True, default=State.OFFERED, index=True, sealed=True, copy=False
    )  # fmt: skip
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )

    # Whose it is
    owner_client_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="restrict",
        groups=fields.NO_ACCESS,
    )  # fmt: skip
    owner_id = fields.Many2one(
        "res.partner", compute="_compute_owner_id", inverse="_inverse_owner_id",
        search="_search_owner_id", domain=[("is_client", "=", True)],
        help="Empty: the owner is no client, or one whom you may not see.",
    )  # fmt: skip
    owner_name = fields.Char("Owner, not our client")
    owner_words = fields.Char("Whose it is", compute="_compute_owner_id")
    is_third_party = fields.Boolean(
        "Of a third party", compute="_compute_is_third_party"
    )
    owner_consent_date = fields.Date("Owner agreed on")
    is_joint = fields.Boolean("Owned together with a spouse")
    spouse_name = fields.Char("Spouse")
    spouse_consent_date = fields.Date("Spouse agreed on")
    title_document = fields.Char("Proof of ownership")
    title_date = fields.Date("Of the day")

    # What it is, by form
    asset_number = fields.Char("Number")
    address = fields.Char("Where it is")
    area = fields.Float("Area, m²", digits=(12, 2))
    made_year = fields.Integer("Built or made in")
    brand = fields.Char("Make and model")
    plate = fields.Char()
    quantity = fields.Float(digits=(16, 3))
    unit_name = fields.Char("Unit")
    deposit_id = fields.Many2one(
        "bank.holding", "Deposit agreement", index="btree_not_null", ondelete="restrict",
        domain=[("product_id.kind", "=", "deposit"), ("state", "=", "active")],
    )  # fmt: skip
    issuer = fields.Char("Issuer or debtor")
    note = fields.Text()

    # Rights of others and of the bank
    prior_liens = fields.Monetary(
        "Earlier rights of others", help="What others may take of it before the bank."
    )
    prior_holder = fields.Char("Whose rights")
    register_body = fields.Char("Entered by")
    register_number = fields.Char("Entry no.")
    register_date = fields.Date("Entered on")
    pledged_date = fields.Date("Pledged on", readonly=True, sealed=True, copy=False)
    ended_date = fields.Date("Ended on", readonly=True, sealed=True, copy=False)
    end_reason = fields.Char("Why", readonly=True, sealed=True, copy=False)
    substitute_id = fields.Many2one(
        "bank.collateral", "Substituted by", index="btree_not_null", ondelete="restrict",
        readonly=True, sealed=True, copy=False,
    )  # fmt: skip

    valuation_ids = fields.One2many(
        "bank.collateral.valuation", "collateral_id", "Valuations"
    )
    insurance_ids = fields.One2many("bank.collateral.insurance", "collateral_id")
    inspection_ids = fields.One2many(
        "bank.collateral.inspection", "collateral_id", "Inspections"
    )
    pledge_ids = fields.One2many("bank.collateral.pledge", "collateral_id", "Secures")

    # As of the last count
    counted_date = fields.Date("Counted for", sealed=True, copy=False)
    market_value = fields.Monetary("Market value", sealed=True, copy=False)
    pledge_value = fields.Monetary(
        "Counts as cover", sealed=True, copy=False,
        help="Market value less the haircut; nothing without a valid valuation.",
    )  # fmt: skip
    liquidation_value = fields.Monetary(
        "In a forced sale", sealed=True, copy=False,
        help="What a quick sale would bring, less its costs.",
    )  # fmt: skip
    haircut = fields.Float(digits=(6, 4), sealed=True, copy=False)
    valuation_standing = fields.Selection(
        STANDINGS, "Valuation", sealed=True, copy=False
    )
    valued_until = fields.Date("Valuation counts until", sealed=True, copy=False)
    insurance_fault = fields.Selection(
        FAULTS, "Wrong with the insurance", sealed=True, copy=False
    )
    insured_until = fields.Date("Insured until", sealed=True, copy=False)
    next_task = fields.Selection(
        [
            ("revaluation", "Value anew"),
            ("inspection", "Inspect"),
            ("insurance", "Renew insurance"),
        ],
        "What is next",
        sealed=True,
        copy=False,
    )
    next_due_date = fields.Date("By", index=True, sealed=True, copy=False)

    _number_uniq = models.Constraint("UNIQUE(number)", "This number is taken.")
    _liens_possible = models.Constraint(
        "CHECK(coalesce(prior_liens, 0) >= 0)", "Rights of others are not below zero."
    )
    _asset_idx = models.Index("(upper(asset_number)) WHERE asset_number IS NOT NULL")

    def _current_pledges(self):
        """All that these secure, whoever may see it.

        Searched: what is read past the rules in `pledge_ids` stands there for the user too.
        """
        return (
            self.env["bank.collateral.pledge"]
            .sudo()
            .search([("collateral_id", "in", self.ids), ("date_to", "=", False)])
        )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for collateral in self:
            collateral.display_name = " ".join(
                filter(None, [collateral.number, collateral.name])
            )

    @api.depends("kind_id")
    def _compute_is_inspected_kind(self):
        for collateral in self:
            collateral.is_inspected_kind = bool(collateral.kind_id.inspection_months)

    @api.depends("owner_client_id", "owner_name")
    @api.depends_context("uid")
    def _compute_owner_id(self):
        self._show_seen("owner_id", "owner_client_id")
        for collateral in self:
            if collateral.owner_id:
                collateral.owner_words = collateral.owner_id.name
            elif collateral.sudo().owner_client_id:
                collateral.owner_words = self.env._("Somebody whom you may not see")
            else:
                collateral.owner_words = collateral.owner_name or ""

    def _inverse_owner_id(self):
        self._keep_seen("owner_id", "owner_client_id")

    @api.model
    def _search_owner_id(self, operator, value):
        return self._search_seen("owner_client_id", operator, value)

    @api.depends("pledge_ids.date_to", "owner_client_id")
    def _compute_is_third_party(self):
        for collateral in self:
            borrowers = collateral._current_pledges().client_id
            owner = collateral.sudo().owner_client_id
            collateral.is_third_party = bool(borrowers - owner)

    def _check_owner(self):
        """Not a constraint: what is chosen in `owner_id` is kept after those are asked."""
        for collateral in self.sudo():
            if bool(collateral.owner_client_id) == bool(
                (collateral.owner_name or "").strip()
            ):
                raise ValidationError(
                    self.env._("Say whose it is: a client, or the name of who is none.")
                )

    @api.constrains("asset_number", "kind_id", "state")
    def _check_offered_once(self):
        """One thing stands once in the register: its value would count twice."""
        for collateral in self.sudo():
            number = (collateral.asset_number or "").strip()
            if not number or collateral.state not in LIVE:
                continue
            twin = self.sudo().search(
                Domain("asset_number", "=ilike", number.replace("%", r"\%"))
                & Domain("kind_id.form", "=", collateral.form)
                & Domain("state", "in", LIVE)
                & Domain("id", "!=", collateral.id),
                limit=1,
            )
            if twin:
                raise ValidationError(
                    self.env._(
                        "A thing with the number %(asset)s is in the register already, as "
                        "%(number)s: add the pledge there.",
                        asset=number,
                        number=twin.number,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        Sequence = self.env["ir.sequence"].sudo()
        collaterals = super().create(vals_list)
        for collateral in collaterals.sudo():
            collateral.number = Sequence.next_by_code("bank.collateral")
        collaterals._check_owner()
        collaterals.sudo()._recount()
        return collaterals

    def write(self, vals):
        vals = self._guard_write(vals)
        if not vals:
            return True
        if not self.env.su:
            self._check_may_change(vals)
        result = super().write(vals)
        if {"owner_id", "owner_client_id", "owner_name"} & vals.keys():
            self._check_owner()
        if COUNTED & vals.keys():
            self.sudo()._recount()
        return result

    def _check_may_change(self, vals):
        """UserError where somebody changes what is checked, or what was agreed."""
        is_officer = self.env.user.has_group("bank_crm_credit.group_collateral_officer")
        states = set(self.sudo().mapped("state"))
        if not is_officer and states - {State.OFFERED}:
            raise UserError(
                self.env._(
                    "It has been checked: the collateral officer changes it from here on."
                )
            )
        if states - set(LIVE):
            raise UserError(self.env._("It secures nothing any more: nothing changes."))
        if states - set(OPEN) and any(
            collateral._changed_names(vals, AGREED & vals.keys()) for collateral in self
        ):
            raise UserError(
                self.env._(
                    "What the pledge agreement says does not change. Substitute the "
                    "collateral, or release it and sign anew."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        if not self.env.su:
            raise UserError(
                self.env._("A collateral is declined or released, it is not deleted.")
            )

    def _act_client(self):
        clients = self._current_pledges().client_id
        return (clients or self.sudo().owner_client_id)[:1]
