import json
from datetime import timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.tools import SQL

SALARY = 21_400
RETURNED = (4_150, 12_800, 3_320)
# Of the limit: a little more than the signal asks for.
USED_SHARE = Decimal("0.965")
REVIEWED = 2


class BankDemo(models.AbstractModel):
    """Signs of trouble in the demonstration bank, each at least once, and who is watched."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        today = self.env["bank.business.day"]._today()
        self.env.flush_all()
        people = self._demo_borrowers("person", 40)
        companies = self._demo_borrowers("legal_entity", 12)
        if len(people) < 4 or len(companies) < 2:
            return
        self._live_salary_stopped(people, today)
        self._live_returned_payments(companies[0], today)
        self._live_bureau(people[1], today)
        self._live_overdraft_at_limit(today)
        self._live_late_group(companies[1])
        self._live_watch_list(today)

    @api.model
    def _demo_borrowers(self, kind, count):
        """Borrowers in nobody's way: not private, no employees, with an open account."""
        holdings = self.env["bank.holding"].search(
            [
                ("product_id.kind", "=", "loan"),
                ("state", "=", "active"),
                ("client_id.client_kind", "=", kind),
                ("client_id.client_state", "=", "client"),
                ("client_id.is_private_banking", "=", False),
                ("client_id.employee_user_id", "=", False),
                ("client_id.manager_id", "!=", False),
                ("client_id.vat", "!=", False),
            ],
            order="id",
        )
        return holdings.client_id.filtered(self._demo_account)[:count]

    @api.model
    def _demo_account(self, client):
        """The client's first open current account in base currency."""
        return client.account_ids.filtered(
            lambda one: (
                one.kind == "current"
                and one.state == "open"
                and one.currency_id == self.env.company.currency_id
            )
        )[:1]

    @api.model
    def _pair(self, client, day, amount, rows):
        """Money in and out again on one day: the balance stays what the core told."""
        account = self._demo_account(client)
        Movement = self.env["bank.account.movement"]
        Movement._create_partition(day)
        name = f"story-{account.id}-{day}"
        for sign, extra in zip((-1, 1), rows, strict=True):
            row = {
                "account_id": account.id,
                "booking_date": day,
                "value_date": day,
                "amount": sign * amount,
                "source": "story",
                "source_id": f"{name}-{'out' if sign < 0 else 'in'}",
                "channel": "system",
                **extra,
            }
            if row.pop("is_reversal", False):
                row["reverses_id"] = f"{name}-out"
            self.env.execute_query(
                SQL(
                    "INSERT INTO bank_account_movement (%s) VALUES %s "
                    "ON CONFLICT DO NOTHING RETURNING 1",
                    SQL(", ").join(map(SQL.identifier, row)),
                    tuple(row.values()),
                )
            )

    @api.model
    def _live_salary_stopped(self, people, today):
        """A salary on the fifth of four months, then none; each time cashed at once."""
        paid = self.env.execute_query(
            SQL(
                "SELECT DISTINCT a.client_id FROM bank_account a "
                "JOIN bank_account_movement mv ON mv.account_id = a.id "
                "WHERE a.client_id = ANY(%s) AND mv.kind = 'salary' "
                "AND mv.booking_date > %s",
                people.ids,
                today - timedelta(200),
            )
        )
        client = people.filtered(lambda one: (one.id,) not in paid)[:1]
        if not client:
            return
        first = today.replace(day=5) - relativedelta(months=6)
        for number in range(4):
            self._pair(
                client,
                first + relativedelta(months=number),
                SALARY,
                rows=(
                    {"kind": "cash_out", "purpose": self.env._("Cash")},
                    {"kind": "salary", "purpose": self.env._("Salary")},
                ),
            )

    @api.model
    def _live_returned_payments(self, client, today):
        for number, amount in enumerate(RETURNED):
            day = today - timedelta(3 + 7 * number)
            self._pair(
                client,
                day,
                amount,
                rows=(
                    {"kind": "trade_out", "is_reversed": True,
                     "purpose": self.env._("To a supplier")},
                    {"kind": "trade_out", "is_reversed": True, "is_reversal": True,
                     "purpose": self.env._("Came back: not enough money")},
                ),
            )  # fmt: skip

    @api.model
    def _live_bureau(self, client, today):
        """Half a year ago all was well; now the score is lower and a lender is new."""
        Report = self.env["bank.bureau.report"].with_user(client.manager_id)
        bureau = self.env["bank.bureau"].search([], limit=1)
        if not (bureau and client.with_user(client.manager_id).is_fully_visible):
            return
        old = {"lender": "ПриватБанк", "opened": today - relativedelta(months=20)}
        new = {"lender": "Монобанк", "opened": today - timedelta(35)}
        story = ((6, 690, [old]), (0, 618, [old, new]))
        for months, score, loans in story:
            day = today - relativedelta(months=months)
            told = [
                {
                    "lender": one["lender"],
                    "kind": "Cash loan",
                    "opened": fields.Date.to_string(one["opened"]),
                    "limit": "85000.00",
                    "owed": "60000.00",
                    "overdue": "0.00",
                    "days_overdue": 0,
                    "worst_days_overdue": 0,
                }
                for one in loans
            ]
            content = {
                "format": "bank-crm-bureau-report",
                "version": "1",
                "date": fields.Date.to_string(day),
                "tax_number": client.vat,
                "currency": "UAH",
                "score": {"value": score, "low": 300, "high": 850},
                "loans": told,
                "totals": {"open_loans": len(told), "owed": f"{60000 * len(told)}.00"},
            }
            Report._take(
                client.with_env(Report.env),
                bureau,
                json.dumps(content, ensure_ascii=False).encode(),
                f"bureau-watch-{fields.Date.to_string(day)}.json",
                day,
                self.env._("Consent in the loan application, file 7"),
            )

    @api.model
    def _live_overdraft_at_limit(self, today):
        """The limit of one overdraft is what has been used of it for ten days."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.holding_id, min(-(a.balance - coalesce(m.amount, 0)))::text
                  FROM bank_account a
                 CROSS JOIN generate_series(%(day)s - 9, %(day)s, interval '1 day') d(day)
                  LEFT JOIN LATERAL (
                    SELECT sum(mv.amount) AS amount FROM bank_account_movement mv
                     WHERE mv.account_id = a.id AND mv.booking_date > d.day::date) m ON true
                 WHERE a.kind = 'overdraft' AND a.balance < 0 AND a.holding_id IS NOT NULL
                 GROUP BY a.id, a.holding_id
                HAVING min(-(a.balance - coalesce(m.amount, 0))) > 0
                 ORDER BY a.id LIMIT 1
                """,
                day=today,
            )
        )
        for holding_id, used in rows:
            holding = self.env["bank.holding"].sudo().browse(holding_id)
            holding.amount = float(Decimal(used) / USED_SHARE)

    @api.model
    def _live_late_group(self, company):
        """A company that borrows lives of the borrower who is latest."""
        loan = self.env["bank.loan"].search(
            [("days_past_due", ">=", 30), ("overdue_amount", ">", 1000)],
            order="days_past_due desc, id",
            limit=1,
        )
        officer = self._employee("compliance")
        late = loan.client_id
        if not (late and officer) or late == company:
            return
        self.with_user(officer)._relate(
            company.with_user(officer), "depends_on", late.with_user(officer), share=55,
            influence=self.env._("Lets its premises to this one client and lives of it."),
        )  # fmt: skip
        today = self.env["bank.business.day"]._today()
        self.env["bank.client.group"].sudo()._rebuild(today)

    @api.model
    def _live_watch_list(self, today):
        """The night of the day; one client was met since, and kept on the list."""
        clients = self.env["res.partner"].search([("is_client", "=", True)], order="id")
        self.env["bank.loan.signal"].sudo()._refresh(clients.ids, today)
        self.env["bank.watch.entry"].sudo()._refresh(clients.ids, today)
        self.env["bank.next.step"].sudo()._refresh(clients.ids, today)
        risk = self._employee("underwriter")
        entries = self.env["bank.watch.entry"].with_user(risk).search([], order="id")
        if risk and len(entries) > REVIEWED:
            entries[0]._decide(
                entries[0].level,
                self.env._(
                    "Met the client: a large customer paid late, contracts shown."
                ),
                today + timedelta(30),
                self.env._(
                    "Turnover is asked for each month; the next visit in December."
                ),
            )
            entries[1].sudo().review_on = today
        if risk:
            self._live_put_on_by_hand(risk, today)

    @api.model
    def _live_put_on_by_hand(self, risk, today):
        """No signal tells what credit risk heard of one more company."""
        watched = self.env["bank.watch.entry"].sudo().search([]).client_id
        companies = self._demo_borrowers("legal_entity", 40) - watched
        company = companies.filtered(
            lambda one: (
                one.with_user(risk).is_fully_visible
                and one.with_user(one.manager_id).is_fully_visible
            )
        )[:1]
        if company:
            self.env["bank.watch.entry"].with_user(risk)._put_on(
                company.with_user(risk),
                "2",
                self.env._("The owner sells his share; the newspaper wrote of it."),
                today + timedelta(21),
                company.manager_id.with_user(risk),
                self.env._("Met the buyer; no new tranche until his papers are here."),
            )
