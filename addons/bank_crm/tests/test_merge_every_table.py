from contextlib import contextmanager

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.models.matching.bank_client_merge_run import FOLLOWING
from odoo.addons.bank_crm_client.tests.common_merge import MergeCommon
from odoo.addons.bank_crm_client.tools.client_links import LinkKind, client_links
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger
from psycopg2 import Error

# What came after merging was written, and must be among what is tried here.
LATER = {
    "bank_loan_application", "bank_loan_application_party", "bank_guarantee",
    "bank_collateral", "bank_collateral_pledge", "bank_loan_covenant", "bank_loan_limit",
    "bank_loan_signal", "bank_watch_entry", "bank_consent", "bank_holding",
}  # fmt: skip
# The telephone and e-mail of a client are those of his main contact points.
WORKED_OUT = FOLLOWING | {"phone", "email", "phone_sanitized", "email_normalized"}
SAMPLES = 2


@tagged("post_install", "-at_install")
class TestMergeEveryTable(MergeCommon):
    """Rows such as the demo bank has, of every table that points to clients.

    Merged in any order and parted again they are as they were, whichever addon the table
    came with.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = [
            cls._create_person(f"Вовк{number}", "Юрій", function=f"f{number}")
            for number in range(3)
        ]
        cls.everybody = cls.clients[0] | cls.clients[1] | cls.clients[2]
        cls.unique = cls._unique_columns()
        # The demo bank has asked nobody yet.
        cls.env["bank.consent"].create(
            {
                "client_id": cls.kovalenko.id,
                "purpose_id": cls.env["bank.contact.purpose"].search([], limit=1).id,
                "channel": "email",
                "decision": "given",
            }
        )
        cls.env.flush_all()
        cls.samples = {}
        for link in client_links(cls.env):
            if link.kind is LinkKind.LINK and link.table != "res_partner":
                ids = cls._sample(link)
                if ids:
                    cls.samples[link] = ids
        cls.links = list(cls.samples)

    @classmethod
    def _sample(cls, link):
        """Rows of the bank that may be copied for a client."""
        rows = cls.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE %s IS NOT NULL ORDER BY id LIMIT %s",
                SQL.identifier(link.table), SQL.identifier(link.column), SAMPLES,
            )
        )  # fmt: skip
        return [
            row_id
            for (row_id,) in rows
            if cls._copied(link, row_id, cls.clients[0], undo=True)
        ]

    @classmethod
    def _unique_columns(cls):
        """Table -> columns of which no two rows have the same, with the table they point to."""
        rows = cls.env.execute_query(
            SQL(
                """
                SELECT DISTINCT c.relname, a.attname, f.confrelid::regclass::text,
                       a.atttypid IN ('text'::regtype, 'varchar'::regtype)
                  FROM pg_index i
                  JOIN pg_class c ON c.oid = i.indrelid
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
                  LEFT JOIN pg_constraint f
                    ON f.conrelid = c.oid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]
                 WHERE i.indisunique AND a.attname != 'id'
                """
            )
        )
        found = {}
        for table, column, parent, is_text in rows:
            if is_text or parent not in (None, "res_partner"):
                found.setdefault(table, {})[column] = parent
        return found

    @classmethod
    def _copied(cls, link, row_id, client, number=0, *, undo=False):
        """A copy of this row for a client; nothing where the table allows no second one."""
        savepoint = cls.env.cr.savepoint()
        try:
            with mute_logger("odoo.sql_db"):
                new_id = cls._copy_row(
                    link.table,
                    row_id,
                    f"{client.id}-{number}",
                    {link.column: client.id},
                )
                # What is stored of the link, as if a person had chosen this client.
                cls.env[link.model].browse(new_id).modified([link.field])
                cls.env.flush_all()
        except (Error, UserError):
            savepoint.close(rollback=True)
            cls.env.invalidate_all(flush=False)
            return False
        savepoint.close(rollback=undo)
        if undo:
            cls.env.invalidate_all(flush=False)
        return True

    @classmethod
    def _copy_row(cls, table, row_id, suffix, values, depth=0):
        """A row like this one: its numbers with a suffix, its parents copied where only one
        row may hang on each."""
        changes = SQL(
            "jsonb_build_object('id', nextval(pg_get_serial_sequence(%s, 'id')))", table
        )
        for column, parent in sorted(cls.unique.get(table, {}).items()):
            if column in values:
                continue
            if parent is None:
                value = SQL("(to_jsonb(s) ->> %s) || %s", column, f"-{suffix}")
            else:
                held = cls.env.execute_query(
                    SQL(
                        "SELECT %s FROM %s WHERE id = %s",
                        SQL.identifier(column), SQL.identifier(table), row_id,
                    )
                )[0][0]  # fmt: skip
                if not held or depth > 1:
                    continue
                value = SQL("%s", cls._copy_row(parent, held, suffix, {}, depth + 1))
            changes = SQL("%s || jsonb_build_object(%s, %s)", changes, column, value)
        for column, value in values.items():
            changes = SQL("%s || jsonb_build_object(%s, %s)", changes, column, value)
        name = SQL.identifier(table)
        return cls.env.execute_query(
            SQL(
                "INSERT INTO %s SELECT (jsonb_populate_record("
                "NULL::%s, to_jsonb(s) || %s)).* FROM %s s WHERE s.id = %s RETURNING id",
                name, name, changes, name, row_id,
            )
        )[0][0]  # fmt: skip

    def _own(self, dump):
        """The dump without columns of a client that are worked out from his other rows."""
        dump["res_partner"] = [
            {name: value for name, value in row.items() if name not in WORKED_OUT}
            for row in dump["res_partner"]
        ]
        return dump

    def test_the_tables_that_came_later_are_among_those_tried(self):
        self.assertLessEqual(LATER, {link.table for link in self.links})

    @given(
        rows=st.lists(
            st.tuples(
                st.integers(0, 2), st.integers(0, 10_000), st.integers(0, SAMPLES - 1)
            ),
            min_size=20,
            max_size=40,
        ),
        chain=st.sampled_from(
            [((0, 1),), ((0, 1), (0, 2)), ((1, 2), (0, 1)), ((2, 1), (0, 2))]
        ),
    )
    @settings(
        max_examples=12, deadline=None, derandomize=True, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def test_parting_restores_every_row_of_every_table(self, rows, chain):
        with self._undone():
            for number, (owner, place, sample) in enumerate(rows):
                link = self.links[place % len(self.links)]
                ids = self.samples[link]
                self._copied(link, ids[sample % len(ids)], self.clients[owner], number)
            self.env.invalidate_all()
            self._settle(self.everybody)
            before = self._own(self._dump(self.everybody))
            merges = [
                self._merged(self.clients[one], self.clients[two]) for one, two in chain
            ]
            for merge in reversed(merges):
                merge.sudo()._unmerge()
            self._check_same(before, self._own(self._dump(self.everybody)))

    @contextmanager
    def _undone(self):
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)
