from contextlib import contextmanager

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.change_log_ddl import SETTING_ORIGIN, SETTING_REASON, SETTING_USER
from ..tools.change_origin import current_origin
from ..tools.change_words import change_lines


class BankChange(models.Model):
    """A row of a watched table before and after one change, by whatever hand.

    Only what differs is kept. Written by triggers; the ORM tells the database who and why.
    """

    _name = "bank.change"
    _description = "Change"
    _auto = False
    _log_access = False
    _order = "id desc"
    _rec_name = "model"

    batch_id = fields.Many2one("bank.change.batch", "Statement", readonly=True)
    changed_at = fields.Datetime(related="batch_id.changed_at")
    user_id = fields.Many2one(related="batch_id.user_id")
    reason = fields.Char(related="batch_id.reason")
    origin = fields.Selection(related="batch_id.origin")
    operation = fields.Selection(related="batch_id.operation")
    model = fields.Char("Table", readonly=True)
    record_id = fields.Many2oneReference(model_field="model", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    # Raw: people read them in words, where masks apply.
    old = fields.Json("Before", readonly=True, groups=fields.NO_ACCESS)
    new = fields.Json("After", readonly=True, groups=fields.NO_ACCESS)
    what = fields.Char("Of what", compute="_compute_words")
    words = fields.Char("What changed", compute="_compute_words")
    who = fields.Char("By whom", compute="_compute_words")

    @api.depends_context("uid", "lang")
    def _compute_words(self):
        for change in self:
            record = change._record()
            change.what = change._title(record)
            change.words = "; ".join(
                line["words"] for line in change_lines(self.env, change)
            )
            change.who = change._who()

    def _record(self):
        """The record that changed, if it is still there; else an empty one."""
        self.ensure_one()
        if self.model not in self.env or not self.record_id:
            return None
        return self.env[self.model].sudo().browse(self.record_id).exists()

    def _title(self, record):
        label = (
            self.env[self.model]._description if self.model in self.env else self.model
        )
        table = self.env["bank.change.table"].sudo()._by_model().get(self.model)
        label = table.name if table else label
        record = record and record.with_env(self.env)
        if record and record.has_access("read"):
            return f"{label}: {self.env['bank.act']._record_words(record)}"
        return label

    def _who(self):
        batch = self.batch_id.sudo()
        if batch.user_id:
            return batch.user_id.name
        return self.env._(
            "%(user)s of the database, by %(program)s",
            user=batch.db_user,
            program=batch.application or self.env._("an unknown program"),
        )

    # --- telling the database who, why and from where

    @api.model
    def _tell(self, user_id=None):
        """Note for this transaction who is about to change watched rows."""
        # Not remembered: undoing to a savepoint undoes the setting, too.
        origin = current_origin()
        self.env.cr.execute(
            SQL(
                "SELECT set_config(%s, %s, true), CASE WHEN "
                "coalesce(current_setting(%s, true), '') NOT IN ('feed', 'night') "
                "THEN set_config(%s, %s, true) END",
                SETTING_USER,
                str(user_id or self.env.uid or ""),
                SETTING_ORIGIN,
                SETTING_ORIGIN,
                origin,
            )
        )

    @api.model
    @contextmanager
    def _because(self, reason, origin=None):
        """Everything changed inside the block is noted with this reason."""
        self.env.flush_all()
        [before] = self.env.execute_query(
            SQL(
                "SELECT current_setting(%s, true), current_setting(%s, true)",
                SETTING_REASON,
                SETTING_ORIGIN,
            )
        )
        self._set_reason(reason, origin or before[1] or "")
        yield
        self.env.flush_all()
        self._set_reason(*(value or "" for value in before))

    @api.model
    def _set_reason(self, reason, origin):
        """Note reason and door until the transaction ends: for runs that commit by slices."""
        self.env.cr.execute(
            SQL(
                "SELECT set_config(%s, %s, true), set_config(%s, %s, true)",
                SETTING_REASON,
                reason,
                SETTING_ORIGIN,
                origin,
            )
        )
