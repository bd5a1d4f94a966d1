from dataclasses import replace

from odoo import models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal

from ...domain.application.submission import (
    Part,
    Relevance,
    Taken,
    Worse,
    changes,
    voided_by,
)
from ...domain.money import ZERO

TENTH, TWENTIETH = to_decimal("0.1"), to_decimal("0.05")
# What a decision on a person's loan rests on, and how far it may move.
RESTS_ON = (
    Relevance("form.amount"),
    Relevance("form.income_known", Worse.DOWN, TENTH),
    Relevance("exposure.debt_here", Worse.UP, TENTH),
    Relevance("exposure.overdue_here", Worse.UP),
    Relevance("bureau.owed", Worse.UP, TENTH),
    Relevance("bureau.overdue", Worse.UP),
    Relevance("bureau.score", Worse.DOWN, TWENTIETH),
    Relevance("documents.refused", Worse.UP),
)


class BankLoanApplication(models.Model):
    """What a later change of what was frozen does to the decision."""

    _inherit = "bank.loan.application"

    def _changes_since(self):
        """What differs today from what was submitted."""
        self.ensure_one()
        application = self.sudo()
        if not application.snapshot_id:
            return ()
        after = {
            Part(name): facts for name, facts in application._snapshot_parts().items()
        }
        before = {
            Part(name): {
                key: self._as_before(value, after.get(Part(name), {}).get(key))
                for key, value in facts.items()
            }
            for name, facts in application.snapshot_id._read_facts().items()
        }
        return changes(before, after)

    @staticmethod
    def _as_before(text, today):
        """A frozen text as the number that it was, where today's fact is one."""
        is_number = type(today) is int or type(today) is type(ZERO)
        return to_decimal(text) if is_number and text is not None else text

    def _rests_on(self):
        """The facts on which a decision rests; parts of lending add theirs."""
        # The borrower's facts of the bureau have no mark, those of the others have.
        others = self.sudo().party_ids.filtered(lambda party: party.role != "borrower")
        return (
            *RESTS_ON,
            *(
                replace(fact, name=f"{fact.name}_{party.id}")
                for party in others
                for fact in RESTS_ON
                if fact.name.startswith(f"{Part.BUREAU}.")
            ),
        )

    def _fallen_words(self):
        """Why the decision in force does not stand on the facts of today; empty: it does."""
        self.ensure_one()
        decision = self.sudo().decision_id
        found = voided_by(
            self._changes_since(),
            [Taken(decision.id, decision.level, tuple(self._rests_on()))],
        )
        if found:
            return self.env._(
                "Changed since the submission: %(what)s.",
                what="; ".join(
                    f"{self._fact_label(change.part, change.key)}: "
                    f"{change.before} → {change.after}"
                    for change in found.changes
                ),
            )
        if self.sudo()._security() < int(decision.security or 0):
            return self.env._(
                "The loan is secured by less than when it was decided on."
            )
        required = self.sudo()._required(decision.amount)
        if decision.level and required.level > decision.level:
            return self.env._(
                "Today it takes a higher authority: %(who)s.",
                who=self._level_words(required),
            )
        return ""

    def _void_if_changed(self):
        """Void the decision in force where a fact on which it rests is no longer so."""
        self.ensure_one()
        decision = self.sudo().decision_id
        if not decision or self.stage not in ("offer", "signing", "disbursement"):
            return False
        if not (words := self._fallen_words()):
            return False
        self._void(words)
        return True

    def _void(self, words):
        """The decision falls: it goes back to be decided anew, on facts of today."""
        decision = self.sudo().decision_id
        self._act("void", words=words, decision_id=False)
        decision.write(
            {"is_void": True, "void_date": self._today(), "void_words": words}
        )
        # What comes now is decided on the facts of now.
        fresh = self.env["bank.loan.snapshot"]._take(self)
        self.sudo().write(
            {
                "snapshot_id": fresh.id,
                # What the client was told of the cost was of the terms that fell.
                "cost_sheet_date": False,
                "accepted_date": False,
                "signed_date": False,
            }
        )
        self.sudo()._on_voided(decision)

    def action_compare(self):
        """Look whether the facts of the decision still hold; if not, it is void."""
        self.ensure_one()
        self.check_access("read")
        is_void = self._void_if_changed()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if is_void else "success",
                "message": self.env._("The decision is void: facts have changed.")
                if is_void
                else self.env._("Nothing has changed on which the decision rests."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
