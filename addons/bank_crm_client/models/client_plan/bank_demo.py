from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.fields import Command

PLANS = 3
CONTACTED = 100
# Of the key clients: days since the last meeting and the last call; nothing: never.
MET_DAYS = (12, 45, 85, 100, None, 30, 140)
CALLED_DAYS = (4, 25, 33, None, 18, 60, 9, 40)
NEEDS = (
    "Buys grain from July to September and needs cash then; asks for leasing of two trucks.",
    "Opens a second shop in spring; keeps his deposit in another bank for the rate.",
    "Pays wages to forty people by another bank; his accountant wants one bank for all.",
)


class BankDemo(models.AbstractModel):
    """Plans of three key clients, whom managers met and called; then the next steps."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        if self.env.context.get("bank_story"):
            self._live_contacts()
            self._live_plans()
            self._live_next_steps()

    @api.model
    def _demo_key_clients(self, limit):
        return self.env["res.partner"].search(
            [
                ("standing_ids.code", "=", "key"),
                ("client_state", "=", "client"),
                ("is_private_banking", "=", False),
                ("manager_id", "!=", False),
            ],
            order="funds_base desc, id",
            limit=limit,
        )

    @api.model
    def _live_contacts(self):
        """Meetings in the calendar and calls that were tasks, some long ago."""
        today = self.env["bank.business.day"]._today()
        call = self.env.ref("mail.mail_activity_data_call")
        for place, client in enumerate(self._demo_key_clients(CONTACTED)):
            met = MET_DAYS[place % len(MET_DAYS)]
            if met:
                start = datetime.combine(today - timedelta(days=met), time(9))
                self.env["calendar.event"].with_context(
                    no_mail_to_attendees=True, dont_notify=True
                ).create(
                    {
                        "name": self.env._("Meeting with %(client)s", client=client.name),
                        "start": start,
                        "stop": start + timedelta(hours=1),
                        "user_id": client.manager_id.id,
                        "partner_ids": [
                            Command.set((client.manager_id.partner_id | client).ids)
                        ],
                    }
                )
            called = CALLED_DAYS[place % len(CALLED_DAYS)]
            if called:
                task = (
                    self.env["mail.activity"]
                    .with_context(mail_activity_quick_update=True)
                    .create(
                        {
                            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                            "res_id": client.id,
                            "user_id": client.manager_id.id,
                            "activity_type_id": call.id,
                            "summary": self.env._("Call"),
                            "date_deadline": today - timedelta(days=called),
                        }
                    )
                )
                task.action_archive()
                task.flush_recordset()
                # As if it had been done on that day.
                self.env.cr.execute(
                    "UPDATE mail_activity SET date_done = %s WHERE id = %s",
                    [today - timedelta(days=called), task.id],
                )
        self.env.invalidate_all()
        clients = self.env["res.partner"].search([("is_client", "=", True)])
        self.env["bank.client.contact"]._refresh(clients.ids, today)

    @api.model
    def _live_plans(self):
        """An approved plan with a review, one with the head, one being drawn up."""
        today = self.env["bank.business.day"]._today()
        families = self.env["bank.product.family"].search([], order="sequence, id", limit=3)
        made = 0
        for client in self._demo_key_clients(40):
            manager = client.manager_id
            head = self._demo_head_of(client)
            Plan = self.env["bank.client.plan"].with_user(manager)
            if (
                not head
                or not Plan.has_access("create")
                or not client.with_user(manager).is_fully_visible
            ):
                continue
            plan = Plan.create(
                {
                    "client_id": client.id,
                    "needs": NEEDS[made],
                    "participant_ids": [Command.set((manager | head).ids)],
                    "goal_ids": [
                        Command.create(
                            {
                                "measure": "funds",
                                "base": round(client.funds_base * 0.8, -3),
                                "plan": round(client.funds_base * 1.2, -3),
                            }
                        ),
                        Command.create(
                            {
                                "measure": "count",
                                "family_id": families[made % len(families)].id,
                                "base": 0,
                                "plan": 2,
                            }
                        ),
                    ],
                    "action_ids": [
                        Command.create(
                            {
                                "name": "Meet the owner with the product specialist",
                                "due_date": today + timedelta(days=5 - 8 * made),
                                "user_id": manager.id,
                            }
                        ),
                        Command.create(
                            {
                                "name": "Send the offer",
                                "due_date": today + timedelta(days=25),
                                "user_id": manager.id,
                            }
                        ),
                    ],
                }
            )
            if made < PLANS - 1:
                plan.action_submit()
            if made == 0:
                plan.with_user(head).action_approve()
                self.env["bank.client.plan.review"].with_user(manager).create(
                    {
                        "plan_id": plan.id,
                        "words": "Funds grow as planned; the owner is back in December.",
                    }
                )
            made += 1
            if made == PLANS:
                break

    @api.model
    def _demo_head_of(self, client):
        """Who heads the unit of a client and sees him, other than his manager."""
        head = self._employee("branch_head", client.branch_id)
        if head and head != client.manager_id:
            return head if client.with_user(head).is_fully_visible else head.browse()
        return head.browse()
