from odoo import api, fields, models


class BankClientStandingMember(models.Model):
    """A client in a class from one day until another, and why: written by sets."""

    _name = "bank.client.standing.member"
    _description = "Client in a Class"
    _log_access = False
    _order = "date_from desc, id desc"
    _rec_name = "client_id"

    standing_id = fields.Many2one(
        "bank.client.standing", "Class", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    date_from = fields.Date("Came", required=True, readonly=True)
    date_to = fields.Date("Left", readonly=True)
    source = fields.Selection(
        [("rule", "By the rule"), ("hand", "By hand")],
        "How",
        required=True,
        readonly=True,
    )
    hand_id = fields.Many2one(
        "bank.client.standing.hand", "Set by hand", index="btree_not_null",
        ondelete="cascade", readonly=True,
    )  # fmt: skip
    left_hand_id = fields.Many2one(
        "bank.client.standing.hand", "Left by hand", index="btree_not_null",
        ondelete="set null", readonly=True,
    )  # fmt: skip
    # Where the segment keeps by which of its conditions he came.
    segment_member_id = fields.Integer(readonly=True, groups=fields.NO_ACCESS)
    why = fields.Char("Why he came", compute="_compute_reasons")
    why_left = fields.Char("Why he left", compute="_compute_reasons")

    _in_order = models.Constraint(
        "CHECK(date_to > date_from)", "Who comes and goes on one day was not there."
    )
    _open_once = models.UniqueIndex(
        "(standing_id, client_id) WHERE date_to IS NULL", "He is in this class already."
    )
    _came_idx = models.Index("(standing_id, date_from)")
    _left_idx = models.Index("(standing_id, date_to) WHERE date_to IS NOT NULL")

    @api.depends("hand_id", "left_hand_id", "segment_member_id", "date_to")
    @api.depends_context("uid", "lang")
    def _compute_reasons(self):
        rows = self.sudo()
        words = self.standing_id.with_env(self.env)._rule_words()
        found = (
            self.env["bank.segment.member"]
            .sudo()
            .browse({row.segment_member_id for row in rows if row.segment_member_id})
            .exists()
        )
        segment_members = {one.id: one for one in found}
        # A first list was entered by nobody: then the rule itself is the reason.
        unknown = found._without_reason()
        for member, row in zip(self, rows, strict=True):
            rule = words.get(member.standing_id)
            told = (
                segment_members.get(row.segment_member_id)
                if rule and not member.standing_id._is_told_whole()
                else None
            )
            member.why = row._why(
                rule, None if row.segment_member_id in unknown else told
            )
            member.why_left = row._why_left(told) if row.date_to else False

    def _why(self, rule, segment_member):
        if self.hand_id:
            return self.hand_id.reason
        if segment_member:
            return segment_member.entered_reason
        return rule or self.env._("By the rule of the class")

    def _why_left(self, segment_member):
        if self.left_hand_id:
            return self.left_hand_id.reason
        if self.hand_id:
            return self.env._("What was set by hand ran out or was taken back")
        if segment_member and segment_member.left_reason:
            return segment_member.left_reason
        return self.env._("The rule of the class does not hold any more")

    def action_open_client(self):
        """Who clicks a row wants the client."""
        self.ensure_one()
        return self.client_id.get_formview_action()

    def action_set_by_hand(self):
        """The window that puts these clients into a class or takes them out."""
        return self.client_id.action_set_standing()
