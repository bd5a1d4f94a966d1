from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...domain.documents.checking import (
    State,
    Verification,
    first_state,
    lacking,
    valid_until,
)
from .bank_document_type import USE_OF

# What was verified; a change of it by a person is to be verified anew.
CONTENT = (
    "type_id", "kind", "number", "issued_by", "issued_date", "expiry_date", "country_id",
    "amount", "currency_id", "note", "product_id", "attachment_ids",
)  # fmt: skip
MORE_KINDS = {
    "tax_card": "Tax number card",
    "income": "Proof of income",
    "civil_status": "Civil status certificate",
    "questionnaire": "Questionnaire",
    "consent": "Consent",
    "application": "Application",
    "authority": "Appointment or power of attorney",
    "ownership": "Ownership structure",
    "signatures": "Card of signatures",
    "financial": "Financial statements",
    "property": "Title to property",
    "licence": "Licence",
}
FED = ("type_id", "kind", "number", "issued_date", "expiry_date")


class BankClientDocument(models.Model):
    """Any paper of a client: its type says what stands on it and how it is checked."""

    _inherit = "bank.client.document"

    # The bank gives a number of its own where the paper has none.
    number = fields.Char(required=False)
    kind = fields.Selection(
        selection_add=list(MORE_KINDS.items()),
        ondelete=dict.fromkeys(MORE_KINDS, "set other"),
    )
    type_id = fields.Many2one("bank.document.type", index=True, ondelete="restrict")
    product_id = fields.Many2one(
        "bank.product", "For the product", index="btree_not_null", ondelete="restrict"
    )
    amount = fields.Monetary("Sum")
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self._default_currency()
    )
    note = fields.Text()
    state = fields.Selection(
        [
            (State.DRAFT, "Draft"),
            (State.TO_VERIFY, "To be verified"),
            (State.VERIFIED, "Verified"),
            (State.REFUSED, "Refused"),
        ],
        "Check",
        required=True,
        default=State.VERIFIED,
        index=True,
        sealed=True,
        copy=False,
    )
    number_use = fields.Selection(related="type_id.number_use", string="Number asked")
    issuer_use = fields.Selection(related="type_id.issuer_use", string="Issuer asked")
    issued_use = fields.Selection(
        related="type_id.issued_use", string="Day of issue asked"
    )
    expiry_use = fields.Selection(related="type_id.expiry_use", string="End asked")
    country_use = fields.Selection(
        related="type_id.country_use", string="Country asked"
    )
    amount_use = fields.Selection(related="type_id.amount_use", string="Sum asked")
    note_use = fields.Selection(related="type_id.note_use", string="Note asked")
    serves_all = fields.Boolean(related="type_id.serves_all")
    verification = fields.Selection(
        related="type_id.verification", string="How it is checked"
    )
    is_fed = fields.Boolean(compute="_compute_is_fed")
    standing = fields.Selection(
        [
            ("draft", "Draft"),
            ("to_verify", "To be verified"),
            ("refused", "Refused"),
            ("expired", "Expired"),
            ("soon", "Expires soon"),
            ("verified", "In force"),
        ],
        compute="_compute_standing",
    )

    _client_state_idx = models.Index("(client_id, type_id, state)")

    def init(self):
        # A feed's rows are made by SQL; what the core system tells is relied on.
        self.env.cr.execute(
            "ALTER TABLE bank_client_document ALTER COLUMN state SET DEFAULT 'verified'"
        )

    @api.model
    def _default_currency(self):
        # A fed row has no sum and so no currency: only a person's paper has.
        return False if self.env.su else self.env.company.currency_id

    @api.depends("source")
    def _compute_is_fed(self):
        for document in self:
            document.is_fed = (document.source or "manual") != "manual"

    @api.depends("state", "expiry_date")
    def _compute_standing(self):
        for document in self:
            document.standing = (
                {"valid": "verified"}.get(document.validity, document.validity)
                if document.state == State.VERIFIED
                else document.state
            )

    @api.depends("type_id")
    def _compute_display_name(self):  # pylint: disable=missing-return
        super()._compute_display_name()
        for document in self.filtered(lambda one: not one.number):
            document.display_name = document.type_id.name or ""

    @api.onchange("type_id")
    def _onchange_type_id(self):
        if self.type_id:
            self.kind = self.type_id.kind

    @api.onchange("issued_date")
    def _onchange_issued_date(self):
        if self.type_id and not self.expiry_date:
            self.expiry_date = valid_until(
                self.issued_date or None, self.type_id.validity_months
            )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._with_type(dict(vals)) for vals in vals_list]
        documents = super().create(vals_list)
        if not self.env.su:
            documents._begin_check()
        documents.client_id._refresh_document_gaps()
        return documents

    def write(self, vals):
        touched = [name for name in CONTENT if name in vals]
        if not touched:
            result = super().write(vals)
            if "state" in vals:
                self.client_id._refresh_document_gaps()
            return result
        if not self.env.su:
            self._refuse_fed(vals)
        if vals.get("type_id"):
            kind = self.env["bank.document.type"].browse(vals["type_id"]).kind
            vals = {**vals, "kind": kind}
        elif "kind" in vals and "type_id" not in vals:
            # The kind was chosen on a screen that knows no types.
            type_id = self.env["bank.document.type"]._id_of_kind(vals["kind"])
            vals = {**vals, "type_id": type_id}
        changed = self.browse()
        if not self.env.su:
            changed = self.filtered(
                lambda document: document._changed_names(vals, touched)
            )
        result = super().write(vals)
        changed._check_anew()
        self.client_id._refresh_document_gaps()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(document.state != State.DRAFT for document in self):
            raise UserError(
                self.env._("A document stays on file: only a draft can be deleted.")
            )

    @api.model
    def _with_type(self, vals):
        """A type for the kind or a kind for the type, a number, an end of its term."""
        Type = self.env["bank.document.type"]
        if vals.get("type_id"):
            vals["kind"] = Type.browse(vals["type_id"]).kind
        else:
            vals["type_id"] = Type._id_of_kind(vals.get("kind") or "passport")
        kind = Type.browse(vals["type_id"])
        if not vals.get("number"):
            vals["number"] = (
                self.env["ir.sequence"].sudo().next_by_code("bank.client.document")
            )
        if kind.validity_months and not vals.get("expiry_date"):
            issued = fields.Date.to_date(vals.get("issued_date") or None)
            vals["expiry_date"] = valid_until(issued or None, kind.validity_months)
        return vals

    def _begin_check(self):
        """What a person enters counts only once it is checked as its type says."""
        for document in self:
            verification = Verification(
                document.type_id.verification or Verification.NONE
            )
            state = first_state(verification, by_person=True)
            document.sudo().write({"state": state, "maker_ids": [(4, self.env.uid)]})

    def _refuse_fed(self, vals):
        names = [name for name in FED if name in vals]
        fed = self.filtered("is_fed")
        if fed and any(document._changed_names(vals, names) for document in fed):
            raise UserError(
                self.env._(
                    "This comes from the core banking system and is changed there. Enter a "
                    "new document where the client brought one."
                )
            )

    def _lacking_words(self):
        """What the type asks for and the document has not, in words."""
        self.ensure_one()
        values = {name: self[name] for name in USE_OF}
        words = [
            self._fields[name]._description_string(self.env)
            for name in lacking(self.type_id._uses(), values)
        ]
        if self.type_id.is_scan_required and not self.attachment_ids:
            words.append(self.env._("a scan"))
        return words

    @api.model
    def _apply_types(self):
        """Papers without a type get the first one of their kind."""
        self.env["bank.document.type"].flush_model()
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_client_document d SET type_id = t.id
                  FROM (SELECT DISTINCT ON (kind) kind, id FROM bank_document_type
                         WHERE active ORDER BY kind, sequence, id) t
                 WHERE d.type_id IS NULL AND t.kind = d.kind RETURNING d.id
                """
            )
        )
        self.invalidate_model(["type_id"], flush=False)
        self.env["bank.document.requirement"]._judge_tonight()
