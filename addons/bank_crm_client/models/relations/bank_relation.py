from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...domain.relations.kinds import Kind, Source, State

# What the core system keeps of a relation that it feeds.
FED_NAMES = frozenset(
    ("share", "amount", "influence", "evidence", "date_from", "date_to")
)
ENDS = ("from_client_id", "from_party_id", "to_client_id", "to_party_id")


class BankRelation(models.Model):
    """Two clients, or a client and somebody who is none, are connected: how, since when.

    Only a confirmed relation counts. What the bank infers from its own facts is a proposal.
    """

    _name = "bank.relation"
    _description = "Relation"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "state, type_id, id"

    _fixed_names = (*ENDS, "type_id")

    from_client_id = fields.Many2one(
        "res.partner", "First", index=True, ondelete="cascade",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    from_party_id = fields.Many2one(
        "bank.party",
        "First, not our client",
        index="btree_not_null",
        ondelete="cascade",
    )
    type_id = fields.Many2one(
        "bank.relation.type", "Relation", required=True, index=True, ondelete="restrict"
    )
    to_client_id = fields.Many2one(
        "res.partner", "Second", index=True, ondelete="cascade",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    to_party_id = fields.Many2one(
        "bank.party",
        "Second, not our client",
        index="btree_not_null",
        ondelete="cascade",
    )
    kind = fields.Selection(related="type_id.kind")
    has_share = fields.Boolean(related="type_id.has_share")
    color = fields.Char(related="type_id.color")
    share = fields.Float(
        "Share, %", digits=(9, 4), two_person="group_change",
        help="Of the company's capital; of economic dependence: of the turnover.",
    )  # fmt: skip
    amount = fields.Monetary(
        "Guaranteed", currency_field="base_currency_id",
        help="In base currency; empty: the whole debt.",
    )  # fmt: skip
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    influence = fields.Text(
        "Why the influence is decisive", two_person="group_change",
        help="Right to appoint the board, a contract, a casting vote, money that it lives by.",
    )  # fmt: skip
    evidence = fields.Char("Seen in", help="Register extract, contract, statement.")
    date_from = fields.Date(
        "From", default=lambda self: self.env["bank.business.day"]._today()
    )
    date_to = fields.Date("Until", two_person="group_change")
    is_in_force = fields.Boolean(
        "In force", compute="_compute_is_in_force", search="_search_is_in_force"
    )

    state = fields.Selection(
        [
            (State.PROPOSED, "Proposed"),
            (State.CONFIRMED, "Confirmed"),
            (State.REFUSED, "Refused"),
            (State.ENDED, "Ended"),
        ],
        required=True,
        default=State.CONFIRMED,
        sealed=True,
        copy=False,
    )
    source = fields.Selection(
        [
            (Source.ENTERED, "Entered"),
            (Source.FED, "Core system"),
            (Source.INFERRED, "Inferred"),
        ],
        "Origin",
        required=True,
        default=Source.ENTERED,
        sealed=True,
        copy=False,
    )
    fed_by = fields.Char("Fed by", sealed=True, copy=False)
    external_id = fields.Char("Number in the core system", sealed=True, copy=False)
    found = fields.Json("What it was inferred from", sealed=True, copy=False)
    why = fields.Char(compute="_compute_why")
    confirmed_by_id = fields.Many2one(
        "res.users", "Decided by", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    confirmed_at = fields.Datetime("Decided on", sealed=True, copy=False)

    _two_ends = models.Constraint(
        "CHECK(num_nonnulls(from_client_id, from_party_id) = 1 "
        "AND num_nonnulls(to_client_id, to_party_id) = 1 "
        "AND num_nonnulls(from_client_id, to_client_id) >= 1)",
        "A relation is between a client and one other client or party.",
    )
    _not_itself = models.Constraint(
        "CHECK(from_client_id IS NULL OR to_client_id IS NULL "
        "OR from_client_id != to_client_id)",
        "A client is not related to himself.",
    )
    _share_possible = models.Constraint(
        "CHECK(share >= 0 AND share <= 100)", "A share is between 0 and 100 %."
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day is before the first."
    )
    _inferred_once = models.UniqueIndex(
        "(type_id, from_client_id, to_client_id) WHERE source = 'inferred'",
        "This was proposed once already.",
    )
    _fed_once = models.UniqueIndex(
        "(fed_by, external_id) WHERE external_id IS NOT NULL",
        "The core system's relation is here already.",
    )
    _proposed_idx = models.Index("(id) WHERE state = 'proposed'")
    _counting_idx = models.Index("(type_id) WHERE state = 'confirmed'")

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.depends(
        "from_client_id", "from_party_id", "to_client_id", "to_party_id", "type_id"
    )
    def _compute_display_name(self):
        for relation in self:
            first = relation.from_client_id or relation.from_party_id
            second = relation.to_client_id or relation.to_party_id
            relation.display_name = self.env._(
                "%(first)s %(how)s %(second)s",
                first=first.display_name,
                second=second.display_name,
                how=relation.type_id.name,
            )

    @api.depends("state", "date_from", "date_to")
    def _compute_is_in_force(self):
        today = self.env["bank.business.day"]._today()
        for relation in self:
            relation.is_in_force = (
                relation.state == State.CONFIRMED
                and (not relation.date_from or relation.date_from <= today)
                and (not relation.date_to or relation.date_to >= today)
            )

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return (
            Domain("state", "=", State.CONFIRMED)
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", today))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
        )

    @api.depends("found", "evidence", "influence")
    @api.depends_context("uid")
    def _compute_why(self):
        for relation in self:
            words = relation._found_words() if relation.found else []
            words += filter(None, [relation.influence, relation.evidence])
            relation.why = "; ".join(words)

    @api.constrains("type_id", "influence", "state")
    def _check_reason(self):
        for relation in self:
            if (
                relation.type_id.kind == Kind.CONTROL
                and relation.state == State.CONFIRMED
                and not (relation.influence or "").strip()
            ):
                raise ValidationError(
                    self.env._("Say why the influence is decisive: it builds a group.")
                )

    @api.constrains(*ENDS, "type_id", "date_from", "date_to", "state")
    def _check_overlap(self):
        for relation in self.filtered(lambda one: one.state == State.CONFIRMED):
            same = [Domain(name, "=", relation[name].id) for name in (*ENDS, "type_id")]
            if self.sudo().search_count(
                Domain.AND(same)
                & Domain("id", "!=", relation.id)
                & Domain("state", "=", State.CONFIRMED)
                & relation._overlap_domain(),
                limit=1,
            ):
                raise ValidationError(
                    self.env._("This relation is here already for some of these days.")
                )

    @api.constrains(*ENDS, "type_id", "share", "date_from", "date_to", "state")
    def _check_shares(self):
        for relation in self:
            if relation.kind not in (Kind.OWNERSHIP, Kind.STATE) or not (
                relation.is_in_force
            ):
                continue
            others = self.sudo().search(
                Domain("to_client_id", "=", relation.to_client_id.id)
                & Domain("to_party_id", "=", relation.to_party_id.id)
                & Domain("type_id.kind", "in", (Kind.OWNERSHIP, Kind.STATE))
                & Domain("is_in_force", "=", True)
            )
            if round(sum(others.mapped("share")), 4) > 100:
                raise ValidationError(
                    self.env._("More than 100 % of this company would have an owner.")
                )

    def _overlap_domain(self):
        domain = Domain.TRUE
        if self.date_to:
            domain &= Domain("date_from", "=", False) | Domain(
                "date_from", "<=", self.date_to
            )
        if self.date_from:
            domain &= Domain("date_to", "=", False) | Domain(
                "date_to", ">=", self.date_from
            )
        return domain

    @api.model_create_multi
    def create(self, vals_list):
        relations = super().create(vals_list)
        if not self.env.su:
            asked = relations._ask_second_person()
            (relations - asked).sudo().write(
                {
                    "confirmed_by_id": self.env.uid,
                    "confirmed_at": fields.Datetime.now(),  # clock: when it was entered
                }
            )
        return relations

    def write(self, vals):
        if not self.env.su and FED_NAMES & vals.keys():
            for relation in self.filtered(lambda one: one.source == Source.FED):
                if relation._changed_names(vals, FED_NAMES & vals.keys()):
                    raise UserError(
                        self.env._(
                            "The core system keeps this relation: it is changed there."
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if not self.env.su:
            raise UserError(
                self.env._("A relation ends on a day or is refused; it is not deleted.")
            )

    def _needing_second_person(self, code, names):
        """Only what builds groups and counts already."""
        waiting = super()._needing_second_person(code, names)
        if code != "group_change":
            return waiting
        return waiting.filtered(
            lambda relation: (
                relation.state == State.CONFIRMED and relation.type_id.builds_groups
            )
        )

    def _act_client(self):
        return (self.to_client_id or self.from_client_id)[:1]
