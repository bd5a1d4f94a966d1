import io
from decimal import Decimal

from odoo import api, models

from ..domain.allocation import Component
from ..tools.demo_loans import CoreFiles, add_core_loan, file_text
from .bank_demo import RULES

# What the core says more than we count, of the first loans that are late and that are not.
ROUNDING_GAP, LARGE_GAP = Decimal("0.03"), Decimal(300)
PLANS_SENT = 12


class BankDemo(models.AbstractModel):
    """Loans of the demonstration bank whose book the core system keeps."""

    _inherit = "bank.demo"

    @api.model
    def _live_core_loans(self):
        """Contracts, operations, plans and overdue sums, as the core's files bring them."""
        today = self.env["bank.business.day"]._today()
        files = CoreFiles()
        holdings = self.env["bank.holding"].search(
            [
                ("product_id.code", "in", list(RULES)),
                ("state", "=", "active"),
                ("source", "=", "core"),
                ("amount", ">", 0),
                ("balance", ">", 0),
                ("opened_date", "!=", False),
                ("end_date", "!=", False),
            ],
            order="id",
        )
        for holding in holdings:
            add_core_loan(
                files,
                {
                    "id": holding.external_id,
                    "amount": f"{holding.amount:.2f}",
                    "balance": f"{holding.balance:.2f}",
                    "rate": f"{holding.annual_rate:.6f}",
                    "opened": holding.opened_date,
                    "ends": holding.end_date,
                },
                today,
            )
        self._feed_loans("loans", files.loans, today)
        self._feed_loans("loan_operations", files.operations, today)
        self._live_core_words(holdings, today)

    @api.model
    def _live_core_words(self, holdings, today):
        """What the core says is owed: as we count it, but for a rounding and a mistake."""
        loans = self.env["bank.loan"].search(
            [("holding_id", "in", holdings.ids)], order="id"
        )
        late = loans.filtered("days_past_due")
        calm = loans - late
        gaps = {late[:1].id: ROUNDING_GAP, calm[:1].id: LARGE_GAP}
        rows, plans = [], []
        for place, (loan_id, book) in enumerate(loans._books().items()):
            state = book.on(today)
            if state is None:
                continue
            holding, gap = self.env["bank.loan"].browse(loan_id).holding_id, 0
            gap = gaps.get(loan_id, 0)
            overdue = state.overdue
            is_late = bool(state.days_past_due)
            rows.append(
                [
                    holding.external_id, today,
                    state.principal_owed + (0 if is_late else gap),
                    overdue[Component.PRINCIPAL],
                    overdue[Component.INTEREST] + (gap if is_late else 0),
                    overdue[Component.FEE],
                    overdue[Component.PENALTY] + state.growing_penalty,
                    state.oldest_due or "", state.days_past_due,
                ]
            )  # fmt: skip
            if place < PLANS_SENT and state.schedule:
                plans += [
                    [holding.external_id, line.number, line.due, line.principal,
                     # One plan rounds one instalment otherwise.
                     line.interest + (ROUNDING_GAP if place + line.number == 4 else 0)]
                    for line in state.schedule.instalments
                ]  # fmt: skip
        self._feed_loans("agreement_overdue", rows, today)
        self._feed_loans("loan_schedules", plans, today)

    @api.model
    def _live_a_day(self, day):  # pylint: disable=missing-return
        """Whose loan account was paid today paid all that was due."""
        super()._live_a_day(day)
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT DISTINCT loan.id
              FROM bank_loan loan
              JOIN bank_account account ON account.holding_id = loan.holding_id
              JOIN bank_account_movement movement
                ON movement.account_id = account.id
               AND movement.booking_date = %s AND movement.amount > 0
             WHERE loan.ledger_mode = 'core'
            """,
            [day],
        )
        loans = self.env["bank.loan"].browse(row for (row,) in self.env.cr.fetchall())
        rows = []
        for loan_id, book in loans.sorted("id")._books().items():
            state = book.on(day)
            if state and state.due_total:
                number = self.env["bank.loan"].browse(loan_id).holding_id.external_id
                rows.append(
                    [
                        f"{number}-{day:%Y%m%d}", number, "repay", day, day,
                        state.due_total,
                    ]
                )  # fmt: skip
        self._feed_loans("loan_operations", rows, day)

    @api.model
    def _feed_loans(self, layout, rows, day):
        """One file through the feed, to its end."""
        if not rows:
            return
        Run = self.env["bank.feed.run"]
        run = Run._receive(
            self.env.ref(f"bank_crm_credit.feed_core_{layout}"),
            io.BytesIO(file_text(layout, rows).encode()),
            f"{layout}_{day:%Y%m%d}.csv",
            door="command",
            manifest={"bank_date": str(day), "rows": len(rows)},
        )
        while run.state in Run._queued_states():
            run._run_slice()

    @api.model
    def _live_core_requests(self, officer):
        """Two payments asked of the core: one waits for its answer, one was refused."""
        loans = (
            self.env["bank.loan"]
            .with_user(officer)
            .search(
                [
                    ("ledger_mode", "=", "core"),
                    ("days_past_due", "=", 0),
                    ("principal_owed", ">", 10_000),
                ],
                order="id",
                limit=3,
            )[1:]
        )
        today = self.env["bank.business.day"]._today()
        for loan in loans:
            loan._enter(
                {
                    "kind": "repay",
                    "value_date": today,
                    "amount": 5_000,
                    "early": "reduce",
                    "note": self.env._("Early repayment asked for at the counter"),
                }
            )
        if request := loans[1:].request_ids[:1]:
            request.answer = self.env._("The account is arrested: nothing is debited.")
            request.action_note_refusal()
