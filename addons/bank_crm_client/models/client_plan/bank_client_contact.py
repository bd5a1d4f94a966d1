from odoo import api, fields, models
from odoo.fields import Domain


class BankClientContact(models.Model):
    """When a client was last met or called and when he is due, as his norm says: made by sets."""

    _name = "bank.client.contact"
    _description = "Contact Due"
    _log_access = False
    _order = "due_date, id"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")
    kind = fields.Selection(
        [("visit", "A visit"), ("call", "A call")], "What", required=True, readonly=True
    )
    norm_id = fields.Many2one(
        "bank.contact.norm", "Norm", index="btree_not_null", ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    last_date = fields.Date("Last one", readonly=True)
    due_date = fields.Date("Due by", readonly=True, index="btree_not_null")
    kept_percent = fields.Float(
        "Norms kept, %", readonly=True, aggregator="avg", digits=(5, 1),
        help="100: not overdue. The average of a manager is how many of his norms he keeps.",
    )  # fmt: skip
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    is_of_my_people = fields.Boolean(
        "Clients of my people", compute="_compute_is_overdue", search="_search_people"
    )

    _once = models.Constraint("UNIQUE(client_id, kind)", "This is there already.")

    @api.depends("due_date")
    @api.depends_context("uid")
    def _compute_is_overdue(self):
        today = self.env["bank.business.day"]._today()
        people = set(self.env["bank.home"]._subordinate_ids())
        for row in self:
            row.is_overdue = bool(row.due_date) and row.due_date < today
            row.is_of_my_people = row.client_id.manager_id.id in people

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("due_date", "<", self.env["bank.business.day"]._today())

    def _search_people(self, operator, value):
        if operator != "in":
            return NotImplemented
        people = self.env["bank.home"]._subordinate_ids()
        return Domain("client_id.manager_id", "in", people)

    def action_open_client(self):
        self.ensure_one()
        return self.client_id.get_formview_action()
