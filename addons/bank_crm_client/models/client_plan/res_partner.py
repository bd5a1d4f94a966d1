from odoo import fields, models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    """The panel "Contacts and plan" of the card, asked for when it is drawn."""

    _inherit = "res.partner"

    client_plan_ids = fields.One2many(
        "bank.client.plan", "client_id", "Client plans", copy=False
    )
    client_contact_ids = fields.One2many(
        "bank.client.contact", "client_id", "Contacts due", copy=False
    )

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible:
            panels["client_plan"] = {"client_id": self.id}
        return panels

    def get_client_plan(self):
        """When he was last met and called and is due, and how his plan stands."""
        self._check_steps_seen()
        today = self.env["bank.business.day"]._today()
        contacts = self.env["bank.client.contact"].search([("client_id", "=", self.id)])
        kinds = dict(contacts._fields["kind"]._description_selection(self.env))
        Plan = self.env["bank.client.plan"]
        plan = Plan.search(
            [("client_id", "=", self.id), ("state", "!=", "closed")], limit=1
        )
        return {
            "contacts": [
                {
                    "kind": row.kind,
                    "name": kinds[row.kind],
                    "last_days": (today - row.last_date).days if row.last_date else None,
                    "last": fields.Date.to_string(row.last_date) or "",
                    "due": fields.Date.to_string(row.due_date) or "",
                    "due_days": (row.due_date - today).days if row.due_date else None,
                    "norm": row.norm_id.name or "",
                }
                for row in contacts
            ],
            "plan": {
                "id": plan.id,
                "name": plan.display_name,
                "state": dict(plan._fields["state"]._description_selection(self.env))[
                    plan.state
                ],
                "progress": round(plan.progress),
                "to_do": plan.open_action_count,
                "late": plan.late_action_count,
                "goals": [
                    {
                        "id": goal.id,
                        "name": goal.name,
                        "plan": goal.plan,
                        "fact": goal.fact,
                        "progress": goal.progress,
                    }
                    for goal in plan.goal_ids
                ],
            }
            if plan
            else False,
            "may_edit": Plan.has_access("create"),
        }

    def action_new_plan(self):
        """A plan for this client, for the year."""
        self._check_steps_seen()
        if not self.env["bank.client.plan"].has_access("create"):
            raise AccessError(self.env._("Plans are drawn up by who works with the client."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Client plan"),
            "res_model": "bank.client.plan",
            "views": [(False, "form")],
            "context": {"default_client_id": self.id},
        }
