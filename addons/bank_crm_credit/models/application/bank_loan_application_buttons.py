from odoo import api, fields, models

from ...domain.application.lifecycle import Act, Stage, moves_from
from ...domain.application.steps import Need

NEXT_ACTS = (
    Act.IDENTIFY, Act.COMPLETE_FORM, Act.SUBMIT, Act.VERIFY, Act.APPROVE, Act.ACCEPT,
    Act.SIGN, Act.DISBURSE,
)  # fmt: skip
# Where on the form a missing thing is mended.
PAGE_OF = {
    Need.PARTICIPANT_FORMS: "parties",
    Need.BUREAU_CONSENT: "parties",
    Need.INCOME: "parties",
    Need.SCORE: "checks",
    Need.NO_STOP_FACTOR: "checks",
    Need.BUREAU_REPORT: "checks",
    Need.LIMITS: "checks",
    Need.VALUATIONS: "collateral",
    Need.COLLATERAL_REGISTERED: "collateral",
    Need.COST_SHEET: "terms",
    Need.SIGNED_PACK: "papers",
}


class BankLoanApplication(models.Model):
    """The buttons of the form: what may be done now, by whom, and what is missing for it."""

    _inherit = "bank.loan.application"

    next_act = fields.Char(compute="_compute_next")
    allowed_acts = fields.Char(compute="_compute_next")
    missing_words = fields.Text("What is missing", compute="_compute_next")
    is_mine_to_do = fields.Boolean(compute="_compute_next")
    is_form_open = fields.Boolean(compute="_compute_next")

    @api.depends("stage", "party_ids", "decision_id", "score_verdict", "accepted_date",
                 "cost_sheet_date", "pack_ids.scan_id", "product_id", "amount",
                 "term_months")  # fmt: skip
    @api.depends_context("uid")
    def _compute_next(self):
        for application in self:
            moves = moves_from(Stage(application.stage or "identification"))
            powers = application._powers() if application._origin else frozenset()
            # Of a form being typed in, the record behind it has the powers.
            allowed = {str(move.act) for move in moves if move.powers & powers}
            if not application.is_refused_by_table:
                allowed.discard(str(Act.REVIEW))
            following = application._following_act()
            application.next_act = str(following or "")
            application.allowed_acts = f" {' '.join(sorted(allowed))} "
            application.is_mine_to_do = str(following) in allowed
            application.is_form_open = application.stage in ("identification", "form")
            told = (
                application._unmet(following)
                if following and isinstance(application.id, int)
                else []
            )
            application.missing_words = (
                "\n".join(words for _need, words in told) or False
            )

    def get_missing(self):
        """What the next act lacks, in words, each with the page that mends it."""
        self.ensure_one()
        self.check_access("read")
        if not self.next_act:
            return {"act": "", "needs": []}
        return {
            "act": self._todo_words(Act(self.next_act)),
            "who": "" if self.is_mine_to_do else self._doer_words(Act(self.next_act)),
            "needs": [
                {
                    "code": str(need),
                    "words": words,
                    "page": PAGE_OF.get(need, str(need)),
                    "client_id": self._lacking_client().id
                    if need is Need.DOCUMENTS
                    else False,
                }
                for need, words in self._unmet(self.next_act)
                # Why one may not decide is told to who decides.
                if need is not Need.AUTHORITY or self.is_mine_to_do
            ],
        }

    def _lacking_client(self):
        """On whose card the first missing paper is put; nobody whom the reader may not see."""
        return self._lacking_papers().client_id.sudo(False)._filtered_access("read")[:1]

    def _following_act(self):
        """The act that leads on from this stage; None: it is over."""
        moves = moves_from(Stage(self.stage or "identification"))
        return next(
            (act for act in NEXT_ACTS for move in moves if move.act is act), None
        )

    def _todo_words(self, act):
        """The next step as something to be done."""
        return {
            Act.IDENTIFY: self.env._("identify the client"),
            Act.COMPLETE_FORM: self.env._("complete the form"),
            Act.SUBMIT: self.env._("submit"),
            Act.VERIFY: self.env._("finish the checks"),
            Act.APPROVE: self.env._("decide"),
            Act.ACCEPT: self.env._("acceptance by the client"),
            Act.SIGN: self.env._("sign"),
            Act.DISBURSE: self.env._("pay out"),
        }[act]

    def _doer_words(self, act):
        """Who does the next step where it is not the reader."""
        return {
            Act.VERIFY: self.env._("an underwriter"),
            Act.APPROVE: self.required_words or self.env._("who has the authority"),
            Act.SIGN: self.env._("loan administration"),
            Act.DISBURSE: self.env._("loan administration"),
        }.get(act, self.env._("the officer"))

    def action_identify(self):
        """It is known who asks."""
        return self._act(Act.IDENTIFY)

    def action_complete_form(self):
        """All is written down: to the papers."""
        return self._act(Act.COMPLETE_FORM)

    def action_submit(self):
        """Freeze what was told and send it to the checks; the table is asked at once."""
        self.ensure_one()
        self._check_works_on()
        self._score()
        snapshot = self.env["bank.loan.snapshot"]._take(self)
        self._act(
            Act.SUBMIT,
            snapshot_id=snapshot.id,
            stops_date=self._today(),
            stops_words=False,
        )
        if self.track == "retail" and self.score_verdict == "no":
            self._refuse_by_table()
        return True

    def action_verify(self):
        """The checks are done: it may be decided."""
        return self._act(Act.VERIFY)

    def action_accept(self):
        """The client takes the offer."""
        return self._act(Act.ACCEPT, accepted_date=self._today())

    def action_sign(self):
        """The pack is signed and attached."""
        self._act(Act.SIGN, signed_date=self._today())
        self.sudo()._on_signed()
        return True

    def action_disburse(self):
        """Money goes out: the loan contract is made and linked."""
        return self._disburse()

    def _decide_action(self, act):
        return {
            "type": "ir.actions.act_window",
            "name": self._act_words(Act(act))
            if act != "approve"
            else self.env._("Decide"),
            "res_model": "bank.loan.decide",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_application_id": self.id, "default_act": act},
        }

    def action_decide(self):
        """Yes, yes on other terms."""
        return self._decide_action("approve")

    def action_return(self):
        """Back to the form, with what is to be completed."""
        return self._decide_action("return")

    def action_refuse(self):
        """No, with its reasons."""
        return self._decide_action("refuse")

    def action_withdraw(self):
        """The client does not want it any more."""
        return self._decide_action("withdraw")

    def action_review(self):
        """A person looks at what the table refused."""
        return self._decide_action("review")

    def action_void(self):
        """A fact has changed: the decision falls."""
        return self._decide_action("void")

    def action_open_loan(self):
        """The loan contract."""
        self.ensure_one()
        self.check_access("read")
        return self.loan_id.get_formview_action()

    def action_open_client(self):
        """The client's card."""
        self.ensure_one()
        self.check_access("read")
        return self.client_id.get_formview_action()
