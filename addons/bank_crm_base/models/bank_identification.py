from odoo import api, fields, models

from ..domain.stubs import WRONG_ANSWERS, is_right_document


class BankIdentification(models.Model):
    """One try to identify a client: who, whom, how, and whether it was right.

    Tries of a client are numbered by day: two at once cannot both be counted as the third.
    """

    _name = "bank.identification"
    _description = "Try to Identify a Client"
    _inherit = ["bank.sealed.mixin"]
    _order = "id desc"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", sealed=True, copy=False
    )  # fmt: skip
    user_id = fields.Many2one(
        "res.users", "Employee", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    date = fields.Date("Day", required=True, sealed=True, copy=False)
    number = fields.Integer("Try", required=True, sealed=True, copy=False)
    tried_at = fields.Datetime("When", required=True, sealed=True, copy=False)
    way = fields.Char("How", required=True, sealed=True, copy=False)
    is_right = fields.Boolean("Right", sealed=True, copy=False)

    _number_uniq = models.UniqueIndex(
        "(client_id, date, number)",
        "Somebody identifies this client right now: try again.",
    )

    @api.model
    def _ways(self):
        """Ways to identify: code -> name. An addon with a channel adds the one-time code."""
        return {"document": self.env._("Number of the document in the client's hand")}

    @api.model
    def _tries(self, client):
        today = self.env["bank.business.day"]._today()
        return self.sudo().search([("client_id", "=", client.id), ("date", "=", today)])

    @api.model
    def _is_locked(self, client):
        wrong = self._tries(client).filtered(lambda attempt: not attempt.is_right)
        return len(wrong) >= WRONG_ANSWERS

    @api.model
    def _try(self, client, way, answer):
        """Whether the answer identifies the client; each try is kept, right or wrong."""
        tries = self._tries(client)
        is_right = way in self._ways() and getattr(self, f"_check_{way}")(
            client.sudo(), answer or ""
        )
        self.sudo().create(
            {
                "client_id": client.id,
                "user_id": self.env.uid,
                "date": self.env["bank.business.day"]._today(),
                "number": max(tries.mapped("number"), default=0) + 1,
                "tried_at": fields.Datetime.now(),
                "way": way,
                "is_right": is_right,
            }
        )
        return is_right

    @api.model
    def _check_document(self, client, answer):
        documents = client.client_document_ids
        if client.is_core_client:
            # What a colleague typed does not identify a client whom the core system knows.
            documents = documents.filtered(lambda paper: paper.source != "manual")
        return is_right_document(answer, documents.mapped("number"))
