from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ...domain.assignment.states import State


class BankHandover(models.Model):
    """After a handover: looks of the old manager, tasks, the way back, the morning's work."""

    _inherit = "bank.handover"

    def _give_back(self, state):
        """Return what nobody changed since; the rest stays and is listed."""
        self.ensure_one()
        self.env.flush_all()
        groups = self.env["bank.handover.line"]._read_group(
            [("handover_id", "=", self.id), ("fate", "=", "moved")], ["model", "field"]
        )
        returned = []
        for model, field in groups:
            column = SQL.identifier("t", field)
            returned += self._write_column(
                model, field, SQL("l.old_value"), SQL("%s = l.new_value", column)
            )
        self.env.cr.execute(
            SQL(
                "UPDATE bank_handover_line SET fate = CASE WHEN id = ANY(%s) "
                "THEN 'returned' ELSE 'kept' END WHERE handover_id = %s AND fate = 'moved'",
                returned,
                self.id,
            )
        )
        self._follow_clients(
            SQL(
                "SELECT client_id FROM bank_handover_line WHERE handover_id = %s "
                "AND client_id IS NOT NULL",
                self.id,
            )
        )
        self.env["bank.grant"].search(
            [("reason", "=", self._look_words()), ("kind", "in", ("former_manager", "deputy"))]
        ).unlink()  # fmt: skip
        self._move_to(state)
        self.target_ids.filtered(lambda row: row.answer == "asked").write(
            {"answer": "none"}
        )

    def _follow_clients(self, clients):
        """Contact persons and the history follow; nothing read before counts."""
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner child SET manager_id = p.manager_id, "
                "branch_id = p.branch_id FROM res_partner p WHERE p.id = child.parent_id "
                "AND child.is_guarded AND p.id IN (%s) AND (child.manager_id, "
                "child.branch_id) IS DISTINCT FROM (p.manager_id, p.branch_id)",
                clients,
            )
        )
        self.env.invalidate_all()
        self.env["bank.assignment"]._sync(
            clients, source="handover", handover_id=self.id
        )
        self.env.registry.clear_cache()

    def _look_words(self):
        return self.env._("Handover %(number)s", number=self.id)

    def _grant_looks(self, today):
        """The old manager still looks for some days; a deputy until they are accepted."""
        rows = []
        looks = self._days("former_manager_days", 30)
        rows.append((self.user_id.id, "former_manager", today + timedelta(days=looks)))
        if self.deputy_id:
            answer = self._days("handover_answer_days", 3)
            until = today + timedelta(days=answer)
            rows.append((self.deputy_id.id, "deputy", until))
        for user_id, kind, until in rows:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO bank_grant (user_id, client_id, kind, date_from, date_to, "
                    "reason, given_by_id, create_uid, write_uid, create_date, write_date) "
                    "SELECT %(user)s, client_id, %(kind)s, %(today)s, %(until)s, %(reason)s, "
                    "%(giver)s, %(giver)s, %(giver)s, now() AT TIME ZONE 'UTC', "
                    "now() AT TIME ZONE 'UTC' FROM bank_handover_split",
                    user=user_id, kind=kind, today=today, until=until,
                    reason=self._look_words(), giver=self.env.uid,
                )
            )  # fmt: skip
        self.env["bank.grant"].invalidate_model()
        self.env.registry.clear_cache()

    def _end_cover(self, taker):
        """The new manager has accepted: nobody has to cover his clients any more."""
        mine = self.env["bank.handover.line"].search(
            [
                ("handover_id", "=", self.id),
                ("user_id", "=", taker.id),
                ("model", "=", "res.partner"),
            ]
        )
        self.env["bank.grant"].search(
            [
                ("reason", "=", self._look_words()),
                ("kind", "=", "deputy"),
                ("client_id", "in", mine.client_id.ids),
            ]
        ).unlink()

    # --- tasks

    def _give_head_task(self, summary, note):
        """To who proposed it: he has to look for somebody else."""
        today = self.env["bank.business.day"]._today()
        self._give_task(self.maker_id or self.create_uid, summary, note, today)

    @api.model
    def _give_task(self, user, summary, note, due):
        self.env["mail.activity"].sudo().create(
            {
                "user_id": user.id,
                "summary": summary,
                "note": note,
                "date_deadline": due,
                "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
            }
        )

    # --- the morning

    @api.model
    def _next_due(self, today):
        """The next handover to apply or to return today."""
        return self.search(
            [
                "|",
                "&", ("state", "=", State.ACCEPTED), ("date_from", "<=", today),
                "&", ("state", "=", State.APPLIED), ("date_to", "<", today),
            ],
            order="date_from, id",
            limit=1,
        )  # fmt: skip

    def _do_due(self):
        if self.state == State.ACCEPTED:
            self._apply()
        else:
            self._give_back(State.RETURNED)

    @api.model
    def _tell_unanswered(self, today):
        """Heads hear of new managers who have not answered in time."""
        late = self.env["bank.handover.target"].search(
            [
                ("answer", "=", "asked"),
                ("answer_due", "<", today),
                ("is_reported", "=", False),
            ]
        )
        for target in late:
            target.handover_id._give_head_task(
                self.env._(
                    "%(name)s has not answered a handover", name=target.user_id.name
                ),
                target.handover_id.reason,
            )
        late.write({"is_reported": True})

    def action_view_lines(self):
        """Row by row, what moved and what came back."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_handover_line_action"
        )
        return {**action, "domain": [("handover_id", "=", self.id)]}

    def action_view_clients(self):
        """The clients themselves, as far as one may see them."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_client_action"
        )
        if self.state in (State.APPLIED, State.UNDONE, State.RETURNED):
            lines = self.line_ids.filtered(lambda line: line.field == "manager_id")
            ids = lines.client_id.ids
        else:
            ids = [
                client_id
                for client_id, _user, _unit in self.env.execute_query(
                    self.sudo()._split_sql()
                )
            ]
        return {**action, "domain": [("id", "in", ids)], "context": {"create": False}}
