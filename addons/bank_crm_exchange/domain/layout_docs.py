"""The documentation page and the JSON schema of a layout, made from the layout itself."""

import json

from odoo.addons.bank_crm_base.domain.codes import LABELS

from .layouts import CLEARED, LAYOUTS, Column, ColumnKind, Layout

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
DECIMAL = r"^[+-]?[0-9]+(\.[0-9]+)?$"
KINDS = {
    ColumnKind.TEXT: "text",
    ColumnKind.IDENTIFIER: "identifier",
    ColumnKind.AMOUNT: "amount, decimal point",
    ColumnKind.RATE: "number, decimal point",
    ColumnKind.DATE: "date, YYYY-MM-DD",
    ColumnKind.INTEGER: "whole number",
    ColumnKind.FLAG: "1 or 0",
    ColumnKind.CURRENCY: "currency, ISO 4217",
    ColumnKind.COUNTRY: "country, ISO 3166 alpha-2",
}
PATTERNS = {
    ColumnKind.AMOUNT: (DECIMAL, 20),
    ColumnKind.RATE: (DECIMAL, 20),
    ColumnKind.DATE: (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", 10),
    ColumnKind.INTEGER: (r"^[+-]?[0-9]+$", 9),
    ColumnKind.CURRENCY: (r"^[A-Za-z]{3}$", 3),
    ColumnKind.COUNTRY: (r"^[A-Za-z]{2}$", 2),
}
FLAG_WORDS = "^(1|0|true|false|t|f|yes|no|y|n)$"


def kind_words(column: Column) -> str:
    """What a value of the column looks like, in words.

    >>> kind_words(LAYOUTS["movements"].columns[3])
    '`account_id` of [accounts](accounts.md)'
    """
    if column.kind is ColumnKind.REFERENCE:
        known = LAYOUTS.get(column.refers_to)
        name = known.identity[0] if known else "identifier"
        return f"`{name}` of [{column.refers_to}]({column.refers_to}.md)"
    if column.kind is ColumnKind.CODE:
        return f"word of the list `{column.codes}`"
    return KINDS[column.kind]


def page(layout: Layout) -> str:
    """The documentation page in Markdown.

    >>> page(LAYOUTS["balances"]).splitlines()[0]
    '# Balances at the end of a day'
    """
    lines = [
        f"# {layout.title}",
        "",
        "<!-- Made from domain/layouts.py by scripts/feed_docs.py: do not edit. -->",
        "",
        f"Layout `{layout.code}` · loaded as number {layout.order} of a day · "
        f"[JSON schema]({layout.code}.schema.json)",
        "",
        f"A row is known by {_listed(layout.identity)} and the system that sent it."
        + (
            f" The control sum is the sum of `{layout.control_sum}`."
            if layout.control_sum
            else ""
        ),
        "",
        "| column | | value | meaning |",
        "|---|---|---|---|",
    ]
    for column in layout.columns:
        required = "required" if column.required else ""
        meaning = column.meaning.replace("|", "\\|")
        lines.append(
            f"| `{column.name}` | {required} | {kind_words(column)} | {meaning} |"
        )
    lists = sorted(
        {column.codes for column in layout.columns if column.codes in LABELS}
    )
    if lists:
        lines += ["", "## Our words", ""]
        for name in lists:
            words = ", ".join(f"`{word}`" for word in LABELS[name])
            lines += [f"- **{name}**: {words}"]
        lines += [
            "",
            "Words of another system are mapped to these in the feed's code lists.",
        ]
    lines += [
        "",
        "## Rules of every file",
        "",
        f"CSV with a header. An empty value was not delivered and changes nothing; `{CLEARED}`"
        " clears. Columns may stand in any order, optional ones may be absent, unknown ones"
        " are passed over. See [feeds](../concepts/feeds.md).",
        "",
    ]
    return "\n".join(lines)


def schema(layout: Layout) -> dict:
    """The JSON schema of one row, its values being texts as in the file.

    >>> schema(LAYOUTS["balances"])["required"]
    ['account_id', 'date', 'balance']
    """
    return {
        "$schema": SCHEMA_DIALECT,
        "$id": f"{layout.code}.schema.json",
        "title": layout.title,
        "type": "object",
        "properties": {column.name: _property(column) for column in layout.columns},
        "required": list(layout.required_names),
        "additionalProperties": True,
    }


def schema_text(layout: Layout) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(layout), ensure_ascii=False, indent=2) + "\n"


def _listed(names) -> str:
    return " + ".join(f"`{name}`" for name in names)


def _property(column: Column) -> dict:
    rule: dict = {"type": "string"}
    if column.kind in PATTERNS:
        rule["pattern"], rule["maxLength"] = PATTERNS[column.kind]
    elif column.kind is ColumnKind.FLAG:
        rule["pattern"] = FLAG_WORDS
    if column.required:
        rule["minLength"] = 1
    else:
        rule = {"anyOf": [rule, {"enum": ["", CLEARED]}]} if len(rule) > 1 else rule
    return {"description": column.meaning, **rule}
