from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...domain.matching.score import Agreement, Verdict

# Who says whether two records are one client.
DECIDERS = ("bank_crm_base.group_client_editor", "bank_crm_base.group_data_steward")
POSTPONED_DAYS = 30


class BankDuplicatePair(models.Model):
    """Two records that look like one client: how sure, why, and what a person said."""

    _name = "bank.duplicate.pair"
    _description = "Possible Duplicate"
    _inherit = ["bank.sealed.mixin"]
    _order = "score desc, id"
    _log_access = False

    client_id = fields.Many2one(
        "res.partner", "One record", required=True, index=True, ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    other_client_id = fields.Many2one(
        "res.partner", "Other record", required=True, index=True, ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    score = fields.Integer(required=True, sealed=True, copy=False, aggregator=None)
    verdict = fields.Selection(
        [(Verdict.STRONG, "Surely one"), (Verdict.POSSIBLE, "Perhaps one")],
        "How sure",
        required=True,
        sealed=True,
        copy=False,
    )
    reasons = fields.Json(sealed=True, copy=False)
    # Hashes of what agreed: whether something new speaks for a pair that was judged.
    evidence = fields.Json(sealed=True, copy=False, groups=fields.NO_ACCESS)
    reason_words = fields.Char("Why", compute="_compute_reason_words")
    state = fields.Selection(
        [
            ("open", "To look at"),
            ("postponed", "Later"),
            ("proposed", "Waits for a second person"),
            ("merged", "Merged"),
            ("different", "Two clients"),
            ("gone", "No longer alike"),
        ],
        required=True,
        default="open",
        sealed=True,
        copy=False,
    )
    found_at = fields.Datetime("Found", sealed=True, copy=False)
    checked_at = fields.Datetime("Last compared", sealed=True, copy=False)
    postponed_until = fields.Date(sealed=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users", "Decided by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    decided_at = fields.Datetime("Decided", sealed=True, copy=False)
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")
    other_branch_id = fields.Many2one(
        related="other_client_id.branch_id", string="Other branch"
    )

    _pair_uniq = models.Constraint(
        "UNIQUE(client_id, other_client_id)", "This pair is here already."
    )
    _in_order = models.Constraint(
        "CHECK(client_id < other_client_id)", "A pair stands once."
    )
    _queue_idx = models.Index("(score DESC, id) WHERE state = 'open'")

    @api.depends("client_id", "other_client_id")
    def _compute_display_name(self):
        for pair in self:
            pair.display_name = self.env._(
                "%(one)s and %(other)s",
                one=pair.client_id.display_name,
                other=pair.other_client_id.display_name,
            )

    @api.depends("reasons")
    @api.depends_context("lang")
    def _compute_reason_words(self):
        for pair in self:
            pair.reason_words = self._words_of(pair.reasons or [])

    @api.model
    def _words_of(self, codes):
        """What speaks for one client, in words."""
        words = {
            Agreement.TAX: self.env._("same tax number"),
            Agreement.REGISTRY: self.env._("same registration number"),
            Agreement.DOCUMENT: self.env._("same document"),
            Agreement.BIRTH: self.env._("born on the same day"),
            Agreement.PHONE: self.env._("same telephone"),
            Agreement.EMAIL: self.env._("same e-mail"),
            Agreement.ADDRESS: self.env._("same address"),
            Agreement.NAME: self.env._("same name"),
            Agreement.NEAR_NAME: self.env._("name spelt nearly alike"),
            Agreement.GIVEN_NAMES: self.env._("same given names, other surname"),
            Agreement.COMPANY: self.env._("same company name"),
            Agreement.NEAR_COMPANY: self.env._("company name nearly alike"),
            Agreement.TRADER: self.env._("one of them as a sole trader"),
        }
        known = [words[code] for code in map(Agreement, codes)]
        return ", ".join(known)

    # --- what a person says

    def action_different(self):
        """Two clients: the pair does not come again unless something new speaks for it."""
        self._decide("different")

    def action_postpone(self):
        """Not now: the pair comes back after some weeks."""
        today = self.env["bank.business.day"]._today()
        self._decide(
            "postponed", postponed_until=fields.Date.add(today, days=POSTPONED_DAYS)
        )

    def action_reopen(self):
        """A judgement taken back."""
        self._check_may_decide(from_states=("different", "postponed", "gone"))
        self.sudo().write({"state": "open", "postponed_until": False})

    def _check_may_decide(self, from_states=("open", "postponed")):
        self.check_access("read")
        if not self.env.su and not any(map(self.env.user.has_group, DECIDERS)):
            raise AccessError(
                self.env._("You may look at duplicates and not decide about them.")
            )
        if any(pair.state not in from_states for pair in self):
            raise UserError(self.env._("This is decided already."))

    def _decide(self, state, **values):
        self._check_may_decide()
        self.sudo().write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),  # clock: when a person decided
                **values,
            }
        )

    @api.model
    def _of_client(self, client):
        """Open pairs of a client that the user may see."""
        return self.search(
            Domain("state", "in", ("open", "postponed", "proposed"))
            & (Domain("client_id", "=", client.id) | Domain("other_client_id", "=", client.id))
        )  # fmt: skip
