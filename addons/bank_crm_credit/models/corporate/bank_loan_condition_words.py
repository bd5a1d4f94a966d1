from odoo import models
from odoo.tools import format_date

from ...domain.application.conditions import (
    Checker,
    Condition,
    Consequence,
    Kind,
    Status,
)


class BankLoanCondition(models.Model):
    """A condition as the rules take it, and as people read it."""

    _inherit = "bank.loan.condition"

    # --- as domain code takes it

    def _tranche_numbers(self):
        self.ensure_one()
        return frozenset(
            int(one) for one in (self.tranches or "").split(",") if one.strip()
        )

    def _body(self):
        """The number of who set it: a committee's, or below nought a person's."""
        self.ensure_one()
        decision = self.sudo().decision_id
        committee = decision.committee_item_id.committee_id
        return committee.id or -decision.decider_id.id

    def _as_condition(self):
        self.ensure_one()
        return Condition(
            number=self.id,
            kind=Kind(self.kind),
            set_by=self._body(),
            tranches=self._tranche_numbers(),
            due=self.due_date or None,
            owner=self.owner_id.id or None,
            consequence=Consequence(self.consequence) if self.consequence else None,
            status=Status(self.state),
            settled_by=self.settled_by_id.id or None,
            settled_on=self.settled_date or None,
        )

    def _checker(self):
        """The current user as who looks at evidence."""
        self.ensure_one()
        application = self.sudo().application_id
        user = self.env.user
        return Checker(
            person=user.id,
            is_administration=user.has_group(
                "bank_crm_credit.group_loan_administrator"
            ),
            # Also who prepared it, whoever is named as its officer now.
            is_manager=user
            in (application.client_id.manager_id | application.officer_id)
            or user.id in application._four_eyes_people().entered,
        )

    # --- in words

    def _words(self):
        """What is asked for, and by when or which tranches wait for it."""
        self.ensure_one()
        if self.kind == Kind.SUBSEQUENT:
            return self.env._(
                "%(name)s (by %(day)s)",
                name=self.name,
                day=format_date(self.env, self.due_date, date_format="medium"),
            )
        if self.tranches:
            return self.env._(
                "%(name)s (holds back tranches %(numbers)s)",
                name=self.name,
                numbers=self.tranches,
            )
        return self.name

    def _protocol_words(self):
        return self._words()

    def _case_row(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "id": self.id,
            "words": self._words(),
            "kind": kinds[self.kind],
            "state": self.state,
            "state_words": states[self.state],
        }
