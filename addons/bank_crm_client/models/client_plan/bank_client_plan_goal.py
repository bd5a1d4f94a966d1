from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...domain.client_plan.goals import progress


class BankClientPlanGoal(models.Model):
    """A goal of a client's plan by product: where it began, the plan, and the fact of today."""

    _name = "bank.client.plan.goal"
    _description = "Goal of a Client Plan"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one(
        "bank.client.plan", "Client plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    measure = fields.Selection(
        [
            ("balance", "Balances of the product"),
            ("count", "Agreements of the product"),
            ("funds", "Funds of the client"),
            ("turnover", "Turnover a month"),
            ("share", "Share of wallet, %"),
        ],
        required=True,
        default="balance",
    )
    family_id = fields.Many2one(
        "bank.product.family", "Product", index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char("Goal", compute="_compute_name")
    base = fields.Float(
        "Began at", compute="_compute_base", store=True, readonly=False, precompute=True
    )
    plan = fields.Float("Planned", required=True)
    fact = fields.Float(compute="_compute_fact")
    progress = fields.Float("Reached, %", compute="_compute_fact", digits=(6, 1))

    @api.depends("measure", "family_id")
    def _compute_name(self):
        measures = dict(self._fields["measure"]._description_selection(self.env))
        for goal in self:
            goal.name = ": ".join(
                filter(None, [measures.get(goal.measure), goal.family_id.name])
            )

    @api.depends("measure", "family_id", "plan_id")
    def _compute_base(self):
        for goal in self:
            goal.base = float(goal._fact_now())

    @api.depends("measure", "family_id", "plan", "base")
    @api.depends_context("uid")
    def _compute_fact(self):
        for goal in self:
            fact = goal._fact_now()
            goal.fact = float(fact)
            goal.progress = float(
                progress(Decimal(str(goal.base)), Decimal(str(goal.plan)), fact)
            )

    @api.constrains("measure", "family_id")
    def _check_product(self):
        for goal in self:
            if goal.measure in ("balance", "count") and not goal.family_id:
                raise UserError(self.env._("Say of which product the goal is."))

    def _fact_now(self):
        """What the measure is today, over the clients of the plan whom the user sees."""
        self.ensure_one()
        clients = self.plan_id._clients() if self.plan_id.client_id else None
        if not clients:
            return Decimal(0)
        names = {"funds": "funds_base", "turnover": "turnover_base"}
        if self.measure in names:
            return sum(
                (Decimal(str(row[names[self.measure]] or 0))
                 for row in clients.read([names[self.measure]])),
                Decimal(0),
            )  # fmt: skip
        if self.measure == "share":
            return Decimal(str(round(self.plan_id.share * 100, 1)))
        return self._of_product(clients)

    def _of_product(self, clients):
        today = self.env["bank.business.day"]._today()
        clients.check_access("read")
        [(count, balance)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*), coalesce(sum(round(
                           coalesce(h.balance, h.amount) * %(rate)s, 2)), 0)::text
                  FROM bank_holding h JOIN bank_product t ON t.id = h.product_id
                 WHERE h.client_id = ANY(%(clients)s) AND h.state = 'active'
                   AND t.family_id = %(family)s
                """,
                clients=clients.ids,
                family=self.family_id.id or 0,
                rate=self.env["bank.fx.rate"]._unit_rate_sql(
                    SQL("h.currency_id"), SQL("%s::date", today)
                ),
            )
        )
        return Decimal(count) if self.measure == "count" else Decimal(balance)

    @api.model_create_multi
    def create(self, vals_list):
        goals = super().create(vals_list)
        goals._check_draft()
        return goals

    def write(self, vals):
        self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        self._check_draft()

    def _check_draft(self):
        if not self.env.su and any(goal.plan_id.state != "draft" for goal in self):
            raise UserError(
                self.env._("An approved plan stays as it is: take it back to change it.")
            )
