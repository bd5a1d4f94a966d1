from dateutil.relativedelta import relativedelta
from odoo import fields, models
from odoo.exceptions import UserError

from ...domain.application.labels import choices

TABLE_CODE = "loan_scoring"
VERDICTS = {"yes": "Yes", "look": "To be looked at", "no": "No"}
WORST_FIRST = ("no", "look", "yes")
# A report of the bureau may come while it is checked.
SCORED_STAGES = ("identification", "form", "documents", "checks")


class BankLoanApplication(models.Model):
    """Pre-scoring by the bank's decision table, with its reasons in words.

    The facts that the table asks are written here first, so that it reads the same for one
    application and for thousands.
    """

    _inherit = "bank.loan.application"

    fact_age = fields.Integer("Age", sealed=True, copy=False, aggregator=None)
    fact_work_months = fields.Integer(
        "Months in the present work", sealed=True, copy=False, aggregator=None
    )
    fact_has_report = fields.Boolean("Has a bureau report", sealed=True, copy=False)
    fact_bureau_score = fields.Integer(
        "Score of the bureau", sealed=True, copy=False, aggregator=None
    )
    fact_bureau_overdue = fields.Monetary(
        "Overdue by the bureau", "base_currency_id", sealed=True, copy=False
    )
    fact_worst_days = fields.Integer(
        "Longest delay by the bureau", sealed=True, copy=False, aggregator=None
    )
    score_verdict = fields.Selection(
        choices(VERDICTS), "Pre-scoring", sealed=True, copy=False
    )
    score_words = fields.Text("Why", sealed=True, copy=False)
    score_version_id = fields.Many2one(
        "bank.decision.version", "By the table", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip
    score_date = fields.Date("Asked of the table on", sealed=True, copy=False)

    def _scoring_version(self):
        """The version of the scoring table in force; empty where there is none."""
        table = (
            self.env["bank.decision.table"]
            .sudo()
            .search([("code", "=", TABLE_CODE)], limit=1)
        )
        return table.version_id

    def action_score(self):
        """Ask the table anew, until it is decided on with the answer."""
        self.ensure_one()
        self._check_works_on()
        if self.stage not in SCORED_STAGES:
            raise UserError(
                self.env._(
                    "It is decided on with the answer that was given. Have it returned for "
                    "completion to ask anew."
                )
            )
        self._score()
        return True

    def _score(self):
        """Write the facts, ask the table in force, keep its verdict and reasons."""
        # The table is about people: a company is judged by its statements and by services.
        for application in self.sudo().filtered(lambda one: one.track == "retail"):
            application.write(application._score_facts())
            version = application._scoring_version()
            values = {"score_version_id": version.id, "score_date": self._today()}
            if version:
                decision = version._decide(application).get(application.id)
                verdict, words = self._verdict_of(decision)
                values |= {"score_verdict": verdict, "score_words": words}
            application.write(values)

    def _verdict_of(self, decision):
        """(verdict, reasons in words): the worst of the rules that hold; none: yes."""
        found = (
            decision.outputs if decision and isinstance(decision.outputs, list) else []
        )
        told = [(one.get("verdict"), one.get("reason") or "") for one in found]
        worst = next(
            (
                one
                for one in WORST_FIRST
                if any(verdict == one for verdict, _why in told)
            ),
            "yes",
        )
        lines = [why for verdict, why in told if verdict != "yes" and why]
        return worst, "\n".join(dict.fromkeys(lines)) or False

    def _score_facts(self):
        """What the table asks, of the borrower."""
        self.ensure_one()
        borrower, today = self._borrower(), self._today()
        born = borrower.client_id.birth_date or borrower.birth_date
        works = self.env["bank.client.employment"].search(
            [("client_id", "=", borrower.client_id.id or 0), ("is_current", "=", True)]
        )
        report = borrower._latest_report()
        return {
            "fact_age": relativedelta(today, born).years if born else 0,
            "fact_work_months": max(works.mapped("service_months"), default=0),
            "fact_has_report": bool(report),
            "fact_bureau_score": report.score if report.has_score else 0,
            "fact_bureau_overdue": float(
                self._to_base(report.overdue, report.currency_id) if report else 0
            ),
            "fact_worst_days": report.worst_days_overdue if report else 0,
        }

    def _is_score_against(self):
        """Whether a yes would go against the table."""
        return self.track == "retail" and self.score_verdict == "no"
