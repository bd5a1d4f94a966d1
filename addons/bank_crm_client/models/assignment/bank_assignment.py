from odoo import api, fields, models
from odoo.addons.bank_crm_base.domain.access import Reason
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

TABLE_DDL = """
CREATE SEQUENCE IF NOT EXISTS bank_assignment_id_seq AS bigint;
CREATE TABLE IF NOT EXISTS bank_assignment (
    id bigint NOT NULL DEFAULT nextval('bank_assignment_id_seq') PRIMARY KEY,
    client_id integer NOT NULL,
    role varchar NOT NULL,
    user_id integer,
    branch_id integer,
    date_from date NOT NULL,
    date_to date,
    source varchar NOT NULL,
    handover_id integer,
    batch_id integer,
    CONSTRAINT bank_assignment_dates CHECK (date_to >= date_from),
    CONSTRAINT bank_assignment_somebody CHECK (role = 'main' OR user_id IS NOT NULL)
) WITH (fillfactor = 90);
ALTER TABLE bank_assignment ADD COLUMN IF NOT EXISTS family_id integer;
CREATE UNIQUE INDEX IF NOT EXISTS bank_assignment_main_uniq
    ON bank_assignment (client_id) WHERE role = 'main' AND date_to IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS bank_assignment_from_uniq
    ON bank_assignment (client_id, date_from) WHERE role = 'main';
CREATE UNIQUE INDEX IF NOT EXISTS bank_assignment_other_uniq
    ON bank_assignment (client_id, user_id, role) WHERE role != 'main' AND date_to IS NULL;
CREATE INDEX IF NOT EXISTS bank_assignment_client_idx ON bank_assignment (client_id);
CREATE INDEX IF NOT EXISTS bank_assignment_user_idx ON bank_assignment (user_id, role);
CREATE INDEX IF NOT EXISTS bank_assignment_handover_idx
    ON bank_assignment (handover_id) WHERE handover_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS bank_assignment_batch_idx
    ON bank_assignment (batch_id) WHERE batch_id IS NOT NULL;
"""
OWN_SIGHT = {Reason.OWN_PORTFOLIO, Reason.BRANCH, Reason.WHOLE_BANK}
FIXED_NAMES = {"client_id", "role", "user_id", "branch_id", "family_id", "date_from"}


