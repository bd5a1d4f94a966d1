from odoo import api, fields, models
from odoo.fields import Command

HEADS = ("branch_head", "regional_head", "head_office")


class BankDemo(models.AbstractModel):
    """Handovers of the demonstration bank: one refused, one undone, a leave; rules that wait."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        self._live_handovers()
        self._live_assignment_rules()

    @api.model
    def _demo_heads(self):
        """(head, his people with clients, the greatest portfolio first)."""
        posts = self.env["bank.post"].search(
            [("role_id.code", "in", HEADS), ("is_in_force", "=", True)], order="id"
        )
        found = []
        for head in posts.user_id:
            ids = self.env["bank.home"].with_user(head)._subordinate_ids()
            counts = (
                self.env["res.partner"]
                .with_user(head)
                ._read_group(
                    [("manager_id", "in", ids), ("is_client", "=", True)],
                    ["manager_id"],
                    ["__count"],
                )
            )
            counts = [
                (user.with_env(self.env), count)
                for user, count in counts
                if user.id not in posts.user_id.ids
            ]
            counts.sort(key=lambda row: (-row[1], row[0].id))
            if len(counts) > 1:
                found.append((head, [user for user, _count in counts]))
        return sorted(found, key=lambda row: (len(row[1]), row[0].id))

    @api.model
    def _decider(self, record):
        """An act that waits, as somebody who may decide it; empty where nobody may."""
        act = self.env["bank.act"]._waiting_for(record).get(record.id)
        heads = self.env["bank.post"].search(
            [("role_id.code", "in", HEADS), ("is_in_force", "=", True)], order="id"
        )
        for user in heads.user_id:
            if act and act.with_user(user).may_decide:
                return act.with_user(user)
        return self.env["bank.act"]

    @api.model
    def _propose_handover(self, head, giver, taker, **values):
        handover = (
            self.env["bank.handover"]
            .with_user(head)
            .create(
                {
                    "user_id": giver.id,
                    "target_ids": [Command.create({"user_id": taker.id})],
                    **values,
                }
            )
        )
        handover.action_propose()
        return handover.with_env(self.env)

    @api.model
    def _live_handovers(self):
        heads = self._demo_heads()
        if not heads:
            return
        today = self.env["bank.business.day"]._today()
        picked = [heads[place % len(heads)] for place in range(3)]
        head, people = picked[0]
        refused = self._propose_handover(
            head, people[0], people[-1], reason=self.env._("He wants fewer clients")
        )
        if act := self._decider(refused):
            act.action_refuse(
                self.env._("The other came a month ago: not a whole portfolio at once.")
            )
        head, people = picked[1]
        clients = (
            self.env["res.partner"]
            .with_user(head)
            .search(
                [
                    ("manager_id", "=", people[0].id),
                    ("is_client", "=", True),
                    ("is_private_banking", "=", False),
                    ("employee_user_id", "=", False),
                ],
                order="id desc",
                limit=6,
            )
        )
        undone = self._propose_handover(
            head, people[0], people[1],
            reason=self.env._("Nearer to the branch of the other"),
            client_ids=[Command.set(clients.ids)],
        )  # fmt: skip
        if act := self._decider(undone):
            act.action_accept()
            undone.with_user(head).action_undo()
            self._decider(undone).action_accept()
        head, people = picked[2]
        leave = self._propose_handover(
            head, people[-1], people[0], kind="leave",
            reason=self.env._("Annual leave"),
            date_from=today, date_to=fields.Date.add(today, days=13),
        )  # fmt: skip
        if act := self._decider(leave):
            act.action_accept()
            leave.target_ids[:1].with_user(people[0]).action_accept()

    @api.model
    def _live_assignment_rules(self):
        """Clients who came without a manager: counted, and waiting for the other head."""
        lost = self.env["res.partner"].search(
            [
                ("is_client", "=", True),
                ("manager_id", "=", False),
                ("client_state", "!=", "former"),
                ("is_private_banking", "=", False),
                ("employee_user_id", "=", False),
                ("branch_id", "!=", False),
            ]
        )
        for branch in lost.branch_id.sorted("id"):
            head = branch.head_id or branch.parent_id.head_id
            unit = branch if branch.head_id else branch.parent_id
            if not head:
                continue
            self.env["bank.assignment.rule"].with_user(head).create(
                {
                    "name": self.env._("New clients of %(unit)s", unit=unit.name),
                    "branch_id": unit.id,
                    "is_own_unit": False,
                }
            )
            batch = (
                self.env["bank.assignment.batch"]
                .with_user(head)
                .create(
                    {
                        "branch_id": unit.id,
                        "reason": self.env._(
                            "Came with the last feeds without a manager"
                        ),
                    }
                )
            )
            batch.action_preview()
            if batch.dealt_count:
                batch.action_propose()
                return
