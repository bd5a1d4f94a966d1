from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.words import selection


class BankLoanRequest(models.Model):
    """What we ask the core system to do with a loan whose book it keeps."""

    _name = "bank.loan.request"
    _description = "Request to the Core System"
    _inherit = ["bank.sealed.mixin"]
    _order = "id desc"
    _rec_name = "number"

    number = fields.Char(required=True, readonly=True, sealed=True, copy=False)
    loan_id = fields.Many2one(
        "bank.loan",
        "Loan",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
        sealed=True,
        copy=False,
    )
    client_id = fields.Many2one(
        related="loan_id.holding_id.client_id", string="Borrower"
    )
    currency_id = fields.Many2one(related="loan_id.currency_id")
    kind = fields.Selection(
        selection("loan_operation"),
        "What",
        required=True,
        readonly=True,
        sealed=True,
        copy=False,
    )
    value_date = fields.Date("For the day", readonly=True, sealed=True, copy=False)
    amount = fields.Monetary(readonly=True, sealed=True, copy=False)
    details = fields.Json(
        readonly=True, sealed=True, copy=False, groups=fields.NO_ACCESS
    )
    words = fields.Char("In words", compute="_compute_words")
    state = fields.Selection(
        [
            ("sent", "Sent"),
            ("confirmed", "Done by the core"),
            ("refused", "Refused"),
        ],
        required=True,
        default="sent",
        readonly=True,
        sealed=True,
        copy=False,
    )
    sent_date = fields.Date("Sent on", readonly=True, sealed=True, copy=False)
    answered_date = fields.Date("Answered on", readonly=True, sealed=True, copy=False)
    answer = fields.Char("Answer of the core")
    operation_id = fields.Many2one(
        "bank.loan.operation", "Operation of the core", index="btree_not_null",
        ondelete="restrict", readonly=True, sealed=True, copy=False,
    )  # fmt: skip
    restructuring_id = fields.Many2one(
        "bank.loan.restructuring", index="btree_not_null", ondelete="restrict",
        readonly=True, sealed=True, copy=False,
    )  # fmt: skip
    user_id = fields.Many2one(
        "res.users",
        "Asked by",
        index=True,
        ondelete="restrict",
        readonly=True,
        sealed=True,
        copy=False,
    )

    _number_uniq = models.Constraint("UNIQUE(number)", "This number is taken.")

    @api.depends("details", "kind")
    def _compute_words(self):
        for request in self:
            values = request.sudo().details or {}
            request.words = request.loan_id._operation_words(values)

    @api.model
    def _send(self, loan, values):
        """Send a request; the core confirms it by its number."""
        return self.sudo().create(
            {
                "number": self.env["ir.sequence"]
                .sudo()
                .next_by_code("bank.loan.request"),
                "loan_id": loan.id,
                "kind": values["kind"],
                "value_date": values.get("value_date"),
                "amount": values.get("amount") or 0,
                "details": values,
                "sent_date": self.env["bank.business.day"]._today(),
                "user_id": values.get("user_id") or self.env.uid,
            }
        )

    def action_note_refusal(self):
        """The core said no: the reason is kept with the request."""
        self.loan_id._check_may_enter()
        for request in self:
            if request.state != "sent":
                raise UserError(self.env._("This request is answered already."))
            if not (request.answer or "").strip():
                raise UserError(self.env._("Write what the core answered first."))
        self.sudo().write(
            {
                "state": "refused",
                "answered_date": self.env["bank.business.day"]._today(),
            }
        )
        self.sudo().restructuring_id.write({"state": "refused"})

    @api.model
    def _confirm_fed(self, operation_ids):
        """Requests whose numbers came back with operations are done."""
        operations = (
            self.env["bank.loan.operation"]
            .sudo()
            .search([("id", "in", operation_ids), ("request_number", "!=", False)])
        )
        for operation in operations:
            request = self.sudo().search(
                [
                    ("number", "=", operation.request_number),
                    ("loan_id", "=", operation.loan_id.id),
                    ("state", "!=", "confirmed"),
                ]
            )
            request.write(
                {
                    "state": "confirmed",
                    "operation_id": operation.id,
                    "answered_date": self.env["bank.business.day"]._today(),
                }
            )
            request.restructuring_id._in_force(operation)
