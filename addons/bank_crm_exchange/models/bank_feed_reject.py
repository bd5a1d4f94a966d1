from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..domain.csv_records import parse_values
from ..domain.masking import mask_card_numbers
from ..domain.reasons import REASONS

COLUMNS = (
    "run_id", "feed_id", "line", "raw", "reason", "column_name", "waits_for", "amount",
    "account_id", "state", "create_date", "create_uid",
)  # fmt: skip


class BankFeedReject(models.Model):
    """A row in quarantine, exactly as received: to be mended, given up, or waited for."""

    _name = "bank.feed.reject"
    _description = "Row in Quarantine"
    _order = "run_id desc, line"
    _rec_name = "line"

    run_id = fields.Many2one(
        "bank.feed.run", "File", required=True, index=True, ondelete="restrict"
    )
    feed_id = fields.Many2one(
        "bank.feed", required=True, index=True, ondelete="restrict"
    )
    line = fields.Integer(readonly=True)
    raw = fields.Text("As received", readonly=True)
    mended = fields.Text("Mended row", help="Edit the row and try it again.")
    row_text = fields.Text(
        "Row", compute="_compute_row_text", inverse="_inverse_row_text", readonly=False
    )
    value = fields.Char("Wrong value", compute="_compute_value")
    reason = fields.Selection(
        [(code, text) for code, text in REASONS.items()], required=True, readonly=True
    )
    column_name = fields.Char("Column", readonly=True)
    waits_for = fields.Char("Waits for", readonly=True)
    amount = fields.Float(digits=(20, 2), readonly=True)
    account_id = fields.Many2one("bank.account", index="btree_not_null", readonly=True)
    state = fields.Selection(
        [
            ("open", "To mend"),
            ("parked", "Waits"),
            ("mended", "Published later"),
            ("discarded", "Given up"),
        ],
        required=True,
        default="open",
        index=True,
    )
    note = fields.Char("Why given up")
    done_user_id = fields.Many2one(
        "res.users", "By", readonly=True, index="btree_not_null"
    )
    done_at = fields.Datetime("On", readonly=True)
    retry_run_id = fields.Many2one(
        "bank.feed.run", "Being tried", index="btree_not_null", readonly=True
    )

    _waiting_idx = models.Index("(waits_for) WHERE state = 'parked'")

    @api.depends("raw", "mended")
    def _compute_row_text(self):
        for reject in self:
            reject.row_text = reject.mended or reject.raw

    def _inverse_row_text(self):
        for reject in self:
            reject.mended = reject.row_text

    @api.depends("raw", "mended", "column_name")
    def _compute_value(self):
        for reject in self:
            reject.value = reject._values().get(reject.column_name, False)

    def _values(self):
        """The row's values by our column names, as far as it can be parted."""
        self.ensure_one()
        feed = self.feed_id
        delimiter = feed.delimiter if feed.format == "csv" else ","
        header = parse_values(self.run_id.header or "", delimiter) or ()
        values = parse_values(self.mended or self.raw or "", delimiter) or ()
        known = feed._header_names()
        return {
            known.get(name.strip().lower(), name): value
            for name, value in zip(header, values, strict=False)
        }

    @api.model
    def _insert_rows(self, rows):
        self.env.cr.execute(
            SQL(
                "INSERT INTO bank_feed_reject (%s) VALUES %s",
                SQL(", ").join(map(SQL.identifier, COLUMNS)),
                SQL(", ").join(SQL("%s", tuple(row)) for row in rows),
            )
        )

    def write(self, vals):
        # What was received, why it was refused and what became of it is evidence.
        # The screens' own fields are not stored: they write the mended text.
        kept = {name for name in vals if self._fields[name].store} - {"mended"}
        if kept and not self.env.su:
            raise AccessError(
                self.env._(
                    "Of a refused row only the mended text can be changed by hand."
                )
            )
        if isinstance(vals.get("mended"), str):
            vals = {**vals, "mended": mask_card_numbers(vals["mended"], lengths=(16,))}
        return super().write(vals)

    # --- what a steward does

    def action_try_again(self):
        """Load the rows once more, as mended."""
        self.run_id._check_steward()
        runs = (
            self.sudo()
            .filtered(lambda row: row.state in ("open", "parked"))
            ._queue_retry(self.env.user)
        )
        self.env.ref("bank_crm_exchange.ir_cron_load_feeds").sudo()._trigger()
        count = len(self)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if runs else "warning",
                "message": self.env._(
                    "%(count)s rows are being tried again.", count=count
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _queue_retry(self, user=None):
        """One small run per feed and header; rows under way are left alone."""
        runs = self.env["bank.feed.run"]
        rows = self.filtered(lambda row: not row.retry_run_id)
        for (feed, header), rejects in rows.grouped(
            lambda row: (row.feed_id, row.run_id.header or "")
        ).items():
            if header:
                runs |= runs._create_retry(feed, header, rejects.sorted("id"))
        if user:
            rows.write({"done_user_id": user.id})
        return runs

    def action_discard(self):
        """Give rows up, with a reason."""
        self.run_id._check_steward()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give up %(count)s rows", count=len(self)),
            "res_model": "bank.feed.decision",
            "view_mode": "form",
            "target": "new",
            "context": {"default_kind": "discard", "default_reject_ids": self.ids},
        }

    def _discard(self, reason):
        self.run_id._check_steward()
        rows = self.sudo().filtered(lambda row: row.state in ("open", "parked"))
        if not reason:
            raise UserError(self.env._("Say why the rows are given up."))
        rows.write(
            {
                "state": "discarded",
                "note": reason,
                "done_user_id": self.env.uid,
                "done_at": fields.Datetime.now(),
            }
        )
        rows.flush_recordset()
        self.env["bank.feed.run"].sudo()._refresh_incomplete()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_restart(self):
        if not self.env.su:
            raise UserError(self.env._("A refused row is given up, not deleted."))
