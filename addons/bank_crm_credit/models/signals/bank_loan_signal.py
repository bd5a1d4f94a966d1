from odoo import api, fields, models

from .bank_signal_rule import CODE_LABELS


class BankLoanSignal(models.Model):
    """A sign of trouble seen with a client: since when, until when, and by what figures.

    Found by the night; while it holds it is one row, and what is over stays as history.
    """

    _name = "bank.loan.signal"
    _description = "Early Signal"
    _log_access = False
    _order = "is_open desc, found_date desc, id desc"
    _rec_name = "code"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")
    code = fields.Selection(
        [(str(code), label) for code, label in CODE_LABELS.items()],
        "Signal", required=True, readonly=True, index=True,
    )  # fmt: skip
    is_open = fields.Boolean("Holds", default=True, readonly=True)
    found_date = fields.Date("Since", required=True, readonly=True)
    seen_date = fields.Date("Seen last on", required=True, readonly=True)
    gone_date = fields.Date("Over since", readonly=True)
    figures = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    is_retention = fields.Boolean("The client has to be kept", readonly=True)
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    amount_base = fields.Monetary("Sum", "base_currency_id", readonly=True)
    words = fields.Char("Why", compute="_compute_words")

    _open_once = models.UniqueIndex(
        "(client_id, code) WHERE is_open", "This signal holds already."
    )
    _found_idx = models.Index("(found_date) WHERE is_retention")

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.depends("code", "client_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["code"]._description_selection(self.env))
        for signal in self:
            signal.display_name = names.get(signal.code, "")

    def action_open_client(self):
        """The card of the client."""
        self.ensure_one()
        self.check_access("read")
        return self.client_id.get_formview_action()
