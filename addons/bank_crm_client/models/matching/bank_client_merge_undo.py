import json

from odoo import api, fields, models
from odoo.tools import SQL, mute_logger
from psycopg2 import IntegrityError

from ...tools.client_links import LinkKind, client_links
from .bank_client_merge_row import FIELD


class BankClientMerge(models.Model):
    """Parting two merged clients: the journal backwards, every row to whom it belonged.

    A row that somebody gave to a third client since, or a value that was changed since,
    is left as it is and listed.
    """

    _inherit = "bank.client.merge"

    def _unmerge(self):
        """Called when the parting is accepted, or at once where one person is enough."""
        for merge in self:
            reason = f"merge {merge.id} undone"
            merge._lock_clients()
            merge._check_can_unmerge()
            with self.env["bank.change"]._because(reason):
                self.env["bank.change"]._tell(merge._acting_user().id)
                merge._unmerge_one()

    def _unmerge_one(self):
        self.env.flush_all()
        self._return_fields()
        for group in self._row_groups():
            self._return_rows(*group)
        self.env.invalidate_all()
        self._follow(client_links(self.env))
        # What follows from the rows may have been said otherwise before the merge.
        self._return_fields(again=True)
        self.env.invalidate_all()
        both = self.client_id | self.loser_id
        both._refresh_derived()
        self.write(
            {
                "state": "undone",
                "undone_by_id": self.env.uid,
                "undone_at": fields.Datetime.now(),  # clock: when it was undone
            }
        )
        if self.key_change_id.change == "client_split":
            self.key_change_id.state = "accepted"
        # A person has said that they are two: nobody proposes them again.
        pairs = (
            self.env["bank.duplicate.pair"]
            .sudo()
            .search(
                [("client_id", "in", both.ids), ("other_client_id", "in", both.ids)]
            )
        )
        pairs.write({"state": "different", "decided_by_id": self.env.uid})

    @api.model
    def _part_by_core(self, change):
        """The core system has split what was merged here: parting is proposed."""
        merge = self.sudo().search(
            [
                ("state", "=", "done"),
                ("client_id", "=", change.client_id.id),
                ("loser_id", "=", change.other_client_id.id),
            ],
            limit=1,
        )
        if merge:
            merge.key_change_id = change
            merge.action_unmerge()

    # --- rows

    def _row_groups(self):
        """What was moved, column by column, the last first."""
        return self.env.execute_query(
            SQL(
                "SELECT kind, table_name, column_name, other_column, max(id) "
                "FROM bank_client_merge_row WHERE merge_id = %s AND state = 'moved' "
                "AND kind != %s GROUP BY kind, table_name, column_name, other_column "
                "ORDER BY max(id) DESC",
                self.id,
                FIELD,
            )
        )

    def _return_rows(self, kind, table, column, other, _last):
        parts = {
            "table": SQL.identifier(table),
            "column": SQL.identifier(column),
            "key": SQL.identifier(other if kind == LinkKind.TAG else "id"),
            "type": self._column_type(table, column),
            "is_group": SQL(
                "r.merge_id = %s AND r.table_name = %s AND r.column_name = %s "
                "AND r.state = 'moved'",
                self.id,
                table,
                column,
            ),
        }
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                self._return_some(parts, SQL("true"))
        except IntegrityError:
            ids = self.env.execute_query(
                SQL(
                    "SELECT id FROM bank_client_merge_row r WHERE %(is_group)s", **parts
                )
            )
            for (row_id,) in ids:
                try:
                    with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                        self._return_some(parts, SQL("r.id = %s", row_id))
                except IntegrityError:
                    continue
        self._return_yielded(table)
        self.env.cr.execute(
            SQL(
                "UPDATE bank_client_merge_row r SET state = 'left' WHERE %(is_group)s",
                **parts,
            )
        )
        self._note_changed(table)

    def _return_some(self, parts, which):
        """Give back the rows that still belong to the surviving client."""
        self.env.cr.execute(
            SQL(
                "WITH given AS (UPDATE %(table)s t SET %(column)s = "
                "(r.old_value #>> '{}')::%(type)s FROM bank_client_merge_row r "
                "WHERE %(is_group)s AND %(which)s AND t.%(key)s = r.record_id "
                "AND t.%(column)s = (r.new_value #>> '{}')::%(type)s RETURNING r.id) "
                "UPDATE bank_client_merge_row r SET state = 'returned' "
                "FROM given WHERE given.id = r.id",
                which=which,
                **parts,
            )
        )

    def _column_type(self, table, column):
        [(kind,)] = self.env.execute_query(
            SQL(
                "SELECT atttypid::regtype::text FROM pg_attribute "
                "WHERE attrelid = to_regclass(%s) AND attname = %s",
                table,
                column,
            )
        )
        return SQL("varchar" if "char" in kind else "integer")

    def _return_yielded(self, table):
        """What a row gave up for the merge it gets back."""
        for row_id, yielded in self.env.execute_query(
            SQL(
                "SELECT record_id, yielded FROM bank_client_merge_row WHERE merge_id = %s "
                "AND table_name = %s AND state = 'returned' AND yielded IS NOT NULL",
                self.id,
                table,
            )
        ):
            for name, value in yielded.items():
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET %s = %s WHERE id = %s AND date_to IS NULL",
                        SQL.identifier(table),
                        SQL.identifier(name),
                        value,
                        row_id,
                    )
                )

    def _note_changed(self, table):
        """Rows that were written since the merge are returned with what they hold now."""
        has_date = self.env.execute_query(
            SQL(
                "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(%s) "
                "AND attname = 'write_date' AND NOT attisdropped",
                table,
            )
        )
        if has_date:
            self.env.cr.execute(
                SQL(
                    "UPDATE bank_client_merge_row r SET is_changed_since = true FROM %s t "
                    "WHERE r.merge_id = %s AND r.table_name = %s AND r.state = 'returned' "
                    "AND r.kind != 'tag' AND t.id = r.record_id AND t.write_date > %s",
                    SQL.identifier(table),
                    self.id,
                    table,
                    self.merged_at,
                )
            )

    # --- the clients' own columns

    def _return_fields(self, *, again=False):
        """Give both clients the values that they had, where nobody changed them since."""
        states = ("moved", "returned") if again else ("moved",)
        rows = self.env.execute_query(
            SQL(
                "SELECT id, record_id, column_name, old_value, new_value, state "
                "FROM bank_client_merge_row WHERE merge_id = %s AND kind = %s "
                "AND state = ANY(%s) ORDER BY id DESC",
                self.id,
                FIELD,
                list(states),
            )
        )
        self.env.flush_all()
        now = self._snapshot()
        for row_id, client_id, name, old, new, state in rows:
            is_ours = again or now[client_id].get(name) == new
            if is_ours:
                self.env.cr.execute(
                    SQL(
                        "UPDATE res_partner p SET %(name)s = said.%(name)s FROM "
                        "jsonb_populate_record(NULL::res_partner, %(value)s::jsonb) said "
                        "WHERE p.id = %(client)s",
                        name=SQL.identifier(name),
                        value=json.dumps({name: old}),
                        client=client_id,
                    )
                )
            if state == "moved":
                self.env.cr.execute(
                    "UPDATE bank_client_merge_row SET state = %s WHERE id = %s",
                    ["returned" if is_ours else "left", row_id],
                )
        self.env.invalidate_all(flush=False)
