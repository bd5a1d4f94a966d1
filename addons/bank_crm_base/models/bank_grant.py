from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..domain.access import Reason

# A longer need is a matter of the post or of the portfolio.
MOST_DAYS = 184


class BankGrant(models.Model):
    """A dated right of one employee to see one client: deputy, leave, former manager.

    It expires by its date alone; nobody has to take it back.
    """

    _name = "bank.grant"
    _description = "Right to See a Client"
    _inherit = ["bank.dated.mixin"]
    _order = "date_to desc, id desc"

    user_id = fields.Many2one(
        "res.users", "Employee", required=True, index=True, ondelete="cascade"
    )
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("deputy", "Deputy"),
            ("leave", "Stands in during leave"),
            ("former_manager", "Former manager"),
            ("asked", "Asked for it"),
        ],
        required=True,
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date("Until", required=True)
    reason = fields.Char("Why", required=True)
    given_by_id = fields.Many2one(
        "res.users", "Given by", index="btree_not_null", ondelete="set null", readonly=True,
        default=lambda self: self.env.user,
    )  # fmt: skip

    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day is before the first."
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                vals["given_by_id"] = self.env.uid
        grants = super().create(vals_list)
        grants._check_given()
        self.env.registry.clear_cache()
        return grants

    def write(self, vals):
        if not self.env.su and vals.keys() - {"date_to", "reason"}:
            raise AccessError(
                self.env._("To whom and about whom a right is does not change.")
            )
        result = super().write(vals)
        self._check_given()
        self.env.registry.clear_cache()
        return result

    def _check_given(self):
        """One gives to others, for some months, clients that one sees by one's own post."""
        if self.env.su:
            return
        own = {Reason.OWN_PORTFOLIO, Reason.BRANCH, Reason.WHOLE_BANK}
        for grant in self:
            client = grant.client_id.with_user(self.env.user)
            if grant.user_id == self.env.user or grant.kind in ("asked", "presence"):
                raise AccessError(self.env._("Nobody gives himself a right."))
            if client._access_decision().reason not in own:
                raise AccessError(
                    self.env._("You give rights to clients of your own post only.")
                )
            if grant.date_to > grant.date_from + timedelta(days=MOST_DAYS):
                raise UserError(
                    self.env._(
                        "A right lasts %(days)s days at most; then it is given anew.",
                        days=MOST_DAYS,
                    )
                )

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
