from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...domain.application.lifecycle import Stage
from ...domain.application.outcomes import Outcome, Terms, Validity
from ..application.bank_loan_application_decide import APPROVALS


class BankLoanApplication(models.Model):
    """An application before a committee: which one it waits for, and who may not vote."""

    _inherit = "bank.loan.application"

    committee_item_ids = fields.One2many(
        "bank.loan.committee.item", "application_id", "At the committee", readonly=True
    )
    committee_words = fields.Char("Committee", compute="_compute_committee_words")

    @api.depends("committee_item_ids.state", "stage")
    def _compute_committee_words(self):
        for application in self:
            item = application.committee_item_ids.filtered(
                lambda one: one.kind == "application" and one.state != "withdrawn"
            ).sorted("id")[-1:]
            words = ""
            if item.state in ("waiting", "voting"):
                words = self.env._(
                    "On the agenda of %(sitting)s.",
                    sitting=item.sitting_id.display_name,
                )
            elif item:
                words = item.result_words
            application.committee_words = words

    # --- which committee

    def _committee_level(self):
        """The level of authority that this application takes; 0 where it is not known."""
        self.ensure_one()
        return self.sudo()._required().level if self.amount else 0

    @api.model
    def _waiting_for_committee(self, committee):
        """Applications to be decided at the committee's level and on no open agenda."""
        waiting = self.search(
            Domain("stage", "=", str(Stage.DECISION))
            & Domain(
                "committee_item_ids",
                "not any",
                [("kind", "=", "application"), ("state", "in", ("waiting", "voting"))],
            )
        )
        return waiting.filtered(lambda one: one._committee_level() == committee.level)

    def _check_for_committee(self, committee):
        """UserError unless the committee may decide on it, and now."""
        for application in self:
            if application.stage != Stage.DECISION:
                raise UserError(
                    self.env._(
                        "%(application)s does not wait for a decision.",
                        application=application.display_name,
                    )
                )
            if application._committee_level() > committee.level:
                raise UserError(
                    self.env._(
                        "%(application)s takes a higher authority than %(committee)s has.",
                        application=application.display_name,
                        committee=committee.name,
                    )
                )

    # --- who may not vote

    def _barred_people(self):
        """User id -> why he may not decide on this application: `domain/four_eyes`.

        What weighs most is told where several hold: who entered it is not replaced.
        """
        self.ensure_one()
        people = self.sudo()._four_eyes_people()
        barred = dict.fromkeys(people.decided, "decided")
        barred |= dict.fromkeys(people.related, "related")
        barred |= dict.fromkeys(people.participants, "participant")
        barred |= dict.fromkeys(people.entered, "entered")
        return barred

    # --- the decision

    def _terms_of(self, amount, months, rate):
        """Terms in the application's currency, as the rules take them."""
        self.ensure_one()
        return Terms(
            to_decimal(amount), self.currency_id.name, months, to_decimal(rate)
        )

    def _decide_by_committee(self, item, outcome, terms):
        """The committee's vote as a decision, and the move that follows from it."""
        self.ensure_one()
        committee = item.committee_id
        asking = self.sudo().with_context(
            bank_loan_committee={"level": committee.level, "item": item.id}
        )
        is_yes = outcome in APPROVALS
        validity = Validity.of_days(self._today(), committee.validity_days)
        decision = asking._decide(
            outcome,
            reasons=None if is_yes else item._reasons(outcome),
            words=item._decision_words(),
            valid_until=validity.last_day if is_yes else None,
            committee_item_id=item.id,
            decider_words=item.sitting_id.display_name,
            security_words=item.security_words if is_yes else False,
            **terms,
        )
        if is_yes and item.security_words:
            # Collateral is a term too: with other security it is not what was asked for.
            decision.outcome = str(Outcome.APPROVED_CHANGED)
        return decision

    def _on_ended(self):  # pylint: disable=missing-return
        """What is over is voted on by nobody."""
        super()._on_ended()
        items = (
            self.env["bank.loan.committee.item"]
            .sudo()
            .search(
                [
                    ("application_id", "in", self.ids),
                    ("kind", "=", "application"),
                    ("state", "in", ("waiting", "voting")),
                ]
            )
        )
        items.write({"state": "withdrawn"})
        items.sitting_id._close_if_done()

    # --- the page of the case

    def _case_facts(self):
        """What a member reads before he votes: rows of name, value, tone and why.

        `section` is where it stands: burden, risk, opinions, collateral. Parts of lending
        add their own.
        """
        self.ensure_one()
        return []
