import csv
import os

from odoo import models
from odoo.tools import SQL

from ..domain.layouts import MOVEMENTS
from ..domain.statements import camt, mt940
from ..domain.statements.chain import link_of
from ..domain.statements.errors import FormatError
from ..domain.statements.model import EntryStatus, repeated_references, row_identity
from ..domain.statements.pages import join_pages

READERS = {"camt": camt.read, "mt940": mt940.read}


class BankFeedRun(models.Model):
    """Statements (camt.053, MT940) become rows of the movements layout and statement headers."""

    _inherit = "bank.feed.run"

    def _transcode_statement(self):
        """Write the file's entries as CSV beside the spool; returns what is wrong, or None."""
        errors, headers = [], []
        words = dict(self.feed_id._code_pairs("operation"))
        names = MOVEMENTS.column_names
        try:
            repeated = self._repeated_references()
            with (
                open(self._spool_path(), "rb") as spool,
                open(self._content_path(), "w", encoding="utf-8", newline="") as rows,
            ):
                writer = csv.writer(rows, lineterminator="\n")
                writer.writerow(names)
                for statement in join_pages(self._reader()(spool, errors.append)):
                    headers.append(self._statement_values(statement))
                    for entry in statement.entries:
                        if entry.status is not EntryStatus.BOOKED:
                            continue
                        for row in entry.rows():
                            values = self._entry_values(row, repeated, words)
                            writer.writerow([values.get(name, "") for name in names])
        except FormatError as error:
            return self.env._("The file is no such statement: %(why)s.", why=str(error))
        self.cursor = {
            **(self.cursor or {}),
            "statements": [header for header in headers if header],
            "faults": [[error.line or 0, str(error), error.raw] for error in errors],
        }
        return None

    def _reader(self):
        return READERS[self.feed_id.format]

    def _repeated_references(self):
        """References that do not identify a row, because several rows carry them."""
        with open(self._spool_path(), "rb") as spool:
            return repeated_references(
                row
                for statement in self._reader()(spool, lambda error: None)
                for entry in statement.entries
                for row in entry.rows()
            )

    def _entry_values(self, entry, repeated, words):
        code = entry.transaction_code
        known = (code.swift, code.proprietary, code.subfamily, code.family, code.domain)
        return {
            "movement_id": row_identity(entry, repeated),
            "account_id": entry.account,
            "booking_date": entry.booking_date.isoformat(),
            "value_date": entry.value_date.isoformat(),
            "amount": str(entry.amount),
            "currency": entry.currency,
            "kind": next((word for word in known if word and word in words), ""),
            "counterparty_name": entry.counterparty.name,
            "counterparty_account": entry.counterparty.account,
            "counterparty_bank": entry.counterparty.bank_bic,
            "purpose": " ".join((entry.purpose or entry.additional_info).split()),
        }

    def _statement_values(self, statement):
        link = link_of(statement)
        if link is None:
            return None
        return {
            "account": statement.account,
            "currency": link.currency,
            "number": statement.number or statement.statement_id,
            "key": statement.key or f"{statement.statement_id}|{link.closing_date}",
            "sequence": link.sequence or 0,
            "is_numbered": link.sequence is not None,
            "first_page": link.first_page,
            "last_page": link.last_page,
            "is_complete": link.is_complete,
            "opening": str(link.opening),
            "closing": str(link.closing),
            "opening_date": statement.opening.date.isoformat(),
            "closing_date": link.closing_date.isoformat(),
        }

    def _publish_statements(self):
        """Keep the headers, take their closing balances, and chain the accounts' statements."""
        headers = self._at("statements") or []
        Statement = self.env["bank.statement"].sudo()
        touched = self.env["bank.account"]
        for header in headers:
            account = self._statement_account(header)
            if not account:
                continue
            touched |= account
            values = {
                name: value
                for name, value in header.items()
                if name not in ("account", "currency")
            }
            values["opening"], values["closing"] = (
                float(header["opening"]),
                float(header["closing"]),
            )
            known = Statement.search(
                [("account_id", "=", account.id), ("key", "=", header["key"])], limit=1
            )
            if not known:
                Statement.create(
                    {**values, "account_id": account.id, "run_id": self.id}
                )
        Statement._check_chains(touched)
        self._take_statement_balances(touched)

    def _statement_account(self, header):
        return (
            self.env["bank.account"]
            .sudo()
            .search(
                [
                    ("number", "=", header["account"]),
                    ("currency_id.name", "=", header["currency"]),
                ],
                order="state desc, id",
                limit=1,
            )
        )

    def _take_statement_balances(self, accounts):
        """A statement's closing balance is a balance that the core sent, unless blocked."""
        for account in accounts.filtered(lambda account: not account.has_gap):
            last = (
                self.env["bank.statement"]
                .sudo()
                .search(
                    [("account_id", "=", account.id), ("is_complete", "=", True)],
                    order="closing_date desc, sequence desc, id desc",
                    limit=1,
                )
            )
            if last and (
                not account.fed_balance_date
                or account.fed_balance_date <= last.closing_date
            ):
                account.write(
                    {"fed_balance": last.closing, "fed_balance_date": last.closing_date}
                )
        if accounts:
            accounts.flush_recordset()
            self.env["bank.account.month"].sudo()._rebuild_balances(
                SQL("(SELECT unnest(%s::int[]))", accounts.ids)
            )

    def _remove_spool(self):
        for run in self:
            rows = f"{run._spool_path()}.rows"
            if os.path.exists(rows):
                os.unlink(rows)
        return super()._remove_spool()
