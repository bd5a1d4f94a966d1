from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.acts import State
from ..tools.field_values import field_label, shown_value

QUEUE_LIMIT = 200
# A batch shows so many of its records; all of them are one click away.
SHOWN_RECORDS = 20


class BankAct(models.Model):
    """The screen "Waiting for my approval": the queue, and one act with old and new."""

    _inherit = "bank.act"

    differences = fields.Json("Old and new", compute="_compute_differences")

    @api.depends("proposed", "old", "state")
    @api.depends_context("uid", "lang")
    def _compute_differences(self):
        for act in self:
            act.differences = act._difference_rows()

    def _difference_rows(self):
        """Per record, per field: what is in force and what is proposed, in words."""
        self.ensure_one()
        if self.operation == "call":
            return self._call_rows()
        rows = []
        for record in self._shown_records():
            old = (self.sudo().old or {}).get(str(record.id), {})
            rows.append(
                {
                    "record": self._record_words(record),
                    "fields": [
                        {
                            "name": name,
                            "label": field_label(self.env, self.res_model, name),
                            "old": ""
                            if self.operation == "create"
                            else shown_value(
                                self.env, self.res_model, name, old.get(name)
                            ),
                            "new": shown_value(self.env, self.res_model, name, raw),
                        }
                        for name, raw in (self.sudo().proposed or {}).items()
                        if self.operation != "create" or raw not in (False, [], "")
                    ],
                }
            )
        return rows

    def _call_rows(self):
        """An operation has no old and new: its model says in words what it does."""
        records = self._shown_records()
        words = {}
        if hasattr(records, "_act_words"):
            words = records._act_words(self.method, self.sudo().arguments or {})
        return [
            {
                "record": self._record_words(record),
                "fields": [
                    {
                        "name": label,
                        "label": label,
                        "old": "",
                        "new": text,
                    }
                    for label, text in words.get(record.id, [])
                ],
            }
            for record in records
        ]

    def _shown_records(self):
        """Whoever may see an act sees what it is about: nobody decides blindly."""
        self.check_access("read")
        return (
            self.env[self.res_model]
            .sudo()
            .browse(self.res_ids[:SHOWN_RECORDS])
            .exists()
        )

    @api.model
    @api.readonly
    def get_queue(self, everything=False):
        """What waits for the current user, the oldest first.

        What is shown to a nearer unit first stays out unless `everything` is asked for.
        """
        domain = Domain("may_decide", "=", True)
        total = self.search_count(domain)
        if not everything:
            mine = self._near_domain()
            domain &= mine
        acts = self.search(domain, order="proposed_at, id", limit=QUEUE_LIMIT)
        return {
            "rows": [act._queue_row() for act in acts],
            "count": self.search_count(domain) if len(acts) == QUEUE_LIMIT else len(acts),
            "total": total,
            "proposed": self.search_count(
                [("maker_id", "=", self.env.uid), ("state", "=", State.WAITING)]
            ),
        }  # fmt: skip

    @api.model
    def _near_domain(self):
        """Acts shown first in one of the user's own units, or in no unit at all."""
        posts = self.env["bank.home"]._posts()
        lent = self.env["bank.act.delegation"].sudo().search(
            [
                ("deputy_id", "=", self.env.uid),
                ("is_in_force", "=", True),
                ("acceptance", "=", "accepted"),
            ]
        )  # fmt: skip
        posts |= (
            self.env["bank.post"]
            .sudo()
            .search([("user_id", "in", lent.user_id.ids), ("is_in_force", "=", True)])
        )
        return (
            Domain("unit_scope", "=", "bank")
            | Domain("addressee_id", "=", False)
            | Domain("addressee_id", "in", posts.branch_id.ids)
        )

    def _queue_row(self):
        return {
            "id": self.id,
            "kind": self.kind_id.name,
            "name": self.name,
            "maker": self.maker_id.sudo().name,
            "maker_id": self.maker_id.id,
            "proposed_at": fields.Datetime.to_string(self.proposed_at),
            "moved_up": self.escalation_count,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "unit": self.unit_id.name or "",
        }

    @api.readonly
    def get_details(self):
        """One act as the right side of the screen shows it."""
        self.ensure_one()
        self.check_access("read")
        files = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)]
        )
        return {
            **self._queue_row(),
            "state": self.state,
            "state_label": self._state_label(),
            "may_decide": self.may_decide,
            "reason": self.reason or "",
            # Who decides is told whom it is about, also where he does not see the card.
            "client": self.sudo().client_id.name or "",
            "record_count": self.record_count,
            "differences": self.differences or [],
            "stale": self.sudo()._stale_words() if self.state == State.WAITING else "",
            "files": [{"id": file.id, "name": file.name} for file in files],
            "history": self._history(),
        }

    def _history(self):
        """Earlier acts about the same record, the newest first."""
        if self.record_count != 1:
            return []
        earlier = self.search(
            [
                ("res_model", "=", self.res_model),
                ("client_id", "=", self.client_id.id),
                ("kind_id", "=", self.kind_id.id),
                ("id", "!=", self.id),
            ],
            limit=10,
        ).filtered(lambda act: act.res_ids == self.res_ids)
        return [
            {
                "id": act.id,
                "name": act.name,
                "state": act._state_label(),
                "maker": act.maker_id.sudo().name,
                "checker": act.checker_id.sudo().name or "",
                "date": fields.Datetime.to_string(act.proposed_at),
                "answer": act.answer or "",
            }
            for act in earlier
        ]

    def action_decide(self):
        """Open the screen of approvals at this act."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "bank_crm_base.bank_approval_action"
        )
        return {**action, "params": {"act_id": self.id}}
