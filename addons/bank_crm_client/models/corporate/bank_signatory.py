from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...domain.corporate.signing import (
    EXPIRES_SOON_DAYS,
    Basis,
    Right,
    Scope,
    Standing,
    standing,
)

GUARDED = {"two_person": "signatory_change"}


class BankSignatory(models.Model):
    """A person's dated right to sign for a company, as its signature card says.

    A new right and a wider one need a second person; a right is taken away at once.
    """

    _name = "bank.signatory"
    _description = "Right to Sign"
    _inherit = ["bank.acceptance.mixin"]
    _order = "client_id, date_to desc, id"

    _two_person_create = "signatory_change"
    _fixed_names = ("client_id", "person_client_id", "known_client_id", "party_id")

    client_id = fields.Many2one(
        "res.partner", "Company", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True), ("client_kind", "!=", "person")],
    )  # fmt: skip
    known_client_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="set null",
        groups=fields.NO_ACCESS,
    )  # fmt: skip
    person_client_id = fields.Many2one(
        "res.partner",
        "Our client",
        compute="_compute_person_client_id",
        inverse="_inverse_person_client_id",
        search="_search_person_client_id",
        domain=[("is_client", "=", True), ("client_kind", "!=", "legal_entity")],
        help="Where the person banks with us and you may see him.",
    )
    party_id = fields.Many2one(
        "bank.party", index="btree_not_null", ondelete="set null", readonly=True
    )
    name = fields.Char(
        "Who signs", compute="_compute_name", store=True, readonly=False, required=True,
        precompute=True, **GUARDED,
    )  # fmt: skip
    number = fields.Char("Tax number", **GUARDED)
    position = fields.Char(help="As the company calls it: director, chief accountant.")
    scope = fields.Selection(
        [(Scope.SOLE, "Alone"), (Scope.JOINT, "Jointly")],
        "Signs",
        required=True,
        default=Scope.SOLE,
        **GUARDED,
    )
    limit_amount = fields.Monetary(
        "Up to", currency_field="limit_currency_id",
        help="The largest sum of one payment or agreement; empty: any sum.", **GUARDED,
    )  # fmt: skip
    limit_currency_id = fields.Many2one(
        "res.currency",
        "Currency",
        default=lambda self: self.env.company.currency_id,
        **GUARDED,
    )
    basis = fields.Selection(
        [(Basis.CHARTER, "Charter"), (Basis.ATTORNEY, "Power of attorney")],
        "By",
        required=True,
        default=Basis.CHARTER,
        **GUARDED,
    )
    paper_number = fields.Char("Its number", **GUARDED)
    date_from = fields.Date(
        "From", required=True, default=lambda self: self.env["bank.business.day"]._today(),
        **GUARDED,
    )  # fmt: skip
    date_to = fields.Date("Until", **GUARDED)
    specimen_date = fields.Date(
        "Specimen received on", help="When the signature was given before an employee."
    )
    revoked_date = fields.Date("Taken away on", sealed=True, copy=False)
    revoke_reason = fields.Char("Why taken away", sealed=True, copy=False)
    standing = fields.Selection(
        [
            (Standing.FUTURE, "Not yet"),
            (Standing.VALID, "Valid"),
            (Standing.SOON, "Ends soon"),
            (Standing.EXPIRED, "Over"),
        ],
        "Right",
        compute="_compute_standing",
        search="_search_standing",
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day is before the first."
    )
    _limit_positive = models.Constraint(
        "CHECK(limit_amount >= 0)", "A limit is not negative."
    )
    _attorney_dated = models.Constraint(
        "CHECK(basis != 'attorney' OR (date_to IS NOT NULL AND paper_number IS NOT NULL))",
        "A power of attorney has a number and a last day.",
    )
    _ends_idx = models.Index("(client_id, date_to) WHERE acceptance = 'accepted'")

    @api.depends("known_client_id")
    @api.depends_context("uid")
    def _compute_person_client_id(self):
        known = {row.id: row.known_client_id.id for row in self.sudo()}
        seen = set(
            self.env["res.partner"].search([("id", "in", list(known.values()))]).ids
        )
        for row in self:
            row.person_client_id = known[row.id] if known[row.id] in seen else False

    def _inverse_person_client_id(self):
        for row in self:
            if row.person_client_id:
                row.person_client_id.check_access("read")
                row.sudo().known_client_id = row.person_client_id

    def _search_person_client_id(self, operator, value):
        wanted = [item for item in value if item] if operator == "in" else []
        if operator != "in" or not wanted:
            return NotImplemented
        seen = self.env["res.partner"]._search([("id", "in", wanted)])
        return Domain(
            "id", "in", self.sudo()._search([("known_client_id", "in", seen)])
        )

    @api.depends("person_client_id")
    def _compute_name(self):
        for row in self:
            if row.person_client_id and not row.name:
                row.name = row.person_client_id.name

    @api.depends("date_from", "date_to", "scope")
    def _compute_standing(self):
        today = self.env["bank.business.day"]._today()
        for row in self:
            row.standing = (
                standing(row._as_right(), today) if row._is_dated_right() else False
            )

    def _is_dated_right(self):
        return not (
            self.date_from and self.date_to and self.date_to < self.date_from
        ) and bool(self.scope)

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        soon = fields.Date.add(today, days=EXPIRES_SOON_DAYS)
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", today)
        ways = {
            Standing.FUTURE: Domain("date_from", ">", today),
            Standing.VALID: begun
            & (Domain("date_to", "=", False) | Domain("date_to", ">", soon)),
            Standing.SOON: begun
            & Domain("date_to", ">=", today)
            & Domain("date_to", "<=", soon),
            Standing.EXPIRED: Domain("date_to", "<", today),
        }
        return Domain.OR([ways[Standing(item)] for item in value if item])

    def _as_right(self):
        self.ensure_one()
        return Right(
            scope=Scope(self.scope),
            first_day=self.date_from or None,
            last_day=self.date_to or None,
            limit=Decimal(str(self.limit_amount)) if self.limit_amount > 0 else None,
        )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._with_name(vals) for vals in vals_list]
        rights = super().create(vals_list)
        for right in rights.sudo():
            if not right.known_client_id and not right.party_id:
                right.party_id = self.env["bank.party"]._named(right.name, right.number)
        rights.filtered("is_accepted")._tell_relations()
        return rights

    @api.model
    def _with_name(self, vals):
        """Of somebody whom the maker sees as a client the card gives the name."""
        if vals.get("name") or not vals.get("person_client_id"):
            return vals
        person = self.env["res.partner"].browse(vals["person_client_id"])
        return {**vals, "name": person.name}

    def write(self, vals):
        result = super().write(vals)
        if vals.get("acceptance") == "accepted":
            self._tell_relations()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_waiting(self):
        self._refuse_removal()

    def action_revoke(self):
        """Asks why, then takes the right away from today on."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take the right away"),
            "res_model": "bank.signatory.revocation",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_signatory_id": self.id},
        }

    def _revoke(self, reason):
        """One person is enough to stop a signature; the right ends yesterday."""
        self.ensure_one()
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the right is taken away."))
        if self.standing == Standing.EXPIRED or not self.is_accepted:
            raise UserError(self.env._("This right does not hold anyway."))
        today = self.env["bank.business.day"]._today()
        yesterday = fields.Date.subtract(today, days=1)
        self.sudo().write(
            {
                "date_to": yesterday,
                "date_from": min(self.date_from, yesterday),
                "revoked_date": today,
                "revoke_reason": reason.strip(),
            }
        )
        self._end_relation(yesterday)

    def _end_relation(self, last_day):
        """Who signs no more is no more connected by it; while a match stands he stays."""
        right = self.sudo()
        others = right.client_id.signatory_ids.filtered(
            lambda one: (
                one != right
                and one.is_accepted
                and one.standing != Standing.EXPIRED
                and one.known_client_id == right.known_client_id
                and one.party_id == right.party_id
            )
        )
        if others:
            return
        for relation in (
            self.env["bank.relation"].sudo().search(right._relation_domain())
        ):
            if not relation._is_under_review():
                relation.write(
                    {
                        "date_to": last_day,
                        "date_from": relation.date_from
                        and min(relation.date_from, last_day),
                    }
                )

    def _relation_domain(self):
        """The relation “signs for” of this right's person and company."""
        self.ensure_one()
        signs = self.env["bank.relation.type"]._of("signatory")
        return [
            ("from_client_id", "=", self.known_client_id.id),
            ("from_party_id", "=", self.party_id.id),
            ("to_client_id", "=", self.client_id.id),
            ("type_id", "=", signs.id),
            ("state", "=", "confirmed"),
        ]

    def _tell_relations(self):
        """Who signs for a company is connected with it: the map and the groups know."""
        signs = self.env["bank.relation.type"]._of("signatory")
        Relation = self.env["bank.relation"].sudo()
        for right in self.sudo():
            person = {
                "from_client_id": right.known_client_id.id,
                "from_party_id": right.party_id.id,
            }
            if not any(person.values()) or right.known_client_id == right.client_id:
                continue
            today = self.env["bank.business.day"]._today()
            standing_on = Domain(right._relation_domain()) & (
                Domain("date_to", "=", False) | Domain("date_to", ">=", today)
            )
            if not Relation.search_count(standing_on, limit=1):
                Relation.create(
                    {
                        **person,
                        "to_client_id": right.client_id.id,
                        "type_id": signs.id,
                        "date_from": right.date_from,
                        "date_to": right.date_to,
                        "evidence": right.paper_number,
                    }
                )
