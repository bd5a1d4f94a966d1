from odoo import api, fields, models
from odoo.tools import SQL


class BankLoanProduct(models.Model):
    """What of a signed and undrawn sum counts against limits."""

    _inherit = "bank.loan.product"

    undrawn_factor = fields.Float(
        "Not drawn counts for", digits=(5, 4), default=1, required=True,
        two_person="loan_tariff",
        help="Share of what is signed and not drawn that takes up limits: 0.4 for a "
        "commitment that cannot be cancelled at once (Regulation (EU) 575/2013, annex I).",
    )  # fmt: skip

    _factor_is_share = models.Constraint(
        "CHECK(undrawn_factor BETWEEN 0 AND 1)",
        "What is not drawn counts for a share between 0 and 1.",
    )

    def write(self, values):
        """Another factor: what is not drawn of the product is counted anew."""
        done = super().write(values)
        if {"undrawn_factor", "product_id"} & set(values):
            self._touch_limits()
        return done

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._touch_limits()
        return rules

    def _touch_limits(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT 2 * id::bigint FROM bank_holding WHERE product_id = ANY(%s) "
                "AND state IN ('pending', 'active')",
                self.product_id.ids,
            )
        )
        self.env["bank.loan.limit"]._touch([key for (key,) in rows])
