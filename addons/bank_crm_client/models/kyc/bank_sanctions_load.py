import hashlib
import json
from itertools import islice

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from psycopg2.extras import execute_values

from ...domain.kyc.lists import Fault, FaultWhy, ListFileError, read_csv, read_xml
from ...domain.kyc.screening import listed_facts, screen_keys

ROWS_A_BATCH = 5_000
FAULTS_TOLD = 50
# More than this, and the file is in another layout: nobody mends it row by row.
FAULTS_KEPT = 1_000
LOADED_DDL = """
CREATE TEMP TABLE bank_sanctions_loaded (
    number varchar PRIMARY KEY, kind varchar, name varchar, aliases varchar,
    birth_date date, birth_year int, countries varchar, programme varchar,
    remark varchar, digest varchar, keys jsonb) ON COMMIT DROP
"""


class SanctionsFileError(UserError):
    """A file that was refused whole; nothing of it was loaded. `faults` are its rows."""

    def __init__(self, message, faults=()):
        super().__init__(message)
        self.faults = list(faults)[:FAULTS_KEPT]


class BankSanctionsList(models.Model):
    """Loading a version: streamed row by row, all of it or nothing."""

    _inherit = "bank.sanctions.list"

    def _load(self, stream, file_name, sha256, date):
        """Take a new version of this list from a binary stream; returns the version.

        `file_name` tells CSV from XML. Faults are told by row, at most fifty of them.
        """
        self.ensure_one()
        read = read_xml if (file_name or "").lower().endswith(".xml") else read_csv
        self.env.flush_all()
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS bank_sanctions_loaded")
        cr.execute(LOADED_DDL)
        try:
            count, faults = self._stage(read(stream))
        except ListFileError as error:
            raise SanctionsFileError(self._file_words(error)) from None
        if faults:
            raise SanctionsFileError(self._faults_words(faults), faults)
        if not count:
            raise SanctionsFileError(
                self.env._("There is not one row in this file: it is refused.")
            )
        version = self._publish(count, file_name, sha256, date)
        cr.execute("DROP TABLE bank_sanctions_loaded")
        self.env.invalidate_all()
        self.env["bank.sanctions.hit"].sudo()._screen_list(self)
        return version

    def _stage(self, rows):
        count, faults = 0, []
        rows = iter(rows)
        while batch := list(islice(rows, ROWS_A_BATCH)):
            good = [row for row in batch if not isinstance(row, Fault)]
            faults += [row for row in batch if isinstance(row, Fault)]
            if len(faults) >= FAULTS_KEPT:
                break
            count += len(good)
            if good and not faults:
                execute_values(
                    self.env.cr._obj,
                    "INSERT INTO bank_sanctions_loaded VALUES %s",
                    [self._staged(row) for row in good],
                    page_size=ROWS_A_BATCH,
                )
        return count, faults

    @api.model
    def _staged(self, row):
        facts = (
            row.number, row.kind, row.names[0], " | ".join(row.names[1:]) or None,
            row.birth_date, row.birth_year, ",".join(row.countries) or None,
            row.programme or None, row.remark or None,
        )  # fmt: skip
        told = json.dumps(facts[1:], default=str, ensure_ascii=False)
        keys = {
            key
            for name in row.names
            for key in screen_keys(listed_facts(row.kind, name), row.birth_year)
        }
        digest = hashlib.sha256(told.encode()).hexdigest()
        return (*facts, digest, json.dumps(sorted(keys)))

    def _publish(self, count, file_name, sha256, date):
        """What is new, changed and gone against the version before, as sets."""
        Version = self.env["bank.sanctions.version"].sudo()
        if Version.search_count(
            [("list_id", "=", self.id), ("sha256", "=", sha256)], limit=1
        ):
            raise SanctionsFileError(self.env._("This very file was loaded already."))
        version = Version.create(
            {
                "list_id": self.id,
                "date": date,
                "file_name": file_name,
                "sha256": sha256,
                "row_count": count,
                "loaded_by_id": self.env.uid,
                "loaded_at": self.env.cr.now(),
            }
        )
        self.env.flush_all()
        names = SQL(
            "kind, name, aliases, birth_date, birth_year, countries, programme, remark, digest"
        )
        ids = {"list": self.id, "version": version.id, "names": names}
        cr = self.env.cr
        cr.execute(
            SQL(
                """
                UPDATE bank_sanctions_entry e
                   SET (%(names)s) = (SELECT %(names)s FROM bank_sanctions_loaded n
                                       WHERE n.number = l.number),
                       version_id = %(version)s, ended_id = NULL
                  FROM bank_sanctions_loaded l
                 WHERE e.list_id = %(list)s AND e.number = l.number
                   AND (e.digest != l.digest OR e.ended_id IS NOT NULL)
                """,
                **ids,
            )
        )
        changed = cr.rowcount
        cr.execute(
            SQL(
                """
                INSERT INTO bank_sanctions_entry (list_id, version_id, number, %(names)s)
                SELECT %(list)s, %(version)s, l.number, %(names)s
                  FROM bank_sanctions_loaded l
                 WHERE NOT EXISTS (SELECT 1 FROM bank_sanctions_entry e
                                    WHERE e.list_id = %(list)s AND e.number = l.number)
                """,
                **ids,
            )
        )
        added = cr.rowcount
        cr.execute(
            SQL(
                """
                UPDATE bank_sanctions_entry e SET ended_id = %(version)s
                 WHERE e.list_id = %(list)s AND e.ended_id IS NULL
                   AND NOT EXISTS (SELECT 1 FROM bank_sanctions_loaded l
                                    WHERE l.number = e.number)
                """,
                **ids,
            )
        )
        ended = cr.rowcount
        cr.execute(
            SQL(
                """
                DELETE FROM bank_sanctions_key k USING bank_sanctions_entry e
                 WHERE e.id = k.entry_id AND e.list_id = %(list)s
                   AND (e.version_id = %(version)s OR e.ended_id = %(version)s)
                """,
                **ids,
            )
        )
        cr.execute(
            SQL(
                """
                INSERT INTO bank_sanctions_key (entry_id, key)
                SELECT e.id, k.key FROM bank_sanctions_loaded l
                  JOIN bank_sanctions_entry e ON e.list_id = %(list)s AND e.number = l.number
                 CROSS JOIN LATERAL jsonb_array_elements_text(l.keys) k(key)
                 WHERE e.version_id = %(version)s
                """,
                **ids,
            )
        )
        cr.execute("ANALYZE bank_sanctions_key")
        self.env.invalidate_all()
        version.write(
            {"added_count": added, "changed_count": changed, "ended_count": ended}
        )
        return version

    @api.model
    def _file_words(self, error):
        words = {
            "columns": self.env._(
                "The file lacks columns: %(value)s.", value=error.value
            ),
            "encoding": self.env._("The file is not in UTF-8."),
            "csv": self.env._("This is no CSV file: %(value)s.", value=error.value),
            "xml": self.env._(
                "The XML breaks off at line %(value)s.", value=error.value
            ),
            "dtd": self.env._("A list has no DOCTYPE and no entities."),
            "empty": self.env._("There is not one row in this file: it is refused."),
        }
        return words[error.why]

    @api.model
    def _fault_words(self, fault):
        """What is wrong with one value."""
        return {
            FaultWhy.MISSING: self.env._("is empty"),
            FaultWhy.KIND: self.env._("is neither person nor entity"),
            FaultWhy.DATE: self.env._("is no day like 1970-12-31"),
            FaultWhy.YEAR: self.env._("is no year"),
            FaultWhy.COUNTRY: self.env._("is no country of two letters"),
            FaultWhy.LENGTH: self.env._("is too long"),
            FaultWhy.TWICE: self.env._("stands in the file twice"),
        }[fault.why]

    @api.model
    def _faults_words(self, faults):
        lines = [
            self.env._(
                "Row %(row)s, %(field)s %(why)s%(value)s",
                row=fault.row,
                field=fault.field,
                why=self._fault_words(fault),
                value=f": {fault.value}" if fault.value else "",
            )
            for fault in faults[:FAULTS_TOLD]
        ]
        if len(faults) > FAULTS_TOLD:
            lines.append(
                self.env._("and %(count)s more.", count=len(faults) - FAULTS_TOLD)
            )
        return "\n".join([self.env._("Nothing was loaded. Mend these rows:"), *lines])
