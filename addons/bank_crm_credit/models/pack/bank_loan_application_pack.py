from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...domain.application.lifecycle import Stage
from .bank_loan_pack import COST_SHEET

YES = (True, "")


class BankLoanApplication(models.Model):
    """The papers of an application: printed together at its stage, kept, signed."""

    _inherit = "bank.loan.application"

    pack_ids = fields.One2many(
        "bank.loan.pack", "application_id", "Packs of papers", readonly=True
    )
    pack_words = fields.Char("Papers", compute="_compute_pack_words")
    pack_to_sign_id = fields.Many2one(
        "bank.loan.pack", "Pack that waits for signatures",
        compute="_compute_pack_words",
    )  # fmt: skip
    has_pack_forms = fields.Boolean(compute="_compute_has_pack_forms")

    def write(self, vals):
        """The papers of a stranger lie on his card once he is a client."""
        result = super().write(vals)
        if vals.get("client_id"):
            for application in self.sudo():
                papers = self.env["bank.print.paper"].sudo().search(
                    [
                        ("loan_application_id", "=", application.id),
                        ("client_id", "=", False),
                    ]
                )  # fmt: skip
                papers.client_id = application.client_id
        return result

    @api.depends("pack_ids.scan_id", "stage", "decision_id", "plan_id")
    def _compute_pack_words(self):
        for application in self:
            is_met, words = application._need_signed_pack()
            application.pack_words = (
                words if not is_met and application.stage == Stage.SIGNING else ""
            )
            application.pack_to_sign_id = (
                not application._is_pack_signed() and application._pack_to_sign()
            )

    @api.depends("stage", "track")
    def _compute_has_pack_forms(self):
        for application in self:
            application.has_pack_forms = bool(
                self.env["bank.loan.pack.form"]._of(application)
            )

    # --- what is printed

    @api.model
    def _pack_models(self):
        """Models whose forms can be in a pack of an application."""
        return ["bank.loan.application"]

    def _pack_sources(self, model):
        """The records of this application that a form of `model` is printed from.

        As the superuser: whether the user sees all of them is asked before printing.
        """
        self.ensure_one()
        return self if model == "bank.loan.application" else self.env[model]

    def _pack_sources_now(self):
        """[(row of `bank.loan.pack.form`, records)] of the stage; UserError where there are none.

        AccessError where a form is not the user's to print or a participant is kept from
        him: half a pack is none.
        """
        self.ensure_one()
        rows = self.env["bank.loan.pack.form"]._of(self)
        found = []
        for row in rows:
            records = self.sudo()._pack_sources(row.form_id.model).sudo(False)
            if not records:
                continue
            row.form_id._check_may_print()
            if records - records._filtered_access("read"):
                raise AccessError(
                    self.env._(
                        "“%(form)s” is about somebody whom you do not see: the pack is "
                        "printed by who sees them all.",
                        form=row.form_id.name,
                    )
                )
            found.append((row, records))
        if not found:
            raise UserError(self.env._("Nothing is printed at this stage."))
        parties = self.sudo().party_ids.sudo(False)
        if parties - parties._filtered_access("read"):
            raise AccessError(
                self.env._(
                    "A participant is somebody whom you do not see: the pack is printed by "
                    "who sees them all."
                )
            )
        return found

    def action_print_pack(self):
        """Ask in which language, and print every paper of the stage."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print the pack"),
            "res_model": "bank.loan.pack.ask",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_application_id": self.id},
        }

    def action_give_cost_sheet(self):
        """Print the sheet, keep it, and hand it over; a bank without our form gives its own."""
        result = super().action_give_cost_sheet()
        form = self.env.ref(COST_SHEET, raise_if_not_found=False)
        if not form or not form._may_print():
            return result
        return self.env["bank.print.paper"]._print(form, self).action_download()

    def action_sign_pack(self):
        """Ask for the scan of the pack that went out to be signed."""
        self.ensure_one()
        self.check_access("read")
        pack = self._pack_to_sign()
        if not pack:
            raise UserError(self.env._("Print the pack of papers and have it signed."))
        return pack.action_sign()

    # --- what is signed

    def _pack_to_sign(self):
        """The last pack printed for signing by the decision and the plan in force."""
        self.ensure_one()
        packs = self.sudo().pack_ids.filtered(
            lambda pack: (
                pack.stage == Stage.SIGNING
                and pack.decision_id == self.sudo().decision_id
                and pack.plan_id == self.sudo().plan_id
            )
        )
        return packs.sorted("id")[-1:].sudo(False)

    def _is_pack_signed(self):
        """Whether the papers of the decision in force are here with the signatures."""
        return bool(self._signed_pack())

    def _signed_pack(self):
        """The pack that came back with the signatures, for the decision in force."""
        self.ensure_one()
        return self.sudo().pack_ids.filtered(
            lambda pack: (
                pack.scan_id
                and pack.stage == Stage.SIGNING
                and pack.decision_id == self.sudo().decision_id
            )
        )[:1]

    def _agreement_number(self):
        """That on the agreement that was signed."""
        forms = (
            self.env["bank.loan.pack.form"]
            .sudo()
            .search([("stage", "=", Stage.SIGNING), ("is_agreement", "=", True)])
            .form_id
        )
        papers = self._signed_pack().paper_ids
        paper = papers.filtered(lambda paper: paper.form_id in forms)[:1]
        return paper.number or super()._agreement_number()

    def _need_signed_pack(self):
        if self._is_pack_signed():
            return YES
        pack = self._pack_to_sign()
        if pack:
            return False, self.env._(
                "Put the scan of the signed papers to pack %(number)s.",
                number=pack.number,
            )
        return False, self.env._("Print the pack of papers and have it signed.")
