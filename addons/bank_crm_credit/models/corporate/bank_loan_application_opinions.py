from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...domain.application.lifecycle import Stage
from .bank_loan_opinion import SERVICES


class BankLoanApplication(models.Model):
    """Opinions of the bank's services on an application."""

    _inherit = "bank.loan.application"

    opinion_ids = fields.One2many("bank.loan.opinion", "application_id", "Opinions")

    def _need_opinions(self):
        services = dict(
            self.env["bank.loan.opinion"]
            ._fields["service"]
            ._description_selection(self.env)
        )
        given = self._given_opinions().mapped("service")
        missing = [
            services[service]
            for service in self.sudo().product_id._asked_services()
            if service not in given
        ]
        if not missing:
            return super()._need_opinions()
        return False, self.env._(
            "Opinions are missing: %(services)s.", services=", ".join(missing)
        )

    def _given_opinions(self):
        """The opinion that counts of each service."""
        self.ensure_one()
        return self.sudo().opinion_ids.filtered(lambda one: one.state == "given")

    def action_ask_opinions(self):
        """Ask every service that the product names and that has not been asked."""
        for application in self:
            application.check_access("read")
            if not self.env["bank.loan.opinion"].has_access("create"):
                raise AccessError(
                    self.env._(
                        "Who prepares or checks the application asks for opinions."
                    )
                )
            if application.stage not in (
                Stage.FORM, Stage.DOCUMENTS, Stage.CHECKS, Stage.DECISION,
            ):  # fmt: skip
                raise UserError(
                    self.env._(
                        "Opinions are asked for while it is prepared and checked."
                    )
                )
            known = application.sudo().opinion_ids.filtered(
                lambda one: one.state in ("asked", "given")
            )
            asked = set(known.mapped("service"))
            for service in application.sudo().product_id._asked_services():
                if service not in asked:
                    self.env["bank.loan.opinion"].create(
                        {"application_id": application.id, "service": service}
                    )
        return True

    def _case_facts(self):
        facts = super()._case_facts()
        verdicts = dict(
            self.env["bank.loan.opinion"]
            ._fields["verdict"]
            ._description_selection(self.env)
        )
        tones = {"for": "success", "conditions": "warning", "against": "danger"}
        services = dict(
            self.env["bank.loan.opinion"]
            ._fields["service"]
            ._description_selection(self.env)
        )
        for opinion in self._given_opinions().sorted(
            lambda one: [code for code, _name in SERVICES].index(one.service)
        ):
            facts.append(
                {
                    "code": f"opinion_{opinion.service}",
                    "section": "opinions",
                    "name": services[opinion.service],
                    "value": verdicts[opinion.verdict],
                    "tone": tones[opinion.verdict],
                    "help": opinion.text,
                    "who": opinion.given_by_id.name,
                }
            )
        return facts
