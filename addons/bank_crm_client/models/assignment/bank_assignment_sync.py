from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL


class BankAssignment(models.Model):
    """Keeping the history of managers in step with the clients, as sets."""

    _inherit = "bank.assignment"

    @api.model
    def _sync(
        self,
        clients=None,
        *,
        within=None,
        source="manual",
        handover_id=None,
        batch_id=None,
    ):
        """Bring the history to what the clients say; twice on a day changes nothing.

        `clients` is SQL that selects ids, or a list of them; without it, everybody.
        `within` = (after, until) says between which ids they are, so that a part of a
        million reads no more than its part. Who was given and taken on one day never
        served: only the last of the day stays.
        """
        self.env["res.partner"].flush_model(["manager_id", "branch_id", "is_client"])
        today = self.env["bank.business.day"]._today()
        values = {
            "day": today,
            "eve": today - timedelta(days=1),
            "among": self._among(clients, within),
            "stretch": self._stretch(SQL("a.client_id"), within),
            "source": source,
            "handover": handover_id,
            "batch": batch_id,
        }
        cr = self.env.cr
        if clients is None:
            # Before its first ANALYZE a big table looks empty, and a loop takes hours.
            cr.execute("SET LOCAL enable_nestloop = off")
        changed = SQL(
            "bank_assignment a USING res_partner p WHERE p.id = a.client_id "
            "AND a.role = 'main' AND a.date_to IS NULL AND a.date_from >= %(day)s "
            "AND %(among)s AND %(stretch)s AND %(differs)s",
            **values,
            differs=self._differs(),
        )
        cr.execute(SQL("DELETE FROM %s", changed))
        cr.execute(
            SQL(
                "UPDATE bank_assignment a SET date_to = %(eve)s FROM res_partner p "
                "WHERE p.id = a.client_id AND a.role = 'main' AND a.date_to IS NULL "
                "AND %(among)s AND %(stretch)s AND %(differs)s",
                **values,
                differs=self._differs(),
            )
        )
        # Taken and given back on one day: he served all the time.
        cr.execute(
            SQL(
                """
                UPDATE bank_assignment a SET date_to = NULL FROM res_partner p
                 WHERE p.id = a.client_id AND a.role = 'main' AND a.date_to = %(eve)s
                   AND p.is_client AND %(among)s AND %(stretch)s AND a.user_id IS NOT DISTINCT FROM
                       p.manager_id AND a.branch_id IS NOT DISTINCT FROM p.branch_id
                   AND %(unserved)s
                """,
                **values,
                unserved=self._unserved(),
            )
        )
        cr.execute(
            SQL(
                """
                INSERT INTO bank_assignment
                       (client_id, role, user_id, branch_id, date_from, source,
                        handover_id, batch_id)
                SELECT p.id, 'main', p.manager_id, p.branch_id, %(day)s, %(source)s,
                       %(handover)s, %(batch)s
                  FROM res_partner p
                 WHERE p.is_client AND (p.manager_id IS NOT NULL OR p.branch_id IS NOT NULL)
                   AND %(among)s AND %(unserved)s
                """,
                **values,
                unserved=self._unserved(),
            )
        )
        if clients is None:
            cr.execute("SET LOCAL enable_nestloop = on")
        self.invalidate_model()
        self.env["res.partner"].invalidate_model(["assignment_ids"], flush=False)

    @api.model
    def _among(self, clients, within):
        if clients is None:
            return SQL("TRUE")
        if isinstance(clients, SQL):
            stretch = self._stretch(SQL("p.id"), within)
            return SQL("p.id IN (%s) AND %s", clients, stretch)
        return SQL("p.id = ANY(%s)", list(clients))

    @api.model
    def _stretch(self, column, within):
        if within is None:
            return SQL("TRUE")
        return SQL("%s > %s AND %s <= %s", column, within[0], column, within[1])

    @api.model
    def _differs(self):
        return SQL(
            "(p.is_client IS NOT TRUE OR a.user_id IS DISTINCT FROM p.manager_id "
            "OR a.branch_id IS DISTINCT FROM p.branch_id)"
        )

    @api.model
    def _unserved(self):
        return SQL(
            "NOT EXISTS (SELECT 1 FROM bank_assignment o WHERE o.client_id = p.id "
            "AND o.role = 'main' AND o.date_to IS NULL)"
        )
