from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.collateral.lifecycle import SECURES


class BankCollateralOffer(models.TransientModel):
    """A thing is offered to secure a loan: a new one, or one that the bank knows already."""

    _name = "bank.collateral.offer"
    _inherit = ["bank.named.client.mixin", "bank.loan.window.mixin"]
    _description = "Offer of Collateral"

    loan_id = fields.Many2one("bank.loan", readonly=True)
    application_id = fields.Many2one("bank.loan.application", readonly=True)
    is_known = fields.Boolean("It is in the register already")
    collateral_id = fields.Many2one(
        "bank.collateral", "Which",
        domain=[("state", "in", ("offered", "checked", *sorted(SECURES)))],
    )  # fmt: skip
    kind_id = fields.Many2one("bank.collateral.kind")
    form = fields.Selection(related="kind_id.form")
    name = fields.Char("What it is")
    asset_number = fields.Char("Number")
    address = fields.Char("Where it is")
    made_year = fields.Integer("Built or made in")
    owner_id = fields.Many2one(
        "res.partner", domain=[("is_client", "=", True)],
        compute="_compute_owner_id", store=True, readonly=False,
    )  # fmt: skip
    owner_name = fields.Char("Owner, not our client")
    is_joint = fields.Boolean("Owned together with a spouse")
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.company.currency_id
    )
    rank = fields.Integer(default=1, help="1 is paid first. Loans of one rank share.")
    cap = fields.Monetary("For no more than", help="Empty: for the whole debt.")

    @api.depends("loan_id", "application_id")
    def _compute_owner_id(self):
        """The borrower's own, until somebody says otherwise."""
        for offer in self:
            offer.owner_id = (
                offer.loan_id.holding_id.client_id or offer.application_id.client_id
            )

    def action_offer(self):
        """Offer it, and show it."""
        self.ensure_one()
        secured = self.loan_id or self.application_id
        secured.check_access("read")
        collateral = self.collateral_id if self.is_known else self._make()
        if not collateral:
            raise UserError(self.env._("Choose the collateral."))
        collateral.check_access("read")
        self.env["bank.collateral.pledge"].create(
            {
                "collateral_id": collateral.id,
                "loan_id": self.loan_id.id,
                "application_id": self.application_id.id,
                "rank": self.rank,
                "cap": self.cap or False,
            }
        )
        return collateral.get_formview_action()

    def _make(self):
        if not (self.kind_id and self.name):
            raise UserError(self.env._("Say what it is, and of which kind."))
        if not (self.owner_id or (self.owner_name or "").strip()):
            raise UserError(self.env._("Say whose it is."))
        return self.env["bank.collateral"].create(
            {
                "kind_id": self.kind_id.id,
                "name": self.name,
                "asset_number": self.asset_number,
                "address": self.address,
                "made_year": self.made_year,
                "owner_id": False if self.owner_name else self.owner_id.id,
                "owner_name": self.owner_name,
                "is_joint": self.is_joint,
                "currency_id": self.currency_id.id,
            }
        )
