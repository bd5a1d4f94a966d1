from odoo import models
from odoo.exceptions import UserError

from ..engine.decision_sheet import write_sheet


class BankDecisionVersion(models.Model):
    """A version as a file and from a file, and the start of a test."""

    _inherit = "bank.decision.version"

    def _file(self, form):
        """(name, content) of the version as .dmn or .xlsx."""
        self.ensure_one()
        name = f"{self.table_id.code}-{self.number}.{form}"
        if form == "dmn":
            return name, self.xml.encode()
        return name, write_sheet(self._dmn())

    def action_export_dmn(self):
        return self._action_download("dmn")

    def action_export_xlsx(self):
        return self._action_download("xlsx")

    def _action_download(self, form):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/bank/decision/{self.id}/{form}",
            "target": "download",
        }

    def action_test(self):
        return self._action_ask("bank.decision.test", self.env._("Test on clients"))

    def action_import(self):
        if not self.is_editable:
            raise UserError(self.env._("Only a version in work is read from a file."))
        return self._action_ask("bank.decision.import", self.env._("Read from a file"))

    def _action_ask(self, model, title):
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_version_id": self.id},
        }
