from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..domain.disclosure import State, can_move

# What an approver decides on: it stands as it is from the moment it is sent to him.
TERMS = frozenset(
    {
        "requester_kind", "requester_body", "requester_official", "reference",
        "reference_date", "ground_id", "client_ids", "is_not_client", "asked_about",
        "period_from", "period_to", "asks_accounts", "asks_balances", "asks_movements",
        "asks_documents", "scope_words", "received_date", "received_by", "decision",
        "decision_words", "deadline_date",
    }
)  # fmt: skip
DECIDED = {"give": State.APPROVED, "refuse": State.REFUSED}


class BankDisclosure(models.Model):
    """The way of a request: prepared, decided by a second person, answered, closed."""

    _inherit = "bank.disclosure"

    def action_submit(self):
        """Send what the bank is to give, or why it refuses, to who decides it."""
        self.check_access("write")
        for disclosure in self:
            disclosure._check_ready()
            disclosure._move_to(State.WAITING)
            self.env["bank.act"]._propose_call(
                "disclosure",
                disclosure,
                "_decide",
                {"decision": disclosure.decision},
                watched=("decision", "decision_words", "ground_id"),
                reason=disclosure.decision_words,
            )
        return True

    def action_answer(self):
        """Ask what was sent, to whom and how."""
        self.ensure_one()
        self._check_may_answer()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register the answer"),
            "res_model": "bank.disclosure.answer",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_disclosure_id": self.id},
        }

    def action_close(self):
        """File the answered request away."""
        self.check_access("write")
        for disclosure in self:
            disclosure._move_to(State.CLOSED)
        return True

    def action_view_arrests(self):
        """Arrests that this request brought, and a new one filled in from it."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_account_arrest_action"
        )
        clients = self.client_ids
        return {
            **action,
            "domain": [("disclosure_id", "=", self.id)],
            "context": {
                "default_disclosure_id": self.id,
                "default_client_id": clients.id if len(clients) == 1 else False,
                "default_body": self.requester_body,
                "default_document_number": self.reference,
                "default_document_date": self.reference_date,
            },
        }

    # --- acts

    def _decide(self, decision):
        """What acceptance does: the second person's decision stands."""
        for disclosure in self:
            disclosure._move_to(
                DECIDED[decision],
                approver_id=self.env.uid,
                decided_at=fields.Datetime.now(),
            )

    def _act_client(self):
        return (
            self.client_ids if len(self.client_ids) == 1 else self.client_ids.browse()
        )

    def _act_refused(self, act):
        result = super()._act_refused(act)
        if act.method == "_decide":
            for disclosure in self:
                disclosure._move_to(State.DRAFT)
                disclosure.sudo().message_post(
                    body=self.env._(
                        "The decision was not accepted: %(answer)s",
                        answer=act.answer or self.env._("taken back"),
                    )
                )
        return result

    # --- verbs

    def _check_ready(self):
        self.ensure_one()
        if not self.client_ids and not self.is_not_client:
            raise UserError(
                self.env._("Name the clients asked about, or say it is not our client.")
            )
        if not self.decision or not (self.decision_words or "").strip():
            raise UserError(
                self.env._(
                    "Say what the bank is to give, or why it refuses: that is what the "
                    "second person decides."
                )
            )

    def _check_may_answer(self):
        self.check_access("read")
        for disclosure in self:
            if not disclosure._is_own_or_compliance():
                raise AccessError(
                    self.env._(
                        "Who is responsible for the request registers the answer."
                    )
                )
            if not can_move(State(disclosure.state), State.ANSWERED):
                raise UserError(
                    self.env._(
                        "%(number)s is not decided yet, or is answered already.",
                        number=disclosure.name,
                    )
                )

    def _answer(self, values):
        """Register what was given; asked for by who is responsible."""
        self.ensure_one()
        self._check_may_answer()
        self._move_to(State.ANSWERED, **values)

    def _move_to(self, target, **values):
        """Write `target` and `values` where the life of a request allows the move."""
        for disclosure in self:
            if not can_move(State(disclosure.state), target):
                raise UserError(
                    self.env._(
                        "%(number)s cannot be moved on from where it is.",
                        number=disclosure.name,
                    )
                )
        self.sudo().write({"state": target, **values})

    def _check_not_frozen(self, vals):
        """What was sent for decision stays as it is; su writes moves only."""
        touched = TERMS & vals.keys()
        if touched and any(
            disclosure.state != State.DRAFT for disclosure in self.sudo()
        ):
            raise UserError(
                self.env._(
                    "This was sent for decision and stays as it is. Take the proposal "
                    "back to change it."
                )
            )
