from odoo import fields, models
from odoo.exceptions import ValidationError

KEY_MODEL = "res.users.apikeys"
# What programs of employees do; core's empty scope would open every other door as well.
PROGRAM_SCOPE = "rpc"


class ResUsersApikeys(models.Model):
    """Keys by which programs act as an employee: each expires, by the rule of his role."""

    _inherit = "res.users.apikeys"

    def _check_expiration_date(self, date):
        # Trusted devices are built on this model and have a term of their own.
        if self._name == KEY_MODEL and not self.env.su:
            days = self.env.user._sign_in_terms().api_key_days
            if days and not date:
                raise ValidationError(self.env._("A key for programs always expires."))
            latest = fields.Datetime.add(
                fields.Datetime.now(),  # clock: life of a key
                days=days,
            )
            if days and fields.Datetime.to_datetime(date) > latest:
                raise ValidationError(
                    self.env._(
                        "Your role allows keys of at most %(days)s days.", days=days
                    )
                )
        return super()._check_expiration_date(date)

    def _generate(self, scope, name, expiration_date):
        if self._name == KEY_MODEL and not scope:
            scope = PROGRAM_SCOPE
        return super()._generate(scope, name, expiration_date)
