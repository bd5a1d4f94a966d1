from dataclasses import dataclass, field

from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.change_chain import START, Fault, Link, Seal, first_fault
from ..tools.change_log_ddl import (
    CAPTURE_BODY,
    CAPTURE_NAME,
    GUARD_BODY,
    GUARD_NAME,
    GUARDS,
    VIEW_GUARDS,
    WATCHES,
)
from .bank_change_seal import SLICE

PARAMETER_FAULT = "bank_crm_base.change_log_fault"
PARAMETER_SEAL = "bank_crm_base.change_log_seal"


@dataclass(slots=True)
class Findings:
    """What a check of the change log found: how much it looked at, and what is wrong."""

    newest: Seal
    checked: int = 0
    unsealed: int = 0
    faults: list[tuple[Fault | str, str]] = field(default_factory=list)

    @property
    def is_well(self):
        return not self.faults


class BankChangeAudit(models.AbstractModel):
    """Is the change log whole: its chain, its tail, its triggers."""

    _name = "bank.change.audit"
    _description = "Check of the Change Log"

    @api.model
    def _verify(self, known_seal=None):
        """Check everything; `known_seal` was kept elsewhere and must still be in the chain."""
        self.env.flush_all()
        found = Findings(newest=self.env["bank.change.seal"]._newest())
        before = self._head(found)
        if before:
            self._walk(before, found)
        self._check_outside_the_chain(found)
        for seal in filter(None, [known_seal, self._noted_seal()]):
            self._check_known(seal, found)
        found.faults += self._trigger_faults()
        return found

    @api.model
    def _verify_and_note(self):
        """The nightly check: its result is what the health check shows."""
        found = self._verify()
        Parameter = self.env["ir.config_parameter"].sudo()
        words = "; ".join(words for _code, words in found.faults[:3])
        Parameter.set_param(PARAMETER_FAULT, words)
        if found.is_well:
            Parameter.set_param(
                PARAMETER_SEAL, f"{found.newest.number}:{found.newest.hash}"
            )
        return found

    @api.model
    def _noted_fault(self):
        return self.env["ir.config_parameter"].sudo().get_param(PARAMETER_FAULT) or ""

    @api.model
    def _noted_seal(self):
        text = self.env["ir.config_parameter"].sudo().get_param(PARAMETER_SEAL) or ""
        number, _colon, digest = text.partition(":")
        return Seal(int(number), digest) if number.isdigit() and number != "0" else None

    @api.model
    def _head(self, found):
        """The seal before the first statement kept; None where the head was torn off."""
        rows = self.env.execute_query(
            SQL(
                "SELECT s.id, s.hash, b.id FROM bank_change_seal s "
                "LEFT JOIN bank_change_batch b ON b.id = s.batch_id ORDER BY s.id LIMIT 1"
            )
        )
        if not rows or (rows[0][0] == 1 and rows[0][2]):
            return Seal(0, START)
        number, digest, _batch = rows[0]
        cut = self.env.execute_query(
            SQL(
                "SELECT 1 FROM bank_change_batch WHERE operation = 'cut' AND reason = %s",
                f"{number}:{digest}",
            )
        )
        if cut:
            return Seal(number, digest)
        found.faults.append(
            (
                Fault.HEAD,
                self.env._(
                    "The oldest part, before seal %(number)s, is missing.",
                    number=number,
                ),
            )
        )
        return None

    @api.model
    def _walk(self, before, found):
        Seals = self.env["bank.change.seal"]
        while True:
            rows = self.env.execute_query(
                SQL(
                    "SELECT id, hash, batch_id FROM bank_change_seal WHERE id > %s "
                    "ORDER BY id LIMIT %s",
                    before.number,
                    SLICE,
                )
            )
            if not rows:
                return
            digests = Seals._digests(batch_id for _no, _hash, batch_id in rows)
            links = [
                Link(number, digest, digests.get(batch_id))
                for number, digest, batch_id in rows
            ]
            fault = first_fault(before, links)
            if fault:
                number, code = fault
                found.checked += number - before.number - 1
                found.faults.append((code, self._place(number, code)))
                return
            found.checked += len(rows)
            before = Seal(links[-1].number, links[-1].hash)

    @api.model
    def _place(self, number, fault):
        """The first broken place in words: which statement, when, on what."""
        rows = self.env.execute_query(
            SQL(
                "SELECT s.batch_id, b.table_name, b.changed_at FROM bank_change_seal s "
                "LEFT JOIN bank_change_batch b ON b.id = s.batch_id WHERE s.id = %s",
                number,
            )
        )
        batch_id, table, changed_at = rows[0] if rows else (None, None, None)
        if fault is Fault.MISSING_SEAL:
            return self.env._("Seal %(number)s is missing.", number=number)
        if fault is Fault.MISSING_BATCH:
            return self.env._(
                "Seal %(number)s: statement %(batch)s was deleted.",
                number=number,
                batch=batch_id,
            )
        return self.env._(
            "Seal %(number)s: statement %(batch)s on %(table)s of %(when)s UTC was edited.",
            number=number,
            batch=batch_id,
            table=table,
            when=changed_at,
        )

    @api.model
    def _check_outside_the_chain(self, found):
        """What stands in the log without belonging to it."""
        [(found.unsealed, lost)] = self.env.execute_query(
            SQL(
                "SELECT count(*), min(q.batch_id) FILTER (WHERE b.id IS NULL) "
                "FROM bank_change_unsealed q LEFT JOIN bank_change_batch b ON b.id = q.batch_id"
            )
        )
        if lost:
            found.faults.append(
                (
                    Fault.MISSING_BATCH,
                    self.env._(
                        "Statement %(batch)s was deleted before it was sealed.",
                        batch=lost,
                    ),
                )
            )
        strangers = self.env.execute_query(
            SQL(
                "SELECT b.id FROM bank_change_batch b "
                "WHERE NOT EXISTS (SELECT 1 FROM bank_change_seal s WHERE s.batch_id = b.id) "
                "AND NOT EXISTS (SELECT 1 FROM bank_change_unsealed q WHERE q.batch_id = b.id) "
                "UNION ALL SELECT min(c.batch_id) FROM bank_change c WHERE NOT EXISTS "
                "(SELECT 1 FROM bank_change_batch b WHERE b.id = c.batch_id) "
                "HAVING count(*) > 0 LIMIT 1"
            )
        )
        if strangers:
            found.faults.append(
                (
                    Fault.UNSEALED,
                    self.env._(
                        "Statement %(batch)s stands outside the chain.",
                        batch=strangers[0][0],
                    ),
                )
            )

    @api.model
    def _check_known(self, seal, found):
        """A seal written down elsewhere: is it still there, and the same."""
        rows = self.env.execute_query(
            SQL("SELECT hash FROM bank_change_seal WHERE id = %s", seal.number)
        )
        if rows and rows[0][0] == seal.hash:
            return
        if not rows and seal.number < found.newest.number - found.checked:
            return  # older than what is still kept
        if rows:
            words = self.env._("Seal %(number)s is another now.", number=seal.number)
        else:
            words = self.env._(
                "The newest part is missing: seal %(number)s was there.",
                number=seal.number,
            )
        found.faults.append((Fault.OTHER_SEAL if rows else Fault.TAIL, words))

    # --- the triggers

    @api.model
    def _trigger_faults(self):
        """Watched tables that are not watched, and guards that do not guard."""
        wanted = {
            (watched.table_name, name): watched.name
            for watched in self.env["bank.change.table"]._in_force()
            for name in WATCHES
        }
        wanted.update(
            ((table, f"{table}_guard"), self.env._("The log itself"))
            for table in (*GUARDS, *VIEW_GUARDS)
        )
        on = set(
            self.env.execute_query(
                SQL(
                    "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
                    "WHERE NOT tgisinternal AND tgenabled = 'A' AND tgname = ANY(%s)",
                    sorted({name for _table, name in wanted}),
                )
            )
        )
        off = {}
        for place, words in wanted.items():
            if place not in on:
                off.setdefault((place[0], words), []).append(place[1])
        faults = [
            (
                "trigger",
                self.env._(
                    "%(what)s (%(table)s) is not watched: %(triggers)s is off.",
                    what=words,
                    table=table,
                    triggers=", ".join(sorted(names)),
                ),
            )
            for (table, words), names in sorted(off.items())
        ]
        bodies = dict(
            self.env.execute_query(
                SQL(
                    "SELECT proname, prosrc FROM pg_proc "
                    "WHERE proname = ANY(%s) AND pronamespace = 'public'::regnamespace",
                    [CAPTURE_NAME, GUARD_NAME],
                )
            )
        )
        for name, body in ((CAPTURE_NAME, CAPTURE_BODY), (GUARD_NAME, GUARD_BODY)):
            if bodies.get(name) != body:
                faults.append(
                    (
                        "function",
                        self.env._("The function %(name)s was replaced.", name=name),
                    )
                )
        return faults

    @api.model
    def _oldest_unsealed_at(self):
        [(at,)] = self.env.execute_query(
            SQL(
                "SELECT min(b.changed_at) FROM bank_change_unsealed q "
                "JOIN bank_change_batch b ON b.id = q.batch_id"
            )
        )
        return fields.Datetime.to_datetime(at) if at else None
