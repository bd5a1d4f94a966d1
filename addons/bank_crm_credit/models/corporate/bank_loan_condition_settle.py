from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ...domain.application.conditions import ConditionError, Status, meet, waive


class BankLoanCondition(models.Model):
    """How a condition ends: evidence looked at, waived by who set it, or fallen away."""

    _inherit = "bank.loan.condition"

    def action_bring_evidence(self):
        """Write down what the client brought, without leaving the application."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self.get_formview_action(),
            "name": self.env._("Evidence"),
            "target": "new",
        }

    def action_meet(self):
        """Loan administration looked at the evidence, and it is right."""
        for condition in self:
            condition.check_access("read")
            if not condition.is_to_check:
                raise UserError(
                    self.env._(
                        "%(condition)s: there is no evidence to look at, or it is settled.",
                        condition=condition.name,
                    )
                )
            evidence = condition.sudo().evidence_ids[:1].id or 0
            try:
                meet(
                    condition._as_condition(),
                    condition._checker(),
                    self._day(),
                    evidence,
                )
            except ConditionError as error:
                raise AccessError(
                    self.env._(
                        "Loan administration checks the evidence, never the client's "
                        "manager."
                    )
                ) from error
            condition._settle(Status.MET, self.env._("Evidence was looked at"))
        return True

    def action_send_back(self):
        """The evidence does not show it: it is brought anew."""
        for condition in self:
            condition.check_access("read")
            if (
                not condition._checker().is_administration
                or condition._checker().is_manager
            ):
                raise AccessError(
                    self.env._("Loan administration checks the evidence.")
                )
            if condition.state != Status.OPEN:
                raise UserError(self.env._("It is settled."))
            condition.sudo().write(
                {"evidence_ids": [Command.clear()], "evidence_words": False}
            )
        return True

    def action_waive(self, reason=""):
        """Who decided alone waives what he asked for; a committee votes on it."""
        for condition in self:
            condition.check_access("read")
            committee = condition.sudo().decision_id.committee_item_id.committee_id
            if committee:
                raise UserError(
                    self.env._(
                        "%(committee)s set it, and it alone waives it: put it on its agenda.",
                        committee=committee.name,
                    )
                )
            condition._check_waiver(-self.env.uid)
            condition._settle(
                Status.WAIVED,
                str(reason or "").strip() or self.env._("Waived by who asked for it"),
            )
        return True

    def action_ask_waiver(self):
        """Put the waiver on the next agenda of the committee that set the condition."""
        self.ensure_one()
        self.check_access("read")
        committee = self.sudo().decision_id.committee_item_id.committee_id
        self._check_may_waive(committee)
        sitting = self.env["bank.loan.committee.sitting"].search(
            [("committee_id", "=", committee.id), ("state", "=", "draft")], limit=1
        ) or self.env["bank.loan.committee.sitting"].create(
            {"committee_id": committee.id}
        )
        self.env["bank.loan.committee.item"].create(
            {
                "sitting_id": sitting.id,
                "kind": "waiver",
                "condition_id": self.id,
                "question": self.env._("Waive: %(condition)s", condition=self._words()),
            }
        )
        return sitting.get_formview_action()

    def _check_may_waive(self, committee):
        """UserError unless this committee set the condition and it is open."""
        self.ensure_one()
        self._check_waiver(committee.id or 0)

    def _check_waiver(self, body):
        self.ensure_one()
        if self.state != Status.OPEN:
            raise UserError(self.env._("The condition is settled."))
        try:
            waive(self._as_condition(), body, self._day(), 0)
        except ConditionError as error:
            raise UserError(
                self.env._(
                    "%(body)s set this condition and waives it, nobody else.",
                    body=self.set_by_words,
                )
            ) from error

    def _waive_by_committee(self, item):
        """The committee that set it voted to waive it; called as the superuser."""
        for condition in self:
            condition._check_waiver(item.committee_id.id)
            condition.waiver_item_id = item
            condition._settle(Status.WAIVED, item.sitting_id.display_name)

    def _come_into_force(self, decision):
        """The approval stands: from now on they are to be met."""
        self.sudo().write({"state": str(Status.OPEN), "decision_id": decision.id})

    def _fall_away(self):
        """What they were set with is refused, withdrawn or void."""
        left = self.sudo().filtered(
            lambda one: one.state in ("draft", str(Status.OPEN))
        )
        left.write({"state": "fallen"})

    def _settle(self, status, words):
        self.sudo().write(
            {
                "state": str(status),
                "settled_by_id": self.env.uid,
                "settled_date": self._day(),
                "settled_words": words,
            }
        )

    def _day(self):
        return self.env["bank.business.day"]._today()
