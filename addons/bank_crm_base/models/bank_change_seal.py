import logging

from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.change_chain import START, Seal, chain
from ..tools.change_log_ddl import SETTING_CUT

_logger = logging.getLogger(__name__)

SLICE = 2000
CUT_SLICE = 20_000
# Kept where the administrator removed a table from the list altogether.
DEFAULT_MONTHS = 120

# What a seal covers: the statement and every row of it, in a form that depends on no setting.
DIGESTS = """
SELECT b.id, encode(sha256(convert_to(
         jsonb_build_array(
           b.id, b.table_name, b.operation,
           to_char(b.changed_at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), b.transaction, b.db_user,
           b.application, b.user_id, b.reason, b.origin, b.row_count)::text
         || coalesce(content.digest, ''), 'UTF8')), 'hex')
  FROM bank_change_batch b
  LEFT JOIN LATERAL (
       SELECT string_agg(encode(sha256(convert_to(
                jsonb_build_array(c.id, c.model, c.record_id, c.client_id, c.old, c.new)::text,
                'UTF8')), 'hex'), '' ORDER BY c.id) AS digest
         FROM bank_change c WHERE c.batch_id = b.id) content ON true
 WHERE b.id = ANY(%s)
"""


class BankChangeSeal(models.Model):
    """A link of the chain over the change log: it covers one statement and the seal before.

    Statements are written unsealed, so that nobody waits for anybody, and sealed a moment
    later in one order. Whoever edits what is sealed breaks every seal after it.
    """

    _name = "bank.change.seal"
    _description = "Seal of the Change Log"
    _without_visibility_rule = "Numbers and hashes; nothing of a client."
    _auto = False
    _log_access = False
    _order = "id desc"
    _rec_name = "hash"

    batch_id = fields.Many2one("bank.change.batch", "Statement", readonly=True)
    hash = fields.Char(readonly=True)
    sealed_at = fields.Datetime("Sealed", readonly=True)

    @api.model
    def _newest(self):
        rows = self.env.execute_query(
            SQL("SELECT id, hash FROM bank_change_seal ORDER BY id DESC LIMIT 1")
        )
        return Seal(*rows[0]) if rows else Seal(0, START)

    @api.model
    def _digests(self, batch_ids):
        return dict(self.env.execute_query(SQL(DIGESTS, list(batch_ids))))

    @api.model
    def _seal(self, limit=SLICE):
        """Seal statements of finished transactions, oldest first; say how many were sealed."""
        self.env.flush_all()
        [(is_free,)] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock('bank_change_seal'::regclass::oid::int, 0)"
            )
        )
        if not is_free:
            return 0
        waiting = [
            batch_id
            for (batch_id,) in self.env.execute_query(
                SQL(
                    "SELECT q.batch_id FROM bank_change_unsealed q "
                    "JOIN bank_change_batch b ON b.id = q.batch_id "
                    "ORDER BY q.batch_id LIMIT %s",
                    limit,
                )
            )
        ]
        if not waiting:
            return 0
        digests = self._digests(waiting)
        seals = list(chain(self._newest(), (digests[batch] for batch in waiting)))
        for seal, batch_id in zip(seals, waiting, strict=True):
            self.env.cr.execute(
                SQL(
                    "INSERT INTO bank_change_seal (id, batch_id, hash) VALUES (%s, %s, %s)",
                    seal.number,
                    batch_id,
                    seal.hash,
                )
            )
        self.env.cr.execute(
            SQL("DELETE FROM bank_change_unsealed WHERE batch_id = ANY(%s)", waiting)
        )
        # Kept outside the database, it shows when the newest part is cut off.
        _logger.info(
            "The change log is sealed up to %s:%s", seals[-1].number, seals[-1].hash
        )
        return len(waiting)

    @api.model
    def _cron_seal(self):
        while count := self._seal():
            if not self.env["ir.cron"]._commit_progress(count):
                break

    # --- what is older than it has to be kept

    @api.model
    def _cut(self):
        """Delete the oldest whole statements past their time; the last seal stays as anchor."""
        [(first, kept)] = self.env.execute_query(
            SQL(
                """
                SELECT (SELECT min(id) FROM bank_change_seal),
                       (SELECT min(s.id)
                          FROM bank_change_seal s
                          JOIN bank_change_batch b ON b.id = s.batch_id
                          LEFT JOIN bank_change_table t
                            ON t.table_name = b.table_name AND t.acceptance = 'accepted'
                         WHERE b.changed_at >= %s::timestamp - make_interval(
                               months => coalesce(t.keep_months, %s)))
                """,
                fields.Datetime.now(),  # clock: the log is kept by the clock it is written by
                DEFAULT_MONTHS,
            )
        )
        if not first or not kept or kept - 1 <= first:
            return 0
        anchor = min(kept - 1, first + CUT_SLICE)
        [(anchor_hash,)] = self.env.execute_query(
            SQL("SELECT hash FROM bank_change_seal WHERE id = %s", anchor)
        )
        cut = SQL("(SELECT batch_id FROM bank_change_seal WHERE id <= %s)", anchor)
        self._allow_cut("on")
        self.env.cr.execute(SQL("DELETE FROM bank_change WHERE batch_id IN %s", cut))
        self.env.cr.execute(SQL("DELETE FROM bank_change_batch WHERE id IN %s", cut))
        self.env.cr.execute(SQL("DELETE FROM bank_change_seal WHERE id < %s", anchor))
        self.env.cr.execute(
            SQL(
                "WITH made AS (INSERT INTO bank_change_batch "
                "(table_name, operation, reason, origin, row_count) "
                "VALUES ('bank_change', 'cut', %s, 'cron', %s) RETURNING id) "
                "INSERT INTO bank_change_unsealed SELECT id FROM made",
                f"{anchor}:{anchor_hash}",
                anchor - first,
            )
        )
        self._allow_cut("off")
        return anchor - first

    @api.model
    def _allow_cut(self, word):
        self.env.cr.execute(SQL("SELECT set_config(%s, %s, true)", SETTING_CUT, word))

    @api.model
    def _cron_verify(self):
        """At night: cut what is past its time, seal, and check the whole chain."""
        self._cut()
        self._cron_seal()
        self.env["bank.change.audit"]._verify_and_note()
