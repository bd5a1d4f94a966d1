from odoo import api, fields, models
from odoo.fields import Domain

from ...domain.next_step.fate import LIVE, Fate

# Told by figures that an access setting may keep back from a role.
OF_MONEY = ("amount", "amount_base", "currency_id")


class BankNextStep(models.Model):
    """What to do next with a client: what, by when, why, what it is worth; found by sets."""

    _name = "bank.next.step"
    _description = "Next Step"
    _inherit = ["bank.sealed.mixin"]
    _order = "score desc, due_date, id"
    _rec_name = "what"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")
    is_mine = fields.Boolean(
        "My clients", compute="_compute_whose", search="_search_is_mine"
    )
    is_of_my_people = fields.Boolean(
        "Clients of my people", compute="_compute_whose", search="_search_my_people"
    )
    source_id = fields.Many2one(
        "bank.next.step.source", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    icon = fields.Char(related="source_id.icon")
    on_accept = fields.Selection(related="source_id.on_accept")
    key = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    facts = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    res_model = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    res_id = fields.Integer(readonly=True, groups=fields.NO_ACCESS)

    what = fields.Char("What to do", compute="_compute_words")
    why = fields.Char(compute="_compute_words")
    due_date = fields.Date("By when", required=True, readonly=True)
    is_late = fields.Boolean("Late", compute="_compute_is_late")
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary("Value", readonly=True)
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    amount_base = fields.Monetary(
        "Value in base currency", "base_currency_id", readonly=True
    )
    score = fields.Float("Rank", digits=(6, 1), readonly=True, aggregator=None)
    score_parts = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    score_words = fields.Char("Why it stands here", compute="_compute_score_words")

    state = fields.Selection(
        [
            (Fate.OPEN, "Open"),
            (Fate.POSTPONED, "Postponed"),
            (Fate.ACCEPTED, "Accepted"),
            (Fate.DONE, "Done"),
            (Fate.REFUSED, "Refused"),
            (Fate.CLOSED, "No longer needed"),
        ],
        required=True,
        default=Fate.OPEN,
        readonly=True,
    )
    found_date = fields.Date("Found on", required=True, readonly=True)
    answered_date = fields.Date("Answered on", readonly=True)
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", index="btree_not_null", ondelete="set null",
        readonly=True,
    )  # fmt: skip
    postponed_until = fields.Date(readonly=True)
    rest_until = fields.Date(
        "Not offered again until", readonly=True, help="Refused or done: it rests."
    )
    reason_id = fields.Many2one(
        "bank.next.step.reason", "Refused because", index="btree_not_null",
        ondelete="restrict", readonly=True,
    )  # fmt: skip
    note = fields.Char("In his words", readonly=True)
    closed_reason = fields.Selection(
        [
            ("gone", "What it was about does not hold any more"),
            ("client", "He is not served any more"),
            ("source", "Such steps are not looked for any more"),
        ],
        "Closed because",
        readonly=True,
    )
    activity_id = fields.Many2one(
        "mail.activity", "Task", index="btree_not_null", ondelete="set null",
        readonly=True,
    )  # fmt: skip
    answer_ids = fields.One2many("bank.next.step.answer", "step_id", readonly=True)

    _live_once = models.UniqueIndex(
        "(client_id, source_id, key) WHERE state IN ('open', 'postponed', 'accepted')",
        "This step is there already.",
    )
    _rest_idx = models.Index(
        "(client_id, source_id, key, rest_until) WHERE state IN ('refused', 'done')"
    )
    _open_idx = models.Index("(client_id, score DESC) WHERE state = 'open'")
    # A list of the whole bank's is read in its order, not sorted.
    _rank_idx = models.Index("(score DESC, due_date, id) WHERE state = 'open'")

    @api.model
    def _has_field_access(self, field, operation):
        if field.name in OF_MONEY and not self._shows_money():
            return False
        return super()._has_field_access(field, operation)

    @api.model
    def _shows_money(self):
        """Who may not read clients' funds does not read them off their next steps either."""
        clients = self.env["res.partner"]
        return all(
            clients._has_field_access(clients._fields[name], "read")
            for name in ("funds_base", "owed_base")
        )

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.depends("client_id")
    @api.depends_context("uid")
    def _compute_whose(self):
        people = set(self.env["bank.home"]._subordinate_ids())
        for step in self:
            manager = step.client_id.manager_id
            step.is_mine = manager == self.env.user
            step.is_of_my_people = manager.id in people

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("client_id.manager_id", "=", self.env.uid)

    def _search_my_people(self, operator, value):
        if operator != "in":
            return NotImplemented
        people = self.env["bank.home"]._subordinate_ids()
        return Domain("client_id.manager_id", "in", people)

    @api.depends("due_date")
    def _compute_is_late(self):
        today = self.env["bank.business.day"]._today()
        for step in self:
            step.is_late = step.state in LIVE and step.due_date < today

    @api.depends("score_parts")
    @api.depends_context("lang", "uid")
    def _compute_score_words(self):
        words = {
            "source": lambda step: step.source_id.name,
            "overdue": lambda step: self.env._("late"),
            "urgency": lambda step: self.env._("due soon"),
            "value": lambda step: self.env._("value"),
            "key": lambda step: self.env._("key client"),
        }
        for step in self:
            step.score_words = ", ".join(
                f"{words[why](step)} {points:g}"
                for why, points in step.sudo().score_parts or []
            )

    @api.model
    def _live_domain(self):
        return Domain("state", "in", [str(fate) for fate in LIVE])

    def action_open_client(self):
        """The card of the client whose step it is."""
        self.ensure_one()
        return self.client_id.get_formview_action()
