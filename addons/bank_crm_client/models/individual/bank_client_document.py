from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_document import EXPIRES_SOON_DAYS
from odoo.fields import Domain
from odoo.tools import SQL

IDENTITY_KINDS = ("passport", "id_card", "residence_permit")


class BankClientDocument(models.Model):
    """Identity documents: the main one of each kind, whose scans, which to renew."""

    _name = "bank.client.document"
    _inherit = ["bank.client.document", "bank.sealed.mixin"]

    country_id = fields.Many2one("res.country", "Issued in")
    is_main = fields.Boolean(
        "Main", help="The one of its kind that is shown and printed first."
    )
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")
    to_renew = fields.Boolean(
        "To be renewed", compute="_compute_to_renew", search="_search_to_renew",
        help="Expired or expiring in 30 days, and the client has no other in force.",
    )  # fmt: skip

    _main_uniq = models.UniqueIndex(
        "(client_id, kind) WHERE is_main",
        "The client has a main document of this kind already.",
    )

    def _compute_to_renew(self):
        found = self.sudo().search(
            Domain("id", "in", self.ids) & Domain("to_renew", "=", True)
        )
        for document in self:
            document.to_renew = document in found

    def _search_to_renew(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        last = today + timedelta(days=EXPIRES_SOON_DAYS)
        # Nobody else's document can be in the subquery but the same client's.
        return (
            Domain.custom(
                to_sql=lambda model, alias, query: SQL(
                    """(%(kind)s = ANY(%(kinds)s) AND %(until)s <= %(last)s
                    AND NOT EXISTS (
                        SELECT 1 FROM bank_client_document o
                         WHERE o.client_id = %(client)s AND o.kind = ANY(%(kinds)s)
                           AND (o.expiry_date IS NULL OR o.expiry_date > %(last)s
                                OR (o.expiry_date, o.id) > (%(until)s, %(id)s))))""",
                    kind=model._field_to_sql(alias, "kind", query),
                    until=model._field_to_sql(alias, "expiry_date", query),
                    client=model._field_to_sql(alias, "client_id", query),
                    id=SQL.identifier(alias, "id"),
                    kinds=list(IDENTITY_KINDS),
                    last=last,
                )
            )
            & Domain("client_id.client_state", "in", ("client", "prospect"))
            & Domain("client_id.deceased_date", "=", False)
        )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("is_main"):
                client = self.env["res.partner"].browse(vals.get("client_id"))
                self._step_aside(client, vals.get("kind", "passport"))
        documents = super().create(vals_list)
        documents._own_scans()
        return documents

    def write(self, vals):
        if vals.get("is_main") or "kind" in vals:
            for document in self:
                if vals.get("is_main", document.is_main):
                    kind = vals.get("kind", document.kind)
                    self._step_aside(document.client_id, kind, document)
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._own_scans()
        return result

    @api.model
    def _step_aside(self, client, kind, new=()):
        """The main document of a kind gives its place to the new one."""
        old = self.search(
            [
                ("client_id", "=", client.id),
                ("kind", "=", kind),
                ("is_main", "=", True),
                ("id", "not in", [document.id for document in new]),
            ]
        )
        old.is_main = False
        old.flush_recordset(["is_main"])

    def _own_scans(self):
        """A scan is seen by who sees the document, and not only by who put it there."""
        for document in self:
            loose = document.sudo().attachment_ids.filtered(
                lambda scan: not scan.res_id and scan.create_uid.id == self.env.uid
            )
            loose.write({"res_model": self._name, "res_id": document.id})

    def action_open_client(self):
        """The card of the client whose document it is."""
        self.ensure_one()
        return self.client_id.get_formview_action()
