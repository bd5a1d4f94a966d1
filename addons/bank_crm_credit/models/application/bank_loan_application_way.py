from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...domain.application.labels import ACTS
from ...domain.application.lifecycle import (
    ENDS,
    Act,
    LifecycleError,
    Power,
    Stage,
    move_by,
    moves_from,
)
from ...domain.application.steps import Need, Track, missing, needs_of


class BankLoanApplication(models.Model):
    """The one way of an application: who may do which act, and what it lacks for it."""

    _inherit = "bank.loan.application"

    is_refused_by_table = fields.Boolean(
        "Refused by table alone", sealed=True, copy=False
    )

    def _powers(self):
        """The powers that the user holds for this application (`lifecycle.Power`)."""
        self.ensure_one()
        if self.env.context.get("bank_loan_night"):
            return frozenset({Power.NIGHT}) if self.env.su else frozenset()
        has = self.env.user.has_group
        powers = {
            power
            for power, group in (
                (Power.OFFICER, "bank_crm_credit.group_loan_applications"),
                (Power.UNDERWRITER, "bank_crm_credit.group_underwriter"),
                (Power.LOAN_ADMINISTRATION, "bank_crm_credit.group_loan_administrator"),
            )
            if has(group)
        }
        if self._is_decider():
            powers.add(Power.DECIDER)
        return frozenset(powers)

    def _check_works_on(self):
        """AccessError for who only reads applications, UserError for what is over."""
        for application in self:
            application.check_access("read")
            if not application._powers():
                raise AccessError(
                    self.env._("Who prepares, checks or decides on it does this.")
                )
            if not application._is_open():
                raise UserError(self.env._("This application is over."))

    def _is_decider(self):
        """Whether the user decides on loans at all: a level of his own, or a committee's act."""
        return bool(
            self.env.context.get("bank_loan_committee") and self.env.su
        ) or bool(self.env["bank.loan.authority"]._level_of(self.env.user))

    def _unmet(self, act):
        """What still stands in the way of `act`: [(need, words)], in order."""
        self.ensure_one()
        act = Act(act)
        told = {}
        for need in needs_of(Track(self.track), act):
            is_met, words = getattr(self, f"_need_{need}")()
            if not is_met:
                told[need] = words
        met = [need for need in Need if need not in told]
        spared = self.sudo().product_id._spared_needs() if self.product_id else ()
        return [
            (need, told[need])
            for need in missing(Track(self.track), act, met, not_asked=spared)
        ]

    def _act(self, act, **values):
        """Do `act`: asks for the power and for all that it needs, moves, and notes it.

        `words` is why or on what, `doing` more for the needs to look at; the rest are
        fields written with the move. UserError tells all that is missing at once. The
        row is locked, so that two people never move one application.
        """
        self.ensure_one()
        self.check_access("read")
        act = Act(act)
        words, doing = values.pop("words", ""), values.pop("doing", {})
        powers = self._powers()
        if not powers:
            # Who only reads does not even lock it.
            raise UserError(self._why_not_words(act))
        self.sudo().lock_for_update()
        self.invalidate_recordset(["stage"])
        asking = self.with_context(
            bank_loan_act={"act": str(act), "words": words, **values, **doing}
        )
        try:
            move = move_by(
                Stage(self.stage),
                act,
                powers,
                is_refused_by_table=self.sudo().is_refused_by_table,
            )
        except LifecycleError as error:
            raise UserError(self._why_not_words(act)) from error
        if unmet := asking._unmet(act):
            raise UserError(
                self.env._(
                    "%(act)s: not yet. What is missing:\n%(words)s",
                    act=self._act_words(act),
                    words="\n".join(f"– {told}" for _need, told in unmet),
                )
            )
        origin = self.stage
        self.sudo().write(
            {"stage": str(move.target), "stage_since": self._today(), **values}
        )
        self.env["bank.loan.application.step"].sudo().create(
            {
                "application_id": self.id,
                "act": str(act),
                "origin": origin,
                "target": str(move.target),
                "user_id": self.env.uid
                if not self.env.context.get("bank_loan_night")
                else False,
                "bank_date": self._today(),
                "words": words,
            }
        )
        if move.target in ENDS - {Stage.CONTRACT}:
            self.sudo()._on_ended()
        return True

    def _act_words(self, act):
        """The act as people say it."""
        field = self.env["bank.loan.application.step"]._fields["act"]
        return dict(field._description_selection(self.env)).get(str(act), ACTS[act])

    def _why_not_words(self, act):
        stages = dict(self._fields["stage"]._description_selection(self.env))
        belongs = any(move.act is act for move in moves_from(Stage(self.stage)))
        if not belongs:
            return self.env._(
                "“%(act)s” does not belong to the stage “%(stage)s”.",
                act=self._act_words(act),
                stage=stages[self.stage],
            )
        if act is Act.REVIEW:
            return self.env._(
                "Only a refusal by the decision table alone is taken up again. After a "
                "person's no the client asks anew."
            )
        return self.env._(
            "“%(act)s” is not yours to do: it belongs to others in the bank.",
            act=self._act_words(act),
        )
