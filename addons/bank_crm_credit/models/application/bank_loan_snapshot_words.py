from datetime import date

from odoo import models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import AccessError

from ...domain.application.canonical import canonical, digest
from ...domain.application.submission import Part

SHARES = frozenset(
    ("dsti_after", "dti_after", "most_dsti", "most_dti", "rate", "card_share")
)
SUMS = frozenset(
    (
        "amount", "income_known", "payment", "income_month", "living_month",
        "payments_before", "payments_after", "owed", "overdue", "debt_here",
        "overdue_here", "living",
    )
)  # fmt: skip


class BankLoanSnapshot(models.Model):
    """The frozen facts as a person reads them, beside those of today."""

    _inherit = "bank.loan.snapshot"

    def get_facts(self):
        """Parts with their facts, then and now, and whether the sum still agrees."""
        self.ensure_one()
        self.check_access("read")
        application = self.application_id
        # Asked of the database: what another may see stays out of the answer.
        parties = self.env["bank.loan.application.party"]
        whole = [("application_id", "=", application.id)]
        if parties.search_count(whole) != parties.sudo().search_count(whole):
            raise AccessError(
                self.env._(
                    "A participant's card is closed to you, so these facts are too."
                )
            )
        facts = self._read_facts()
        today = canonical(application.sudo()._snapshot_parts())
        titles = {
            Part.FORM: self.env._("What was asked for, and the burden"),
            Part.PARTICIPANTS: self.env._("Participants and their forms"),
            Part.DOCUMENTS: self.env._("Documents"),
            Part.BUREAU: self.env._("Bureau"),
            Part.EXPOSURE: self.env._("Debt to the bank"),
            Part.RULES: self.env._("Rules"),
        }
        return {
            "digest": self.digest,
            "is_whole": self._sum_now() == self.digest,
            "day": str(self.bank_date),
            "user": self.user_id.sudo().name or "",
            "parts": [
                {
                    "name": titles[part],
                    "facts": [
                        {
                            "label": application._fact_label(part, key),
                            "then": self._said(facts.get(part, {}).get(key), key),
                            "now": self._said(today.get(part, {}).get(key), key),
                        }
                        for key in application._fact_order(
                            facts.get(part, {}).keys() | today.get(part, {}).keys()
                        )
                    ],
                }
                for part in Part
            ],
        }

    def _sum_now(self):
        """The sum of what is stored, counted anew."""
        day = date.fromisoformat(str(self.bank_date))
        return digest({"day": day, "facts": self._read_facts()})

    def _said(self, value, key=""):
        if value is None:
            return ""
        if key in SHARES and isinstance(value, str):
            return f"{to_decimal(value) * 100:.2f} %"
        if key in SUMS and isinstance(value, str):
            return f"{to_decimal(value):,.2f}"
        if isinstance(value, list):
            return "\n".join(map(str, value))
        if isinstance(value, dict):
            names = self.env["bank.loan.application"]
            return "\n".join(
                f"{names._fact_label(Part.PARTICIPANTS, key)}: "
                + (
                    ", ".join(map(str, one))
                    if isinstance(one, list)
                    else str(one or "")
                )
                for key, one in value.items()
                if one
            )
        return str(value)


class BankLoanApplication(models.Model):
    """The names of frozen facts."""

    _inherit = "bank.loan.application"

    def _fact_order(self, keys):
        """Frozen facts in the order in which a person asks for them."""
        places = {key: place for place, key in enumerate(self._fact_labels())}
        return sorted(keys, key=lambda key: (places.get(key, len(places)), key))

    def _fact_label(self, part, key):
        """A frozen fact as people call it."""
        labels = self._fact_labels()
        if part == Part.PARTICIPANTS and key not in labels:
            place, _mark, role = key.partition("_")
            words = dict(
                self.env["bank.loan.application.party"]
                ._fields["role"]
                ._description_selection(self.env)
            )
            return f"{place}. {words.get(role, role)}"
        return labels.get(key, key.replace("_", " "))

    def _fact_labels(self):
        """Names of frozen facts in their order; parts of lending add theirs."""
        return {
            "product": self.env._("Product"),
            "amount": self.env._("Sum"),
            "currency": self.env._("Currency"),
            "months": self.env._("Term, months"),
            "rate": self.env._("Rate a year"),
            "purpose": self.env._("Purpose"),
            "income_known": self.env._("Income known to the bank"),
            "payment": self.env._("Greatest instalment"),
            "income_month": self.env._("Income that counts"),
            "living_month": self.env._("Living"),
            "payments_before": self.env._("Payments now"),
            "payments_after": self.env._("Payments with this loan"),
            "dsti_after": self.env._("Payments to income"),
            "dti_after": self.env._("Debt to income of a year"),
            "papers": self.env._("Papers on file"),
            "refused": self.env._("Papers refused"),
            "report": self.env._("Sum of the report"),
            "day": self.env._("Report of"),
            "owed": self.env._("Owed elsewhere"),
            "overdue": self.env._("Overdue elsewhere"),
            "worst_days": self.env._("Longest delay, days"),
            "score": self.env._("Score of the bureau"),
            "debt_here": self.env._("Debt to us, with the group"),
            "overdue_here": self.env._("Overdue to us"),
            "most_dsti": self.env._("Payments to income, at most"),
            "most_dti": self.env._("Debt to income, at most"),
            "living": self.env._("A person lives on"),
            "card_share": self.env._("Share of a card's limit"),
            "income_shares": self.env._("Shares of incomes that count"),
            "authority": self.env._("Authority matrix"),
            "scoring": self.env._("Pre-scoring"),
            "name": self.env._("Name"),
            "tax_number": self.env._("Tax number"),
            "born": self.env._("Born on"),
            "household": self.env._("Persons in the household"),
            "income": self.env._("Income"),
            "expenses": self.env._("Expenses"),
            "debts": self.env._("Debts"),
        }
