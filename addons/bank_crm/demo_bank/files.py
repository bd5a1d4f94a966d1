"""Writes the files of the core system: CSV by layout, each with its manifest."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from odoo.addons.bank_crm_credit.domain.layouts import LOAN_LAYOUTS
from odoo.addons.bank_crm_exchange.domain.layouts import LAYOUTS, ColumnKind, Layout

from .records import Client

MANIFEST_ENDING = ".manifest.json"
ALL_LAYOUTS: dict[str, Layout] = {**LAYOUTS, **LOAN_LAYOUTS}


def money(cents: int) -> str:
    """Hundredths as an amount.

    >>> money(-1205), money(7)
    ('-12.05', '0.07')
    """
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    return f"{sign}{cents // 100}.{cents % 100:02d}"


def cents(text: str) -> int:
    """What a manifest counts an amount for; unreadable or empty is nothing.

    >>> cents("-12.05"), cents("12,O5"), cents("")
    (-1205, 0, 0)
    """
    whole, _point, part = text.partition(".")
    is_amount = whole.lstrip("-").isdecimal() and part.isdecimal() and len(part) == 2
    return int(whole + part) if is_amount else 0


def cells(layout: Layout, record: object) -> list[str]:
    """The record (or dictionary) as texts in the order of the columns."""
    texts = []
    for column in layout.columns:
        name = "class_" if column.name == "class" else column.name
        get = (
            record.get if isinstance(record, dict) else lambda key: getattr(record, key)
        )
        value = get(name)
        if value is None or value == "":
            texts.append("")
        elif column.kind is ColumnKind.AMOUNT:
            texts.append(money(value))
        elif column.kind is ColumnKind.DATE:
            texts.append(value.isoformat())
        elif column.kind is ColumnKind.FLAG:
            texts.append("1" if value else "0")
        else:
            texts.append(str(value))
    return texts


class Folder:
    """The folder that the core system fills; names sort in the order of arrival."""

    def __init__(self, path: Path):
        self.path = path
        self.names: list[str] = []
        self.counts: dict[str, int] = {}
        path.mkdir(parents=True, exist_ok=True)

    def write(  # pylint: disable=method-required-super
        self,
        code: str,
        bank_date: date,
        rows: Iterable[list[str]],
        delivery: str = "delta",
        seq: int = 0,
        told: dict | None = None,
    ) -> str:
        """One CSV file with manifest; `told` overrides what is true of it."""
        layout = ALL_LAYOUTS[code]
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(layout.column_names)
        place = (
            layout.column_names.index(layout.control_sum)
            if layout.control_sum
            else None
        )
        count = total = 0
        for row in rows:
            writer.writerow(row)
            count += 1
            if place is not None:
                total += cents(row[place])
        self.counts[code] = self.counts.get(code, 0) + count
        manifest = {
            "rows": count,
            "sum": money(total) if layout.control_sum else None,
            "delivery": delivery,
        }
        name = self._name(code, bank_date, seq, "csv")
        return self._put(
            name, code, bank_date, text.getvalue(), manifest | (told or {})
        )

    def records(
        self, code: str, bank_date: date, records, delivery="full", seq=0
    ) -> str:
        """A file of records whose attributes are the columns."""
        layout = ALL_LAYOUTS[code]
        rows = (cells(layout, record) for record in records)
        return self.write(code, bank_date, rows, delivery, seq)

    def statement(
        self, bank_date: date, text: str, rows: int, total: int, seq: int
    ) -> str:
        """A statement in MT940."""
        told = {"rows": rows, "sum": money(total), "delivery": "delta"}
        name = self._name("mt940", bank_date, seq, "sta")
        return self._put(name, "mt940", bank_date, text, told)

    def _name(self, code: str, bank_date: date, seq: int, ending: str) -> str:
        tail = f"_{seq}" if seq else ""
        return f"{len(self.names) + 1:03d}_{code}_{bank_date:%Y%m%d}{tail}.{ending}"

    def _put(self, name: str, code: str, bank_date: date, text: str, told: dict) -> str:
        content = text.encode()
        (self.path / name).write_bytes(content)
        manifest = {
            "layout": code,
            "feed": f"core_{code}",
            "bank_date": bank_date.isoformat(),
            **told,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        self.json(name + MANIFEST_ENDING, manifest)
        self.names.append(name)
        return name

    def json(self, name: str, value: object, indent: int | None = 2) -> None:
        """A JSON file; clients are told by their number."""
        text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
        (self.path / name).write_text(text + "\n", encoding="utf-8")


def _plain(value: object) -> str:
    if isinstance(value, Client):
        return value.client_id
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)


class MovementRows:
    """Movements as rows of text, with the texts of days made once."""

    def __init__(self):
        self._days: dict[int, str] = {}

    def _day(self, ordinal: int) -> str:
        if ordinal not in self._days:
            self._days[ordinal] = date.fromordinal(ordinal).isoformat()
        return self._days[ordinal]

    def row(self, movement: tuple) -> list[str]:
        """A movement of the ledger as its row."""
        number, booked, account, day, amount, word, channel, other, purpose, after = (
            movement
        )
        return [
            number,
            "new",
            "",
            account.account_id,
            self._day(booked),
            self._day(day),
            money(amount),
            account.currency,
            word,
            channel,
            *other,
            purpose,
            money(after),
        ]
