from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.bank_visit import REASONS


class BankVisitStart(models.TransientModel):
    """The dialog "The client is here": the clerk identifies him and gets his counter view."""

    _name = "bank.visit.start"
    _description = "The Client Is Here"

    look = fields.Integer()
    stub = fields.Char("Client", compute="_compute_stub")
    way = fields.Selection("_selection_way", "Identified by", default="document")
    answer = fields.Char("Document number")
    reason = fields.Selection(REASONS, "Came for", default="service")
    note = fields.Char("In words")
    message = fields.Char(readonly=True)
    is_locked = fields.Boolean(compute="_compute_stub")
    has_ways = fields.Boolean(compute="_compute_has_ways")

    @api.model
    def _selection_way(self):
        return list(self.env["bank.identification"]._ways().items())

    def _compute_has_ways(self):
        self.has_ways = len(self._selection_way()) > 1

    @api.depends("look")
    @api.depends_context("uid")
    def _compute_stub(self):
        for start in self:
            client = start._client_of_look()
            start.stub = client and client._stub_words()
            start.is_locked = bool(client) and self.env[
                "bank.identification"
            ]._is_locked(client)

    def _client_of_look(self):
        look = self.env["bank.stub.look"].browse(self.look)
        return look._own_client() if self.look else self.env["res.partner"].sudo()

    def action_identify(self):
        """Open the counter view where the answer is right; a wrong one is counted."""
        self.ensure_one()
        if not self.env.user.has_group("bank_crm_base.group_presence"):
            raise AccessError(self.env._("Your post does not serve clients."))
        client = self._client_of_look()
        if not self.reason or (
            self.reason == "other" and not (self.note or "").strip()
        ):
            raise UserError(self.env._("Say in words what the client came for."))
        Identification = self.env["bank.identification"]
        if Identification._is_locked(client):
            return self._again(self._locked_words())
        if not (self.answer or "").strip():
            raise UserError(self.env._("Type the answer of the client."))
        if not Identification._try(client, self.way, self.answer):
            if Identification._is_locked(client):
                return self._again(self._locked_words())
            return self._again(
                self.env._("This is not right. Look at the document again.")
            )
        # A number of a document is not kept where nobody looks for it.
        self.answer = False
        self.env["bank.visit"]._start(
            client, identified_by=self.way, reason=self.reason, note=self.note
        )
        return self.env["res.partner"].browse(client.id)._card_action()

    def _locked_words(self):
        return self.env._(
            "Wrong three times: nobody can identify this client by it today. Send him to "
            "his own branch."
        )

    def _again(self, message):
        """The dialog once more; what was typed wrong is gone, that it was wrong is kept."""
        self.write({"answer": False, "message": message})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("The client is here"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
