from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...domain.committee.composition import Post
from ...domain.committee.counting import Form


class BankLoanCommitteeSitting(models.Model):
    """A meeting of a committee, or a vote without one: agenda, who was there, protocol."""

    _name = "bank.loan.committee.sitting"
    _description = "Sitting of a Credit Committee"
    _without_visibility_rule = (
        "When a committee meets; what is on the agenda has rules of its own."
    )
    _inherit = ["bank.sealed.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    # Members talk about a sitting that only its secretary writes.
    _mail_post_access = "read"

    number = fields.Integer("No.", sealed=True, copy=False)
    committee_id = fields.Many2one(
        "bank.loan.committee", required=True, index=True, ondelete="restrict",
        default=lambda self: self._default_committee(),
    )  # fmt: skip
    kind = fields.Selection(
        [
            (Form.SITTING.value, "Sitting"),
            (Form.CIRCULAR.value, "Vote without a sitting"),
        ],
        required=True,
        default=Form.SITTING.value,
    )
    date = fields.Date(
        "On",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    time_words = fields.Char("Time and place", help="“10:00, room 4”.")
    closes_at = fields.Datetime(
        "Votes until", help="Who has not voted by then is absent."
    )
    state = fields.Selection(
        [
            ("draft", "Agenda"),
            ("open", "Voting"),
            ("closed", "Decided"),
            ("cancelled", "Called off"),
        ],
        required=True,
        default="draft",
        sealed=True,
        copy=False,
    )
    corrects_id = fields.Many2one(
        "bank.loan.committee.protocol", "Corrects the protocol", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip
    item_ids = fields.One2many(
        "bank.loan.committee.item", "sitting_id", "Agenda", copy=False
    )
    place_ids = fields.One2many(
        "bank.loan.committee.place", "sitting_id", "Who is called"
    )
    protocol_ids = fields.One2many(
        "bank.loan.committee.protocol", "sitting_id", readonly=True
    )
    item_count = fields.Integer("Items", compute="_compute_counts")
    open_count = fields.Integer("Not decided", compute="_compute_counts")
    waiting_count = fields.Integer(
        "Applications waiting", compute="_compute_waiting_count"
    )
    present_count = fields.Integer("Votes present", compute="_compute_counts")
    quorum_words = fields.Char("Quorum", compute="_compute_counts")
    is_mine = fields.Boolean(
        "I am called", compute="_compute_is_mine", search="_search_is_mine"
    )
    may_run = fields.Boolean("I keep it", compute="_compute_is_mine")

    _number_uniq = models.UniqueIndex(
        "(committee_id, number) WHERE number IS NOT NULL", "This number is given."
    )
    _open_idx = models.Index("(committee_id) WHERE state = 'open'")

    @api.model
    def _default_committee(self):
        """The committee whose secretary or chairman the user is."""
        committees = self.env["bank.loan.committee"].search(
            [("acceptance", "=", "accepted")]
        )
        return committees.filtered(
            lambda one: one._holds_post(Post.SECRETARY, Post.CHAIRMAN)
        )[:1]

    @api.depends("number", "committee_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for sitting in self:
            number = sitting.number
            sitting.display_name = self.env._(
                "%(committee)s, no. %(number)s of %(day)s",
                committee=sitting.committee_id.name or "",
                number=number or "…",
                day=format_date(self.env, sitting.date, date_format="medium"),
            )

    @api.depends("item_ids.state", "place_ids.is_present", "state")
    def _compute_counts(self):
        for sitting in self:
            places = sitting.place_ids.filtered(
                lambda place: place.is_present and place.post != Post.SECRETARY
            )
            items = sitting.item_ids
            sitting.item_count = len(items)
            sitting.open_count = len(
                items.filtered(lambda item: item.state in ("waiting", "voting"))
            )
            sitting.present_count = len(places)
            sitting.quorum_words = sitting._quorum_words()

    def _compute_waiting_count(self):
        for sitting in self:
            sitting.waiting_count = len(sitting._waiting_applications())

    @api.depends_context("uid")
    def _compute_is_mine(self):
        for sitting in self:
            sitting.is_mine = self.env.user in sitting.sudo().place_ids.user_id
            sitting.may_run = bool(sitting.committee_id) and (
                sitting.committee_id._holds_post(Post.SECRETARY, Post.CHAIRMAN)
            )

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("place_ids.user_id", "=", self.env.uid)]

    @api.model_create_multi
    def create(self, vals_list):
        sittings = super().create(vals_list)
        sittings.committee_id._check_runs()
        for sitting in sittings:
            last = self.sudo().search(
                [("committee_id", "=", sitting.committee_id.id)],
                order="number desc nulls last",
                limit=1,
            )
            sitting.sudo().number = (last.number or 0) + 1
        return sittings

    def write(self, vals):
        if not self.env.su:
            self.committee_id._check_runs()
            names = vals.keys() & {
                "committee_id", "kind", "date", "closes_at", "corrects_id",
            }  # fmt: skip
            if names and any(one.state != "draft" for one in self):
                raise UserError(
                    self.env._("When the vote has begun, day and form do not change.")
                )
        result = super().write(vals)
        if not self.env.su:
            self.committee_id._check_runs()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("A sitting is called off, not deleted."))

    # --- the agenda

    def _waiting_applications(self):
        """Applications at this committee's level that are on no agenda yet."""
        self.ensure_one()
        if not self.committee_id:
            return self.env["bank.loan.application"]
        return self.env["bank.loan.application"]._waiting_for_committee(
            self.committee_id
        )

    def action_add_waiting(self):
        """Put everything that waits at this level on the agenda, the oldest first."""
        self.ensure_one()
        self._check_state("draft")
        self.committee_id._check_runs()
        waiting = self._waiting_applications().sorted(
            lambda one: (one.stage_since, one.id)
        )
        if not waiting:
            raise UserError(self.env._("No application waits for this committee."))
        for application in waiting:
            self.env["bank.loan.committee.item"].create(
                {"sitting_id": self.id, "application_id": application.id}
            )
        return True

    def _all_items(self):
        """The whole agenda, also what the user may not see: the vote is about all of it."""
        return (
            self.env["bank.loan.committee.item"]
            .sudo()
            .search([("sitting_id", "in", self.ids)], order="sequence, id")
        )
