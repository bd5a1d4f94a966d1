from hashlib import sha256

from odoo import api, fields, models
from odoo.tools import SQL
from psycopg2.extras import execute_values


class BankLoanSchedule(models.Model):
    """A plan of a loan that held from a day on; the plans before it stay on record."""

    _name = "bank.loan.schedule"
    _description = "Schedule of a Loan"
    _order = "loan_id, is_current desc, date_from desc, id desc"
    _rec_name = "date_from"

    loan_id = fields.Many2one(
        "bank.loan", "Loan", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="loan_id.currency_id")
    date_from = fields.Date("Holds from", required=True, readonly=True)
    operation_id = fields.Many2one(
        "bank.loan.operation", "Made by", index="btree_not_null", ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    operation_kind = fields.Selection(related="operation_id.kind", string="Because")
    is_current = fields.Boolean("In force", readonly=True)
    known_date = fields.Date("Known since", readonly=True)
    replaced_date = fields.Date(
        "Replaced on",
        readonly=True,
        help="The day on which a later truth (a payment dated back, a reversal) made "
        "another plan of it.",
    )
    fingerprint = fields.Char(readonly=True)
    instalment_count = fields.Integer("Instalments", readonly=True)
    payment = fields.Monetary("Greatest instalment", readonly=True)
    total_interest = fields.Monetary("Interest", readonly=True)
    total_fees = fields.Monetary("Fees", readonly=True)
    instalment_ids = fields.One2many(
        "bank.loan.instalment", "schedule_id", "Instalments of the plan"
    )

    @api.depends("date_from", "operation_kind")
    def _compute_display_name(self):
        kinds = dict(
            self.env["bank.loan.operation"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        for schedule in self:
            schedule.display_name = self.env._(
                "from %(day)s (%(why)s)",
                day=schedule.date_from,
                why=kinds.get(schedule.operation_kind, ""),
            )

    @api.model
    def _keep(self, plans, day):
        """Keep the plans of loans: loan id -> (day, operation, schedule), oldest first.

        A plan that is there already is left alone; one that a later truth has undone is
        marked replaced and stays.
        """
        if not plans:
            return
        known = {}
        for row in self.env.execute_query_dict(
            SQL(
                "SELECT id, loan_id, fingerprint, is_current FROM bank_loan_schedule "
                "WHERE loan_id = ANY(%s) AND replaced_date IS NULL",
                list(plans),
            )
        ):
            known.setdefault(row["loan_id"], {})[row["fingerprint"]] = row
        new, lines, gone, current = [], [], [], []
        for loan_id, schedules in plans.items():
            here = known.get(loan_id, {})
            left = dict(here)
            for place, (since, operation, schedule) in enumerate(schedules):
                mark = self._fingerprint(since, operation, schedule)
                is_current = place == len(schedules) - 1
                row = left.pop(mark, None)
                if row is None:
                    new.append(
                        self._values(loan_id, since, operation, schedule, mark, day)
                        | {"is_current": is_current}
                    )
                    lines.append(schedule.instalments)
                elif row["is_current"] != is_current:
                    current.append((row["id"], is_current))
            gone += [row["id"] for row in left.values()]
        Schedule = self.sudo()
        if gone:
            Schedule.browse(gone).write({"replaced_date": day, "is_current": False})
        for schedule_id, is_current in current:
            Schedule.browse(schedule_id).is_current = is_current
        if new:
            made = Schedule.create(new)
            made.flush_recordset()
            self._write_lines(zip(made, lines, strict=True))

    @api.model
    def _write_lines(self, plans):
        """Write the lines of new plans in one statement: a night makes them by thousands."""
        now, user = self.env.cr.now(), self.env.uid
        rows = [
            (
                schedule.loan_id.id, schedule.id, "ours", line.number, line.due,
                line.principal, line.interest, line.fees, line.closing, user, user, now, now,
            )
            for schedule, lines in plans
            for line in lines
        ]  # fmt: skip
        execute_values(
            self.env.cr._obj,
            "INSERT INTO bank_loan_instalment (loan_id, schedule_id, source, number, due_date, "
            "principal, interest, fees, balance, create_uid, write_uid, create_date, "
            "write_date) VALUES %s",
            rows,
            page_size=1_000,
        )
        self.env["bank.loan.instalment"].invalidate_model()
        self.invalidate_model(["instalment_ids"])

    @api.model
    def _fingerprint(self, since, operation, schedule):
        """Tells one plan from another: what it says, since when, and which operation made it."""
        told = [
            (line.number, line.due, line.principal, line.interest, line.fees)
            for line in schedule.instalments
        ]
        return sha256(repr((since, operation, told)).encode()).hexdigest()[:16]

    @api.model
    def _values(self, loan_id, since, operation, schedule, mark, day):
        lines = schedule.instalments
        return {
            "loan_id": loan_id,
            "date_from": since,
            "operation_id": operation,
            "fingerprint": mark,
            "known_date": day,
            "instalment_count": len(lines),
            "payment": float(max((line.total for line in lines), default=0)),
            "total_interest": float(schedule.total_interest),
            "total_fees": float(schedule.total_fees),
        }
