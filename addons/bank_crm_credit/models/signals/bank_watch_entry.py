from odoo import api, fields, models
from odoo.fields import Domain

from .bank_watch_rule import LEVELS

_READ = {"readonly": True, "sealed": True, "copy": False}


class BankWatchEntry(models.Model):
    """A client on the watch list: how closely, since when, for what, until when, by whom.

    The night puts on and raises. Keeping, lowering and taking off are a person's, with a
    reason; each change is kept.
    """

    _name = "bank.watch.entry"
    _description = "Client on the Watch List"
    _inherit = ["bank.sealed.mixin"]
    _order = "level desc, review_on, id"
    _rec_name = "client_id"
    _rec_names_search = ["client_id.name"]

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict", **_READ
    )
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")
    level = fields.Selection(LEVELS, required=True, index=True, **_READ)
    since = fields.Date("On this level since", required=True, **_READ)
    put_on_date = fields.Date("On the list since", required=True, **_READ)
    review_on = fields.Date("Review on", required=True, **_READ)
    is_review_due = fields.Boolean(
        "To be reviewed", compute="_compute_is_review_due",
        search="_search_is_review_due",
    )  # fmt: skip
    by_hand = fields.Boolean("Level set by a person", **_READ)
    put_on_by_id = fields.Many2one(
        "res.users", "Put on by", index="btree_not_null", ondelete="restrict", **_READ,
        help="Empty: the night, by the table.",
    )  # fmt: skip
    rule_id = fields.Many2one(
        "bank.watch.rule", "By which row", index="btree_not_null", ondelete="set null",
        **_READ,
    )  # fmt: skip
    owner_id = fields.Many2one(
        "res.users", "Looks after it", index="btree_not_null", ondelete="restrict"
    )
    measures = fields.Text("What is done")
    off_date = fields.Date("Off the list since", **_READ)
    is_open = fields.Boolean(
        "On the list", compute="_compute_is_open", search="_search_is_open"
    )
    base_currency_id = fields.Many2one(related="client_id.base_currency_id")
    owed_base = fields.Monetary(
        related="client_id.owed_base", currency_field="base_currency_id", string="Owes"
    )
    signal_ids = fields.One2many(
        "bank.loan.signal", string="Signals", compute="_compute_signals"
    )
    signal_count = fields.Integer("Signals that hold", compute="_compute_signals")
    signal_words = fields.Char("For what", compute="_compute_signals")
    change_ids = fields.One2many("bank.watch.change", "entry_id", "What happened")

    _open_once = models.UniqueIndex(
        "(client_id) WHERE off_date IS NULL",
        "This client is on the watch list already.",
    )
    _review_idx = models.Index("(review_on) WHERE off_date IS NULL")

    @api.depends("review_on", "off_date")
    def _compute_is_review_due(self):
        today = self.env["bank.business.day"]._today()
        for entry in self:
            entry.is_review_due = not entry.off_date and entry.review_on <= today

    def _search_is_review_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return Domain("off_date", "=", False) & Domain("review_on", "<=", today)

    @api.depends("off_date")
    def _compute_is_open(self):
        for entry in self:
            entry.is_open = not entry.off_date

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("off_date", "=", False)

    @api.depends("client_id", "put_on_by_id", "change_ids.reason")
    @api.depends_context("lang", "uid")
    def _compute_signals(self):
        signals = self.env["bank.loan.signal"].search(
            [("client_id", "in", self.client_id.ids), ("is_open", "=", True)]
        )
        names = dict(signals._fields["code"]._description_selection(self.env))
        for entry in self:
            own = signals.filtered(lambda one: one.client_id == entry.client_id)  # noqa: B023
            entry.signal_ids = own
            entry.signal_count = len(own)
            words = ", ".join(names[one.code] for one in own)
            if not words and entry.put_on_by_id:
                # Nothing but the person's own words led to it.
                words = entry.change_ids[-1:].reason
            entry.signal_words = words or ""

    def action_open_client(self):
        """The card of the client."""
        self.ensure_one()
        self.check_access("read")
        return self.client_id.get_formview_action()
