from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import ValidationError

from ...domain.application.authority import AuthorityError, Row, Security, check_matrix
from ...domain.application.labels import SECURITIES, TRACKS, choices


class BankLoanAuthority(models.Model):
    """A row of the matrix: what a level may decide alone, and which posts hold the level."""

    _name = "bank.loan.authority"
    _description = "Authority to Decide on Loans"
    _without_visibility_rule = "The bank's own rules, nobody's data."
    _inherit = ["bank.acceptance.mixin"]
    _order = "level, id"

    _two_person_create = "loan_authority"

    name = fields.Char("Who decides", required=True, translate=True)
    track = fields.Selection(
        choices(TRACKS), "Only for", help="Empty: retail and corporate."
    )
    level = fields.Integer(
        required=True, help="The greater, the higher.", two_person="loan_authority"
    )
    role_ids = fields.Many2many(
        "bank.role", string="Held by posts", two_person="loan_authority",
        help="Empty where a committee holds the level.",
    )  # fmt: skip
    most_amount = fields.Float(
        "Sum, at most", digits=(16, 2), two_person="loan_authority",
        help="In base currency. Nought: no bound.",
    )  # fmt: skip
    most_exposure = fields.Float(
        "Group's debt with it, at most", digits=(16, 2), two_person="loan_authority",
        help="In base currency. Nought: no bound.",
    )  # fmt: skip
    worst_rating = fields.Integer(
        "Worst rating", two_person="loan_authority",
        help="1 is the best class. Nought: any, and without rating.",
    )  # fmt: skip
    least_security = fields.Selection(
        choices(SECURITIES), "Security, at least", required=True, default="0",
        two_person="loan_authority",
    )  # fmt: skip
    exceptions = fields.Char(
        "Exceptions it may allow", two_person="loan_authority",
        help="Codes divided by blanks.",
    )  # fmt: skip
    is_any_exception = fields.Boolean("Any exception", two_person="loan_authority")
    active = fields.Boolean(default=True, two_person="loan_authority")

    _sums_possible = models.Constraint(
        "CHECK(level > 0 AND most_amount >= 0 AND most_exposure >= 0 AND worst_rating >= 0)",
        "Levels are above nought, sums not below it.",
    )

    def _row(self):
        """The row as the rules take it."""
        self.ensure_one()
        return Row(
            level=self.level,
            most_sum=self._bound(self.most_amount),
            most_exposure=self._bound(self.most_exposure),
            worst_rating=self.worst_rating or None,
            least_security=Security(int(self.least_security)),
            exceptions=None
            if self.is_any_exception
            else frozenset((self.exceptions or "").split()),
        )

    @staticmethod
    def _bound(value):
        return to_decimal(value) if value else None

    @api.model
    def _matrix(self, track):
        """The rows that hold for a kind of applications, lowest first."""
        return self.sudo().search(
            [("track", "in", (track, False)), ("acceptance", "=", "accepted")],
            order="level, id",
        )

    @api.model
    def _level_of(self, user, track=None):
        """The highest level that an employee holds by his posts of today; 0: none."""
        posts = (
            self.env["bank.post"]
            .sudo()
            .search([("user_id", "=", user.id), ("is_in_force", "=", True)])
        )
        rows = self.sudo().search(
            [("role_ids", "in", posts.role_id.ids), ("acceptance", "=", "accepted")]
        )
        if track:
            rows = rows.filtered(lambda row: row.track in (track, False))
        return max(rows.mapped("level"), default=0)

    @api.constrains("level", "track", "most_amount", "most_exposure", "worst_rating",
                    "least_security", "exceptions", "is_any_exception", "active")  # fmt: skip
    def _check_somebody_may(self):
        for track in ("retail", "corporate"):
            rows = self._matrix(track)
            try:
                check_matrix([row._row() for row in rows])
            except AuthorityError as error:
                raise ValidationError(
                    self.env._(
                        "Somebody has to be able to decide everything: the highest level "
                        "has no bounds."
                    )
                ) from error
