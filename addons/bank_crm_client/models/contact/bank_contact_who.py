from collections import defaultdict

from odoo import api, models
from odoo.addons.bank_crm_base.domain import emails, phones
from odoo.tools import SQL


class BankContactGate(models.AbstractModel):
    """Whom a message reaches: clients by their record or by an address of theirs.

    Staff and people unknown to the bank are no clients; for them nothing more is asked.
    """

    _inherit = "bank.contact.gate"

    @api.model
    def _clients_of_partners(self, partner_ids):
        """Partner id -> the client whom he is or for whom he stands; staff have none.

        A contact person of a client stands for him.
        """
        if not partner_ids:
            return {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id,
                       CASE WHEN partner.is_client THEN partner.id
                            WHEN parent.is_client THEN parent.id END
                  FROM res_partner partner
             LEFT JOIN res_partner parent ON parent.id = partner.parent_id
                 WHERE partner.id = ANY(%s) AND (partner.is_client OR parent.is_client)
                """,
                list(partner_ids),
            )
        )
        return dict(rows)

    @api.model
    def _is_staff(self, partner_ids):
        """Ids of those partners who sign in as employees."""
        if not partner_ids:
            return set()
        rows = self.env.execute_query(
            SQL(
                "SELECT partner_id FROM res_users "
                "WHERE partner_id = ANY(%s) AND active AND share IS NOT TRUE",
                list(partner_ids),
            )
        )
        return {partner_id for (partner_id,) in rows}

    @api.model
    def _clients_of_addresses(self, kind, addresses):
        """Address as given -> ids of the clients whose contact it is or was.

        An address of an employee is his, even where he is a client, too.
        """
        keys = defaultdict(list)
        for address in addresses:
            key = self._address_key(kind, address)
            if key:
                keys[key].append(address)
        if not keys:
            return {}
        kinds = ["email"] if kind == "email" else ["mobile", "phone"]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT point.key, point.client_id
                  FROM bank_contact_point point
                  JOIN res_partner client ON client.id = point.client_id
                 WHERE point.key = ANY(%s) AND point.kind = ANY(%s) AND client.is_client
                """,
                list(keys),
                kinds,
            )
        )
        found = defaultdict(set)
        for key, client_id in rows:
            for address in keys[key]:
                found[address].add(client_id)
        if kind == "email" and found:
            for address in self._staff_addresses(found):
                del found[address]
        return found

    @api.model
    def _staff_addresses(self, addresses):
        keys = {self._address_key("email", address): address for address in addresses}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT partner.email_normalized
                  FROM res_users staff
                  JOIN res_partner partner ON partner.id = staff.partner_id
                 WHERE staff.active AND staff.share IS NOT TRUE
                   AND partner.email_normalized = ANY(%s)
                """,
                list(keys),
            )
        )
        return [keys[key] for (key,) in rows if key in keys]

    @api.model
    def _address_key(self, kind, address):
        try:
            if kind == "email":
                return emails.normalise(address)
            region = self.env.company.sudo().country_id.code
            return phones.normalise(address, region)
        except ValueError:
            return None
