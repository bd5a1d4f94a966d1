from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..domain.decision_states import Approved, State, in_force


class BankDecisionTable(models.Model):
    """A rule of the bank as a table: facts of a client in, a decision out, in versions."""

    _name = "bank.decision.table"
    _description = "Decision Table"
    _without_visibility_rule = "Rules of the bank, nothing about a client."
    _inherit = ["mail.thread", "bank.guarded.mixin"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, copy=False, help="The word by which processes and addons ask it."
    )
    description = fields.Text("What it decides", translate=True)
    model_id = fields.Many2one(
        "ir.model",
        "Decides about",
        required=True,
        index=True,
        ondelete="cascade",
        domain=lambda self: self._subject_domain(),
        default=lambda self: self.env["ir.model"]._get("res.partner"),
    )
    model = fields.Char(related="model_id.model")
    is_nightly = fields.Boolean(
        "Every night for everybody",
        help="The nightly run asks the version in force about every client and keeps the "
        "answers.",
    )
    version_ids = fields.One2many("bank.decision.version", "table_id", "Versions")
    version_count = fields.Integer("Number of versions", compute="_compute_version_id")
    version_id = fields.Many2one(
        "bank.decision.version", "In force", compute="_compute_version_id"
    )
    draft_id = fields.Many2one(
        "bank.decision.version", "In work", compute="_compute_version_id"
    )
    run_ids = fields.One2many("bank.decision.run", "table_id", "Runs")
    active = fields.Boolean(default=True, two_person="decision_table")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another table has this code.")

    @api.model
    def _subject_domain(self):
        entries = self.env["bank.field.catalogue"].search([("is_for_rules", "=", True)])
        return [("id", "in", entries.model_id.ids)]

    @api.depends("version_ids.state", "version_ids.date_from")
    def _compute_version_id(self):
        today = self.env["bank.business.day"]._today()
        for table in self:
            versions = table.version_ids
            approved = versions.filtered(lambda one: one.state == State.APPROVED)
            found = in_force(
                (Approved(one.id, one.number, one.date_from) for one in approved), today
            )
            table.version_id = found
            table.draft_id = (versions - approved).sorted("number")[-1:]
            table.version_count = len(versions)

    @api.constrains("model_id")
    def _check_model_of_versions(self):
        for table in self:
            if table.version_ids.filtered(lambda one: one.state == State.APPROVED):
                raise ValidationError(
                    self.env._("What an approved table decides about does not change.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        tables = super().create(vals_list)
        for table in tables.filtered(lambda table: not table.version_ids):
            self.env["bank.decision.version"].create({"table_id": table.id})
        return tables

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if self.version_ids.filtered(lambda one: one.state == State.APPROVED):
            raise UserError(
                self.env._(
                    "A table that was ever approved is taken out of use, not deleted: what "
                    "it decided must stay explainable."
                )
            )

    def write(self, vals):
        vals = self._guard_write(vals)
        return super().write(vals) if vals else True

    @api.model
    def _needing_second_person(self, code, names):
        waiting = super()._needing_second_person(code, names)
        return waiting.filtered("version_id")

    # --- asked by other addons

    @api.model
    def _get(self, code):
        """The table with this code, or an error that names it."""
        table = self.sudo().search([("code", "=", code)])
        if not table:
            raise UserError(
                self.env._("There is no decision table “%(code)s”.", code=code)
            )
        return table

    def _decide(self, records):
        """Record id -> `Decision` of the version in force about each of `records`.

        The caller has checked that the user may see the records.
        """
        self.ensure_one()
        version = self.version_id
        if not version:
            raise UserError(
                self.env._("No version of “%(table)s” is in force.", table=self.name)
            )
        return version.sudo()._decide(records)

    # --- buttons

    def action_open_version(self):
        """The version in work, else the one in force."""
        self.ensure_one()
        return (self.draft_id or self.version_id).get_formview_action()

    def action_new_version(self):
        """A draft that begins as a copy of the version in force."""
        self.ensure_one()
        self.check_access("write")
        version = self.draft_id or self.version_id._new_draft()
        return version.get_formview_action()

    def action_run(self):
        """Ask the version in force about everybody now, not only at night."""
        self.ensure_one()
        self.check_access("write")
        if not self.version_id:
            raise UserError(self.env._("No version is in force yet."))
        run = self.env["bank.decision.run"]._start(self.version_id, "everybody")
        run._go()
        return run.with_env(self.env).get_formview_action()

    def action_open_results(self):
        """The answers about the clients whom one may see, of the last run for everybody."""
        self.ensure_one()
        run = self._last_run()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_rules.bank_decision_result_action"
        )
        return {
            **action,
            "display_name": self.name,
            "domain": [("run_id", "=", run.id)],
        }

    def _last_run(self):
        """The last finished run for everybody; its answers are the current ones."""
        return self.env["bank.decision.run"].search(
            [("table_id", "in", self.ids), ("is_current", "=", True)]
        )
