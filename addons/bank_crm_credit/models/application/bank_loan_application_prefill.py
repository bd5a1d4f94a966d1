from odoo import models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import UserError
from odoo.fields import Command

KIND_OF_WORK = {
    "business": "business",
    "pensioner": "pension",
    "employee": "salary",
    "service": "salary",
}
EVIDENCE_OF_SOURCE = {
    "salary": "our_account",
    "certificate": "certificate",
    "said": "declared",
}


class BankLoanApplicationParty(models.Model):
    """A participant's form filled with what the bank knows already: asked once, used again."""

    _inherit = "bank.loan.application.party"

    def action_prefill(self):
        """Bring income, debts and expenses from the bank, the bureau and the last form.

        What was brought before is renewed; what was told by hand stays.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_form_open()
        if not self.client_id:
            raise UserError(
                self.env._("Of somebody who is no client the bank knows nothing yet.")
            )
        if not self.client_id.is_fully_visible:
            raise UserError(self.env._("His card is not open to you."))
        self._prefill()
        return True

    def _prefill(self):
        """Renew what is brought; each origin is written anew, told lines are kept."""
        for lines in (self.income_ids, self.expense_ids, self.debt_ids):
            lines.filtered(lambda line: line.source != "told").unlink()
        before = self._last_party()
        incomes = self._known_incomes()
        debts = self._known_debts()
        self.write(
            {
                "household": max(self.household, before.household),
                "income_ids": [Command.create(values) for values in incomes]
                + self._told_before(before.income_ids, self.income_ids),
                "expense_ids": self._told_before(before.expense_ids, self.expense_ids),
                "debt_ids": [Command.create(values) for values in debts]
                + self._told_before(before.debt_ids, self.debt_ids),
            }
        )

    def _last_party(self):
        """The same person in his last application before this one."""
        return self.search(
            [
                ("client_id", "=", self.client_id.id),
                ("id", "!=", self.id or 0),
                ("application_id", "!=", self.application_id.id),
                ("is_form_done", "=", True),
            ],
            order="id desc",
            limit=1,
        )

    def _told_before(self, lines, here):
        """Lines that he told in his last application and that are not here yet."""
        known = set(here.filtered(lambda line: line.source == "told").mapped("name"))
        told = []
        for line in lines:
            if line.source in ("told", "before") and line.name not in known:
                values = line.copy_data()[0]
                values.pop("party_id", None)
                told.append(Command.create(values | {"source": "before"}))
        return told

    def _known_incomes(self):
        """Income by the client's employments of today, net of tax, in base currency."""
        works = self.env["bank.client.employment"].search(
            [("client_id", "=", self.client_id.id), ("is_current", "=", True)]
        )
        application = self.application_id
        known = [
            {
                "kind": KIND_OF_WORK.get(work.status, "other"),
                "name": work.employer_name or work.display_name,
                "amount": float(application._to_base(work.income, work.currency_id)),
                "period": work.income_period,
                "evidence": EVIDENCE_OF_SOURCE[work.source]
                if work.source == "salary" or work.is_income_confirmed
                else "declared",
                "source": "bank",
            }
            for work in works
            # What was told before taxes has to be asked net.
            if work.income and work.income_basis == "net"
        ]
        return self._with_salary_here(known)

    def _known_debts(self):
        """Debts to us by the agreements, debts elsewhere by the latest bureau report."""
        return self._debts_here() + self._debts_elsewhere()

    def _debts_here(self):
        application = self.application_id
        holdings = self.env["bank.holding"].search(
            [
                ("client_id", "=", self.client_id.id),
                ("product_id.kind", "in", ("loan", "card")),
                ("state", "!=", "closed"),
            ]
        )
        debts = []
        for holding in holdings:
            loan = holding.loan_ids[:1]
            is_card = holding.product_id.kind != "loan"
            # Of a card what is overdrawn is owed, of a loan what is outstanding.
            balance = holding.balance or 0
            owed = max(-balance, 0) if is_card else abs(balance)
            owed = loan.principal_owed if loan else owed
            if not owed and not (is_card and holding.amount):
                continue
            currency = holding.currency_id
            debts.append(
                {
                    "kind": "card" if is_card else "loan",
                    "name": holding.display_name,
                    "owed": float(application._to_base(owed, currency)),
                    "payment": float(
                        application._to_base(
                            loan.next_amount if loan else holding.payment or 0, currency
                        )
                    ),
                    "limit": float(application._to_base(holding.amount or 0, currency))
                    if is_card
                    else 0,
                    "source": "bank",
                }
            )
        return debts

    def _debts_elsewhere(self):
        """Open loans of the latest bureau report.

        A report tells no payment: of a loan the policy's share of what is owed stands for
        it until the client shows his agreement.
        """
        report = self._latest_report()
        if not report:
            return []
        application = self.application_id
        share = to_decimal(application.product_id.card_share or 0.05)
        ours = (self.env.company.name or "").casefold()
        debts = []
        for told in report.loans or []:
            lender = told.get("lender") or ""
            if (
                told.get("closed") not in (None, "None", "")
                or lender.casefold() == ours
            ):
                continue
            owed = application._to_base(told.get("owed"), report.currency_id)
            limit = application._to_base(told.get("limit"), report.currency_id)
            is_card = "card" in (told.get("kind") or "").lower()
            if not owed and not (is_card and limit):
                continue
            debts.append(
                {
                    "kind": "card" if is_card else "loan",
                    "name": lender,
                    "owed": float(owed),
                    "payment": 0 if is_card else float(round(owed * share, 2)),
                    "limit": float(limit) if is_card else 0,
                    "source": "bureau",
                }
            )
        return debts

    def _latest_report(self):
        """The newest bureau report of the client that is on file."""
        if not self.client_id:
            return self.env["bank.bureau.report"]
        return (
            self.env["bank.bureau.report"]
            .sudo()
            .search(
                [("client_id", "=", self.client_id.id)],
                order="report_date desc, id desc",
                limit=1,
            )
        )
