from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ...domain.private_banking.wealth import room_for_gifts

YEAR_END = {"month": 12, "day": 31}


class BankPrivateGift(models.Model):
    """A gift to a client: what, worth how much, from whom; under the limit of the year."""

    _name = "bank.private.gift"
    _description = "Gift to a Client"
    _inherit = ["bank.private.mixin"]
    _order = "date desc, id desc"

    name = fields.Char("What", required=True)
    date = fields.Date(
        required=True, default=lambda self: self.env["bank.business.day"]._today()
    )
    amount = fields.Monetary("Worth", required=True)
    occasion = fields.Char(help="E.g. fiftieth birthday.")
    user_id = fields.Many2one(
        "res.users", "Given by", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip

    _positive = models.Constraint("CHECK(amount >= 0)", "A value is not negative.")

    @api.constrains("client_id", "date", "amount")
    def _check_limit(self):
        for gift in self:
            room = self._room(gift.client_id, gift.date)
            if room < 0:
                raise UserError(
                    self.env._(
                        "Gifts to %(client)s in %(year)s would exceed the limit of %(limit)s "
                        "by %(over)s.",
                        client=gift.client_id.name,
                        year=gift.date.year,
                        limit=format_amount(
                            self.env,
                            self.env["bank.private.gift.limit"]._amount_on(gift.date),
                            gift.currency_id,
                        ),
                        over=format_amount(self.env, float(-room), gift.currency_id),
                    )
                )

    @api.model
    def _room(self, client, day):
        """What may still be given to a client in the year of `day`, in base currency."""
        given = self.sudo().search(
            [
                ("client_id", "=", client.id),
                ("date", ">=", day.replace(month=1, day=1)),
                ("date", "<=", day.replace(**YEAR_END)),
            ]
        )
        limit = self.env["bank.private.gift.limit"]._amount_on(day)
        return room_for_gifts(
            Decimal(str(limit or 0)), [Decimal(str(gift.amount)) for gift in given]
        )
