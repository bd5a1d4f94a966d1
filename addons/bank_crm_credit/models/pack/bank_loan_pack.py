from hashlib import sha256

from odoo import api, fields, models

from ...domain.application.labels import STAGES, choices
from ...domain.application.lifecycle import Stage

COST_SHEET = "bank_crm_credit.print_form_cost_sheet"


class BankLoanPack(models.Model):
    """The papers of an application as they were printed at once, and the signed scan of them.

    What the client was given is kept: the papers are sealed, `sha256` is one sum of all of
    theirs, and a later pack never takes the place of an earlier one.
    """

    _name = "bank.loan.pack"
    _description = "Pack of Papers of a Loan"
    _order = "id desc"
    _rec_name = "number"

    number = fields.Char(required=True, readonly=True, copy=False)
    application_id = fields.Many2one(
        "bank.loan.application", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    stage = fields.Selection(
        choices(STAGES), "At the stage", required=True, readonly=True
    )
    decision_id = fields.Many2one(
        "bank.loan.decision", index="btree_not_null", ondelete="restrict", readonly=True
    )
    plan_id = fields.Many2one(
        "bank.loan.plan", index="btree_not_null", ondelete="restrict", readonly=True
    )
    user_id = fields.Many2one(
        "res.users", "Printed by", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    printed_at = fields.Datetime("Printed", required=True, readonly=True)
    paper_ids = fields.One2many(
        "bank.print.paper", "loan_pack_id", "Papers", readonly=True
    )
    paper_count = fields.Integer("Papers, number", compute="_compute_paper_count")
    sha256 = fields.Char("Fingerprint (SHA-256)", readonly=True)

    @api.depends("paper_ids")
    def _compute_paper_count(self):
        for pack in self:
            pack.paper_count = len(pack.sudo().paper_ids)

    @api.model
    def _print(self, application, lang=None):
        """Print every paper of the stage, keep them as one pack; returns the pack."""
        application.ensure_one()
        Paper, papers = self.env["bank.print.paper"], self.env["bank.print.paper"]
        for row, records in application._pack_sources_now():
            papers |= Paper._print(row.form_id, records, lang)
        pack = self.sudo().create(
            {
                "number": self.env["ir.sequence"].sudo().next_by_code("bank.loan.pack"),
                "application_id": application.id,
                "stage": application.stage,
                "decision_id": application.sudo().decision_id.id,
                "plan_id": application.sudo().plan_id.id,
                "user_id": self.env.uid,
                "printed_at": fields.Datetime.now(),
                "sha256": self._sum_of(papers),
            }
        )
        papers.sudo().loan_pack_id = pack
        if application.stage == Stage.SIGNING and not application.payout_date:
            # What is being signed names a day: it holds until the papers are back.
            application.sudo().payout_date = application.sudo().plan_id.date
        if COST_SHEET in papers.form_id.sudo().get_external_id().values():
            application.sudo().cost_sheet_date = (
                application.cost_sheet_date or application._today()
            )
        return pack.sudo(False)

    @api.model
    def _sum_of(self, papers):
        """One sum of the sums of the files, in the order of printing."""
        sums = [paper.sha256 for paper in papers.sudo().sorted("id")]
        return sha256("\n".join(sums).encode()).hexdigest()

    def _is_whole(self):
        """Whether the files are those that were printed."""
        self.ensure_one()
        papers = self.sudo().paper_ids
        return all(
            sha256(paper.attachment_id.raw or b"").hexdigest() == paper.sha256
            for paper in papers
        ) and self.sha256 == self._sum_of(papers)

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pack of papers"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # --- buttons

    def action_download(self):
        """All the papers in one archive, as they were printed."""
        papers = self._papers_to_hand_over()
        ask = self.env["bank.print.ask"].create(
            {"form_id": papers[:1].form_id.id, "record_ids": []}
        )
        return ask._download(
            ask._zipped(papers.sudo()),
            f"{self.application_id.number} {self.number}.zip",
        )
