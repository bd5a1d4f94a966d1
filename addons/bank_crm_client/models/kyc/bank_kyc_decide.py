from odoo import models
from odoo.exceptions import AccessError, UserError

from ...domain.kyc.risk import Risk, is_lower, review_date

OFFICER = "bank_crm_base.group_compliance"


class BankKyc(models.Model):
    """Deciding a review: collected, judged by criteria, put in force by compliance."""

    _inherit = "bank.kyc"

    def _check_is_officer(self):
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Reviews are decided by compliance."))

    def _check_state(self, *states):
        for kyc in self:
            if kyc.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(review)s: this is not possible now, it is “%(state)s”.",
                        review=kyc.display_name,
                        state=labels[kyc.state],
                    )
                )

    def action_submit(self):
        """Everything is collected: the criteria judge, compliance decides."""
        self.check_access("write")
        self._check_state("draft", "returned")
        for kyc in self:
            found = kyc._judge()
            kyc.sudo().write(
                {
                    "state": "submitted",
                    "risk_proposed": found.risk,
                    "risk_codes": [str(code) for code in found.reasons],
                    "submitted_by_id": self.env.uid,
                    "return_reason": False,
                }
            )
        return True

    def action_confirm(self):
        """Put the review in force; a level below the criteria's or the last one needs two."""
        self.ensure_one()
        self._check_is_officer()
        self._check_state("submitted")
        found = self._judge()
        self.sudo().write(
            {
                "risk_proposed": found.risk,
                "risk_codes": [str(code) for code in found.reasons],
            }
        )
        risk = Risk(self.sudo().risk_decided or found.risk)
        last = self.sudo()._in_force_of(self.client_id)
        floors = [found.risk, *([Risk(last.risk)] if last.risk else [])]
        if any(is_lower(risk, floor) for floor in floors):
            if not (self.compliance_note or "").strip():
                raise UserError(
                    self.env._("A lower level of risk needs a reason: write it down.")
                )
            self.env["bank.act"]._propose_call(
                "kyc_risk_lower", self, "_put_in_force", {"risk": str(risk)},
                watched=("risk_decided", "risk_proposed"), reason=self.compliance_note,
            )  # fmt: skip
        else:
            self.sudo()._put_in_force(str(risk))
        return True

    def _in_force_of(self, client):
        return self.search(
            [("client_id", "=", client.id), ("state", "=", "in_force")], limit=1
        )

    def _put_in_force(self, risk):
        """The review counts from today; the one before it is replaced."""
        self.ensure_one()
        self._check_state("submitted")
        today = self.env["bank.business.day"]._today()
        months = self.env["bank.kyc.term"]._months_of(risk, today)
        before = self.sudo()._in_force_of(self.client_id)
        before.state = "replaced"
        before.flush_recordset(["state"])
        self.sudo().write(
            {
                "state": "in_force",
                "risk": risk,
                "reviewer_id": self.env.uid,
                "done_date": today,
                "review_date": review_date(today, months),
            }
        )

    def _act_words(self, method, arguments):
        """What the second person reads."""
        levels = dict(self._fields["risk"]._description_selection(self.env))
        return {
            kyc.id: [
                (self.env._("Client"), kyc.client_id.display_name),
                (
                    self.env._("Risk by the criteria"),
                    levels.get(kyc.risk_proposed, ""),
                ),
                (self.env._("Because"), kyc.risk_reasons or ""),
                (
                    self.env._("Risk to be put down"),
                    levels.get(arguments.get("risk"), ""),
                ),
            ]
            for kyc in self
        }

    def _act_unit(self):
        """Compliance decides, whatever unit the client is served by."""
        return self.env["bank.branch"]

    def action_return(self, reason=""):
        """Something is missing: back to who collected it, with the reason."""
        self._check_is_officer()
        self._check_state("submitted")
        if not (reason or "").strip():
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Return the review"),
                "res_model": "bank.kyc.return",
                "views": [(False, "form")],
                "target": "new",
                "context": {"default_kyc_ids": self.ids},
            }
        self.sudo().write({"state": "returned", "return_reason": reason.strip()})
        return True

    def action_withdraw(self):
        """Begun by mistake: it stays in the list, out of the way."""
        self.check_access("write")
        self._check_state("draft", "returned")
        self.sudo().state = "withdrawn"
        return True

    def action_begin_again(self):
        """A new review that begins with what the last one knew."""
        self.ensure_one()
        self.check_access("read")
        found = self.search(
            [
                ("client_id", "=", self.client_id.id),
                ("state", "in", ("draft", "submitted", "returned")),
            ],
            limit=1,
        )
        return (found or self.copy()).get_formview_action()
