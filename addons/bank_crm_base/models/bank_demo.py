from odoo import api, fields, models
from odoo.fields import Command


class BankDemo(models.AbstractModel):
    """The month of life that each addon gives the demonstration bank.

    `./bankcrm up` calls `_live_a_month` once, after the files are loaded; an addon extends
    it. What happens there is done as the employees who would do it. `./bankcrm demo day`
    calls `_live_a_day` for each day, between its files and its night.
    """

    _name = "bank.demo"
    _description = "Life of the Demonstration Bank"

    @api.model
    def _live_a_month(self):
        """Everything that people did in this addon's part of the bank."""
        self._live_acts()
        self._live_disclosures()
        self._live_visits()

    @api.model
    def _live_a_day(self, day):
        """What the core system tells of `day` that follows from what the bank holds."""

    @api.model
    def _employee(self, role, among=None):
        """Somebody who holds the role today, always the same one."""
        domain = [("role_id.code", "=", role), ("is_in_force", "=", True)]
        if among is not None:
            domain.append(("branch_id", "in", among.ids))
        return self.env["bank.post"].search(domain, order="id", limit=1).user_id

    @api.model
    def _live_acts(self):
        """Changed telephones: one accepted, one refused, two waiting; a post; a deputy."""
        head = self._employee("branch_head")
        branch = head.post_ids.filtered("is_in_force")[:1].branch_id
        manager = self._employee("retail_manager", branch) or self._employee(
            "retail_manager"
        )
        if not (head and manager):
            return
        points = self.env["bank.contact.point"].search(
            [
                ("client_id.manager_id", "=", manager.id),
                ("client_id.is_core_client", "=", True),
                ("client_id.is_private_banking", "=", False),
                ("is_main", "=", True),
                ("date_to", "=", False),
                ("kind", "=", "mobile"),
            ],
            order="id",
            limit=4,
        )
        acts = self.env["bank.act"]
        for place, point in enumerate(points):
            point.with_user(manager).value = f"+38067555440{place}"
            acts |= point.with_user(manager).waiting_act_ids
        reasons = (
            self.env._("Came with the passport and asked for it."),
            self.env._("Asked by telephone from the old number."),
            self.env._("Wrote from an unknown address."),
        )
        for act, reason in zip(acts, reasons, strict=False):
            act.with_user(manager).action_explain(reason)
        may_decide = acts.with_user(head).filtered("may_decide")
        if acts[:1] and acts[0] in may_decide.with_env(self.env):
            acts[0].with_user(head).action_accept()
        if acts[2:3] and acts[2] in may_decide.with_env(self.env):
            acts[2].with_user(head).action_refuse(
                self.env._("The client denies it: call him back on the old number.")
            )
        self._live_posts(manager, head, branch)

    @api.model
    def _live_posts(self, manager, head, branch):
        """A promotion that waits, and a head who lends his power for a leave."""
        today = self.env["bank.business.day"]._today()
        administrator = self.env.ref("base.user_admin")
        self.env["bank.post"].with_user(administrator).create(
            {
                "user_id": manager.id,
                "branch_id": branch.id,
                "role_id": self.env.ref("bank_crm_base.role_service_head").id,
                "date_from": fields.Date.add(today, days=11),
            }
        )
        deputy = self._employee("regional_head")
        if deputy and deputy != head:
            self.env["bank.act.delegation"].with_user(head).create(
                {
                    "deputy_id": deputy.id,
                    "date_from": fields.Date.add(today, days=10),
                    "date_to": fields.Date.add(today, days=24),
                    "reason": "leave",
                }
            )

    @api.model
    def _clients_with_accounts(self, count):
        accounts = self.env["bank.account"].search(
            [
                ("state", "=", "open"),
                ("client_id.is_core_client", "=", True),
                ("client_id.is_private_banking", "=", False),
                ("balance_base", ">", 0),
            ],
            order="id desc",
            limit=20 * count,
        )
        return accounts.client_id[:count]

    @api.model
    def _live_disclosures(self):
        """Letters of a court, a tax office and a bailiff; what the bailiff arrested."""
        officer = self._employee("compliance")
        clients = self._clients_with_accounts(3)
        grounds = self.env["bank.disclosure.ground"].search([], limit=3)
        if not (officer and len(clients) == 3 and grounds):
            return
        today = self.env["bank.business.day"]._today()
        letters = [
            ("court", self.env._("Halytskyi district court"), 9, clients[0], True),
            ("tax", self.env._("Tax office of the region"), 3, clients[1], True),
            ("bailiff", self.env._("Enforcement service"), 1, clients[2], False),
        ]
        requests = self.env["bank.disclosure"]
        for place, (kind, body, days, client, is_sent) in enumerate(letters):
            request = requests.with_user(officer).create(
                {
                    "requester_kind": kind,
                    "requester_body": body,
                    "ground_id": grounds[place % len(grounds)].id,
                    "received_date": fields.Date.subtract(today, days=days),
                    "client_ids": [Command.set(client.ids)],
                    "decision": "give",
                    "decision_words": self.env._("Accounts and balances on that day"),
                }
            )
            if is_sent:
                request.action_submit()
            requests |= request
        account = clients[2].account_ids.filtered(lambda row: row.state == "open")[:1]
        self.env["bank.account.arrest"].create(
            {
                "client_id": clients[2].id,
                "account_id": account.id,
                "body": letters[2][1],
                "document_number": "VP-73310245",
                "document_date": fields.Date.subtract(today, days=1),
                "is_whole": True,
                "disclosure_id": requests[2].id,
            }
        )

    @api.model
    def _live_visits(self):
        """A client of one branch came to a teller of another, and left."""
        teller = self._employee("teller")
        client = self._clients_with_accounts(4)[3:]
        if not (teller and client):
            return
        visit = (
            self.env["bank.visit"]
            .with_user(teller)
            ._start(client, identified_by="document", reason="cash")
        )
        visit._end()
