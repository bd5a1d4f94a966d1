from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# So many branches or products are offered to choose from.
CHOICES_AT_MOST = 1_000
# What makes an entry mean the fact that it means.
_MEANING = {"model_id", "model", "path", "active"}


class BankFieldCatalogue(models.Model):
    """The bank's words for data: which fields rules, segments, forms and messages may use."""

    _name = "bank.field.catalogue"
    _description = "Field Catalogue"
    _without_visibility_rule = "Names of fields, no values."
    # By the model's name and not its link: who configures may not read the links.
    _order = "model, sequence, name"

    name = fields.Char("Bank's word", required=True, translate=True)
    code = fields.Char(
        required=True, help="The name by which rules and templates call it."
    )
    model_id = fields.Many2one(
        "ir.model", "Belongs to", required=True, index=True, ondelete="cascade"
    )
    model = fields.Char(related="model_id.model", store=True, index=True)
    path = fields.Char(
        "Where it is kept",
        required=True,
        help="Field, or a chain of fields joined by dots.",
    )
    kind = fields.Selection(
        [
            ("text", "Text"),
            ("number", "Number"),
            ("money", "Money"),
            ("date", "Date"),
            ("flag", "Yes or no"),
            ("choice", "Choice"),
            ("list", "List"),
        ],
        compute="_compute_kind",
        store=True,
    )
    description = fields.Char("Meaning", translate=True)
    sequence = fields.Integer(default=10)
    is_for_rules = fields.Boolean("In rules and segments", default=True)
    is_for_print = fields.Boolean("In print forms and messages", default=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        "UNIQUE(model_id, code)", "Another field of this kind has this code."
    )

    @api.depends("model_id", "path")
    def _compute_kind(self):
        kinds = {
            "boolean": "flag",
            "date": "date",
            "datetime": "date",
            "float": "number",
            "integer": "number",
            "many2one": "choice",
            "monetary": "money",
            "selection": "choice",
            "one2many": "list",
            "many2many": "list",
        }
        for entry in self:
            field = entry._final_field()
            entry.kind = kinds.get(field.type, "text") if field is not None else "text"
            if entry.kind == "text" and entry._code_model() is not None:
                entry.kind = "choice"

    @api.constrains("model_id", "path")
    def _check_path(self):
        for entry in self:
            if entry._final_field() is None:
                raise ValidationError(
                    self.env._(
                        "%(path)s leads to no data of a client.", path=entry.path
                    )
                )

    def write(self, vals):
        meaning = _MEANING & set(vals)
        if meaning:
            self.filtered(
                lambda entry: any(
                    entry._fields[name].convert_to_write(entry[name], entry)
                    != vals[name]
                    for name in meaning
                )
            )._check_not_kept_back()
        return super().write(vals)

    def unlink(self):
        self._check_not_kept_back()
        return super().unlink()

    def _check_not_kept_back(self):
        """What two people keep back from a role is not let out by one through its entry."""
        if self.env.su or not self:
            return
        setting = self.env["bank.access.setting"].sudo().with_context(active_test=False)
        setting = setting.search(
            [("field_ids", "in", self.ids), ("acceptance", "!=", "refused")], limit=1
        )
        if setting:
            raise UserError(
                self.env._(
                    "The access setting “%(setting)s” is about this fact. Change the "
                    "setting first: a second person accepts it.",
                    setting=setting.name,
                )
            )

    def _final_field(self):
        """The ORM field at the end of the path, or None when the path leads nowhere."""
        model, field = self.env.get(self.model_id.model), None
        for name in (self.path or "").split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None:
                return None
            model = self.env.get(field.comodel_name) if field.relational else None
        return field

    def _code_model(self):
        """The model whose code the path ends in (`branch_id.code`), or None.

        The bank's own registers are called by their codes in rules, because an id means
        nothing in another database.
        """
        field = self._final_field()
        if "." not in (self.path or "") or field is None or field.name != "code":
            return None
        return self.env.get(field.model_name)

    def _choices(self):
        """(value, label) of what a choice may be, in the reader's language; else nothing."""
        self.ensure_one()
        if self.kind != "choice":
            return []
        field, register = self._final_field(), self._code_model()
        if field.type == "selection":
            return list(field._description_selection(self.env))
        if register is None:
            return []
        rows = register.with_context(active_test=False).search(
            [("code", "!=", False)], limit=CHOICES_AT_MOST
        )
        return [(row.code, row.display_name) for row in rows]

    @api.model
    def _of(self, model, purpose=None):
        """The entries of a model, for `rules` or for `print`, in the order shown."""
        domain = [("model", "=", model)]
        if purpose:
            domain.append((f"is_for_{purpose}", "=", True))
        return self.search(domain)

    def _columns(self, purpose=None):
        """The entries of the rows that a list holds."""
        self.ensure_one()
        if self.kind != "list":
            return self.browse()
        return self._of(self._final_field().comodel_name, purpose)

    def _value(self, record):
        """The value of this entry on `record`, for a person who may read it."""
        self.ensure_one()
        value = record
        for name in self.path.split("."):
            value = value[name]
        return value
