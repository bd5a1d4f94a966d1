from odoo import models
from odoo.exceptions import UserError


class BankLoan(models.Model):
    """Each tranche asks what an approval set before it, and for stop factors of that day."""

    _inherit = "bank.loan"

    def _carry_out(self, values):
        if values.get("kind") == "disburse":
            self.sudo()._check_tranche()
        return super()._carry_out(values)

    def _check_tranche(self):
        """UserError where a condition or a stop factor holds the next tranche back."""
        self.ensure_one()
        application = self.env["bank.loan.application"].search(
            [("loan_id", "=", self.id)], limit=1
        )
        if not application:
            return
        number = self._next_tranche()
        held = application._tranche_blocks(number)
        if held:
            raise UserError(
                self.env._(
                    "Conditions hold tranche %(number)s back: %(what)s.",
                    number=number,
                    what="; ".join(held),
                )
            )
        if stops := application._look_for_stops(is_kept=True):
            raise UserError(
                self.env._(
                    "Tranche %(number)s is stopped: %(why)s.",
                    number=number,
                    why="; ".join(stops),
                )
            )

    def _next_tranche(self):
        """The number of the tranche that goes out next: after those booked and asked for."""
        self.ensure_one()
        booked = self.operation_ids.filtered(
            lambda one: (
                one.kind == "disburse" and not (one.is_reversed or one.is_cancelled)
            )
        )
        asked = self.env["bank.loan.request"].search_count(
            [
                ("loan_id", "=", self.id),
                ("kind", "=", "disburse"),
                ("state", "=", "sent"),
            ]
        )
        return len(booked) + asked + 1
