"""What the product ships about rights, read from the files of a module.

A light reader of the same files that Odoo loads: XML records and access CSV. Loading them
again in a savepoint would answer too, but takes locks and clears caches of a working bank.
"""

import csv
from typing import NamedTuple

from lxml import etree
from odoo.fields import Command
from odoo.modules.module import Manifest
from odoo.tools import file_open
from odoo.tools.safe_eval import safe_eval

MODELS = ("res.groups", "ir.rule", "ir.model.access", "bank.role")


class Shipped(NamedTuple):
    """One record as the repository has it; links are external ids or commands of them."""

    xml_id: str
    model: str
    values: dict


def shipped_rights(module, ref):
    """Records about rights in the data files of a module; `ref` turns external ids to ids."""
    manifest = Manifest.for_addon(module)
    for name in manifest["data"] if manifest else ():
        if name.endswith(".csv"):
            yield from _from_csv(module, name, ref)
        elif name.endswith(".xml"):
            yield from _from_xml(module, name, ref)


def _from_csv(module, name, ref):
    model = name.rpartition("/")[2].removesuffix(".csv")
    if model not in MODELS:
        return
    with file_open(f"{module}/{name}") as file:
        for row in csv.DictReader(file):
            values = {}
            for column, text in row.items():
                field, _colon, is_link = column.partition(":")
                if field == "id":
                    continue
                if is_link:
                    values[field] = ref(_full(module, text)) if text else False
                elif field.startswith("perm_") or field == "active":
                    values[field] = text.strip() in ("1", "True", "true")
                else:
                    values[field] = text
            yield Shipped(_full(module, row["id"]), model, values)


def _from_xml(module, name, ref):
    with file_open(f"{module}/{name}", "rb") as file:
        tree = etree.parse(file)
    names = {
        "ref": lambda xml_id: ref(_full(module, xml_id)),
        "Command": Command,
    }
    for record in tree.iter("record"):
        if record.get("model") not in MODELS:
            continue
        values = {}
        for field in record.iter("field"):
            if field.get("ref"):
                values[field.get("name")] = ref(_full(module, field.get("ref")))
            elif field.get("eval"):
                values[field.get("name")] = safe_eval(field.get("eval"), names)
            elif not field.get("search"):
                values[field.get("name")] = field.text or ""
        yield Shipped(_full(module, record.get("id")), record.get("model"), values)


def _full(module, xml_id):
    return xml_id if "." in xml_id else f"{module}.{xml_id}"
