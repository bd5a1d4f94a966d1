from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

SITTING = "bank.loan.committee.sitting"


class IrAttachment(models.Model):
    """Files that members put to a sitting are for the committee, as what they say is."""

    _inherit = "ir.attachment"

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)
        if self.env.su or not model_and_ids.get(SITTING):
            return
        for sitting in self.env[SITTING].browse(model_and_ids[SITTING]).exists():
            if not sitting._may_talk(self.env.user, operation):
                yield SITTING, sitting.id

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        user = self.env.user
        if not (
            self.env.su
            or bypass_access
            or user.has_group("bank_crm_base.group_auditor")
        ):
            own = SQL(
                "(SELECT sitting.id FROM bank_loan_committee_sitting sitting "
                "WHERE EXISTS (SELECT 1 FROM bank_loan_committee_seat seat "
                "WHERE seat.committee_id = sitting.committee_id AND seat.user_id = %(user)s) "
                "OR EXISTS (SELECT 1 FROM bank_loan_committee_substitute stand_in "
                "WHERE stand_in.committee_id = sitting.committee_id "
                "AND stand_in.substitute_id = %(user)s) "
                "OR EXISTS (SELECT 1 FROM bank_loan_committee_place place "
                "WHERE place.sitting_id = sitting.id AND place.user_id = %(user)s))",
                user=user.id,
            )
            domain = Domain(domain) & (
                Domain("res_model", "!=", SITTING)
                | Domain("res_model", "=", False)
                | Domain("res_id", "in", own)
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
