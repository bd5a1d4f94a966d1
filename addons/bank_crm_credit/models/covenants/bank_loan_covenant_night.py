import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)
from odoo.fields import Date

from ...domain.covenants.covenant import Look, Reading, Waiver, judge, looks_of
from ...domain.covenants.formula import measure, values_for

COVENANTS_A_BATCH = 200
# The calendar shows statements that are due so far ahead.
AHEAD_DAYS = 400
SHOWN_STATES = ("confirmed", "replaced")
COLUMNS = (
    "statement_due", "verdict", "breach", "broken_since", "cure_until", "has_value",
    "value", "statement_id", "parts",
)  # fmt: skip


class BankLoanCovenant(models.Model):
    """Looking at covenants: each period against the statements that came for it."""

    _inherit = "bank.loan.covenant"

    def _look_anew(self, today):
        """Write the looks of these covenants as they stand today; returns how many changed.

        Done twice it changes nothing the second time.
        """
        readings = self._readings(today)
        changed = 0
        Looks = self.env["bank.loan.covenant.look"].sudo()
        new = []
        for covenant in self:
            rule = covenant._as_rule()
            known = {look.period_end: look for look in covenant.look_ids}
            for look in self._looks_until(covenant, rule, today):
                row = known.get(look.period_end)
                values = covenant._look_values(rule, look, readings, today, row)
                if row is None:
                    new.append(
                        {
                            "covenant_id": covenant.id,
                            "period_end": look.period_end,
                            **values,
                        }
                    )
                elif differing := row._differing(values):
                    row.write(differing)
                    changed += 1
        Looks.create(new)
        return changed + len(new)

    @api.model
    def _looks_until(self, covenant, rule, today):
        """Periods until the calendar's end; a covenant that ended has no later one."""
        until = Date.add(today, days=AHEAD_DAYS)
        if covenant.date_to:
            until = min(until, covenant.date_to)
        return list(looks_of(rule, until))

    def _look_values(self, rule, look, readings, today, row):
        found = [
            (reading, statement)
            for reading, statement in readings.get(self.id, ())
            if reading.period_end == look.period_end
        ]
        waivers = []
        if row and row.waived_date:
            waivers = [Waiver(look.period_end, row.waived_date, row.id)]
        standing = judge(
            rule,
            Look(look.period_end, look.statement_due),
            [reading for reading, _statement in found],
            today,
            waivers,
        )
        measured = standing.reading.measured if standing.reading else None
        used = next(
            (statement for reading, statement in found if reading is standing.reading),
            None,
        )
        value = measured.value if measured else None
        return {
            "statement_due": look.statement_due,
            "verdict": str(standing.verdict),
            "breach": str(standing.breach) if standing.breach else False,
            "broken_since": standing.since or False,
            "cure_until": standing.cure_until or False,
            "has_value": value is not None,
            "value": float(value) if value is not None else 0.0,
            "statement_id": used.id if used else False,
            "parts": {
                "figures": [[name, str(part)] for name, part in measured.parts],
                "missing": list(measured.about),
            }
            if measured
            else False,
        }

    def _readings(self, today):
        """Covenant -> what each statement of its client showed, with the statement.

        Of statements that end on one day the one of the longer period counts; its earlier
        versions came earlier and are readings too.
        """
        Statement = self.env["bank.financial.statement"].sudo()
        every = Statement.search(
            [
                ("client_id", "in", self.client_id.ids),
                ("state", "in", SHOWN_STATES),
                ("confirmed_at", "!=", False),
            ]
        )
        found = {}
        for covenant in self:
            own = every.filtered(
                lambda one: (
                    one.client_id == covenant.client_id  # noqa: B023
                    and bool(one.is_consolidated) == covenant.is_consolidated  # noqa: B023
                )
            )
            longest = {}
            for statement in own:
                longest[statement.date_to] = max(
                    longest.get(statement.date_to, 0), statement.months
                )
            found[covenant.id] = [
                (covenant._reading(statement, own, today), statement)
                for statement in own
                if statement.months == longest[statement.date_to]
            ]
        return found

    def _reading(self, statement, among, today):
        ratios = statement._ratios(statement._year_before(among))
        return Reading(
            statement.date_to,
            min(statement.confirmed_at.date(), today),
            measure(self.formula, values_for(statement._figures(), ratios)),
        )


class BankLoanCovenantLook(models.Model):
    """Only what changed is written."""

    _inherit = "bank.loan.covenant.look"

    def _differing(self, values):
        """Those of `values` that the row does not say yet."""
        self.ensure_one()
        now = {
            name: self[name].id if name == "statement_id" else self[name]
            for name in COLUMNS
        }
        return {
            name: value
            for name, value in values.items()
            if (now[name] or False) != (value or False)
        }


class BankBusinessDay(models.Model):
    """The night looks at every covenant that is watched."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec(
                "covenants", self.env._("Covenants: kept, broken, statements due"), 63
            ),
        ]

    def _task_covenants(self, task):
        """Covenants in batches by id until the slice's time is over."""
        Covenant = self.env["bank.loan.covenant"].sudo()
        if not task.total_count:
            task.total_count = Covenant.search_count([])
        deadline = time.monotonic() + SLICE_SECONDS
        while time.monotonic() < deadline:
            batch = Covenant.search(
                [("id", ">", task.cursor)], order="id", limit=COVENANTS_A_BATCH
            )
            if not batch:
                return False
            batch._look_anew(self.date)
            self.env.flush_all()
            task.write(
                {"cursor": batch[-1].id, "done_count": task.done_count + len(batch)}
            )
            task.flush_recordset()
        return True
