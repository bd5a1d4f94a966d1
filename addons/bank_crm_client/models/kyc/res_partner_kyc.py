from odoo import fields, models
from odoo.exceptions import AccessError


class ResPartner(models.Model):
    """The review on the card: flags under the name, and a panel asked for with the card."""

    _inherit = "res.partner"

    def get_client_review(self):
        """Risk, exposure and next review of a client, and what stops new business with him."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_client or not self.is_fully_visible:
            return {"is_shown": False}
        Kyc = self.env["bank.kyc"]
        kyc = Kyc.search([("client_id", "=", self.id), ("state", "=", "in_force")])
        work = Kyc.search(
            [
                ("client_id", "=", self.id),
                ("state", "in", ("draft", "submitted", "returned")),
            ]
        )
        levels = dict(Kyc._fields["risk"]._description_selection(self.env))
        states = dict(Kyc._fields["state"]._description_selection(self.env))
        exposures = dict(Kyc._fields["exposed"]._description_selection(self.env))
        today = self.env["bank.business.day"]._today()
        relative = kyc.exposed_relative_client_id
        who = (relative & relative._filtered_access("read")).name
        return {
            "is_shown": True,
            "id": kyc.id or work.id,
            "risk": kyc.risk or "",
            "risk_name": levels.get(kyc.risk, ""),
            "reasons": kyc.risk_reasons or "",
            "exposed": kyc.exposed if kyc.exposed != "no" else "",
            "exposed_words": ", ".join(
                filter(
                    None,
                    [
                        exposures.get(kyc.exposed),
                        kyc.exposed_position,
                        who or kyc.exposed_relative_name,
                        kyc.exposed_relation,
                    ],
                )
            ),
            "done": fields.Date.to_string(kyc.done_date) or "",
            "review": fields.Date.to_string(kyc.review_date) or "",
            "days_left": (kyc.review_date - today).days if kyc.review_date else None,
            "owners": kyc.owners_words or "",
            "work": states.get(work.state, "") if work else "",
            "work_id": work.id,
            "blocks": [
                block["reason"]
                for block in self._get_service_blocks("sale")
            ],
            "may_edit": Kyc.has_access("create"),
        }

    def action_review(self):
        """The review under way, or a new one that begins with what the last one knew."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._("This is not shown at the counter: ask the client's branch.")
            )
        Kyc = self.env["bank.kyc"]
        own = [("client_id", "=", self.id)]
        work = Kyc.search([*own, ("state", "in", ("draft", "submitted", "returned"))])
        if not work:
            last = Kyc.search([*own, ("state", "=", "in_force")])
            work = last.copy() if last else Kyc.create({"client_id": self.id})
        return work.get_formview_action()

    def action_open_reviews(self):
        """All reviews of the client, with the past."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_kyc_action"
        )
        return {
            **action,
            "name": self.env._("Reviews of %(client)s", client=self.name),
            "domain": [("client_id", "=", self.id)],
            "context": {"default_client_id": self.id},
        }
