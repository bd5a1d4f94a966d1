from datetime import timedelta
from decimal import Decimal

from odoo import api, models

from ..domain.language_forms import language_of, long_date
from ..domain.print_values import NOTHING, Choice, Money
from ..tools.amount_words import amount_words
from ..tools.sandbox import PrintEnvironment

SAMPLE_NUMBER = "0000-SAMPLE"
_SAMPLE_TEXTS = {
    "name": "Olena Kovalenko",
    "first_name": "Olena",
    "last_name": "Kovalenko",
    "middle_name": "Ivanivna",
    "phone": "+380671112233",
    "email": "olena@example.com",
    "tax_number": "3124509876",
    "city": "Lviv",
    "street": "Franka 12, flat 5",
    "postal_code": "79000",
    "currency": "UAH",
    "country_name": "Ukraine",
    "class_name": "Affluent",
    "branch_name": "Lviv-2",
    "branch_city": "Lviv",
    "manager": "Petro Bondar",
    "registration_number": "40112233",
    "lei": "5493001KJTIIGC8Y1R12",
    "industry": "47.11",
    "client_name": "Olena Kovalenko",
    "client_number": "100417",
    "product_name": "Current account",
    "document_number": "KB 112233",
    "issued_by": "6514",
    "value": "+380671112233",
}
_SAMPLE_NUMBERS = {
    "bank.account": "UA213223130000026007233566001",
    "bank.card": "414900******1234",
    "bank.holding": "D-2026/00417",
    "res.partner": "100417",
}


def _tag(words):
    return "{{ " + words + " }}"


class BankPrintContext(models.AbstractModel):
    """The made-up sample client, and the list of fields beside the template.

    No real client is in either: who writes forms need not see anybody.
    """

    _inherit = "bank.print.context"

    @api.model
    def _sample_values(self, model, *, is_empty=False):
        """Values of nobody, for every name of the catalogue."""
        values = self._common_values(SAMPLE_NUMBER)
        for entry in self.env["bank.field.catalogue"].sudo()._of(model, "print"):
            if entry.kind == "list":
                columns = entry._columns("print").filtered(
                    lambda column: column.kind != "list"
                )
                rows = () if is_empty else range(2)
                values[entry.code] = [
                    {column.code: self._sample(column, row) for column in columns}
                    for row in rows
                ]
            else:
                values[entry.code] = (
                    self._empty_sample(entry) if is_empty else self._sample(entry)
                )
        return values

    @api.model
    def _empty_sample(self, entry):
        return False if entry.kind == "flag" else NOTHING

    @api.model
    def _sample(self, entry, row=0):
        today = self.env["bank.business.day"]._today()
        if entry.kind == "money":
            amounts = (Decimal("125430.07"), Decimal("980.50"))
            return Money(amounts[row], self.env.company.currency_id.name)
        if entry.kind == "number":
            field = entry._final_field()
            return (3, 12)[row] if field.type == "integer" else Decimal("12.5")
        if entry.kind == "date":
            return today - timedelta(days=(400, 35)[row])
        if entry.kind == "flag":
            return row == 0
        if entry.kind == "choice":
            choices = entry._choices() if entry._code_model() is None else []
            code, label = (
                choices[min(row, len(choices) - 1)] if choices else ("A1", "A1")
            )
            return Choice(str(label), str(code))
        if entry.code == "number":
            return _SAMPLE_NUMBERS.get(entry.model, "417")
        return _SAMPLE_TEXTS.get(entry.code, entry.name)

    # --- the list of fields on the screen

    @api.model
    def _field_list(self, model, lang, kind):
        """Groups of fields with tags to paste, in the order a person looks for them."""
        language = language_of(lang)
        environment = PrintEnvironment(language, currency=self._base_currency())
        plain, groups = [], []
        for entry in self.env["bank.field.catalogue"].sudo()._of(model, "print"):
            if entry.kind == "list":
                groups.append(self._list_group(entry, environment, kind))
            else:
                plain.append(self._field_row(entry, entry.code, environment))
        groups.insert(0, {"name": self.env._("Of the record"), "rows": plain})
        groups.append(
            {"name": self.env._("Of every paper"), "rows": self._common_rows()}
        )
        return {"groups": groups, "filters": self._filter_help(language)}

    @api.model
    def _base_currency(self):
        return self.env.company.currency_id.name

    @api.model
    def _field_row(self, entry, path, environment):
        tag = _tag(path)
        return {
            "label": entry.name,
            "hint": entry.description or "",
            "code": path,
            "tag": tag,
            "example": str(environment._printed(self._sample(entry))),
        }

    @api.model
    def _list_group(self, entry, environment, kind):
        row = self._row_name(entry.code)
        mark = "tr " if kind == "docx" else " "
        return {
            "name": entry.name,
            "hint": entry.description or "",
            "code": entry.code,
            "loop": [
                "{%" + f"{mark}for {row} in {entry.code} " + "%}",
                "{%" + f"{mark}endfor " + "%}",
            ],
            "rows": [
                self._field_row(column, f"{row}.{column.code}", environment)
                for column in entry._columns("print")
                if column.kind != "list"
            ],
            "total": next(
                (
                    _tag(f"{entry.code}|sum(attribute='{column.code}')")
                    for column in entry._columns("print")
                    if column.kind == "money"
                ),
                "",
            ),
        }

    @api.model
    def _row_name(self, code):
        """What one of a list is called in a loop: `accounts` -> `account`."""
        if code.endswith("ies"):
            return code[:-3] + "y"
        if code.endswith("sses"):
            return code[:-2]
        return code.removesuffix("s") if code.endswith("s") else f"{code}_row"

    @api.model
    def _common_rows(self):
        rows = []
        values = self._common_values(SAMPLE_NUMBER)
        labels = {
            "bank": self.env._("Bank"),
            "user": self.env._("Who prints"),
            "today": self.env._("Business date"),
            "paper_number": self.env._("Number of the paper"),
        }
        for name, value in values.items():
            pairs = value.items() if isinstance(value, dict) else [("", value)]
            for inner, example in pairs:
                code = f"{name}.{inner}" if inner else name
                label = labels[name]
                if inner:
                    label = f"{label}: {inner.replace('_', ' ')}"
                rows.append(
                    {
                        "label": label,
                        "hint": "",
                        "code": code,
                        "tag": _tag(code),
                        "example": str(example),
                    }
                )
        return rows

    @api.model
    def _filter_help(self, language):
        """What can be put behind a name, each with what becomes of it."""
        today = self.env["bank.business.day"]._today()
        amount, currency = Decimal("1409.50"), self._base_currency()
        return [
            {
                "tag": "{{ funds|words }}",
                "label": self.env._("Amount in words"),
                "example": amount_words(amount, currency, language),
            },
            {
                "tag": "{{ today|long_date }}",
                "label": self.env._("Date in words"),
                "example": long_date(today, language),
            },
            {
                "tag": "{{ name|upper }}",
                "label": self.env._("Capital letters"),
                "example": _SAMPLE_TEXTS["name"].upper(),
            },
            {
                "tag": "{{ email|default('–', true) }}",
                "label": self.env._("Something where it is empty"),
                "example": "–",
            },
            {
                "tag": "{% if funds > 100000 %} … {% else %} … {% endif %}",
                "label": self.env._("Only under a condition"),
                "example": "",
            },
            {
                "tag": "{%p if phone %} … {%p endif %}",
                "label": self.env._("A whole paragraph under a condition (Word)"),
                "example": "",
            },
            {
                "tag": "{{ pictures.stamp }}",
                "label": self.env._("A picture of this version, by its code (Word)"),
                "example": "",
            },
        ]
