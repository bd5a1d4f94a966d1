"""Values of fields as plain data: kept in JSON, compared, shown in words."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import format_amount, format_date, format_datetime

MANY = ("many2many", "one2many")


def raw_value(record, name):
    """The value of a field now: ids for links, text for dates; fit for JSON."""
    field, value = record._fields[name], record[name]
    if field.type == "many2one":
        return value.id or False
    if field.type in MANY:
        return sorted(value.ids)
    if field.type == "date":
        return fields.Date.to_string(value) or False
    if field.type == "datetime":
        return fields.Datetime.to_string(value) or False
    return value


def raw_proposed(record, name, value):
    """What a value given to `write()` would make of the field, in the same form."""
    field = record._fields[name]
    if field.type in MANY:
        return sorted(_ids_after(record[name].ids, value))
    if field.type == "many2one":
        return (value.id if hasattr(value, "id") else value) or False
    if field.type == "date":
        return fields.Date.to_string(fields.Date.to_date(value)) or False
    if field.type == "datetime":
        return fields.Datetime.to_string(fields.Datetime.to_datetime(value)) or False
    if field.type in ("integer", "float", "monetary"):
        return value or 0
    return value or False


def write_value(field, raw):
    """The raw value as `write()` takes it."""
    return [Command.set(raw)] if field.type in MANY else raw


def shown_value(env, model, name, raw):
    """The raw value in words; links that the reader may not see are not named."""
    field = env[model]._fields[name]
    if raw and not env[model]._has_field_access(field, "read"):
        return env._("(not shown)")
    if field.type == "boolean":
        return env._("Yes") if raw else env._("No")
    if raw in (False, None, "", []):
        return ""
    if field.type == "many2one":
        return _names(env[field.comodel_name].browse(raw))
    if field.type in MANY:
        return _names(env[field.comodel_name].browse(raw))
    if field.type == "selection":
        return dict(field._description_selection(env)).get(raw, raw)
    if field.type == "date":
        return format_date(env, raw)
    if field.type == "datetime":
        return format_datetime(env, raw)
    if field.type == "monetary":
        return format_amount(env, raw, env.company.currency_id)
    return str(raw)


def field_label(env, model, name):
    """The words by which people know the field."""
    return env[model]._fields[name]._description_string(env) or name


def _ids_after(before, commands):
    after = set(before)
    for command in commands or []:
        if isinstance(command, int):
            after.add(command)
            continue
        verb, target, ids = (*command, 0, 0)[:3]
        if verb in (Command.UNLINK, Command.DELETE):
            after.discard(target)
        elif verb == Command.LINK:
            after.add(target)
        elif verb == Command.CLEAR:
            after.clear()
        elif verb == Command.SET:
            after = set(ids)
        else:
            raise ValueError("linked records cannot be made or changed in a proposal")
    return after


def _names(records):
    try:
        records.check_access("read")
        return ", ".join(records.exists().mapped("display_name"))
    except AccessError:
        return records.env._("(not shown)")
