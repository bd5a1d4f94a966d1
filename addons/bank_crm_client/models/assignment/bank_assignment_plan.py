from odoo import fields, models

TABLE_DDL = """
CREATE SEQUENCE IF NOT EXISTS bank_assignment_plan_id_seq AS bigint;
CREATE TABLE IF NOT EXISTS bank_assignment_plan (
    id bigint NOT NULL DEFAULT nextval('bank_assignment_plan_id_seq') PRIMARY KEY,
    batch_id integer NOT NULL,
    client_id integer NOT NULL,
    rule_id integer NOT NULL,
    user_id integer NOT NULL,
    old_user_id integer,
    fate varchar NOT NULL DEFAULT 'planned'
);
CREATE UNIQUE INDEX IF NOT EXISTS bank_assignment_plan_uniq
    ON bank_assignment_plan (batch_id, client_id);
-- Every row gets its fate once: room for it beside the row spares both indexes.
ALTER TABLE bank_assignment_plan SET (fillfactor = 60);
"""


class BankAssignmentPlan(models.Model):
    """Which client goes to whom in a batch: what is decided is what is applied.

    A row for each client of the bank: bare, written by sets.
    """

    _name = "bank.assignment.plan"
    _description = "Planned Assignment"
    _auto = False
    _log_access = False
    _rec_name = "client_id"
    _order = "id"

    batch_id = fields.Many2one("bank.assignment.batch", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    rule_id = fields.Many2one("bank.assignment.rule", readonly=True)
    user_id = fields.Many2one("res.users", "New manager", readonly=True)
    old_user_id = fields.Many2one("res.users", "Manager before", readonly=True)
    fate = fields.Selection(
        [
            ("planned", "Goes"),
            ("given", "Given"),
            ("kept", "Changed meanwhile: stays"),
            ("returned", "Returned"),
            ("left", "Given away since: stays there"),
        ],
        "What happens",
        readonly=True,
    )

    def init(self):
        self.env.cr.execute(TABLE_DDL)
