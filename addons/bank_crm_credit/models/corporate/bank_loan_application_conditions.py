from odoo import api, fields, models

from ...domain.application.conditions import Why, blocks_of

FIRST_TRANCHE = 1
# Where on the form a missing thing of this part is mended.
PAGES = {
    "conditions_met": "conditions",
    "ownership": "company",
    "statements": "company",
    "group_exposure": "company",
}


class BankLoanApplication(models.Model):
    """Conditions of an approval: which of them hold the money back."""

    _inherit = "bank.loan.application"

    condition_ids = fields.One2many(
        "bank.loan.condition", "application_id", "Conditions",
        domain=[("state", "!=", "draft")],
    )  # fmt: skip
    condition_words = fields.Char(
        "Conditions to be met", compute="_compute_condition_words"
    )

    @api.depends("condition_ids.state")
    def _compute_condition_words(self):
        for application in self:
            conditions = application.condition_ids.filtered(
                lambda one: one.state != "fallen"
            )
            left = conditions.filtered(lambda one: one.state == "open")
            words = ""
            if left:
                words = self.env._(
                    "%(left)s of %(all)s conditions are still to be met",
                    left=len(left),
                    all=len(conditions),
                )
            elif conditions:
                words = self.env._(
                    "All %(all)s conditions are settled", all=len(conditions)
                )
            application.condition_words = words

    def _need_conditions_met(self):
        blocks = self._tranche_blocks(FIRST_TRANCHE)
        if not blocks:
            return super()._need_conditions_met()
        return False, self.env._(
            "Conditions hold the money back: %(what)s.", what="; ".join(blocks)
        )

    def _tranche_blocks(self, tranche):
        """In words, what holds back the tranche with this number today; [] lets it go."""
        self.ensure_one()
        conditions = (
            self.sudo()
            .env["bank.loan.condition"]
            .search(
                [
                    ("application_id", "=", self.id),
                    ("state", "in", ("open", "met", "waived")),
                ]
            )
        )
        by_number = {condition.id: condition for condition in conditions}
        words = []
        for block in blocks_of(
            tranche, [one._as_condition() for one in conditions], self._today()
        ):
            name = by_number[block.condition].name
            if block.why is Why.OVERDUE:
                name = self.env._("%(condition)s (overdue)", condition=name)
            words.append(name)
        return words

    def get_missing(self):
        found = super().get_missing()
        for need in found["needs"]:
            need["page"] = PAGES.get(need["code"], need["page"])
        return found

    def _on_ended(self):  # pylint: disable=missing-return
        super()._on_ended()
        self.env["bank.loan.condition"].sudo().search(
            [("application_id", "in", self.ids)]
        )._fall_away()
