from odoo import api, fields, models
from odoo.addons.bank_crm_base.tools.field_values import raw_proposed, raw_value
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...domain.kyc.screening import HIGH_FROM, Why
from ..relations.bank_relation_net import ABOVE, ACTS_FOR

OFFICER = "bank_crm_base.group_compliance"


class BankSanctionsHit(models.Model):
    """A client who may be who stands on a sanctions list; compliance says whether he is.

    Or somebody who is no client and stands behind one. What was found false stays so until
    the list's row or the client changes.
    """

    _name = "bank.sanctions.hit"
    _description = "Match with a Sanctions List"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "state, score desc, id"
    _rec_name = "who"

    client_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="cascade", readonly=True
    )
    party_id = fields.Many2one(
        "bank.party", "Not our client", index="btree_not_null", ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    who = fields.Char(compute="_compute_who", search="_search_who")
    behind_words = fields.Char("Stands behind", compute="_compute_behind_words")
    birth_date = fields.Date(related="client_id.birth_date", string="Client born on")
    country_id = fields.Many2one(
        related="client_id.country_id", string="Client's country"
    )
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")
    entry_id = fields.Many2one(
        "bank.sanctions.entry", "Listed", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    list_id = fields.Many2one(related="entry_id.list_id", string="List")
    listed_name = fields.Char(related="entry_id.name", string="Name in the list")
    listed_aliases = fields.Char(related="entry_id.aliases")
    listed_birth_date = fields.Date(
        related="entry_id.birth_date", string="Listed: born on"
    )
    listed_birth_year = fields.Integer(
        related="entry_id.birth_year", string="Listed: born in"
    )
    listed_countries = fields.Char(
        related="entry_id.countries", string="Listed: countries"
    )
    programme = fields.Char(related="entry_id.programme")
    remark = fields.Char(related="entry_id.remark")

    score = fields.Integer("Alike, %", readonly=True, aggregator=None)
    is_high = fields.Boolean("High score", compute="_compute_is_high")
    reasons = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    why = fields.Char(compute="_compute_why")
    state = fields.Selection(
        [
            ("open", "To be decided"),
            ("true", "It is he"),
            ("false", "It is not he"),
            ("gone", "No longer alike"),
        ],
        required=True,
        default="open",
        sealed=True,
        copy=False,
    )
    found_date = fields.Date("Found on", required=True, readonly=True)
    decided_by_id = fields.Many2one(
        "res.users", "Decided by", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    decided_at = fields.Datetime("Decided on", sealed=True, copy=False)
    decision_reason = fields.Char("Because", sealed=True, copy=False)
    # As both were when they were compared: a change of either asks anew.
    entry_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    client_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS)

    _pair_once = models.Constraint(
        "UNIQUE(client_id, entry_id)", "These two were compared already."
    )
    _party_once = models.Constraint(
        "UNIQUE(party_id, entry_id)", "These two were compared already."
    )
    _of_one = models.Constraint(
        "CHECK(num_nonnulls(client_id, party_id) = 1)", "A match is of one."
    )
    _open_idx = models.Index("(client_id) WHERE state IN ('open', 'true')")

    @api.depends("client_id.display_name", "party_id.name")
    def _compute_who(self):
        for hit in self:
            # Who is behind another company that is no client is named to compliance too.
            hit.who = hit.client_id.display_name or hit.sudo().party_id.name

    def _search_who(self, operator, value):
        if operator.startswith("not") or operator == "!=":
            return NotImplemented
        return Domain("client_id", operator, value) | Domain(
            "party_id.name", operator, value
        )

    def _compute_behind_words(self):
        for hit in self:
            relations = hit.sudo().party_id.relation_from_ids.filtered(
                lambda one: (
                    one.is_in_force
                    and (one.type_id.kind in ABOVE or one.type_id.code in ACTS_FOR)
                )
            )
            hit.behind_words = ", ".join(
                f"{one.to_client_id.with_env(self.env).display_name or one.to_party_id.name}"
                f" ({one.type_id.name})"
                for one in relations
            )

    @api.depends("score")
    def _compute_is_high(self):
        for hit in self:
            hit.is_high = hit.score >= HIGH_FROM

    @api.depends("reasons")
    @api.depends_context("lang")
    def _compute_why(self):
        words = {
            Why.NAME: self.env._("the same name"),
            Why.NEAR_NAME: self.env._("a name nearly the same"),
            Why.BIRTH: self.env._("born on the same day"),
            Why.YEAR: self.env._("born in the same year"),
            Why.OTHER_BIRTH: self.env._("born in another year"),
            Why.COUNTRY: self.env._("the same country"),
        }
        for hit in self:
            hit.why = ", ".join(
                words[Why(code)] for code in hit.sudo().reasons or [] if code in words
            )

    @api.model
    def _changed_by(self, records, vals, names):
        """Those of clients or parties in whom these values change what is compared."""
        names = names & vals.keys()
        if not names:
            return records.browse()
        return records.filtered(
            lambda one: any(
                raw_proposed(one.sudo(), name, vals[name])
                != raw_value(one.sudo(), name)
                for name in names
            )
        )

    @api.model
    def _may_lift(self):
        """Whether what a match stands on may be changed by this user."""
        return self.env.su or self.env.user.has_group(OFFICER)

    @api.model
    def _stand_on(self, who, records):
        """Matches, open or confirmed, of these clients (`who`: client_id) or parties."""
        return self.sudo().search(
            [(who, "in", records.ids), ("state", "in", ("open", "true"))]
        )

    @api.model
    def _check_may_lift(self, who, records):
        """UserError, in the words that the front office may hear, while a match stands."""
        if records and not self._may_lift() and self._stand_on(who, records):
            raise UserError(self.env._("Under review: ask compliance."))

    def _check_is_officer(self):
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Matches are decided by compliance."))

    def action_decide(self):
        """The window: is it he, and by what is that known."""
        self._check_is_officer()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Is it he?"),
            "res_model": "bank.sanctions.decide",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_hit_ids": self.ids},
        }

    def _decide(self, verdict, reason):
        """Decide these matches; that a high score is none, two people say."""
        self._check_is_officer()
        if verdict not in ("true", "false"):
            raise UserError(self.env._("Say whether it is he or not."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say by what it is known: the decision stays."))
        if any(hit.state == "gone" for hit in self):
            raise UserError(self.env._("These two are not alike any more."))
        arguments = {"verdict": verdict, "reason": reason.strip()}
        for hit in self:
            lets_go = verdict == "false" and (hit.is_high or hit.state == "true")
            if lets_go:
                self.env["bank.act"]._propose_call(
                    "sanctions_false", hit, "_settle", arguments,
                    watched=("state",), reason=reason,
                )  # fmt: skip
            else:
                hit.sudo()._settle(**arguments)

    def _settle(self, verdict, reason):
        self.write(
            {
                "state": verdict,
                "decision_reason": reason,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )

    def action_ask_anew(self):
        """A decision was wrong: the match is open again."""
        self._check_is_officer()
        self.filtered(lambda hit: hit.state == "false").sudo().write(
            {"state": "open", "decision_reason": False, "decided_by_id": False,
             "decided_at": False}
        )  # fmt: skip
        return True

    def action_open_client(self):
        self.ensure_one()
        return (self.client_id or self.party_id).get_formview_action()

    def _act_unit(self):
        """Compliance decides; the client's unit hears nothing of it."""
        return self.env["bank.branch"]

    def _act_words(self, method, arguments):
        verdicts = dict(self._fields["state"]._description_selection(self.env))
        return {
            hit.id: [
                (self.env._("Who"), hit.who),
                (self.env._("Name in the list"), hit.listed_name),
                (self.env._("Alike, %"), str(hit.score)),
                (self.env._("What is alike"), hit.why),
                (
                    self.env._("Decision"),
                    verdicts.get(arguments.get("verdict"), ""),
                ),
                (self.env._("Because"), arguments.get("reason") or ""),
            ]
            for hit in self
        }
