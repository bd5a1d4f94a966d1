from odoo import fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ...domain.application.authority import (
    AuthorityError,
    Axis,
    Case,
    Security,
    required_level,
)
from ...domain.application.four_eyes import Decider, Hindrance, People, hindrances
from ...domain.application.lifecycle import Act
from ...domain.application.stop_factors import Role
from ...domain.money import ZERO
from .bank_loan_application_needs import YES

APPROVED = ("approved", "approved_changed")
ENTRY_ACTS = (str(Act.IDENTIFY), str(Act.COMPLETE_FORM), str(Act.SUBMIT))


class BankLoanApplication(models.Model):
    """Who may decide: the level that the matrix asks for, and nobody on his own work."""

    _inherit = "bank.loan.application"

    required_level = fields.Integer(compute="_compute_required")
    required_words = fields.Char("Who decides", compute="_compute_required")
    entered_by_ids = fields.Many2many(
        "res.users", "bank_loan_application_entered_rel", "application_id", "user_id",
        "Filled in by", sealed=True, copy=False,
    )  # fmt: skip

    def _compute_required(self):
        for application in self:
            application.required_level, application.required_words = 0, ""
            if application.stage in ("checks", "decision") and application.amount:
                found = application.sudo()._required()
                application.required_level = found.level
                application.required_words = application._level_words(found)

    # --- the case; parts of lending refine what they know

    def _exposure_base(self, amount):
        """The debt of the borrowers and their groups with this loan, in base currency."""
        debt, _overdue = self.sudo()._debt_here()
        return max(debt, to_decimal(0)) + amount

    def _rating(self):
        """The class of the borrower; None: not rated."""
        return

    def _security(self):
        """How the loan is secured."""
        return Security.NONE

    def _exceptions(self):
        """Departures from the credit policy that a decision would allow, on its own terms."""
        found = set()
        dsti, dti = self._shares_deciding()
        product = self.product_id.sudo()
        if self.track == "retail" and (
            dsti > product.most_dsti or (product.most_dti and dti > product.most_dti)
        ):
            found.add("burden")
        return frozenset(found)

    def _shares_deciding(self):
        """Payments and debts to income by the terms being decided; else by those that hold."""
        decision = self.env["bank.loan.decision"].sudo()
        decision = decision.browse(self._doing().get("decision_id"))
        if decision.outcome not in APPROVED or decision.application_id != self.sudo():
            return self.dsti_after, self.dti_after
        terms = decision.amount, decision.term_months, decision.rate
        burden = self._burden(terms=terms)
        if burden is None:
            return 0, 0
        return (
            float(round(share or ZERO, 4))
            for share in (burden.dsti_after, burden.dti_after)
        )

    def _fallen_level(self):
        """The level of the last decision, where it has become void; 0: none has."""
        doing = self._doing().get("decision_id")
        last = self.decision_ids.filtered(lambda one: one.id != doing).sorted("id")[-1:]
        return last.level if last.is_void else 0

    def _reviewers(self):
        """Who asked to set the score aside, by taking up again what the table refused."""
        if not self._is_score_against():
            return self.env["res.users"]
        return self.step_ids.filtered(lambda step: step.act == Act.REVIEW).user_id

    def _is_insider(self):
        """An employee, or a relative of one, takes part."""
        people = self.sudo()._four_eyes_people()
        return bool(people.participants or people.related)

    def _case(self, amount=None, *, is_override=False):
        """What is to be decided, as the rules take it."""
        amount = self._to_base(amount or self.amount)
        return Case(
            amount=amount,
            exposure=max(self._exposure_base(amount), amount),
            rating=self._rating(),
            security=self._security(),
            exceptions=self._exceptions(),
            is_insider=self._is_insider(),
            is_override=is_override,
            asked_level=max(map(self._level_here, self.sudo()._reviewers()), default=0),
            fallen_level=self.sudo()._fallen_level(),
        )

    def _level_here(self, user):
        return self.env["bank.loan.authority"]._level_of(user, self.track)

    def _required(self, amount=None):
        """The lowest level that may decide this, and why none below it may."""
        self.ensure_one()
        rows = self.env["bank.loan.authority"]._matrix(self.track)
        try:
            case = self._case(amount, is_override=self._is_score_against())
        except AuthorityError as error:
            raise UserError(self.env._("A loan is for a sum above zero.")) from error
        return required_level([row._row() for row in rows], case)

    def _level_words(self, required):
        """The level in words, with what lifts the case to it."""
        rows = self.env["bank.loan.authority"]._matrix(self.track)
        names = rows.filtered(lambda row: row.level == required.level).mapped("name")
        axes = dict.fromkeys(axis for row in required.too_low for axis in row.axes)
        said = {
            Axis.SUM: self.env._("the sum"),
            Axis.EXPOSURE: self.env._("the debt with the group"),
            Axis.RATING: self.env._("the rating"),
            Axis.SECURITY: self.env._("the security"),
            Axis.EXCEPTION: self.env._("an exception from the policy"),
            Axis.INSIDER: self.env._("an employee or his relative takes part"),
            Axis.OVERRIDE: self.env._("it goes against the score"),
            Axis.FALLEN: self.env._("the decision that fell was taken there"),
        }
        words = ", ".join(dict.fromkeys(names))
        if not axes:
            return words
        return self.env._(
            "%(who)s (because of: %(why)s)",
            who=words,
            why=", ".join(said[axis] for axis in axes),
        )

    # --- four eyes

    def _note_entered(self):
        """Note who types something into these forms: he decides on none of them.

        Who last wrote a row does not tell: a figure counted anew in the request of who
        checks it would make him one who entered it, and hide who was before him.
        """
        if self.env.su:
            return
        user = self.env.user
        for application in self.sudo():
            if user not in application.entered_by_ids:
                application.entered_by_ids = [Command.link(user.id)]

    def _four_eyes_people(self):
        """Who has to do with it, as users' numbers."""
        self.ensure_one()
        entered = {self.officer_id.id, self.create_uid.id}
        entered |= {step.user_id.id for step in self.step_ids if step.act in ENTRY_ACTS}
        entered |= set(self.entered_by_ids.ids)
        clients = self._known_clients()
        for client, role in self._clients_beside():
            if role is not Role.OWNER:
                clients |= client
        doing = self._doing().get("decision_id")
        standing = self.decision_ids.filtered(
            lambda one: (
                not one.is_void
                and one.id != doing
                and one.snapshot_id == self.snapshot_id
                and one.outcome in ("approved", "approved_changed", "refused")
                and not one.is_by_table
            )
        )
        return People(
            entered=frozenset(entered - {False}),
            participants=frozenset(clients.employee_user_id.ids),
            related=frozenset(self._relatives_employed(clients)),
            decided=frozenset(standing.decider_id.ids),
            asked=frozenset(self._reviewers().ids),
        )

    def _relatives_employed(self, clients):
        """Employees who are relatives of these clients."""
        return [
            user_id
            for (user_id,) in self.env.execute_query(
                SQL(
                    "SELECT DISTINCT p.employee_user_id FROM (%s) AS r "
                    "JOIN res_partner p ON p.id = r.relative_id "
                    "WHERE r.client_id = ANY(%s) AND p.employee_user_id IS NOT NULL",
                    self.env["res.partner"]._relatives_sql(),
                    clients.ids,
                )
            )
        ]

    def _why_may_not_decide(self, user, amount=None):
        """Why `user` may not decide this, in words; empty: he may."""
        application = self.sudo()
        required = application._required(amount)
        level = self.env["bank.loan.authority"]._level_of(user, self.track)
        found = hindrances(
            Decider(user.id, level), application._four_eyes_people(), required.level
        )
        said = {
            Hindrance.ENTERED: self.env._("You entered it: somebody else decides."),
            Hindrance.PARTICIPANT: self.env._("You take part in it yourself."),
            Hindrance.RELATED: self.env._("A relative of yours takes part in it."),
            Hindrance.LEVEL: self.env._(
                "It is decided by: %(who)s.", who=self._level_words(required)
            ),
            Hindrance.DECIDED_BEFORE: self.env._("You have decided on it already."),
            Hindrance.ASKED: self.env._(
                "You asked to set the score aside: somebody higher agrees to it."
            ),
            Hindrance.DELEGATED_BY_ONE_BARRED: self.env._(
                "Who asked you to stand in may not decide it either."
            ),
        }
        return [said[one] for one in found]

    def _need_authority(self):
        committee = self.env.context.get("bank_loan_committee")
        amount = self._doing().get("amount")
        if committee and self.env.su:
            required = self._required(amount)
            if committee["level"] >= required.level:
                return YES
            return False, self.env._(
                "It is decided by: %(who)s.", who=self._level_words(required)
            )
        words = self._why_may_not_decide(self.env.user, amount)
        return (not words, "\n".join(words))
