from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

KIND_FLAGS = {
    "person": "is_for_person",
    "sole_trader": "is_for_sole_trader",
    "legal_entity": "is_for_company",
}


class BankCompletenessRule(models.Model):
    """A part that a client's file should hold: what, of whom, how much it weighs.

    What is missing of the required parts makes a file incomplete; all parts together make
    the percent. Files are judged anew each night, and a client's own when it changes.
    """

    _name = "bank.completeness.rule"
    _description = "Part of a Client File"
    _without_visibility_rule = "What files should hold, nobody's data."
    _order = "sequence, id"

    name = fields.Char("Part of the file", required=True, translate=True)
    missing_words = fields.Char(
        "Said when it is missing", required=True, translate=True,
        help="As in “Missing: place of work, e-mail”.",
    )  # fmt: skip
    code = fields.Char(
        required=True,
        copy=False,
        default=lambda self: self._next_code(),
        help="The name by which other parts of the product call it.",
    )
    sequence = fields.Integer(default=200)
    weight = fields.Integer(
        required=True,
        default=10,
        help="How much it counts beside the other parts asked of the same client.",
    )
    is_required = fields.Boolean(
        "Required",
        help="Without it the file is incomplete, whatever the percent.",
    )
    check_kind = fields.Selection(
        [("field", "A fact is filled"), ("rows", "Something is on file")],
        "It is there when",
        required=True,
        default="field",
    )
    field_id = fields.Many2one(
        "bank.field.catalogue", "Fact", index=True, ondelete="restrict",
        domain=[
            ("model", "=", "res.partner"),
            ("kind", "in", ("text", "number", "money", "date", "choice")),
        ],
    )  # fmt: skip
    on_file = fields.Selection(selection="_rows_choices", string="What is on file")
    is_for_person = fields.Boolean("People", default=True)
    is_for_sole_trader = fields.Boolean("Sole traders", default=True)
    is_for_company = fields.Boolean("Companies")
    is_for_adults = fields.Boolean(
        "Adults only", help="Not asked of people under eighteen."
    )
    segment_id = fields.Many2one(
        "bank.segment", "Only of this segment", index="btree_not_null",
        ondelete="restrict", help="Empty: of everybody of these kinds.",
    )  # fmt: skip
    whom = fields.Char("Asked of", compute="_compute_whom")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "There is such a part already.")
    _weight_positive = models.Constraint(
        "CHECK(weight BETWEEN 1 AND 1000)", "A part weighs between 1 and 1000."
    )
    _of_somebody = models.Constraint(
        "CHECK(is_for_person OR is_for_sole_trader OR is_for_company)",
        "Say of whom it is asked: people, sole traders or companies.",
    )
    _one_check = models.Constraint(
        "CHECK((check_kind = 'field' AND field_id IS NOT NULL) "
        "OR (check_kind = 'rows' AND on_file IS NOT NULL))",
        "Choose the fact, or what is to be on file.",
    )

    @api.model
    def _next_code(self):
        last = self.sudo().with_context(active_test=False)
        last = last.search([], order="id desc", limit=1)
        return f"part_{last.id + 1}"

    @api.model
    def _rows_choices(self):
        return [(code, check.label) for code, check in self._row_checks().items()]

    @api.depends(
        *KIND_FLAGS.values(),
        "is_for_adults",
        "segment_id",
    )
    def _compute_whom(self):
        for rule in self:
            kinds = [
                self._fields[name]._description_string(self.env)
                for name in KIND_FLAGS.values()
                if rule[name]
            ]
            if rule.is_for_adults:
                kinds.append(self.env._("adults only"))
            if rule.segment_id:
                kinds.append(
                    self.env._("in “%(segment)s”", segment=rule.segment_id.sudo().name)
                )
            rule.whom = ", ".join(kinds)

    @api.constrains("code")
    def _check_code(self):
        for rule in self:
            if "," in rule.code or rule.code != rule.code.strip():
                raise ValidationError(
                    self.env._("A code has no commas and no spaces around it.")
                )

    @api.constrains("check_kind", "field_id")
    def _check_field(self):
        for rule in self:
            entry = rule.field_id
            if rule.check_kind == "field" and (
                entry.model != "res.partner" or entry.kind in ("list", "flag")
            ):
                raise ValidationError(
                    self.env._(
                        "“%(fact)s” is filled or not only as a list or a yes: choose "
                        "another fact.",
                        fact=entry.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def action_open_lacking(self):
        """The clients whose files lack this part."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_individual_action_incomplete"
        )
        return {
            **action,
            "name": self.env._("Without: %(what)s", what=self.missing_words),
            "domain": list(
                Domain("is_client", "=", True) & self._lacking_domain(self.code)
            ),
            "context": {"search_default_group_manager": 1},
        }

    @api.model
    def _lacking_domain(self, code):
        """Clients whose file lacks the part of this code."""
        column = "completeness_gaps"
        return Domain.OR(
            Domain(column, "=like", mark)
            for mark in (code, f"{code},%", f"%,{code}", f"%,{code},%")
        )

    @api.model
    @tools.ormcache("self.env.lang")
    def _words(self):
        """Code -> (what is missing in words, where it is filled), in the order asked."""
        rules = self.sudo().with_context(active_test=False).search([])
        return {rule.code: (rule.missing_words, rule._fill()) for rule in rules}

    def _fill(self):
        """Where one click leads to fill the part: a tab of the card or a dialog."""
        if self.check_kind == "rows":
            return self._row_checks()[self.on_file].fill
        return "details"
