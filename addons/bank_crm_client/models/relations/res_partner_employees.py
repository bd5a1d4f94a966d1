from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...domain.relations.kinds import Kind, State


class ResPartner(models.Model):
    """Relatives of employees: their cards are closed to them, and they do not serve them."""

    _inherit = "res.partner"

    @api.model
    def _closed_ids(self, user_id, branch_ids):
        """The relatives' cards too: of the person himself and of colleagues in his unit."""
        own = super()._closed_ids(user_id, branch_ids)
        if not own:
            return own
        rows = self.env.execute_query(
            SQL(
                "SELECT r.relative_id FROM (%s) AS r WHERE r.client_id = ANY(%s)",
                self._relatives_sql(),
                own,
            )
        )
        return [*own, *(client_id for (client_id,) in rows)]

    @api.model
    def _relatives_sql(self):
        """SQL of clients and their relatives by a confirmed relation of today, both ways."""
        in_force = SQL(
            "JOIN bank_relation_type t ON t.id = r.type_id AND t.kind = %(family)s "
            "WHERE r.state = %(confirmed)s "
            "AND r.from_client_id IS NOT NULL AND r.to_client_id IS NOT NULL "
            "AND (r.date_from IS NULL OR r.date_from <= %(today)s) "
            "AND (r.date_to IS NULL OR r.date_to >= %(today)s)",
            family=Kind.FAMILY,
            confirmed=State.CONFIRMED,
            today=self.env["bank.business.day"]._today(),
        )
        # Two selects: each is found by the index of its own end.
        return SQL(
            "SELECT r.from_client_id AS client_id, r.to_client_id AS relative_id "
            "FROM bank_relation r %(in_force)s UNION ALL "
            "SELECT r.to_client_id, r.from_client_id FROM bank_relation r %(in_force)s",
            in_force=in_force,
        )

    @api.model
    def _staff_cards_sql(self):
        """SQL of the cards that an employee does not serve: (client_id, user_id), his own
        and those of his relatives."""
        return SQL(
            """
            SELECT id AS client_id, employee_user_id AS user_id
              FROM res_partner WHERE employee_user_id IS NOT NULL
             UNION
            SELECT r.relative_id, p.employee_user_id
              FROM (%s) AS r JOIN res_partner p ON p.id = r.client_id
             WHERE p.employee_user_id IS NOT NULL
            """,
            self._relatives_sql(),
        )

    def _check_serves_no_kin(self, user):
        """Raise UserError where the employee would serve himself or a relative."""
        if not self or not user:
            return
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                "SELECT s.client_id, p.employee_user_id FROM (%s) AS s "
                "JOIN res_partner p ON p.id = s.client_id "
                "WHERE s.client_id = ANY(%s) AND s.user_id = %s LIMIT 1",
                self._staff_cards_sql(),
                self.ids,
                user.id,
            )
        )
        if not found:
            return
        if found[0][1] == user.id:
            raise UserError(self.env._("Nobody serves himself."))
        raise UserError(
            self.env._("%(name)s does not serve his relatives.", name=user.sudo().name)
        )

    def write(self, vals):
        if vals.get("manager_id") and not self.env.su:
            manager = self.env["res.users"].browse(vals["manager_id"])
            self._check_serves_no_kin(manager)
        return super().write(vals)


class BankRelation(models.Model):
    """A relative declared or taken away opens or closes cards at once."""

    _inherit = "bank.relation"

    @api.model_create_multi
    def create(self, vals_list):
        relations = super().create(vals_list)
        relations._tell_rights()
        return relations

    def write(self, vals):
        before = self._is_family()
        result = super().write(vals)
        if before or self._is_family():
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        self._tell_rights()
        return super().unlink()

    def _is_family(self):
        return Kind.FAMILY in self.sudo().type_id.mapped("kind")

    def _tell_rights(self):
        if self._is_family():
            self.env.registry.clear_cache()
