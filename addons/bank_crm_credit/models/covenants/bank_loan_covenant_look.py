from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...domain.covenants.covenant import BROKEN, Breach, Verdict

_READ = {"readonly": True, "sealed": True, "copy": False}


class BankLoanCovenantLook(models.Model):
    """One period of a covenant: when the statement is due, what it showed, how it stands.

    Written by the night. A period that is broken may be waived by a decision of two.
    """

    _name = "bank.loan.covenant.look"
    _description = "Look at a Covenant"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "statement_due, id"

    covenant_id = fields.Many2one(
        "bank.loan.covenant", required=True, index=True, ondelete="cascade", **_READ
    )
    client_id = fields.Many2one(related="covenant_id.client_id", string="Borrower")
    loan_id = fields.Many2one(related="covenant_id.loan_id")
    manager_id = fields.Many2one(related="covenant_id.client_id.manager_id")
    band_words = fields.Char(related="covenant_id.band_words")
    period_end = fields.Date("Period to", required=True, **_READ)
    statement_due = fields.Date("Statement due on", required=True, **_READ)
    verdict = fields.Selection(
        [
            (Verdict.NOT_DUE, "Not due yet"),
            (Verdict.KEPT, "Kept"),
            (Verdict.CURED, "Cured"),
            (Verdict.CURING, "Broken, may be cured"),
            (Verdict.DEFAULT, "Broken"),
            (Verdict.WAIVED, "Waived"),
        ],
        "Stands", required=True, default=Verdict.NOT_DUE, index=True, **_READ,
    )  # fmt: skip
    breach = fields.Selection(
        [
            (Breach.OUT_OF_BAND, "Outside what was promised"),
            (Breach.NO_VALUE, "The statement gives no value"),
            (Breach.NO_STATEMENT, "No statement came in time"),
        ],
        "What is broken", **_READ,
    )  # fmt: skip
    broken_since = fields.Date("Known since", **_READ)
    cure_until = fields.Date("May be cured until", **_READ)
    has_value = fields.Boolean(**_READ)
    value = fields.Float("It was", digits=(16, 4), **_READ)
    statement_id = fields.Many2one(
        "bank.financial.statement", index="btree_not_null",
        ondelete="restrict", **_READ,
    )  # fmt: skip
    parts = fields.Json(**_READ)
    is_waited = fields.Boolean(
        "Statement waited for", compute="_compute_is_waited",
        search="_search_is_waited",
    )  # fmt: skip
    words = fields.Char("Why", compute="_compute_words")
    waived_date = fields.Date("Waived on", **_READ)
    waived_by_id = fields.Many2one(
        "res.users", "Waived by", index="btree_not_null", ondelete="restrict", **_READ
    )
    waiver_reason = fields.Char("Waived because", **_READ)

    _period_uniq = models.Constraint(
        "UNIQUE(covenant_id, period_end)", "This period is looked at already."
    )
    _broken_idx = models.Index("(covenant_id) WHERE verdict IN ('curing', 'default')")

    @api.depends("verdict", "period_end")
    def _compute_is_waited(self):
        today = self.env["bank.business.day"]._today()
        for look in self:
            look.is_waited = look.verdict == "not_due" and look.period_end <= today

    def _search_is_waited(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return Domain("verdict", "=", "not_due") & Domain("period_end", "<=", today)

    @api.depends("covenant_id", "period_end")
    def _compute_display_name(self):
        for look in self:
            look.display_name = self.env._(
                "%(client)s: %(what)s, to %(day)s",
                client=look.client_id.display_name,
                what=look.covenant_id.name,
                day=format_date(self.env, look.period_end),
            )

    @api.depends("verdict", "breach", "value", "parts", "cure_until")
    @api.depends_context("lang")
    def _compute_words(self):
        known = dict(self.env["bank.loan.covenant"]._name_choices())
        for look in self:
            look.words = look._why_words(known)

    def _why_words(self, known):
        """The value with the figures that made it, or what there is none of."""
        self.ensure_one()
        parts = self.parts or {}
        words = []
        if self.has_value:
            words.append(
                self.env._(
                    "It is %(value)s, it has to be %(band)s",
                    value=f"{self.value:g}",
                    band=self.band_words,
                )
            )
            words += [
                f"{known.get(name, name)} {float(value):,.4g}"
                if abs(float(value)) < 1000
                else f"{known.get(name, name)} {float(value):,.0f}"
                for name, value in parts.get("figures", [])
                # A ratio by itself is its own value.
                if name != self.covenant_id.formula
            ]
        elif self.breach == Breach.NO_STATEMENT:
            words.append(
                self.env._(
                    "The statement was due on %(day)s and is not there",
                    day=format_date(self.env, self.statement_due),
                )
            )
        elif parts.get("missing"):
            lines = ", ".join(known.get(name, name) for name in parts["missing"])
            words.append(self.env._("Not in the statement: %(lines)s", lines=lines))
        elif self.breach == Breach.NO_VALUE:
            words.append(self.env._("Nought to divide by"))
        if self.verdict == Verdict.CURING:
            words.append(
                self.env._(
                    "may be cured until %(day)s",
                    day=format_date(self.env, self.cure_until),
                )
            )
        return "; ".join(words)

    # --- waiving

    def action_waive(self):
        """The window that asks why."""
        self.ensure_one()
        self._check_may_propose()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Waive"),
            "res_model": "bank.loan.covenant.waive",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_look_id": self.id},
        }

    def _check_may_propose(self):
        self.check_access("read")
        groups = (
            "bank_crm_credit.group_credit_risk", "bank_crm_credit.group_loan_officer",
        )  # fmt: skip
        if not any(map(self.env.user.has_group, groups)):
            raise AccessError(
                self.env._("A waiver is proposed by credit officers or credit risk.")
            )
        if any(look.verdict not in BROKEN for look in self):
            raise UserError(self.env._("Only what is broken is waived."))

    def _propose_waiver(self, reason):
        """Propose not to act on the breach of this period; another person decides."""
        self.ensure_one()
        self._check_may_propose()
        return self.env["bank.act"]._propose_call(
            "covenant_waiver",
            self,
            "_waive",
            {"reason": (reason or "").strip(), "maker_id": self.env.uid},
            watched=("verdict",),
            reason=reason,
        )

    def _act_words(self, method, arguments):
        """What the checker reads."""
        return {
            look.id: [
                (self.env._("Covenant"), look.covenant_id.name),
                (self.env._("Period to"), format_date(self.env, look.period_end)),
                (self.env._("Now"), look.words or ""),
                (self.env._("Why waive"), arguments.get("reason") or ""),
            ]
            for look in self
        }

    def _waive(self, reason, maker_id):
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        self.sudo().write(
            {
                "waived_date": today,
                "waived_by_id": self.env.uid,
                "waiver_reason": reason,
            }
        )
        self.sudo().covenant_id._look_anew(today)

    def action_open_statement(self):
        """The statement that was used."""
        self.ensure_one()
        self.check_access("read")
        if not self.statement_id:
            raise UserError(self.env._("No statement of this period is confirmed."))
        return self.statement_id.get_formview_action()
