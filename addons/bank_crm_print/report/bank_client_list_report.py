from odoo import api, models
from odoo.exceptions import UserError

MOST_CLIENTS = 1_000
COLUMNS = (
    "number",
    "name",
    "kind",
    "class_name",
    "branch_name",
    "manager",
    "funds",
    "owed",
)


class BankClientListReport(models.AbstractModel):
    """A list of clients as PDF: what the reader sees of them, and nothing else."""

    _name = "report.bank_crm_print.report_client_list"
    _description = "List of Clients (PDF)"

    @api.model
    def _get_report_values(self, docids, data=None):
        clients = self.env["res.partner"].browse(docids or [])
        clients = clients._filtered_access("read").filtered(
            lambda client: client.is_client and client.is_fully_visible
        )
        if not clients:
            raise UserError(self.env._("Choose clients whose whole card you see."))
        if len(clients) > MOST_CLIENTS:
            raise UserError(
                self.env._("A list holds %(most)s clients at most.", most=MOST_CLIENTS)
            )
        self.env["bank.export.log"]._note(clients, COLUMNS, len(clients))
        context = self.env["bank.print.context"]
        catalogue = self.env["bank.field.catalogue"].sudo()._of("res.partner", "print")
        entries = {entry.code: entry for entry in catalogue}
        columns = [entries[code] for code in COLUMNS if code in entries]
        used = {(entry.code,) for entry in columns}
        printed = self.env["bank.print.version.file"].new({"lang": self.env.lang})
        write = printed._environment()._printed
        rows = []
        for client in clients:
            values = context._values(client, used)[0]
            rows.append([str(write(values[entry.code])) for entry in columns])
        return {
            "docs": clients,
            "columns": [(entry.name, entry.kind == "money") for entry in columns],
            "rows": rows,
            "bank": context._bank_values(),
            "today": str(write(self.env["bank.business.day"]._today())),
            "printed_by": self.env.user.name,
        }
