from odoo import models
from odoo.exceptions import AccessError


class BankLoanCommitteeSitting(models.Model):
    """What members say of the cases of a sitting: who reads it, joins in and follows."""

    _inherit = "bank.loan.committee.sitting"

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """What members talk about is of cases: it is for the committee and auditors."""
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if self.env.su:
            return operations
        return {
            sitting: operation
            for sitting, operation in operations.items()
            if sitting._may_talk(self.env.user, message_operation)
        }

    def _may_talk(self, user, operation):
        """Whether he takes part in what members say; auditors read it."""
        self.ensure_one()
        is_auditor = user.has_group("bank_crm_base.group_auditor")
        return (operation == "read" and is_auditor) or self._is_of_committee(user)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Who follows is told what members say: only the committee follows."""
        if not self.env.su:
            users = self.env["res.users"].sudo().search(
                [("partner_id", "in", partner_ids or [])]
            )  # fmt: skip
            for sitting in self:
                if any(not sitting._is_of_committee(user) for user in users):
                    raise AccessError(
                        self.env._("Only members and the secretary follow a sitting.")
                    )
        return super().message_subscribe(partner_ids, subtype_ids)

    def _is_of_committee(self, user):
        """Whether he was called, or has or had a seat on the committee or stands in."""
        self.ensure_one()
        sitting = self.sudo()
        committee = sitting.committee_id
        people = sitting.place_ids.user_id | committee.seat_ids.user_id
        return user in people | committee.substitute_ids.substitute_id
