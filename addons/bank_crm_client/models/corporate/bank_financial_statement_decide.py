from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class BankFinancialStatement(models.Model):
    """Confirming, correcting and discarding of statements."""

    _inherit = "bank.financial.statement"

    def action_confirm(self):
        """Freeze the statement: ratios, rules and print forms use it from now on."""
        self.check_access("write")
        self._check_draft()
        for statement in self:
            if not statement.line_ids:
                raise UserError(self.env._("Nothing is filled in yet."))
            if statement.fault_count:
                raise UserError(
                    self.env._(
                        "%(statement)s is not right yet:\n%(faults)s",
                        statement=statement.display_name,
                        faults=statement.fault_words,
                    )
                )
            old = statement.corrects_id
            if old.state == "confirmed":
                old.sudo().state = "replaced"
                old.flush_recordset()
            statement.sudo().write(
                {
                    "state": "confirmed",
                    "confirmed_by_id": self.env.uid,
                    "confirmed_at": fields.Datetime.now(),  # clock: when it was confirmed
                }
            )
        self.env["bank.company.figures"].sudo()._refresh(self.client_id.ids)

    def action_correct(self):
        """A new version as a draft, with the figures of this one; asks why."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct a statement"),
            "res_model": "bank.statement.correction",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_statement_id": self.id},
        }

    def _correct(self, reason):
        self.ensure_one()
        self.check_access("write")
        if self.state != "confirmed":
            raise UserError(self.env._("Only a confirmed statement is corrected."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is corrected."))
        return self.sudo().copy(
            {
                "corrects_id": self.id,
                "correction_reason": reason.strip(),
                "version": self.version + 1,
                "line_ids": [
                    Command.create({"item_id": line.item_id.id, "amount": line.amount})
                    for line in self.line_ids
                ],
            }
        )

    def action_discard(self):
        """The draft is put away; the period is free for another one."""
        self.check_access("write")
        self._check_draft()
        self.sudo().write({"state": "discarded"})

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
