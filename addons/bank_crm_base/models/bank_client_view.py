from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from ..domain.access import Reason
from ..tools.change_log_ddl import VIEW_GUARDS, guard_ddl

# Going back and forth between a client and his accounts is one look.
SAME_LOOK_MINUTES = 5

TABLE_DDL = """
CREATE TABLE IF NOT EXISTS bank_client_view (
    id bigserial PRIMARY KEY,
    user_id integer NOT NULL,
    client_id integer NOT NULL,
    viewed_at timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
    reason varchar NOT NULL
);
CREATE INDEX IF NOT EXISTS bank_client_view_user_idx
    ON bank_client_view (user_id, client_id, viewed_at);
CREATE INDEX IF NOT EXISTS bank_client_view_client_idx
    ON bank_client_view (client_id, viewed_at);
CREATE INDEX IF NOT EXISTS bank_client_view_viewed_at_idx ON bank_client_view (viewed_at);
"""


class BankClientView(models.Model):
    """An employee opened a client's card: who, whom, when, and by which right.

    The card writes it itself; nobody edits it.
    """

    _name = "bank.client.view"
    _description = "View of a Client"
    _auto = False
    _log_access = False
    _order = "viewed_at desc, id desc"
    _rec_name = "client_id"

    user_id = fields.Many2one("res.users", "Employee", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    viewed_at = fields.Datetime("When", readonly=True)
    reason = fields.Selection(
        [
            (Reason.OWN_PORTFOLIO, "His own client"),
            (Reason.BRANCH, "Client of his unit"),
            (Reason.WHOLE_BANK, "Sees the whole bank"),
            (Reason.GRANTED, "Right to this client"),
            (Reason.AUDITOR, "Auditor"),
            (Reason.NOT_A_CLIENT, "Not under the rule"),
            ("technical", "Technical access"),
        ],
        "By which right",
        readonly=True,
    )
    branch_id = fields.Many2one(related="client_id.branch_id", string="Client's branch")
    manager_id = fields.Many2one(
        related="client_id.manager_id", string="Client's manager"
    )

    def init(self):
        self.env.cr.execute(  # pylint: disable=sql-injection
            TABLE_DDL + guard_ddl(VIEW_GUARDS)
        )

    @api.model
    def _note(self, client):
        """Note that the current user looks at this client; a second look soon after is one."""
        if self.env.uid == SUPERUSER_ID:
            return
        decision = client._access_decision()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bank_client_view (user_id, client_id, reason)
                SELECT %(user)s, %(client)s, %(reason)s
                 WHERE NOT EXISTS (
                       SELECT 1 FROM bank_client_view
                        WHERE user_id = %(user)s AND client_id = %(client)s
                          AND viewed_at > (now() AT TIME ZONE 'UTC')
                              - make_interval(mins => %(minutes)s))
                """,
                user=self.env.uid,
                client=client.id,
                reason=decision.reason if decision.visible else "technical",
                minutes=SAME_LOOK_MINUTES,
            )
        )
