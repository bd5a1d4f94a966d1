from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL

# As the nights wrote them, in the bank's own language then.
OLDER = (
    "Renew the document: %, valid until %",
    "% in % ends on ____-__-__: offer ours",
    "Ask for documents: %",
)


class BankNextStep(models.Model):
    """Tasks that nights once gave of what is a next step by itself."""

    _inherit = "bank.next.step"

    @api.model
    def _close_older_tasks(self):
        """Close open tasks of nights beside next steps, with a word; return how many.

        The manager had each thing twice. What he was told of stays on the timeline.
        """
        self.env["mail.activity"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE mail_activity SET active = false, date_done = %(day)s,
                       feedback = %(word)s
                 WHERE active AND res_model = 'res.partner' AND create_uid = %(night)s
                   AND summary LIKE ANY(%(older)s)
                """,
                day=self.env["bank.business.day"]._today(),
                word=self.env._("Closed by itself: it stands among the next steps."),
                night=SUPERUSER_ID,
                older=list(OLDER),
            )
        )
        closed = self.env.cr.rowcount
        self.env["mail.activity"].invalidate_model()
        return closed
