from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ...domain.contact.policy import Purpose
from .vouched import Vouched


class BankContactPurpose(models.Model):
    """Why the bank turns to a client: service, advertising, collection, what the law demands.

    Every message carries one; without one it goes to no client.
    """

    _name = "bank.contact.purpose"
    _description = "Purpose of a Contact"
    _without_visibility_rule = "A list of reasons; nothing about clients."
    _inherit = ["bank.acceptance.mixin"]
    _order = "sequence, id"
    _two_person_create = "contact_policy"

    name = fields.Char(required=True, translate=True, two_person="contact_policy")
    code = fields.Char(required=True, two_person="contact_policy")
    description = fields.Char("What belongs here", translate=True)
    sequence = fields.Integer(default=100)
    is_exempt = fields.Boolean(
        "Demanded by law", two_person="contact_policy",
        help="Sent without consent and past the limits of frequency, but always noted.",
    )  # fmt: skip
    legal_ground = fields.Char(
        "Which law", translate=True, two_person="contact_policy",
        help="Needed where consent is not asked because a law demands the message.",
    )  # fmt: skip
    is_advertising = fields.Boolean(
        "Advertising", two_person="contact_policy",
        help="Not sent while a complaint of the client is open.",
    )  # fmt: skip
    may_third_party = fields.Boolean(
        "May be told to a third party", two_person="contact_policy",
        help="Says nothing about the client: only asks to pass that he call back.",
    )  # fmt: skip
    is_urgent = fields.Boolean(
        "Does not wait", two_person="contact_policy",
        help="Refused for the hour it is not sent later: a one-time code.",
    )  # fmt: skip
    is_offered = fields.Boolean(
        "On the client's page of preferences", default=True,
        help="The client gives and withdraws consent to it himself.",
    )  # fmt: skip
    active = fields.Boolean(default=True, two_person="contact_policy")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another purpose has this code.")
    _law_named = models.Constraint(
        "CHECK(is_exempt IS NOT TRUE OR legal_ground IS NOT NULL)",
        "Name the law that demands these messages.",
    )

    def init(self):
        # Whoever has shipped purposes from before this field gets the shipped answer once.
        self.env.cr.execute(
            "UPDATE bank_contact_purpose SET is_urgent = (code = 'security') "
            "WHERE is_urgent IS NULL"
        )

    @api.model_create_multi
    def create(self, vals_list):
        purposes = super().create(vals_list)
        self.env.registry.clear_cache()
        return purposes

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._refuse_removal()

    def _check_chosen(self, of_template=None):
        """What the law demands is written by a template: nobody passes consent by a click."""
        if self != of_template:
            self._check_vouched()

    def _check_vouched(self):
        """Refuse what the law exempts unless code of the product vouches for it here."""
        given = self.env.context.get("bank_purpose")
        vouched = given.purpose_id if isinstance(given, Vouched) else None
        if any(purpose.id != vouched for purpose in self._exempt()):
            raise UserError(
                self.env._(
                    "Messages that the law demands are written by their templates: choose "
                    "the template, or another purpose."
                )
            )

    def _exempt(self):
        """Those of these purposes that the law exempts from consent and limits."""
        facts = self._facts()
        return self.filtered(
            lambda purpose: purpose.id in facts and facts[purpose.id].is_exempt
        )

    @api.model
    def _given(self):
        """The purpose that the context names; what is exempt has to be vouched for there."""
        purpose = self._of(self.env.context.get("bank_purpose"))
        purpose._check_vouched()
        return purpose

    @api.model
    @tools.ormcache()
    def _facts(self):
        """Id -> what the rules ask of a purpose, of those in force."""
        return {
            purpose.id: Purpose(
                purpose.code,
                is_exempt=purpose.is_exempt,
                is_advertising=purpose.is_advertising,
                may_third_party=purpose.may_third_party,
                is_urgent=purpose.is_urgent,
            )
            for purpose in self.sudo().search([("acceptance", "=", "accepted")])
        }

    @api.model
    def _of(self, purpose):
        """The purpose as a record, from one, an id, a code; an empty one if there is none.

        A context comes from anywhere: what names no purpose in force is none.
        """
        if isinstance(purpose, models.BaseModel):
            return purpose
        if isinstance(purpose, Vouched):
            return self.browse(purpose.purpose_id)
        facts = self._facts()
        if isinstance(purpose, int) and not isinstance(purpose, bool):
            return self.browse(purpose if purpose in facts else None)
        if not isinstance(purpose, str):
            return self.browse()
        known = {fact.code: record_id for record_id, fact in facts.items()}
        return self.browse(known.get(purpose))
