import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.decision_states import EDITABLE, State, can_move

FROZEN = frozenset({"xml", "table_id", "number"})


class BankDecisionVersion(models.Model):
    """One state of a decision table: drawn, tested, approved by a second person, in force.

    An approved version never changes, so that what it decided can be decided again.
    """

    _name = "bank.decision.version"
    _description = "Version of a Decision Table"
    _without_visibility_rule = "Rules of the bank, nothing about a client."
    _inherit = ["bank.sealed.mixin"]
    _order = "table_id, number desc"

    table_id = fields.Many2one(
        "bank.decision.table", required=True, index=True, ondelete="cascade"
    )
    number = fields.Integer(sealed=True, copy=False, readonly=True)
    state = fields.Selection(
        [
            (State.DRAFT, "Draft"),
            (State.TESTED, "Tested"),
            (State.WAITING, "Waits for approval"),
            (State.APPROVED, "Approved"),
        ],
        required=True,
        default=State.DRAFT,
        sealed=True,
        copy=False,
    )
    phase = fields.Selection(
        [
            ("work", "In work"),
            ("waiting", "Waits for approval"),
            ("coming", "Begins later"),
            ("in_force", "In force"),
            ("past", "Replaced"),
        ],
        "Stands",
        compute="_compute_phase",
    )
    xml = fields.Text("Rules", required=True, copy=False)
    digest = fields.Char("SHA-256", compute="_compute_digest", store=True)
    note = fields.Text("What changes and why", copy=False)
    date_from = fields.Date(
        "In force from",
        copy=False,
        help="Empty: from the day on which it is approved.",
    )
    is_editable = fields.Boolean(compute="_compute_phase")
    approved_by_id = fields.Many2one(
        "res.users", "Approved by", index="btree_not_null", sealed=True, copy=False,
        readonly=True,
    )  # fmt: skip
    approved_at = fields.Datetime("Approved", sealed=True, copy=False, readonly=True)
    test_id = fields.Many2one(
        "bank.decision.run", "Tested by", index="btree_not_null", sealed=True, copy=False,
        readonly=True, ondelete="set null",
    )  # fmt: skip
    run_ids = fields.One2many("bank.decision.run", "version_id", "Runs")

    _number_uniq = models.Constraint(
        "UNIQUE(table_id, number)", "This number is given already."
    )
    _approved_has_date = models.Constraint(
        "CHECK(state != 'approved' OR date_from IS NOT NULL)",
        "An approved version has a day from which it counts.",
    )

    @api.depends("table_id", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(table)s, version %(number)s",
                table=version.table_id.name,
                number=version.number,
            )

    @api.depends("xml")
    def _compute_digest(self):
        for version in self:
            version.digest = hashlib.sha256((version.xml or "").encode()).hexdigest()

    @api.depends("state", "date_from")
    def _compute_phase(self):
        today = self.env["bank.business.day"]._today()
        for version in self:
            version.is_editable = version.state in EDITABLE
            if version.state in EDITABLE:
                version.phase = "work"
            elif version.state == State.WAITING:
                version.phase = "waiting"
            elif version.date_from > today:
                version.phase = "coming"
            elif version.table_id.version_id == version:
                version.phase = "in_force"
            else:
                version.phase = "past"

    @api.model_create_multi
    def create(self, vals_list):
        last, numbers = {}, []
        for vals in vals_list:
            table = self.env["bank.decision.table"].browse(vals["table_id"])
            if table not in last:
                last[table] = max(table.version_ids.mapped("number"), default=0)
            last[table] += 1
            numbers.append(last[table])
            vals.setdefault("xml", self._empty_xml(table))
        versions = super().create(vals_list)
        for version, number in zip(versions, numbers, strict=True):
            version.sudo().number = number
        versions._check_table()
        return versions

    def write(self, vals):
        frozen = FROZEN & vals.keys()
        for version in self:
            changed = [name for name in frozen if version._differs(name, vals[name])]
            if changed and version.state not in EDITABLE:
                raise UserError(
                    self.env._(
                        "%(version)s is %(state)s and does not change any more: make a new "
                        "version.",
                        version=version.display_name,
                        state=version._state_label().lower(),
                    )
                )
            if changed and version.state == State.TESTED:
                # What was tested is no longer what stands here.
                version.sudo().write({"state": State.DRAFT, "test_id": False})
        if "date_from" in vals and not self.env.su:
            self._check_date_is_free()
        result = super().write(vals)
        if "xml" in vals:
            self._check_table()
        return result

    def _differs(self, name, value):
        old = self[name].id if name == "table_id" else self[name]
        return (old or False) != (value or False)

    def _check_date_is_free(self):
        if self.filtered(lambda version: version.state not in EDITABLE):
            raise UserError(
                self.env._("The day from which it counts is part of what is approved.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_work(self):
        if self.filtered(lambda version: version.state not in EDITABLE):
            raise UserError(
                self.env._("Only a draft is deleted: the other versions are kept.")
            )

    def _state_label(self):
        return dict(self._fields["state"]._description_selection(self.env))[self.state]

    def _move_to(self, target, **values):
        """Write `target` and `values` where the life of a version allows the move."""
        for version in self:
            if not can_move(State(version.state), target):
                raise UserError(
                    self.env._(
                        "%(version)s is %(state)s: this is not its next step.",
                        version=version.display_name,
                        state=version._state_label().lower(),
                    )
                )
        self.sudo().write({"state": target, **values})

    def _new_draft(self):
        """A draft of the same table that begins as a copy of this version."""
        self.ensure_one()
        return self.create({"table_id": self.table_id.id, "xml": self.xml})

    def action_new_version(self):
        self.ensure_one()
        return self.table_id.action_new_version()
