from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec
from odoo.tools import format_date

DOCUMENTS_A_SLICE = 500
RENEW_WITHIN_DAYS = 5


class BankBusinessDay(models.Model):
    """The night's work on people's files: a task to renew a document, once for each."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec(
                "document_renewals", self.env._("Documents of clients to renew"), 36
            ),
        ]

    def _task_document_renewals(self, task):
        """A slice of documents that nobody was told of; True while some are left."""
        Document = self.env["bank.client.document"]
        waiting = Document.search(
            [
                ("id", ">", task.cursor),
                ("to_renew", "=", True),
                ("renewal_task_date", "=", False),
                ("client_id.manager_id.active", "=", True),
            ],
            order="id",
            limit=DOCUMENTS_A_SLICE,
        )
        if not waiting:
            return False
        kinds = dict(Document._fields["kind"]._description_selection(self.env))
        model_id = self.env["ir.model"]._get_id("res.partner")
        kind_id = self.env.ref("mail.mail_activity_data_todo").id
        # The list of the day tells the manager; a letter for each would be a flood.
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": document.client_id.id,
                    "activity_type_id": kind_id,
                    "user_id": document.client_id.manager_id.id,
                    "date_deadline": fields.Date.add(self.date, days=RENEW_WITHIN_DAYS),
                    "summary": self.env._(
                        "Renew the document: %(kind)s, valid until %(day)s",
                        kind=kinds[document.kind],
                        day=format_date(self.env, document.expiry_date),
                    ),
                }
                for document in waiting
            ]
        )
        waiting.renewal_task_date = self.date
        task.write(
            {"cursor": waiting[-1].id, "done_count": task.done_count + len(waiting)}
        )
        return True