class BankAssignment(models.Model):
    """Who served a client in which role, from one day until another.

    The main manager follows the client's own record, whoever writes that; the other
    roles are entered by the head and let their holder see the client. A row for each
    client ever: bare as other large tables, without foreign keys and log columns.
    """

    _name = "bank.assignment"
    _description = "Who Serves a Client"
    _inherit = ["bank.sealed.mixin"]
    _auto = False
    _log_access = False
    _rec_name = "client_id"
    _order = "date_from desc, id desc"

    client_id = fields.Many2one("res.partner", required=True)
    role = fields.Selection(
        [
            ("main", "Manager"),
            ("deputy", "Deputy"),
            ("specialist", "Product specialist"),
            ("banker", "Private banker"),
        ],
        required=True,
        default="deputy",
    )
    user_id = fields.Many2one("res.users", "Employee")
    branch_id = fields.Many2one("bank.branch", "Unit")
    family_id = fields.Many2one(
        "bank.product.family",
        "Product line",
        help="What a product specialist is asked about.",
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date("Until", help="The last day; empty while it lasts.")
    source = fields.Selection(
        [
            ("start", "Known at the start"),
            ("fed", "Core system"),
            ("manual", "By hand"),
            ("handover", "Handover"),
            ("batch", "Rules"),
        ],
        "How",
        required=True,
        default="manual",
        sealed=True,
        copy=False,
    )
    handover_id = fields.Many2one("bank.handover", sealed=True, copy=False)
    batch_id = fields.Many2one("bank.assignment.batch", sealed=True, copy=False)
    is_in_force = fields.Boolean(
        "In force", compute="_compute_is_in_force", search="_search_is_in_force"
    )

    def init(self):
        self.env.cr.execute(TABLE_DDL)
        # Once the columns of all models are there.
        self.env.registry.post_init(self._begin)

    @api.model
    def _begin(self):
        """The history of a bank that has clients already begins today."""
        [(is_empty,)] = self.env.execute_query(
            SQL("SELECT NOT EXISTS (SELECT 1 FROM bank_assignment)")
        )
        if is_empty:
            self._sync(source="start")

    @api.depends("client_id", "user_id")
    def _compute_display_name(self):
        for assignment in self:
            assignment.display_name = self.env._(
                "%(client)s: %(employee)s",
                client=assignment.client_id.display_name or "",
                employee=assignment.user_id.name or self.env._("nobody"),
            )

    @api.depends("date_from", "date_to")
    def _compute_is_in_force(self):
        today = self.env["bank.business.day"]._today()
        for assignment in self:
            assignment.is_in_force = bool(assignment.date_from) and (
                assignment.date_from <= today <= (assignment.date_to or today)
            )

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return [
            ("date_from", "<=", today),
            "|", ("date_to", "=", False), ("date_to", ">=", today),
        ]  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("role") == "main":
                raise UserError(
                    self.env._("Choose the manager on the client: his history follows.")
                )
        assignments = super().create(vals_list)
        assignments._check_given()
        assignments._check_skilled()
        self.env.registry.clear_cache()
        return assignments

    def write(self, vals):
        if FIXED_NAMES & vals.keys() or any(row.role == "main" for row in self):
            raise UserError(
                self.env._("History is not rewritten: end this one and enter another.")
            )
        result = super().write(vals)
        self._check_given()
        self.env.registry.clear_cache()
        return result

    def _check_given(self):
        """A head gives roles to people with a post, and nobody his own card."""
        if not self.env.su and not self.env.user.has_group(
            "bank_crm_base.group_unit_head"
        ):
            raise AccessError(
                self.env._("Only the head of a unit decides who serves a client.")
            )
        for assignment in self:
            facts = assignment.sudo()
            facts.client_id._check_serves_no_kin(facts.user_id)
            if facts.user_id == self.env.user and not self.env.su:
                raise AccessError(self.env._("Nobody gives himself a right."))
            if not facts.user_id.post_ids.filtered("is_in_force"):
                raise UserError(
                    self.env._(
                        "%(name)s has no post today.", name=facts.user_id.name or ""
                    )
                )
            if not self.env.su and (
                assignment.client_id._access_decision().reason not in OWN_SIGHT
            ):
                raise AccessError(
                    self.env._("You give rights to clients of your own post only.")
                )
            if not facts.client_id.is_client:
                raise UserError(self.env._("Choose a client."))

    def _check_skilled(self):
        """Nobody suspended is given clients; a specialist may sell his product line."""
        people = self.env["bank.people"]
        for assignment in self.filtered(lambda row: row.role != "main"):
            user, line = assignment.sudo().user_id, assignment.family_id
            if people._suspended(user.ids):
                raise UserError(
                    self.env._("%(name)s is suspended today.", name=user.name)
                )
            if assignment.role != "specialist":
                continue
            if not line:
                raise UserError(
                    self.env._("Choose the product line of the specialist.")
                )
            if not people._sellers(user.ids, line):
                raise UserError(
                    self.env._(
                        "%(name)s may not sell “%(line)s” today: it is not among his product "
                        "lines, or the certificate for it is not in force.",
                        name=user.name,
                        line=line.name,
                    )
                )

    @api.model
    def _granted_client_ids(self, user_id, today):
        """Clients whom an employee serves today beside their manager."""
        self.flush_model()
        return frozenset(
            client_id
            for (client_id,) in self.env.execute_query(
                SQL(
                    "SELECT client_id FROM bank_assignment WHERE user_id = %(user)s "
                    "AND role != 'main' AND date_from <= %(today)s "
                    "AND (date_to IS NULL OR date_to >= %(today)s)",
                    user=user_id,
                    today=today,
                )
            )
        )
