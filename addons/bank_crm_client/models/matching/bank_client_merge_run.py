import json

from odoo import fields, models
from odoo.tools import SQL, mute_logger
from psycopg2 import IntegrityError

from ...domain.matching.survivorship import Side
from ...tools.client_links import YIELDS, LinkKind, client_links
from .bank_client_merge_row import FIELD

# Columns that follow from others and are worked out again after a merge and its undoing.
FOLLOWING = frozenset(
    {
        "write_date", "write_uid", "sort_key", "missing_facts", "is_incomplete", "funds_base",
        "owed_base", "turnover_base", "product_count", "last_operation_date", "complete_name",
        "missing_since", "fed_at", "completeness", "completeness_band", "completeness_gaps",
        "deceased_date", "insolvent_since",
        "statement_year", "revenue_base", "company_size",
    }
)  # fmt: skip
STATES = ("client", "former", "prospect")


class BankClientMerge(models.Model):
    """Merging: every row of the one is given to the other, and the journal says which."""

    _inherit = "bank.client.merge"

    def _merge(self):
        """Called when the merge is accepted, or at once where one person is enough."""
        for merge in self:
            reason = f"merge {merge.id} of clients {merge.loser_id.id} and {merge.client_id.id}"
            merge._lock_clients()
            merge._check_can_merge()
            with self.env["bank.change"]._because(reason):
                self.env["bank.change"]._tell(merge._acting_user().id)
                merge._merge_one()

    def _acting_user(self):
        return self.env.user

    def _lock_clients(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id FROM res_partner WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
            [[self.client_id.id, self.loser_id.id]],
        )
        self.env.invalidate_all()

    def _merge_one(self):
        stays, goes = self.client_id, self.loser_id
        before = self._snapshot()
        values = self._surviving_values()
        moved = [link for link in client_links(self.env) if self._move(link)]
        self.env.invalidate_all()
        quiet = {"tracking_disable": True, "mirroring_contacts": True}
        goes.with_context(**quiet).write(
            {"active": False, "client_state": "merged", "merged_into_id": stays.id}
        )
        stays.with_context(**quiet).write(values)
        self._follow(moved)
        self.env.flush_all()
        self._journal_fields(before)
        self.write(
            {
                "state": "done",
                "merged_by_id": self.env.uid,
                "merged_at": fields.Datetime.now(),  # clock: when it was merged
            }
        )
        self._settle_pairs()
        self.key_change_id.state = "accepted"

    def _surviving_values(self):
        """What the surviving record takes over from the other."""
        stays, goes = self.client_id, self.loser_id
        values = {
            line.name: goes[line.name].id
            if goes._fields[line.name].type == "many2one"
            else goes[line.name]
            for line in self.line_ids
            if line.side == Side.MERGED and line.is_different
        }
        if goes.is_core_client and not stays.is_core_client:
            values |= {"is_core_client": True, "core_number": goes.core_number}
        state = next(
            (
                state
                for state in STATES
                if state in (stays.client_state, goes.client_state)
            ),
            stays.client_state,
        )
        if state != stays.client_state:
            values["client_state"] = state
        return values

    # --- moving rows

    def _move(self, link):
        """Give the rows of one column to the surviving client; returns whether any moved."""
        if link.kind is LinkKind.TAG:
            return self._move_tags(link)
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                return self._move_rows(link)
        except IntegrityError:
            return self._move_one_by_one(link)

    def _update_sql(self, link, where, given_up=None):
        sets = [
            SQL("%s = %s", SQL.identifier(link.column), link.value(self.client_id.id)),
            *(
                SQL("%s = %s", SQL.identifier(name), value)
                for name, value in (given_up or {}).items()
            ),
        ]
        return SQL(
            "UPDATE %s SET %s WHERE %s",
            SQL.identifier(link.table),
            SQL(", ").join(sets),
            where,
        )

    def _journal_sql(self, link, source, *, state="moved", yielded=None):
        """SQL: write the ids of `source` into the journal."""
        return SQL(
            "INSERT INTO bank_client_merge_row (merge_id, kind, model, table_name, column_name, "
            "other_column, record_id, old_value, new_value, yielded, state) "
            "SELECT %s, %s, %s, %s, %s, %s, moved.id, %s::jsonb, %s::jsonb, %s::jsonb, %s "
            "FROM (%s) moved ORDER BY moved.id",
            self.id,
            str(link.kind),
            link.model,
            link.table,
            link.column,
            link.other or None,
            json.dumps(link.value(self.loser_id.id)),
            json.dumps(link.value(self.client_id.id)),
            json.dumps(yielded) if yielded else None,
            state,
            source,
        )

    def _move_rows(self, link):
        self.env.cr.execute(
            SQL(
                "WITH given AS (%s RETURNING id) %s",
                self._update_sql(link, link.points_to(self.loser_id.id)),
                self._journal_sql(link, SQL("SELECT id FROM given")),
            )
        )
        return self.env.cr.rowcount

    def _move_one_by_one(self, link):
        """Where some rows clash with the other client's: those that do not are moved."""
        ids = [
            row_id
            for (row_id,) in self.env.execute_query(
                SQL(
                    "SELECT id FROM %s WHERE %s ORDER BY id",
                    SQL.identifier(link.table),
                    link.points_to(self.loser_id.id),
                )
            )
        ]
        for row_id in ids:
            given_up = YIELDS.get(link.table)
            if self._try_move(link, row_id):
                self._journal_ids(link, row_id)
            elif given_up and self._try_move(link, row_id, given_up):
                old = {name: not value for name, value in given_up.items()}
                self._journal_ids(link, row_id, yielded=old)
            else:
                self._journal_ids(link, row_id, state="kept")
        return len(ids)

    def _journal_ids(self, link, row_id, **how):
        self.env.cr.execute(
            self._journal_sql(link, SQL("SELECT %s::bigint AS id", row_id), **how)
        )

    def _try_move(self, link, row_id, given_up=None):
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                self.env.cr.execute(
                    self._update_sql(link, SQL("id = %s", row_id), given_up)
                )
        except IntegrityError:
            return False
        return True

    def _move_tags(self, link):
        """Rows of a many-to-many table; what the other has already stays where it is."""
        parts = {
            "table": SQL.identifier(link.table),
            "column": SQL.identifier(link.column),
            "other": SQL.identifier(link.other),
            "stays": self.client_id.id,
            "goes": self.loser_id.id,
        }
        self.env.cr.execute(
            SQL(
                "WITH given AS (UPDATE %(table)s t SET %(column)s = %(stays)s "
                "WHERE %(column)s = %(goes)s AND NOT EXISTS (SELECT 1 FROM %(table)s his "
                "WHERE his.%(column)s = %(stays)s AND his.%(other)s = t.%(other)s) "
                "RETURNING %(other)s AS id) %(journal)s",
                journal=self._journal_sql(link, SQL("SELECT id FROM given")),
                **parts,
            )
        )
        moved = self.env.cr.rowcount
        source = SQL(
            "SELECT %(other)s AS id FROM %(table)s WHERE %(column)s = %(goes)s", **parts
        )
        self.env.cr.execute(self._journal_sql(link, source, state="kept"))
        return moved

    # --- the clients' own columns

    def _snapshot(self):
        """Client id -> his row, column by column."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id, to_jsonb(p) FROM res_partner p WHERE id = ANY(%s)",
                [self.client_id.id, self.loser_id.id],
            )
        )
        return dict(rows)

    def _journal_fields(self, before):
        for client_id, now in self._snapshot().items():
            for name, value in now.items():
                old = before[client_id].get(name)
                if value != old and name not in FOLLOWING:
                    self.env.cr.execute(
                        "INSERT INTO bank_client_merge_row (merge_id, kind, model, table_name, "
                        "column_name, record_id, old_value, new_value, state) VALUES "
                        "(%s, %s, 'res.partner', 'res_partner', %s, %s, %s, %s, 'moved')",
                        [
                            self.id,
                            FIELD,
                            name,
                            client_id,
                            json.dumps(old),
                            json.dumps(value),
                        ],
                    )
