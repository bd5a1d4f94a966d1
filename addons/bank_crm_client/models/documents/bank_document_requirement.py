from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..completeness.bank_completeness_rule import KIND_FLAGS


class BankDocumentRequirement(models.Model):
    """What the bank asks for: of whom, for which product, which papers serve it."""

    _name = "bank.document.requirement"
    _description = "Required Document"
    _without_visibility_rule = "What is asked for is known to every employee."
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    purpose = fields.Selection(
        [
            ("opening", "To open and keep a product"),
            ("lending", "To lend"),
            ("yearly", "Every year"),
        ],
        "When",
        required=True,
        default="opening",
    )
    family_id = fields.Many2one(
        "bank.product.family",
        "Products of",
        index="btree_not_null",
        ondelete="restrict",
    )
    product_id = fields.Many2one(
        "bank.product", index="btree_not_null", ondelete="restrict",
        help="Neither family nor product: of every client, whatever he has.",
    )  # fmt: skip
    is_for_person = fields.Boolean("Persons", default=True)
    is_for_sole_trader = fields.Boolean("Sole traders", default=True)
    is_for_company = fields.Boolean("Companies", default=True)
    type_ids = fields.Many2many(
        "bank.document.type", "bank_document_requirement_type_rel", "requirement_id",
        "type_id", string="One of these", required=True,
        help="Any one of them is enough; what is asked for besides is a line of its own.",
    )  # fmt: skip
    is_mandatory = fields.Boolean(
        "Mandatory", default=True, help="Off: wished for, and nothing waits for it."
    )
    fresh_months = fields.Integer(
        "Not older than, months",
        compute="_compute_fresh_months", store=True, readonly=False,
        help="From the day of issue. 0: it may be of any age.",
    )  # fmt: skip
    gives_task = fields.Boolean(
        "The manager is told",
        help="Where it is missing, to ask for it is a next step of the client's manager.",
    )
    gap_count = fields.Integer("Clients without it", compute="_compute_gap_count")

    _age_possible = models.Constraint(
        "CHECK(fresh_months BETWEEN 0 AND 240)", "An age is between 0 and 240 months."
    )
    _one_scope = models.Constraint(
        "CHECK(family_id IS NULL OR product_id IS NULL)",
        "Name the family or one product of it, not both.",
    )

    @api.depends("purpose")
    def _compute_fresh_months(self):
        for requirement in self:
            if requirement.purpose == "yearly" and not requirement.fresh_months:
                requirement.fresh_months = 12
            else:
                requirement.fresh_months = requirement.fresh_months or 0

    def _compute_gap_count(self):
        Gap = self.env["bank.document.gap"]
        if not Gap.has_access("read"):
            # Who sets up what is asked for need not work with clients.
            self.gap_count = 0
            return
        groups = Gap._read_group(
            [
                ("requirement_id", "in", self.ids),
                ("status", "in", ("missing", "expired")),
            ],
            ["requirement_id"],
            ["__count"],
        )
        counts = {requirement.id: count for requirement, count in groups}
        for requirement in self:
            requirement.gap_count = counts.get(requirement.id, 0)

    @api.constrains("type_ids", *KIND_FLAGS.values())
    def _check_possible(self):
        for requirement in self:
            if not requirement.type_ids:
                raise ValidationError(self.env._("Say which documents serve it."))
            if not any(requirement[flag] for flag in KIND_FLAGS.values()):
                raise ValidationError(self.env._("Say of whom it is asked."))

    @api.model_create_multi
    def create(self, vals_list):
        requirements = super().create(vals_list)
        self._judge_tonight()
        return requirements

    def write(self, vals):
        result = super().write(vals)
        self._judge_tonight()
        return result

    @api.model
    def _judge_tonight(self):
        """All clients are judged anew by the cron, in slices."""
        cron = self.env.ref(
            "bank_crm_client.ir_cron_document_gaps", raise_if_not_found=False
        )
        if cron:
            self.env["ir.config_parameter"].sudo().set_param(
                "bank_crm_client.document_gaps_cursor", "0"
            )
            cron.sudo()._trigger()

    def action_open_gaps(self):
        """The clients without it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_document_gap_action"
        )
        return {
            **action,
            "domain": [("requirement_id", "=", self.id)],
            "context": {"search_default_acting": 1},
        }
