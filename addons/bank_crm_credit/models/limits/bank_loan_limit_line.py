from odoo import fields, models
from odoo.tools import SQL


class BankLoanLimitLine(models.Model):
    """What takes up a limit: a row for each loan or approval and each limit it reaches.

    Counted when it is read; who looks sees the lines of clients whom he sees.
    """

    _name = "bank.loan.limit.line"
    _description = "What Takes Up a Limit"
    _auto = False
    _order = "weight desc, id"
    _rec_name = "client_id"

    limit_id = fields.Many2one("bank.loan.limit", readonly=True)
    client_id = fields.Many2one("res.partner", "Borrower", readonly=True)
    product_id = fields.Many2one("bank.product", readonly=True)
    branch_id = fields.Many2one("bank.branch", readonly=True)
    holding_id = fields.Many2one("bank.holding", "Agreement", readonly=True)
    commitment_id = fields.Many2one("bank.loan.commitment", "Promise", readonly=True)
    base_currency_id = fields.Many2one("res.currency", readonly=True)
    drawn = fields.Monetary(currency_field="base_currency_id", readonly=True)
    undrawn = fields.Monetary("Not drawn yet", "base_currency_id", readonly=True)
    reserved = fields.Monetary(
        "Approved, not signed", "base_currency_id", readonly=True
    )
    weight = fields.Monetary("Takes up", "base_currency_id", readonly=True)

    @property
    def _table_query(self):
        Limit = self.env["bank.loan.limit"].sudo()
        return SQL(
            """
            WITH line AS MATERIALIZED (%(lines)s), reached AS (%(reached)s)
            SELECT row_number() OVER (ORDER BY r.limit_id, x.line_key)::int AS id,
                   r.limit_id, x.client_id, x.product_id, x.branch_id, x.holding_id,
                   x.commitment_id, %(base)s::int AS base_currency_id,
                   x.drawn_base AS drawn, x.undrawn_base AS undrawn,
                   x.reserved_base AS reserved, x.weight
              FROM reached r JOIN line x ON x.line_key = r.line_key
            """,
            lines=Limit._weighed_sql(Limit._kept_lines_sql()),
            reached=Limit._reached_sql(),
            base=self.env.company.currency_id.id,
        )

    def action_open(self):
        """The loan, the agreement or the approval behind the row."""
        self.ensure_one()
        self.check_access("read")
        if not self.holding_id:
            promise = self.commitment_id
            record = promise.application_id or promise
            return record.get_formview_action()
        return (self.holding_id.loan_ids[:1] or self.holding_id).get_formview_action()
