from odoo import fields, models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    """The client's applications on his card: asked for when the tab opens."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible and not self.merged_into_id:
            panels["loan_applications"] = {"client_id": self.id}
        return panels

    def get_client_applications(self):
        """The client's applications, newest first, and whether one may be begun."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._(
                    "Applications are seen with the whole card, not at the counter."
                )
            )
        Application = self.env["bank.loan.application"]
        applications = Application.search(
            ["|", ("client_id", "=", self.id), ("party_ids.client_id", "=", self.id)],
            limit=50,
        )
        stages = dict(Application._fields["stage"]._description_selection(self.env))
        roles = dict(
            self.env["bank.loan.application.party"]
            ._fields["role"]
            ._description_selection(self.env)
        )
        return {
            "may_begin": self.env.user.has_group(
                "bank_crm_credit.group_loan_applications"
            )
            and not self.merged_into_id,
            "applications": [
                {
                    "id": one.id,
                    "number": one.number,
                    "product": one.product_id.display_name or "",
                    "amount": one.amount,
                    "currency_id": one.currency_id.id,
                    "months": one.term_months,
                    "stage": one.stage,
                    "stage_words": stages[one.stage],
                    "since": fields.Date.to_string(one.stage_since) or "",
                    "role": ""
                    if one.client_id == self
                    else roles.get(
                        one.party_ids.filtered(lambda party: party.client_id == self)[
                            :1
                        ].role,
                        "",
                    ),
                }
                for one in applications
            ],
        }

    def action_new_loan_application(self):
        """Begin an application of this client: identified already, his form filled in."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._(
                    "Applications are seen with the whole card, not at the counter."
                )
            )
        is_company = self.client_kind == "legal_entity"
        application = self.env["bank.loan.application"].create(
            {"client_id": self.id, "track": "corporate" if is_company else "retail"}
        )
        application.action_identify()
        if not is_company:
            application._borrower()._prefill()
        return application.get_formview_action()
