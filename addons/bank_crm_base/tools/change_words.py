"""A change in words: labels and values as people know them, only of what they may see."""

from odoo.fields import Datetime

from .field_values import shown_value


def change_lines(env, change):
    """The fields of one change that the current user may read, with old and new in words."""
    if change.model not in env:
        return [_plain_line(env, change)]
    Model, facts = env[change.model], change.sudo()
    lines = []
    for name in sorted({*(facts.old or {}), *(facts.new or {})}):
        field = Model._fields.get(name)
        if (
            field is None
            or name in ("id", "client_id")
            or not Model._has_field_access(field, "read")
        ):
            continue
        old = _shown(env, field, (facts.old or {}).get(name))
        new = _shown(env, field, (facts.new or {}).get(name))
        if old == new == "":
            continue
        label = field._description_string(env) or name
        lines.append(
            {
                "field": name,
                "label": label,
                "old": old,
                "new": new,
                "words": _sentence(env, change, label, old, new),
            }
        )
    return lines


def _sentence(env, change, label, old, new):
    facts = change.sudo()
    if facts.old is None or facts.new is None:
        return f"{label}: {new or old}"
    nothing = env._("nothing")
    return f"{label}: {old or nothing} → {new or nothing}"


def _plain_line(env, change):
    """A table of links: its ids are all there is to say."""
    facts = change.sudo()
    values = facts.new or facts.old or {}
    words = ", ".join(f"{name} {value}" for name, value in sorted(values.items()))
    return {"field": "", "label": "", "old": "", "new": words, "words": words}


def plain_value(env, field, value):
    """The value as the database keeps it, as the ORM would read it."""
    if isinstance(value, dict) and field.translate:
        return value.get(env.lang or "en_US") or value.get("en_US") or ""
    if field.type == "datetime" and value:
        return Datetime.to_string(Datetime.to_datetime(value.replace("T", " ")[:19]))
    return False if value is None else value


def _shown(env, field, value):
    if field.type == "boolean" and value is None:
        return ""
    plain = plain_value(env, field, value)
    if field.type in ("json", "html", "properties", "reference"):
        return env._("(changed)") if plain else ""
    return shown_value(env, field.model_name, field.name, plain)
