from odoo import api, fields, models


class BankPreferenceLink(models.Model):
    """How often the links to a client's page of preferences were revoked: older ones are dead.

    The links themselves are sealed and kept nowhere.
    """

    _name = "bank.preference.link"
    _description = "Links to a Client's Preferences"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    serial = fields.Integer("Times revoked", readonly=True)

    _client_uniq = models.Constraint("UNIQUE(client_id)", "One row per client.")

    @api.model
    def _serial_of(self, client):
        return self.sudo().search([("client_id", "=", client.id)]).serial or 0

    @api.model
    def _revoke(self, client):
        """Links given out so far open nothing any more."""
        row = self.sudo().search([("client_id", "=", client.id)])
        if row:
            row.serial += 1
        else:
            self.sudo().create({"client_id": client.id, "serial": 1})
