from odoo import fields, models

from ..domain.sign_in import Terms


class BankRole(models.Model):
    """What a role asks of who signs in; it may only be stricter than the bank's rules."""

    _inherit = "bank.role"

    needs_second_factor = fields.Boolean(
        "Second factor required",
        two_person="sign_in_rule",
        help="Whoever has this role sets up a code on his telephone or a passkey before "
        "he can do anything else, and programs use keys instead of his password.",
    )
    inactivity_minutes = fields.Integer(
        "Screen locks after", two_person="sign_in_rule", help="Zero: as in the bank."
    )
    session_minutes = fields.Integer(
        "Signed out after", two_person="sign_in_rule", help="Zero: as in the bank."
    )
    api_key_days = fields.Integer(
        "Keys live at most", two_person="sign_in_rule", help="Zero: as in the bank."
    )

    _sign_in_limits_positive = models.Constraint(
        "CHECK(COALESCE(inactivity_minutes, 0) >= 0 AND COALESCE(session_minutes, 0) >= 0 "
        "AND COALESCE(api_key_days, 0) >= 0)",
        "A limit cannot be negative.",
    )

    def _sign_in_terms(self):
        return [
            Terms(
                needs_second_factor=role.needs_second_factor,
                inactivity_minutes=role.inactivity_minutes,
                session_minutes=role.session_minutes,
                api_key_days=role.api_key_days,
            )
            for role in self
        ]
