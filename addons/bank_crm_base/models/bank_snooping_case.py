from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..domain.snooping import Sign

STATES = [
    ("open", "To be asked"),
    ("explained", "Explained"),
    ("violation", "Violation"),
]
# What the head answers; everything else is the product's.
ANSWERED = frozenset({"answer"})


class BankSnoopingCase(models.Model):
    """An employee's looks at a client on one day that somebody should ask about.

    The night finds them; the head of the employee's unit asks, and writes the answer.
    """

    _name = "bank.snooping.case"
    _description = "Look to Be Asked About"
    _inherit = ["bank.sealed.mixin"]
    _order = "weight desc, date desc, id desc"
    _rec_name = "words"

    user_id = fields.Many2one(
        "res.users", "Employee", required=True, index=True, ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    unit_id = fields.Many2one(
        "bank.branch", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    date = fields.Date("Day", required=True, sealed=True, copy=False)
    look_count = fields.Integer("Looks", sealed=True, copy=False)
    signs = fields.Char(
        "Codes", required=True, sealed=True, copy=False, help="Joined by commas."
    )
    words = fields.Char("Why to ask", compute="_compute_words")
    weight = fields.Integer(
        "Gravity", sealed=True, copy=False, help="The more signs, the more to ask."
    )
    state = fields.Selection(
        STATES, required=True, default="open", index=True, sealed=True, copy=False
    )
    answer = fields.Text("What he answered", copy=False)
    answered_by_id = fields.Many2one(
        "res.users", "Asked by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    answered_at = fields.Datetime("Asked on", sealed=True, copy=False)
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _once_a_day = models.UniqueIndex(
        "(user_id, client_id, date)", "This day is listed already."
    )

    @api.depends("signs")
    @api.depends_context("lang")
    def _compute_words(self):
        said = {
            Sign.SAME_SURNAME: self.env._("bears the client's surname"),
            Sign.NO_REASON: self.env._(
                "neither his client nor his unit's, and no task with him that week"
            ),
            Sign.PRIVATE_BANKING: self.env._("client behind the private-banking wall"),
            Sign.VIP: self.env._("client of a high class"),
            Sign.MANY_LOOKS: self.env._("looked at far more clients than his unit"),
            Sign.OFF_HOURS: self.env._("outside working hours"),
        }
        for case in self:
            case.words = "; ".join(
                said[Sign(code)] for code in (case.signs or "").split(",") if code
            ).capitalize()

    # --- who sees them: heads above, compliance and auditors; never the employee

    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for case in self:
            case.is_visible = case in seen

    def _search_is_visible(self, operator, value):
        return self._visible_domain() if operator == "in" else NotImplemented

    @api.model
    def _visible_domain(self):
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        user = self.env.user
        # The wall holds here, too: a name may be all there is to hide.
        open_client = Domain("client_id.is_private_banking", "!=", True) | Domain(
            "client_id.is_visible", "=", True
        )
        found = Domain.FALSE
        if user.has_group("bank_crm_base.group_auditor") or user.has_group(
            "bank_crm_base.group_compliance"
        ):
            found = Domain.TRUE
        elif user.has_group("bank_crm_base.group_unit_head"):
            _viewer, branch_ids = self.env["res.partner"]._viewer()
            posts = (
                self.env["bank.post"]
                .sudo()
                .search([("user_id", "=", user.id), ("is_in_force", "=", True)])
            )
            units = set(branch_ids) | set(posts.branch_id._subtree_ids())
            found = Domain("unit_id", "in", sorted(units))
        return found & open_client & Domain("user_id", "!=", user.id)

    def write(self, vals):
        if not self.env.su and ANSWERED & vals.keys():
            self._check_may_answer()
        return super().write(vals)

    def action_explain(self):
        """The answer explains the look."""
        return self._close("explained")

    def action_violation(self):
        """There was no reason to look."""
        return self._close("violation")

    def action_reopen(self):
        """Ask once more."""
        self._check_may_answer()
        self.sudo().write({"state": "open"})
        return True

    def action_view_looks(self):
        """Every look of this employee at this client."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_client_view_action"
        )
        action["domain"] = [
            ("user_id", "=", self.user_id.id),
            ("client_id", "=", self.client_id.id),
        ]
        return action

    def _close(self, state):
        self._check_may_answer()
        for case in self:
            if not (case.answer or "").strip():
                raise UserError(self.env._("Write what he answered first."))
        self.sudo().write(
            {
                "state": state,
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )
        return True

    def _check_may_answer(self):
        self.check_access("write")
        if self.env.user in self.user_id:
            raise AccessError(self.env._("Nobody answers for his own looks."))
