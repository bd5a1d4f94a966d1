from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

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
        "bank.loan.committee.protocol", "sitting_id", "Protocol", readonly=True
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
        committees = self.env["bank.loan.committee"].search([])
        return committees.filtered(
            lambda one: one._holds_post(Post.SECRETARY, Post.CHAIRMAN)
        )[:1]

    @api.depends("number", "committee_id", "date")
    def _compute_display_name(self):
        for sitting in self:
            number = sitting.number
            sitting.display_name = self.env._(
                "%(committee)s, no. %(number)s of %(day)s",
                committee=sitting.committee_id.name or "",
                number=number or "…",
                day=fields.Date.to_string(sitting.date) or "",
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
            names = {"committee_id", "kind", "date", "corrects_id"} & vals.keys()
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

    # --- its course

    def action_open(self):
        """Begin the vote: who sits is now settled, and each member is asked."""
        for sitting in self:
            sitting.committee_id._check_runs()
            sitting._check_state("draft")
            if not sitting.item_ids:
                raise UserError(self.env._("Nothing is on the agenda yet."))
            values = {"state": "open"}
            if sitting.kind == Form.CIRCULAR and not sitting.closes_at:
                now = fields.Datetime.now()  # clock: people vote by the clock
                values["closes_at"] = now + timedelta(
                    days=sitting.committee_id.circular_days
                )
            sitting.sudo().write(values)
            sitting.sudo()._call_places()
            for item in sitting._all_items():
                item._open()
            sitting.sudo()._ask_members()
        return True

    def action_close(self):
        """End the vote on everything that is left, and count it."""
        for sitting in self:
            sitting.committee_id._check_runs()
            sitting._check_state("open")
            for item in sitting._all_items():
                if item.state == "voting":
                    item.action_close()
            sitting.sudo()._close_if_done()
        return True

    def action_call_off(self):
        """Nobody has voted, and it does not take place: the items wait again."""
        for sitting in self:
            sitting.committee_id._check_runs()
            if sitting.state not in ("draft", "open"):
                raise UserError(self.env._("It has been decided already."))
            if sitting._all_items().ballot_ids:
                raise UserError(
                    self.env._("Somebody has voted: close the vote instead.")
                )
            sitting._all_items().write({"state": "withdrawn"})
            sitting.sudo().write({"state": "cancelled"})
            sitting.sudo().activity_ids.unlink()
        return True

    def _close_if_done(self):
        """Decided once no item is left to vote on."""
        for sitting in self:
            left = sitting._all_items().filtered(
                lambda item: item.state in ("waiting", "voting")
            )
            if sitting.state == "open" and not left:
                sitting.state = "closed"
                sitting.activity_ids.unlink()

    @api.model
    def _cron_close_votes(self):
        """Votes without a sitting end by the clock."""
        while self._close_next_late_vote():
            if not self.env["ir.cron"]._commit_progress(1):
                break

    @api.model
    def _close_next_late_vote(self):
        """Close one vote whose time is over; an empty record where none is left."""
        now = fields.Datetime.now()  # clock: people vote by the clock
        sitting = self.sudo().search(
            [
                ("state", "=", "open"),
                ("kind", "=", Form.CIRCULAR.value),
                ("closes_at", "<", now),
            ],
            limit=1,
        )
        sitting.action_close()
        return sitting

    # --- who is called

    def _absent_ids(self):
        return frozenset(
            self.place_ids.filtered(lambda place: not place.is_present).user_id.ids
        )

    def _call_places(self, away=()):
        """Call who sits; where somebody is away, whoever stands in for him is called too."""
        order = list(Post)
        for sitting in self:
            known = {place.user_id.id for place in sitting.place_ids}
            missing = frozenset(away) | sitting._absent_ids()
            for place in sitting.committee_id._places(sitting.date, away=missing):
                if place.person not in known:
                    self.env["bank.loan.committee.place"].create(
                        {
                            "sitting_id": sitting.id,
                            "user_id": place.person,
                            "holder_id": place.holder,
                            "post": str(place.post),
                            "post_order": order.index(place.post),
                            "is_required": place.is_required,
                            "has_veto": place.has_veto,
                            "is_present": place.person
                            not in sitting.committee_id._on_leave(sitting.date),
                        }
                    )

    def _person_on(self, post):
        """Who is here on a post; nobody: an empty user."""
        self.ensure_one()
        return self.sudo().place_ids.filtered(
            lambda place: place.post == post and place.is_present
        ).user_id[:1]

    def _quorum_words(self):
        if not self.place_ids:
            return ""
        seats = len(
            {
                place.holder_id.id
                for place in self.place_ids
                if place.post != Post.SECRETARY
            }
        )
        return self.env._(
            "%(present)s of %(seats)s votes are here, %(needed)s are needed",
            present=self.present_count,
            seats=seats,
            needed=self.committee_id._quorum_rule().needed(seats),
        )

    def _ask_members(self):
        """A task for each who has a vote; it goes when he has voted on everything."""
        for sitting in self:
            until = sitting.closes_at and sitting.closes_at.date()
            for place in sitting.place_ids:
                if place.is_present and place.post != Post.SECRETARY:
                    sitting.with_context(mail_activity_quick_update=True).activity_schedule(
                        "mail.mail_activity_data_todo",
                        date_deadline=until or sitting.date,
                        summary=self.env._("Vote"),
                        user_id=place.user_id.id,
                    )

    def _check_state(self, state):
        for sitting in self:
            if sitting.state != state:
                states = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "This sitting is at “%(state)s”.", state=states[sitting.state]
                    )
                )
