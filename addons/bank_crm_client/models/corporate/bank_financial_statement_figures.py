from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ...domain.corporate import ratios, statement
from ...domain.corporate.cells import read_number
from ...domain.corporate.statement import FaultKind
from .bank_financial_statement import UNITS

# Rounding to thousands or millions moves a total by one at most.
ROUNDING = Decimal(1)


class BankFinancialStatement(models.Model):
    """The figures of a statement: entered, summed, checked and turned into ratios."""

    _inherit = "bank.financial.statement"

    def set_figures(self, figures):
        """Fill in lines of a draft: {line's number: amount, or nothing to empty it}.

        Amounts are numbers or what a clerk types: "1 234,50". Answers what is not right now.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        items = {str(item.id): item for item in self.layout_id.item_ids}
        values = {}
        for key, value in (figures or {}).items():
            item = items.get(str(key))
            if item is None:
                raise UserError(self.env._("The form has no such line."))
            values[item] = self._read_amount(item, value)
        self.sudo()._write_figures(values)
        return self._fault_rows()

    @api.model
    def _read_amount(self, item, value):
        if value is False:
            return None
        try:
            return read_number(value, is_expense=item.is_expense)
        except OverflowError as error:
            raise UserError(
                self.env._("%(line)s: so large an amount cannot be.", line=item.name)
            ) from error
        except ValueError as error:
            raise UserError(
                self.env._(
                    "%(line)s: “%(text)s” is no amount. Write it as 1234.50.",
                    line=item.name,
                    text=str(value)[:40],
                )
            ) from error

    def _write_figures(self, values):
        lines = {line.item_id: line for line in self.line_ids}
        for item, amount in values.items():
            line = lines.get(item)
            if amount is None:
                if line:
                    line.unlink()
            elif line:
                line.amount = float(amount)
            else:
                self.env["bank.financial.statement.line"].create(
                    {
                        "statement_id": self.id,
                        "item_id": item.id,
                        "amount": float(amount),
                    }
                )
        self.invalidate_recordset(["line_ids", "fault_count", "fault_words"])

    def _entered(self):
        """Code of a line -> the amount that was filled in."""
        self.ensure_one()
        return {
            line.item_id.code: Decimal(str(round(line.amount, 2)))
            for line in self.line_ids
        }

    def _values(self):
        """Code of a line -> its amount, totals worked out where they were left empty."""
        return statement.work_out(self.layout_id._chart(), self._entered())

    def _tolerance(self):
        return Decimal(0) if self.unit == "1" else ROUNDING

    def _fault_rows(self):
        """What is not right, in words, with the line that it is about."""
        self.ensure_one()
        if not self.layout_id:
            return []
        items = {item.code: item for item in self.layout_id.item_ids}
        faults = statement.check(
            self.layout_id._chart(), self._entered(), tolerance=self._tolerance()
        )
        rows = []
        for fault in faults:
            item = items[fault.code]
            words = {
                "line": item.display_name,
                "stated": self._amount_words(fault.stated),
                "expected": self._amount_words(fault.expected),
                "difference": self._amount_words(fault.difference),
            }
            if fault.kind is FaultKind.MISSING:
                text = self.env._("%(line)s is not filled in.", **words)
            elif fault.kind is FaultKind.BALANCE:
                text = self.env._(
                    "Assets are %(stated)s and what they are paid from is %(expected)s: "
                    "a difference of %(difference)s.",
                    **words,
                )
            else:
                text = self.env._(
                    "%(line)s says %(stated)s and its lines make %(expected)s: "
                    "a difference of %(difference)s.",
                    **words,
                )
            rows.append({"item_id": item.id, "kind": str(fault.kind), "text": text})
        return rows

    def _amount_words(self, amount):
        if amount is None:
            return ""
        text = format_amount(self.env, float(amount), self.currency_id)
        unit = {"1000": self.env._("thousand"), "1000000": self.env._("million")}
        return " ".join(filter(None, [text, unit.get(self.unit)]))

    # --- ratios

    def _figures(self):
        """What ratios are made of, in whole units of the statement's currency."""
        self.ensure_one()
        found = statement.figures(self.layout_id._chart(), self._values())
        return {figure: value * UNITS[self.unit] for figure, value in found.items()}

    def _ratios(self, earlier=None):
        """Code -> ratio of this period; `earlier` is the same period a year before."""
        self.ensure_one()
        is_comparable = bool(earlier) and earlier.currency_id == self.currency_id
        return ratios.ratios(
            self._figures(),
            months=self.months,
            earlier=earlier._figures() if is_comparable else None,
        )

    def _year_before(self, among):
        """The same period a year earlier among these statements."""
        self.ensure_one()
        return among.filtered(
            lambda other: (
                other.state == "confirmed"
                and other.is_consolidated == self.is_consolidated
                and other.months == self.months
                and other.date_to.month == self.date_to.month
                and other.date_to.year == self.date_to.year - 1
            )
        )[:1]
