from datetime import date, datetime
from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.bank_crm_base.domain.narrowing import Effect
from odoo.exceptions import UserError

from ..domain.print_values import NOTHING, Choice, Money
from ..tools.template_schema import Leaf, Record, Rows

# Longer lists are no paper for a client; they are exported.
MOST_ROWS_IN_LIST = 1_000
_TEXT = ("char", "text", "html")


class BankPrintContext(models.AbstractModel):
    """What a template is given: plain values of the field catalogue, by the user's rights.

    Nothing of the ORM goes into a template. What the person who prints may not see is
    empty in it, what he sees in part is in part.
    """

    _name = "bank.print.context"
    _description = "Values for Print Forms"

    # --- names

    @api.model
    def _schema(self, model, pictures=()):
        """Every name that a template of this model may use."""
        names = self._common_schema()
        for entry in self.env["bank.field.catalogue"].sudo()._of(model, "print"):
            if entry.kind != "list":
                names[entry.code] = Leaf(entry.kind)
                continue
            columns = {
                column.code: Leaf(column.kind)
                for column in entry._columns("print")
                if column.kind != "list"
            }
            names[entry.code] = Rows(Record(columns, entry.code))
        names["pictures"] = Record({code: Leaf() for code in pictures}, "pictures")
        return Record(names)

    @api.model
    def _common_schema(self):
        bank = self._bank_values().keys()
        return {
            "bank": Record({name: Leaf() for name in bank}, "bank"),
            "user": Record({name: Leaf() for name in ("name", "post", "unit")}, "user"),
            "today": Leaf("date"),
            "paper_number": Leaf(),
        }

    # --- values

    @api.model
    def _bank_values(self):
        company = self.env.company.sudo()
        parts = (company.street, company.street2, company.zip, company.city)
        return {
            "name": company.name or "",
            "address": ", ".join(part for part in parts if part),
            "city": company.city or "",
            "phone": company.phone or "",
            "email": company.email or "",
            "website": company.website or "",
            "registration_number": company.company_registry or "",
            "tax_number": company.vat or "",
        }

    @api.model
    def _common_values(self, number):
        user = self.env.user
        post = user.sudo().post_ids.filtered("is_in_force")[:1]
        return {
            "bank": self._bank_values(),
            "user": {
                "name": user.name,
                "post": post.role_id.name or "",
                "unit": post.branch_id.name or "",
            },
            "today": self.env["bank.business.day"]._today(),
            "paper_number": number,
        }

    @api.model
    def _values(self, record, used, number=""):
        """(values, entries shown whole, rows) of `record` for the names in `used`.

        `used` are what the check of the template found: (code,) and (list, code).
        """
        record.ensure_one()
        record.check_access("read")
        values, shown, row_count = self._common_values(number), set(), 0
        top = {path[0] for path in used if len(path) == 1}
        for entry in self.env["bank.field.catalogue"].sudo()._of(record._name, "print"):
            if entry.code not in top:
                continue
            if entry.kind == "list":
                columns = {
                    path[1] for path in used if path[0] == entry.code and path[1:]
                }
                rows, whole = self._rows(entry, record, columns)
                values[entry.code] = rows
                shown |= whole
                row_count += len(rows)
            else:
                values[entry.code], is_whole = self._entry_value(entry, record)
                if is_whole:
                    shown.add(entry.id)
        return values, shown, row_count

    @api.model
    def _rows(self, entry, record, columns):
        """The rows of a list that the user may see; a row is a plain dictionary."""
        records = self._follow(entry, record)[0]
        if records is NOTHING or not records.browse().has_access("read"):
            return [], set()
        records = records._filtered_access("read")
        if len(records) > MOST_ROWS_IN_LIST:
            raise UserError(
                self.env._(
                    "%(list)s has %(count)s rows; a paper holds %(most)s at most.",
                    list=entry.name,
                    count=len(records),
                    most=MOST_ROWS_IN_LIST,
                )
            )
        shown, rows = {entry.id}, []
        entries = [
            column
            for column in entry._columns("print")
            if column.code in columns and column.kind != "list"
        ]
        for row in records:
            values = {}
            for column in entries:
                values[column.code], is_whole = self._entry_value(column, row)
                if is_whole:
                    shown.add(column.id)
            rows.append(values)
        return rows, shown

    @api.model
    def _entry_value(self, entry, record):
        """(value, whether it was shown whole)."""
        value, holder, field = self._follow(entry, record)
        if isinstance(value, models.BaseModel):
            value = value.display_name if len(value) == 1 else NOTHING
        if value is NOTHING or field is None:
            return NOTHING, False
        is_whole = field.name not in holder._narrowed_names()
        return self._plain(entry, field, holder, value), is_whole

    @api.model
    def _follow(self, entry, record):
        """Walk the path of an entry as the user: (value, last record, last field)."""
        value, holder, field = record, record, None
        for name in entry.path.split("."):
            holder = value
            if not holder:
                return NOTHING, holder, None
            field = holder._fields[name]
            if not self._is_open_model(holder):
                return NOTHING, holder, field
            value = self._field_value(holder, field)
            if isinstance(value, models.BaseModel):
                if value._name != "res.currency" and not value.has_access("read"):
                    value = value._filtered_access("read")
            elif value is NOTHING:
                return NOTHING, holder, field
        return value, holder, field

    @api.model
    def _is_open_model(self, record):
        return record.browse().has_access("read")

    @api.model
    def _field_value(self, holder, field):
        """One field of one record as the user may see it."""
        name = field.name
        if name in holder._narrowed_names():
            effect = self.env["bank.access.setting"]._effect_on(holder, name)
            if effect is Effect.MASKED and field.type in _TEXT:
                return holder._narrowed_value(name) or NOTHING
            if effect is None and holder._has_shipped_field_access(field, "read"):
                return holder.sudo()[name].with_env(self.env) if field.relational else (
                    holder.sudo()[name]
                )  # fmt: skip
            return NOTHING
        if not holder._has_field_access(field, "read"):
            return NOTHING
        return holder[name]

    @api.model
    def _plain(self, entry, field, holder, value):
        """The value as a template gets it."""
        if field.type == "boolean":
            return bool(value)
        if field.type in ("float", "integer", "monetary"):
            return self._plain_number(field, holder, value)
        if not value:
            return NOTHING
        if isinstance(value, datetime):
            return fields.Datetime.context_timestamp(self, value).date()
        if isinstance(value, date):
            return value
        if field.type == "selection":
            words = dict(field._description_selection(self.env))
            return Choice(str(words.get(value, value)), str(value))
        if entry.kind == "choice":
            return Choice(str(value), str(value))
        return str(value)

    @api.model
    def _plain_number(self, field, holder, value):
        if not isinstance(value, (int, float)):
            return NOTHING if not value else str(value)
        if field.type == "integer":
            return int(value)
        if field.type == "monetary":
            link = field.get_currency_field(holder)
            currency = holder.sudo()[link] if link else self.env.company.currency_id
            currency = currency or self.env.company.currency_id
            return Money(Decimal(str(currency.round(value))), currency.name)
        return Decimal(str(value))

    # --- who may read what was printed

    @api.model
    def _closed_entries(self):
        """Entries of the catalogue that the current user may not read whole."""
        closed = self.env["bank.field.catalogue"].sudo()
        for entry in closed.with_context(active_test=False).search(
            [("is_for_print", "=", True)]
        ):
            model = self.env.get(entry.model)
            for name in entry.path.split("."):
                field = model._fields.get(name) if model is not None else None
                if field is None:
                    break
                if not model.has_access("read") or not model._has_field_access(
                    field, "read"
                ):
                    closed |= entry
                    break
                model = self.env.get(field.comodel_name) if field.relational else None
        return closed
