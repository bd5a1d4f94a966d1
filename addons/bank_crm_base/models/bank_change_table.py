import re

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..tools.change_log_ddl import CAPTURE_NAME, WATCHES

# Said by the row itself at every change, and no change of their own.
LOG_COLUMNS = ("create_uid", "create_date", "write_uid", "write_date")
# Never kept, whatever the administrator chooses: the log is read by more people.
SECRET = re.compile(r"password|passwd|secret|token|otp|api_?key|private_?key")
# Filled by the million; their journal is the run that loads them.
NEVER = ("bank.account.movement", "bank.account.month", "bank.holding.month")
CORE_MODELS = ("res.partner", "res.users", "res.groups")
SHORTEST_MONTHS = 12
HISTORY_TAG = "bank_history"


class BankChangeTable(models.Model):
    """A table whose changes are kept, which of its columns are not, and for how long."""

    _name = "bank.change.table"
    _description = "Kept Changes"
    _without_visibility_rule = "Which changes are kept; nothing of a client."
    _inherit = ["bank.acceptance.mixin"]
    _order = "sequence, id"

    _two_person_create = "change_log_rule"

    name = fields.Char("Of what", required=True, translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(
        "Changes are kept", default=True, two_person="change_log_rule"
    )
    model = fields.Selection(
        "_model_choices",
        "Records",
        two_person="change_log_rule",
        help="What is kept there is watched, whoever changes it and by whatever way.",
    )
    table_name = fields.Char(
        compute="_compute_table_name", store=True, readonly=False, required=True,
        precompute=True, two_person="change_log_rule",
    )  # fmt: skip
    left_out = fields.Char(
        "Fields left out",
        two_person="change_log_rule",
        help="Names of fields, joined by commas, whose changes are of no interest. "
        "Passwords and keys are never kept.",
    )
    left_out_words = fields.Char("Not kept", compute="_compute_left_out_words")
    keep_months = fields.Integer(
        "Months kept",
        default=120,
        required=True,
        two_person="change_log_rule",
        help="The log is cut from its oldest end only: what is kept longest keeps the "
        "others of its time with it.",
    )

    _table_uniq = models.UniqueIndex(
        "(table_name) WHERE acceptance != 'refused'", "These changes are kept already."
    )
    _months_enough = models.Constraint(
        f"CHECK(keep_months >= {SHORTEST_MONTHS})",
        f"Changes are kept for {SHORTEST_MONTHS} months at least.",
    )

    @api.model
    def _model_choices(self):
        return sorted(
            (
                (model._name, model._description)
                for model in self.env.registry.values()
                if not model._abstract
                and not model._transient
                and model._auto
                and model._name not in NEVER
                and (model._name.startswith("bank.") or model._name in CORE_MODELS)
            ),
            key=lambda choice: choice[1],
        )

    @api.depends("model")
    def _compute_table_name(self):
        for watched in self:
            watched.table_name = (
                self.env[watched.model]._table if watched.model else watched.table_name
            )

    @api.depends("left_out", "model")
    def _compute_left_out_words(self):
        for watched in self:
            known = self.env[watched.model]._fields if watched.model else {}
            watched.left_out_words = ", ".join(
                known[name]._description_string(self.env) or name
                for name in watched._left_out_names()
                if name in known
            )

    @api.constrains("table_name", "left_out")
    def _check_columns_exist(self):
        for watched in self:
            columns = watched._columns()
            if not columns:
                raise ValidationError(
                    self.env._("There is no such table: %(name)s.", name=watched.name)
                )
            unknown = set(watched._left_out_names()) - columns
            if unknown:
                raise ValidationError(
                    self.env._(
                        "There are no such fields: %(fields)s.",
                        fields=", ".join(sorted(unknown)),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        tables = super().create(vals_list)
        tables._apply()
        return tables

    def write(self, vals):
        vals = self._guard_write(vals)
        before = set(self.mapped("table_name"))
        result = super().write(vals) if vals else True
        self._apply(before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_the_product(self):
        if not self.env.su:
            raise UserError(
                self.env._("Switch it off: what was kept once stays on the list.")
            )

    def unlink(self):
        before = set(self.mapped("table_name"))
        result = super().unlink()
        self.browse()._apply(before)
        return result

    def _left_out_names(self):
        return [
            name.strip() for name in (self.left_out or "").split(",") if name.strip()
        ]

    def _columns(self):
        return {
            name
            for (name,) in self.env.execute_query(
                SQL(
                    "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) "
                    "AND attnum > 0 AND NOT attisdropped",
                    self.table_name,
                )
            )
        }

    def _hidden_columns(self):
        columns = self._columns()
        secret = {name for name in columns if SECRET.search(name)}
        return sorted(
            (set(LOG_COLUMNS) | secret | set(self._left_out_names())) & columns
        )

    # --- triggers

    @api.model
    def _in_force(self):
        return self.sudo().search([("acceptance", "=", "accepted")])

    @api.model
    @tools.ormcache()
    def _watched_tables(self):
        return frozenset(self._in_force().mapped("table_name"))

    @api.model
    def _by_model(self):
        watched = self.with_context(active_test=False).search([])
        return {table.model or table.table_name: table for table in watched}

    @api.model
    def _apply_all(self):
        """Bring the triggers of all tables to what the list says: at every update."""
        self.with_context(active_test=False).sudo().search([])._apply()

    def _apply(self, other_tables=()):
        """Make the triggers of these tables, and drop those of tables no longer watched."""
        self.env.flush_all()
        self.env.registry.clear_cache()
        wanted = {watched.table_name: watched for watched in self._in_force()}
        for table in set(self.mapped("table_name")) | set(other_tables):
            self._drop_triggers(table)
            if table in wanted:
                wanted[table]._make_triggers()
                wanted[table]._offer_history()

    @api.model
    def _drop_triggers(self, table):
        for name in WATCHES:
            self.env.cr.execute(
                SQL(
                    "DROP TRIGGER IF EXISTS %s ON %s",
                    SQL.identifier(name),
                    SQL.identifier(table),
                )
            )

    def _make_triggers(self):
        for name, (event, given) in WATCHES.items():
            self.env.cr.execute(
                SQL(
                    "CREATE TRIGGER %(name)s %(event)s ON %(table)s %(given)s "
                    "FOR EACH STATEMENT EXECUTE FUNCTION %(function)s(%(arguments)s); "
                    # Also for a session that plays a replica.
                    "ALTER TABLE %(table)s ENABLE ALWAYS TRIGGER %(name)s",
                    name=SQL.identifier(name),
                    event=SQL(event),
                    table=SQL.identifier(self.table_name),
                    given=SQL(given),
                    function=SQL.identifier(CAPTURE_NAME),
                    arguments=SQL(", ").join(
                        SQL("%s", argument) for argument in self._trigger_arguments()
                    ),
                )
            )

    def _offer_history(self):
        """The entry "History" in the menu of each form; clients have a page of their own."""
        Action = self.env["ir.actions.client"].sudo()
        model = self.env["ir.model"]._get(self.model) if self.model else None
        if not model or self.model == "res.partner":
            return
        offered = Action.search_count(
            [("tag", "=", HISTORY_TAG), ("binding_model_id", "=", model.id)]
        )
        if not offered:
            Action.create(
                {
                    "name": "History",
                    "tag": HISTORY_TAG,
                    "binding_model_id": model.id,
                    "binding_view_types": "form",
                }
            )

    def _trigger_arguments(self):
        columns = self._columns()
        return (
            self.model or self.table_name,
            ",".join(self._hidden_columns()),
            "clients" if self.table_name == "res_partner" else "all",
            "id" if "id" in columns else "no id",
        )
