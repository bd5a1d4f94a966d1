from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

EDITOR = "bank_crm_base.group_business_administrator"


class BankPrintForm(models.Model):
    """A form of the bank in Word or Excel: of what, who may print it, how it is numbered."""

    _name = "bank.print.form"
    _description = "Print Form"
    _without_visibility_rule = "The bank's forms are known to every employee."
    _inherit = ["bank.versioned.mixin", "bank.guarded.mixin"]
    _order = "sequence, name"
    _settled_names = ("model", "kind")

    name = fields.Char("Form")
    model = fields.Selection(
        "_selection_model",
        "Printed from",
        required=True,
        index=True,
        default="res.partner",
    )
    kind = fields.Selection(
        [("docx", "Word"), ("xlsx", "Excel")], "File", required=True, default="docx"
    )
    number_prefix = fields.Char(
        "Numbers begin with",
        required=True,
        default="P-",
        help="Each printed paper gets the next number of its form, never one twice.",
    )
    role_ids = fields.Many2many(
        "bank.role",
        string="Who may print",
        two_person="print_form",
        help="Empty: everybody who sees the record.",
    )
    needed_ids = fields.Many2many(
        "bank.field.catalogue",
        string="Not printed without",
        two_person="print_form",
        domain="[('model', '=', model), ('is_for_print', '=', True)]",
        help="While one of these facts is not known, the form is not printed and whoever "
        "prints is told what is missing.",
    )
    version_ids = fields.One2many("bank.print.version", "form_id", "Versions")
    version_id = fields.Many2one(
        "bank.print.version", "In force", compute="_compute_version_id"
    )
    paper_count = fields.Integer("Printed", compute="_compute_paper_count")
    sequence_id = fields.Many2one(
        "ir.sequence", "Numbering", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    action_id = fields.Many2one(
        "ir.actions.act_window", "Entry in the print menu", index="btree_not_null",
        ondelete="set null", sealed=True, copy=False,
    )  # fmt: skip

    _prefix_uniq = models.Constraint(
        "UNIQUE(number_prefix)", "Another form numbers its papers with this beginning."
    )

    @api.model
    def _selection_model(self):
        """Models with entries for print in the field catalogue, in the bank's words."""
        entries = self.env["bank.field.catalogue"].sudo()
        groups = entries._read_group([("is_for_print", "=", True)], ["model"])
        words = {
            model: self.env["ir.model"]._get(model).sudo().name
            for (model,) in groups
            if model in self.env and not self.env[model]._abstract
        }
        if "res.partner" in words:
            words["res.partner"] = self.env._("Client")
        return sorted(
            words.items(), key=lambda pair: (pair[0] != "res.partner", pair[1])
        )

    def _compute_paper_count(self):
        # How many, of whomever: who writes the form need not see the papers.
        papers = self.env["bank.print.paper"].sudo()
        counts = papers._read_group(
            [("form_id", "in", self.ids)], ["form_id"], ["__count"]
        )
        found = {form.id: count for form, count in counts}
        for form in self:
            form.paper_count = found.get(form.id, 0)

    @api.constrains("number_prefix")
    def _check_number_prefix(self):
        """A per cent sign would be read as a place for a date, and stop every paper."""
        if any("%" in form.number_prefix for form in self):
            raise ValidationError(
                self.env._("Numbers cannot begin with a per cent sign or hold one.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        forms = super().create(vals_list)
        for form in forms:
            form.sudo().sequence_id = (
                self.env["ir.sequence"]
                .sudo()
                .create(
                    {
                        "name": form.name,
                        "code": f"bank.print.form.{form.id}",
                        "prefix": form.number_prefix,
                        "padding": 6,
                        "company_id": False,
                    }
                )
            )
        return forms

    def write(self, vals):
        result = super().write(vals)
        if "number_prefix" in vals:
            for form in self.sudo():
                form.sequence_id.prefix = form.number_prefix
        if {"active", "name", "model"} & vals.keys():
            self._bind()
        return result

    def unlink(self):
        actions, sequences = self.sudo().action_id, self.sudo().sequence_id
        result = super().unlink()
        actions.unlink()
        sequences.unlink()
        return result

    # --- acts

    def _needing_second_person(self, code, names):
        """Who may print is free while nothing is in force."""
        return self.filtered("version_id")

    # --- buttons

    def action_view_papers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_print.bank_print_paper_action"
        )
        return {**action, "domain": [("form_id", "=", self.id)]}

    def get_field_list(self, lang=None):
        """The fields of this form with tags to paste, for who writes it."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group(EDITOR) and not self.env.su:
            raise AccessError(self.env._("Business administrators write print forms."))
        context = self.env["bank.print.context"]
        return context._field_list(self.model, lang or self.env.lang or "", self.kind)

    # --- verbs

    def _may_print(self):
        """Which of these forms the current user may print."""
        posts = self.env["bank.post"].sudo()
        roles = posts.search(
            [("user_id", "=", self.env.uid), ("is_in_force", "=", True)]
        ).role_id
        return self.filtered(
            lambda form: (
                form.active
                and form.version_id
                and (not form.sudo().role_ids or form.sudo().role_ids & roles)
            )
        )

    def _check_may_print(self):
        for form in self:
            if form._may_print():
                continue
            if not form.version_id or not form.active:
                raise UserError(
                    self.env._("“%(form)s” is not in force now.", form=form.name)
                )
            raise AccessError(
                self.env._(
                    "“%(form)s” is printed by: %(roles)s.",
                    form=form.name,
                    roles=", ".join(form.sudo().role_ids.mapped("name")),
                )
            )

    @api.model
    def _printable_for(self, model):
        """Forms of a model that the current user may print now."""
        return self.search([("model", "=", model)])._may_print()

    def _bind(self):
        """The print menu of the model holds the forms in force, and only those."""
        for form in self.sudo().with_context(lang=None):
            if not form.active or not form.version_id:
                form.action_id.unlink()
                continue
            values = {
                "name": form.name,
                "res_model": "bank.print.ask",
                "view_mode": "form",
                "target": "new",
                "binding_model_id": self.env["ir.model"]._get_id(form.model),
                "binding_type": "report",
                "binding_view_types": "list,form",
                "context": {"default_form_id": form.id},
            }
            if form.action_id:
                form.action_id.write(values)
            else:
                form.action_id = self.env["ir.actions.act_window"].sudo().create(values)
            for lang, _name in self.env["res.lang"].get_installed():
                name = form.with_context(lang=lang).name
                form.action_id.with_context(lang=lang).name = name
        self.env.registry.clear_cache()
