from odoo import api, fields, models

from ..domain.sign_in import Terms


class BankSignInPolicy(models.Model):
    """The bank's rules of signing in, in one place; two people change them."""

    _name = "bank.sign.in.policy"
    _description = "Sign-in Rules"
    _without_visibility_rule = "Rules of signing in; nothing about clients."
    _inherit = ["bank.guarded.mixin"]

    name = fields.Char(required=True, translate=True)

    # passwords
    password_length = fields.Integer("At least", default=12, two_person="sign_in_rule")
    password_history = fields.Integer(
        "Not one of the last",
        default=5,
        two_person="sign_in_rule",
        help="A new password must differ from so many earlier ones. Zero: not asked.",
    )

    # attempts
    person_failures = fields.Integer(
        "Wrong attempts of a person",
        default=5,
        two_person="sign_in_rule",
        help="After so many the sign-in waits, however many servers the bank runs. "
        "Zero: no limit.",
    )
    address_failures = fields.Integer(
        "Wrong attempts from an address",
        default=50,
        two_person="sign_in_rule",
        help="A whole branch may share an address: keep it well above one person's. "
        "Zero: no limit.",
    )
    failure_minutes = fields.Integer(
        "Counted over", default=15, two_person="sign_in_rule"
    )

    # sessions
    inactivity_minutes = fields.Integer(
        "Screen locks after",
        default=30,
        two_person="sign_in_rule",
        help="Without activity. A role may ask for less. Zero: never.",
    )
    session_minutes = fields.Integer(
        "Signed out after",
        default=720,
        two_person="sign_in_rule",
        help="Since the sign-in, whatever is being done. A role may ask for less. "
        "Zero: never.",
    )

    # keys for programs
    api_key_days = fields.Integer(
        "Keys live at most",
        default=90,
        two_person="sign_in_rule",
        help="Keys by which programs act as an employee always expire. A role may ask "
        "for less.",
    )

    # alerts and log
    is_alerting = fields.Boolean(
        "Tell the employee of a new device or place",
        default=True,
        two_person="sign_in_rule",
    )
    log_days = fields.Integer(
        "Log is kept for", default=1100, two_person="sign_in_rule"
    )
    role_ids = fields.Many2many(
        "bank.role", string="Roles with rules of their own", compute="_compute_role_ids"
    )

    _one_row = models.UniqueIndex("((1))", "The bank has one set of sign-in rules.")
    _limits_positive = models.Constraint(
        "CHECK(password_length >= 0 AND password_history >= 0 AND person_failures >= 0 "
        "AND address_failures >= 0 AND inactivity_minutes >= 0 AND session_minutes >= 0)",
        "A limit cannot be negative.",
    )
    _times_positive = models.Constraint(
        "CHECK(failure_minutes > 0 AND api_key_days > 0 AND log_days > 0)",
        "Attempts are counted over some time, keys and the log live for some.",
    )

    def _compute_role_ids(self):
        self.role_ids = self.env["bank.role"].search(
            [
                "|", "|", "|",
                ("needs_second_factor", "=", True),
                ("inactivity_minutes", ">", 0),
                ("session_minutes", ">", 0),
                ("api_key_days", ">", 0),
            ]
        )  # fmt: skip

    def write(self, vals):
        vals = self._guard_write(vals)
        result = super().write(vals) if vals else True
        self.env.registry.clear_cache()
        return result

    @api.model
    def _get(self):
        """The rules in force; none while the product is being installed."""
        return (
            self.sudo().env.ref(
                "bank_crm_base.sign_in_policy", raise_if_not_found=False
            )
            or self.sudo().browse()
        )

    def _terms(self):
        return Terms(
            inactivity_minutes=self.inactivity_minutes,
            session_minutes=self.session_minutes,
            api_key_days=self.api_key_days,
        )
