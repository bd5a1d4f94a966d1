from dateutil.relativedelta import relativedelta
from odoo import fields, models
from odoo.tools import format_date

WHOLE = 100
SHARE_DIGITS = 2
PERIODS_SHOWN = 5
# What a credit analyst looks at first; the client's tab “Statements” has all of them.
RATIOS = (
    "equity_ratio",
    "net_debt_to_ebitda",
    "interest_cover",
    "current",
    "net_margin",
)
RATING_TABLE = "company_rating"


class BankLoanApplication(models.Model):
    """The company that borrows: who owns it, what its statements say, how it is rated."""

    _inherit = "bank.loan.application"

    company_rating = fields.Integer(
        "Rating", compute="_compute_company_rating",
        help="1 is the best class, 7 the worst; by the decision table “Rating of a "
        "company” over its last confirmed year.",
    )  # fmt: skip
    company_rating_words = fields.Char(
        "Why this class", compute="_compute_company_rating"
    )

    def _need_ownership(self):
        company = self.sudo().client_id
        if not company or company.client_kind != "legal_entity":
            return super()._need_ownership()
        known = round(company._direct_shares(), SHARE_DIGITS)
        if known == WHOLE:
            return super()._need_ownership()
        if not known:
            return False, self.env._(
                "Who owns the company is not entered: enter it on its card."
            )
        return False, self.env._(
            "Owners of %(known)s %% of the company are entered, not of all of it.",
            known=f"{known:g}",
        )

    def _need_statements(self):
        company = self.sudo().client_id
        if not company or company.client_kind != "legal_entity":
            return super()._need_statements()
        year = self._last_year()
        if not year:
            return False, self.env._(
                "No year of the company is confirmed: enter its statements on its card."
            )
        months = self.sudo().product_id.statement_months
        if year.date_to + relativedelta(months=months) < self._today():
            return False, self.env._(
                "The last confirmed year ended on %(day)s: it is older than %(months)s "
                "months.",
                day=format_date(self.env, year.date_to, date_format="medium"),
                months=months,
            )
        return super()._need_statements()

    def _last_year(self):
        """The last confirmed statement of a year of the company itself."""
        self.ensure_one()
        return (
            self.env["bank.financial.statement"]
            .sudo()
            .search(
                [
                    ("client_id", "=", self.sudo().client_id.id),
                    ("client_id", "!=", False),
                    ("state", "=", "confirmed"),
                    ("kind", "=", "annual"),
                ],
                order="date_to desc, is_consolidated",
                limit=1,
            )
        )

    def _compute_company_rating(self):
        """By the table in force; nothing where there is no year to rate or no table."""
        table = (
            self.env["bank.decision.table"].sudo().search([("code", "=", RATING_TABLE)])
        )
        rated = self.filtered(
            lambda one: one.track == "corporate" and one.sudo()._last_year()
        )
        found = {}
        if table.version_id and rated:
            found = table._decide(rated.sudo().client_id)
        for application in self:
            decision = found.get(application.sudo().client_id.id)
            value = decision and (decision.outputs or {}).get("rating")
            application.company_rating = int(value) if value else 0
            application.company_rating_words = (
                application._rating_words(decision) if value else ""
            )

    def _rating_words(self, decision):
        """Why the company is in its class."""
        return str((decision.outputs or {}).get("why") or "")

    def _rating(self):
        """The class of the company, for the matrix of authority."""
        return self.company_rating or super()._rating()

    def get_company_analysis(self):
        """Years side by side: figures for the chart, first ratios with their norms."""
        self.ensure_one()
        self.check_access("read")
        company = self.client_id
        if not company or company.client_kind != "legal_entity":
            return {"columns": [], "ratios": [], "owners": []}
        company.check_access("read")
        data = company.get_client_statements(kind="annual")
        columns = data["columns"][-PERIODS_SHOWN:]
        skip = len(data["columns"]) - len(columns)
        statements = self.env["bank.financial.statement"].browse(
            [column["id"] for column in columns]
        )
        figures = {statement.id: statement._figures() for statement in statements}
        owners = company.get_client_owners()
        return {
            "columns": [
                {
                    "id": statement.id,
                    "name": statement.display_name,
                    "state": statement.state,
                    "is_audited": statement.is_audited,
                    **{
                        name: float(figures[statement.id][name])
                        if name in figures[statement.id]
                        else None
                        for name in ("revenue", "net_profit", "equity", "total_assets")
                    },
                }
                for statement in statements
            ],
            "currency": self._currency_of(statements[-1:].currency_id),
            "ratios": [
                {**row, "values": row["values"][skip:]}
                for row in data["ratios"]
                if row["code"] in RATIOS
            ],
            "owners": owners["rows"],
            "owners_warning": owners["warning"],
            "rating": self.company_rating,
            "rating_words": self.company_rating_words,
            "client_id": company.id,
            "industry": data["industry"],
        }

    def _currency_of(self, currency):
        currency = currency or self.env.company.currency_id
        return {
            "symbol": currency.symbol,
            "position": currency.position,
            "digits": currency.decimal_places,
        }

    def _case_facts(self):
        facts = super()._case_facts()
        if self.company_rating:
            facts.append(
                {
                    "code": "rating",
                    "section": "risk",
                    "name": self.env._("Rating of the company"),
                    "value": self.env._("class %(rating)s", rating=self.company_rating),
                    "tone": "success"
                    if self.company_rating <= 3
                    else "warning"
                    if self.company_rating <= 5
                    else "danger",
                    "help": self.company_rating_words,
                }
            )
        return facts
