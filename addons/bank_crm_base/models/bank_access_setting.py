from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..domain.narrowing import Effect
from ..tools.field_values import field_label


class BankAccessSetting(models.Model):
    """A restriction set without code: a role does not see some fields or some clients.

    It only takes away. It counts once a second person has accepted it, and the shipped
    groups, access rows and rules stay as they are.
    """

    _name = "bank.access.setting"
    _description = "Access Setting"
    _without_visibility_rule = "What is kept from whom; nothing about a client."
    _inherit = ["bank.acceptance.mixin"]
    _order = "name, id"

    _two_person_create = "access_setting"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True, two_person="access_setting")
    role_ids = fields.Many2many(
        "bank.role",
        string="Roles",
        required=True,
        two_person="access_setting",
        help="Whoever holds one of these roles today is restricted, also where another "
        "role of his would not be.",
    )
    only_without_other_roles = fields.Boolean(
        "Only people without another role",
        two_person="access_setting",
        help="Leave it off to be safe. Switched on, a person who holds any role that is "
        "not named here is not restricted.",
    )
    target = fields.Selection(
        [("field", "Some facts about clients"), ("rows", "Some clients altogether")],
        "What is kept from them",
        required=True,
        default="field",
        two_person="access_setting",
    )
    field_ids = fields.Many2many(
        "bank.field.catalogue",
        string="Facts",
        # A guarantor's telephone is his own: kept back there, it is kept back everywhere.
        domain=["|", ("model", "=", "res.partner"), ("path", "not like", ".")],
        two_person="access_setting",
    )
    effect = fields.Selection(
        [
            (Effect.MASKED, "Shown in part: +38067***2233"),
            (Effect.HIDDEN, "Not shown"),
            (Effect.READ_ONLY, "Shown, but not to be changed"),
        ],
        "How",
        default=Effect.MASKED,
        two_person="access_setting",
        help="What is not shown whole can neither be searched, sorted nor grouped by.",
    )
    domain = fields.Char(
        "Clients who are hidden",
        default="[]",
        two_person="access_setting",
        help="Clients matching this are not there for these roles: not in lists, not in "
        "the find box, not in totals. Served personally or not.",
    )
    reason = fields.Char("Why", help="Read by whom it restricts and by who accepts it.")
    client_count = fields.Integer(
        "Clients concerned", compute="_compute_client_count", compute_sudo=True
    )

    _what_is_named = models.Constraint(
        "CHECK(target != 'field' OR effect IS NOT NULL)",
        "Say whether the facts are hidden, shown in part or not to be changed.",
    )

    @api.depends("target", "domain")
    def _compute_client_count(self):
        Client = self.env["res.partner"]
        for setting in self:
            rows = setting._rows() if setting.target == "rows" else None
            setting.client_count = (
                Client.search_count(rows & Domain("is_client", "=", True))
                if rows is not None
                else 0
            )

    @api.constrains("target", "field_ids", "effect")
    def _check_fields(self):
        for setting in self.filtered(lambda setting: setting.target == "field"):
            if not setting.field_ids:
                raise ValidationError(
                    self.env._("Choose the facts that are kept back.")
                )
            for entry in setting.field_ids:
                refusal = self._narrowing_refusal(entry, Effect(setting.effect))
                if refusal:
                    raise ValidationError(refusal)

    @api.constrains("target", "domain")
    def _check_domain(self):
        for setting in self.filtered(lambda setting: setting.target == "rows"):
            rows = setting._rows()
            if rows is None or not list(rows.iter_conditions()):
                raise ValidationError(
                    self.env._("Say which clients are hidden from these roles.")
                )
            for condition in rows.iter_conditions():
                self._check_condition(condition)

    @api.constrains("role_ids")
    def _check_roles(self):
        if any(not setting.role_ids for setting in self):
            raise ValidationError(self.env._("Choose the roles that are restricted."))

    @api.model_create_multi
    def create(self, vals_list):
        settings = super().create(vals_list)
        self._forget()
        return settings

    def write(self, vals):
        vals = self._guard_write(vals)
        result = super().write(vals) if vals else True
        self._forget()
        return result

    def unlink(self):
        result = super().unlink()
        self._forget()
        return result

    @api.model
    def _forget(self):
        """Settings, and what people see by them, are read anew."""
        self.env.registry.clear_cache()
        self.env.invalidate_all()

    def _rows(self):
        """The condition of hidden clients; None where it cannot be read."""
        try:
            return Domain(literal_eval(self.domain or "[]"))
        except (ValueError, SyntaxError, TypeError):
            return None

    def _check_condition(self, condition):
        """Only columns of the client's own row that have an index: every list asks them."""
        Client = self.env["res.partner"]
        name = condition.field_expr
        field = Client._fields.get(name)
        if field is None or not field.store or not (field.index or name == "id"):
            allowed = sorted(
                field_label(self.env, "res.partner", other.name)
                for other in Client._fields.values()
                if other.store and other.index and other.name in self._row_fields()
            )
            raise ValidationError(
                self.env._(
                    "“%(field)s” would make every list of clients slow. Clients can be "
                    "hidden by: %(allowed)s.",
                    field=field_label(self.env, "res.partner", name)
                    if field is not None
                    else name,
                    allowed=", ".join(allowed),
                )
            )
        Domain(condition).validate(Client.sudo())

    @api.model
    def _row_fields(self):
        """What the screen offers to hide clients by; addons add their own."""
        return ["branch_id", "client_class_id", "client_state", "manager_id"]

    def _acceptance_words(self):
        """Who accepted it and when; the product's own settings were accepted by nobody."""
        self.ensure_one()
        act = self.env["bank.act"]._last_accepted(self)
        if not act:
            return ""
        return self.env._(
            "accepted by %(who)s on %(date)s",
            who=act.checker_id.name,
            date=format_datetime(self.env, act.decided_at, dt_format="short"),
        )
