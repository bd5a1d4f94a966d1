from odoo import fields, models
from odoo.exceptions import UserError

from ...domain.application.authority import Security
from ...domain.application.stop_factors import Role
from ...domain.collateral.lifecycle import SECURES, State, missing
from ...domain.collateral.values import COUNTS

YES = (True, "")


class BankLoanApplication(models.Model):
    """What is offered to secure a loan that is asked for, and what the stages need of it."""

    _inherit = "bank.loan.application"

    pledge_ids = fields.One2many(
        "bank.collateral.pledge", "application_id", "Collateral offered"
    )
    guarantee_ids = fields.One2many("bank.guarantee", "application_id", "Guarantees")

    def write(self, vals):
        """A stranger who becomes a client takes what secures his loan with him."""
        result = super().write(vals)
        if "client_id" in vals:
            for application in self.sudo():
                client = application.client_id
                application.pledge_ids.write({"client_id": client.id})
                application.guarantee_ids.write({"client_id": client.id})
        return result

    def get_collateral_cover(self):
        """How what is offered would cover the sum, beside what it secures already."""
        self.ensure_one()
        self.check_access("read")
        debt = self.loan_id.id or -self.id
        return self.env["bank.loan.cover"]._screen(debt, is_planned=True)

    def action_offer_collateral(self):
        """A thing to secure the loan with."""
        self.ensure_one()
        self.check_access("read")
        if not self._is_open():
            raise UserError(self.env._("This application is over."))
        return self.env["bank.collateral"]._offer_action(
            {"default_application_id": self.id}
        )

    def action_add_guarantee(self):
        """A guarantor for the loan."""
        self.ensure_one()
        self.check_access("read")
        if not self._is_open():
            raise UserError(self.env._("This application is over."))
        return self.env["bank.guarantee"]._add_action(
            {"default_application_id": self.id}
        )

    def _clients_beside(self):
        """Who answers for it, and whose property is offered."""
        guarantees = self.sudo().guarantee_ids.filtered(
            lambda one: one.state in ("draft", "in_force")
        )
        owners = self._offered().owner_client_id
        return [
            *super()._clients_beside(),
            *((client, Role.GUARANTOR) for client in guarantees.guarantor_client_id),
            *((client, Role.PLEDGOR) for client in owners - self._known_clients()),
        ]

    def _offered(self):
        """What is offered and has not been taken back."""
        self.ensure_one()
        return self.sudo().pledge_ids.filtered("is_current").collateral_id

    # --- what the stages need

    def _need_valuations(self):
        """Everything offered is valued, and something is where the product asks for it."""
        offered = self._offered()
        if not offered and self.sudo().product_id.required_cover:
            return False, self.env._(
                "The product is lent against collateral, and none is offered."
            )
        without = offered.filtered(lambda one: one.valuation_standing not in COUNTS)
        if not without:
            return YES
        return False, self.env._(
            "Without a valid valuation: %(what)s.",
            what=", ".join(without.mapped("display_name")),
        )

    def _need_collateral_registered(self):
        """Everything agreed holds against everybody, guarantors have signed."""
        offered = self._offered()
        open_ones = offered.filtered(lambda one: not one._holds_against_all())
        words = []
        if not offered and self.sudo().product_id.required_cover:
            words.append(
                self.env._(
                    "The product is lent against collateral, and none is offered."
                )
            )
        if open_ones:
            words.append(
                self.env._(
                    "Not pledged and registered yet: %(what)s.",
                    what=", ".join(open_ones.mapped("display_name")),
                )
            )
        unsigned = self.sudo().pledge_ids.filtered(
            lambda pledge: pledge.is_current and not pledge.agreement_date
        )
        unsigned = unsigned.filtered(lambda one: one.collateral_id not in open_ones)
        if unsigned:
            words.append(
                self.env._(
                    "The pledge agreement is not signed: %(what)s.",
                    what=", ".join(unsigned.collateral_id.mapped("display_name")),
                )
            )
        drafts = self.sudo().guarantee_ids.filtered(lambda one: one.state == "draft")
        if drafts:
            words.append(
                self.env._(
                    "Guarantees not signed: %(what)s.",
                    what=", ".join(drafts.mapped("number")),
                )
            )
        return (False, " ".join(words)) if words else YES

    def _security(self):
        """By what is offered and valued, beside what it secures already."""
        offered = self._offered()
        debt = self.loan_id.id or -self.id
        counted = self.env["bank.loan.cover"].sudo()._allocated([debt], is_planned=True)
        cover = counted["covers"].get(debt)
        if cover and cover.covered:
            if cover.covered < cover.owed:
                return Security.PARTLY_COVERED
            if set(offered.kind_id.mapped("form")) == {"deposit"}:
                return Security.CASH_COVERED
            return Security.COVERED
        guarantees = self.sudo().guarantee_ids
        if guarantees.filtered(lambda one: one.state in ("draft", "in_force")):
            return Security.GUARANTEED
        return super()._security()

    def _snapshot_parts(self):
        """What was offered, with its values of the day, and who answers."""
        parts = super()._snapshot_parts()
        pledges = self.sudo().pledge_ids.filtered("is_current")
        guarantees = self.sudo().guarantee_ids.filtered(
            lambda one: one.state in ("draft", "in_force")
        )
        return parts | {
            "exposure": {
                **parts["exposure"],
                "collateral": [
                    f"{pledge.collateral_id.number} · {pledge.collateral_state} · "
                    f"rank {pledge.rank} · market {pledge.market_value:.2f} · "
                    f"counts {pledge.pledge_value:.2f} · "
                    f"{pledge.valuation_standing or 'not_valued'}"
                    for pledge in pledges.sorted("id")
                ],
                "guarantees": [
                    f"{guarantee.number} · {guarantee.kind} · {guarantee.state} · "
                    f"up to {guarantee.amount or 0:.2f}"
                    for guarantee in guarantees.sorted("id")
                ],
            },
        }

    # --- what happens to it

    def _on_signed(self):  # pylint: disable=missing-return
        """Agreements signed with the pack take effect where nothing else is missing."""
        super()._on_signed()
        for application in self.sudo():
            for collateral in application._offered():
                facts = collateral._facts()
                if collateral.state == State.CHECKED and not missing(
                    State.PLEDGED, facts
                ):
                    collateral.action_pledge()
            for guarantee in application.guarantee_ids:
                if guarantee.state == "draft" and not guarantee._missing("in_force"):
                    guarantee.action_sign()

    def _on_disbursed(self, loan, tranche):  # pylint: disable=missing-return
        """From the first money on it secures the contract."""
        super()._on_disbursed(loan, tranche)
        pledges = self.sudo().pledge_ids.filtered("is_current")
        pledges.write({"loan_id": loan.id})
        self.sudo().guarantee_ids.filtered(
            lambda one: one.state in ("draft", "in_force")
        ).write({"loan_id": loan.id})
        pledges._recount_cover()

    def _on_ended(self):  # pylint: disable=missing-return
        """No loan comes of it: offers fall, what is pledged waits for its release."""
        super()._on_ended()
        for application in self.sudo().filtered(lambda one: not one._is_open()):
            reason = self.env._(
                "Application %(number)s came to nothing.", number=application.number
            )
            pledges = application.pledge_ids.filtered(
                lambda pledge: pledge.is_current and not pledge.loan_id
            )
            offered = pledges.collateral_id
            pledges._end()
            for collateral in offered:
                is_free = not collateral._current_pledges()
                if is_free and collateral.state not in SECURES:
                    collateral._end(State.DECLINED, reason)
            application.guarantee_ids._drop(reason)
