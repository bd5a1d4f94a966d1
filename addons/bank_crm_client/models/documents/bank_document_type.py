from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...domain.documents.checking import Use, Verification

USES = [
    (Use.NO, "Not asked"),
    (Use.MAY, "May be given"),
    (Use.MUST, "Must be given"),
]
# Attribute of a document -> the field of its type that says whether it has it.
USE_OF = {
    "number": "number_use",
    "issued_by": "issuer_use",
    "issued_date": "issued_use",
    "expiry_date": "expiry_use",
    "country_id": "country_use",
    "amount": "amount_use",
    "note": "note_use",
}
VERIFIERS = {
    "colleague": "bank_crm_base.group_client_editor",
    "head": "bank_crm_base.group_unit_head",
    "compliance": "bank_crm_base.group_compliance",
}


class BankDocumentType(models.Model):
    """A kind of paper the bank takes: what stands on it, how long it holds, who checks it."""

    _name = "bank.document.type"
    _description = "Type of Document"
    _without_visibility_rule = "Which papers the bank takes is known to every employee."
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        lambda self: self.env["bank.client.document"]._fields["kind"].selection,
        required=True,
        default="other",
        help="What the core system calls it; a feed's document gets the first type of "
        "its kind.",
    )
    description = fields.Char("What it is for", translate=True)

    is_for_person = fields.Boolean("For persons", default=True)
    is_for_sole_trader = fields.Boolean("For sole traders", default=True)
    is_for_company = fields.Boolean("For companies", default=True)

    number_use = fields.Selection(
        USES, "Series and number", required=True, default=Use.MAY
    )
    issuer_use = fields.Selection(USES, "Issued by", required=True, default=Use.MAY)
    issued_use = fields.Selection(USES, "Issued on", required=True, default=Use.MAY)
    expiry_use = fields.Selection(USES, "Valid until", required=True, default=Use.MAY)
    country_use = fields.Selection(USES, "Issued in", required=True, default=Use.NO)
    amount_use = fields.Selection(USES, "Sum", required=True, default=Use.NO)
    note_use = fields.Selection(USES, "Note", required=True, default=Use.MAY)
    is_scan_required = fields.Boolean("A scan is asked for", default=True)
    validity_months = fields.Integer(
        "Holds, months",
        help="Where the paper itself says no end: counted from the day of issue. "
        "0: without an end.",
    )

    verification = fields.Selection(
        [
            (Verification.NONE, "Counts at once"),
            (Verification.ONE, "Counts when its maker says it is complete"),
            (Verification.TWO, "A second person verifies it"),
        ],
        "Check",
        required=True,
        default=Verification.TWO,
    )
    verified_by = fields.Selection(
        [
            ("colleague", "Another who serves clients"),
            ("head", "Head of a unit"),
            ("compliance", "Compliance"),
        ],
        "Second person",
        required=True,
        default="colleague",
    )
    serves_all = fields.Boolean(
        "One serves all products",
        default=True,
        help="Off: each product wants a paper of its own, as an application does.",
    )
    requirement_ids = fields.Many2many(
        "bank.document.requirement", "bank_document_requirement_type_rel",
        "type_id", "requirement_id", string="Asked for", readonly=True,
    )  # fmt: skip

    _code_uniq = models.Constraint("UNIQUE(code)", "Another type has this code.")
    _term_possible = models.Constraint(
        "CHECK(validity_months BETWEEN 0 AND 1200)",
        "A term is between 0 and 1200 months.",
    )

    @api.constrains("validity_months", "issued_use")
    def _check_term_has_a_beginning(self):
        for kind in self:
            if kind.validity_months and kind.issued_use == Use.NO:
                raise ValidationError(
                    self.env._(
                        "The term of “%(type)s” is counted from the day of issue: ask for "
                        "that day.",
                        type=kind.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        kinds = super().create(vals_list)
        self.env.registry.clear_cache()
        return kinds

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        Document = self.env["bank.client.document"].sudo()
        if Document.search_count([("type_id", "in", self.ids)], limit=1):
            raise ValidationError(
                self.env._("Documents of this type are on file: archive the type.")
            )

    @api.model
    @tools.ormcache("kind")
    def _id_of_kind(self, kind):
        """The type that documents of a kind get where nobody chose one."""
        return (
            self.sudo().search([("kind", "=", kind)], order="sequence, id", limit=1).id
        )

    def _uses(self):
        """Attribute of a document -> whether this type has it."""
        self.ensure_one()
        return {name: self[use] for name, use in USE_OF.items()}

    def _may_verify(self, user):
        """Whether the user holds the office that checks documents of this type."""
        self.ensure_one()
        return user.has_group(VERIFIERS[self.verified_by])
