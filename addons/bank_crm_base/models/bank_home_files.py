from odoo import api, fields, models
from odoo.fields import Domain

from .bank_home import PORTFOLIO, ROWS_SHOWN, UNIT, TileSpec

DOCUMENT_DAYS = 30
QUIET_DAYS = 90


class BankHome(models.AbstractModel):
    """Tiles about clients' files: what is missing, what expires, who has gone quiet."""

    _inherit = "bank.home"

    @api.model
    def _file_tiles(self):
        both = frozenset({UNIT, PORTFOLIO})
        return [
            TileSpec(
                "incomplete", self.env._("Incomplete files"), "needs_me", "list", 30,
                frozenset({UNIT}), "fa-folder-open-o",
            ),
            TileSpec(
                "my_incomplete", self.env._("Incomplete files"), "people", "list", 30,
                frozenset({PORTFOLIO}), "fa-folder-open-o",
            ),
            TileSpec(
                "documents", self.env._("Documents expire in 30 days"), "needs_me", "list", 40,
                both, "fa-id-card-o",
            ),
            TileSpec(
                "quiet", self.env._("No operation for 90 days"), "people", "list", 40,
                frozenset({PORTFOLIO}), "fa-moon-o",
            ),
        ]  # fmt: skip

    @api.model
    def _incomplete_domain(self, at):
        return self._client_domain(at) & Domain("is_incomplete", "=", True)

    def _tile_incomplete(self, at):
        """Counted by manager: it is the manager who brings the papers."""
        groups = self.env["res.partner"]._read_group(
            self._incomplete_domain(at),
            ["manager_id"],
            ["__count"],
            order="__count desc",
        )
        staff = set(self._staff_ids(at))
        rows = []
        for manager, count in groups[:ROWS_SHOWN]:
            row = {
                "key": manager.id or "none",
                "title": manager.name or self.env._("Without a manager"),
                "number": count,
            }
            if manager.id in staff:
                row["task"] = {
                    "user_id": manager.id,
                    "summary": self.env._("Complete the files of %s clients", count),
                }
            rows.append(row)
        return {
            "count": sum(count for _manager, count in groups),
            "rows": rows,
            "level": "warning",
            "empty": self.env._("All files are complete."),
        }

    def _open_incomplete(self, at, key):
        domain = self._incomplete_domain(at)
        if key:
            domain &= Domain("manager_id", "=", False if key == "none" else int(key))
        return self._clients_action(self.env._("Incomplete files"), domain)

    @api.model
    def _missing_in_words(self, client):
        """What the file lacks, as the bank says it."""
        words = {
            "tax_number": self.env._("tax number"),
            "registry": self.env._("register number"),
            "birth_date": self.env._("date of birth"),
            "document": self.env._("document"),
            "document_expired": self.env._("document expired"),
            "phone": self.env._("telephone"),
            "address": self.env._("address"),
        }
        codes = (client.missing_facts or "").split(",")
        return ", ".join(words.get(code, code) for code in codes if code)

    def _tile_my_incomplete(self, at):
        domain = self._incomplete_domain(at)
        clients = self.env["res.partner"].search(
            domain, limit=ROWS_SHOWN, order="funds_base desc nulls last, id"
        )
        return {
            "count": self.env["res.partner"].search_count(domain),
            "rows": [
                {
                    "key": client.id,
                    "title": client.display_name,
                    "subtitle": self._missing_in_words(client),
                    "task": self._client_task(
                        at, client, self.env._("Complete the file")
                    ),
                }
                for client in clients
            ],
            "level": "warning",
            "empty": self.env._("All files are complete."),
        }

    def _open_my_incomplete(self, at, key):
        return self._open_client(key) if key else self._open_incomplete(at, None)

    @api.model
    def _client_task(self, at, client, summary):
        """What the task dialog is opened with: the client, his manager, what to do."""
        people = {*self._staff_ids(at), at.user_id} if at.home == UNIT else {at.user_id}
        manager = client.manager_id
        return {
            "client_id": client.id,
            "user_id": manager.id if manager.id in people else False,
            "summary": summary,
        }

    @api.model
    def _documents_domain(self, at):
        last = fields.Date.add(at.today, days=DOCUMENT_DAYS)
        return (
            self._of_client_domain(at)
            & Domain("expiry_date", ">=", at.today)
            & Domain("expiry_date", "<=", last)
        )

    def _tile_documents(self, at):
        Document = self.env["bank.client.document"]
        domain = self._documents_domain(at)
        documents = Document.search(domain, limit=ROWS_SHOWN, order="expiry_date, id")
        kinds = dict(Document._fields["kind"]._description_selection(self.env))
        return {
            "count": Document.search_count(domain),
            "rows": [
                {
                    "key": document.client_id.id,
                    "title": document.client_id.display_name,
                    "subtitle": kinds.get(document.kind, ""),
                    "badge": self._urgency_badge(document.expiry_date, at.today),
                    "task": self._client_task(
                        at, document.client_id, self.env._("Ask for a new document")
                    ),
                }
                for document in documents
            ],
            "level": "warning",
            "empty": self.env._("No document expires in the next 30 days."),
        }

    def _open_documents(self, at, key):
        if key:
            return self._open_client(key)
        return self._list_action(
            self.env._("Documents that expire"),
            "bank.client.document",
            self._documents_domain(at),
        )

    @api.model
    def _quiet_domain(self, at):
        return (
            self._client_domain(at)
            & Domain("client_state", "=", "client")
            & Domain(
                "last_operation_date",
                "<",
                fields.Date.subtract(at.today, days=QUIET_DAYS),
            )
        )

    def _tile_quiet(self, at):
        Client = self.env["res.partner"]
        domain = self._quiet_domain(at)
        clients = Client.search(
            domain, limit=ROWS_SHOWN, order="funds_base desc nulls last, id"
        )
        return {
            "count": Client.search_count(domain),
            "rows": [
                {
                    "key": client.id,
                    "title": client.display_name,
                    "subtitle": self.env._(
                        "%s days without an operation",
                        (at.today - client.last_operation_date).days,
                    ),
                    "amount": client.funds_base,
                    "task": self._client_task(
                        at, client, self.env._("Call: why so quiet?")
                    ),
                }
                for client in clients
            ],
            "empty": self.env._("Every client was active in the last 90 days."),
        }

    def _open_quiet(self, at, key):
        if key:
            return self._open_client(key)
        return self._clients_action(
            self.env._("No operation for 90 days"), self._quiet_domain(at)
        )
