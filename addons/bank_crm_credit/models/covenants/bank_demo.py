from datetime import date, datetime, timedelta

from odoo import api, models

# What was promised: name, formula, lowest, highest.
PROMISED = (
    ("Debt to equity not above 3", "debt_to_equity", None, 3),
    ("Current ratio at least 1", "current", 1, None),
    ("Equity stays above nought", "equity / total_assets", 0, None),
    ("Borrowings not above half of assets", "(long_debt + short_debt) / total_assets",
     None, 0.5),
)  # fmt: skip
TOLD_AFTER_DAYS = 30


class BankDemo(models.AbstractModel):
    """Covenants of the demonstration bank: kept, broken, and one without its statement."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        risk = self._employee("underwriter")
        if risk and not self.env["bank.loan.covenant"].search_count([], limit=1):
            self._live_covenants(risk)

    @api.model
    def _live_covenants(self, risk):
        """Companies with statements of the last year, and one that sent none since."""
        today = self.env["bank.business.day"]._today()
        year_end = date(today.year - 1, 12, 31)
        statements = self.env["bank.financial.statement"].search(
            [
                ("state", "=", "confirmed"),
                ("date_to", "=", year_end),
                ("is_consolidated", "=", False),
            ],
            order="id",
        )
        # Confirmed when the demonstration was made; in its story, a month after the year.
        for statement in statements:
            statement.sudo().confirmed_at = datetime.combine(
                statement.date_to + timedelta(TOLD_AFTER_DAYS), datetime.min.time()
            )
        companies = statements.client_id.filtered(
            lambda client: not client.is_private_banking
        )
        Covenant = self.env["bank.loan.covenant"].with_user(risk)
        for place, company in enumerate(companies[:8]):
            name, formula, low, high = PROMISED[place % len(PROMISED)]
            Covenant.create(
                {
                    "client_id": company.id,
                    "name": self.env._(name),
                    "formula": formula,
                    "has_low": low is not None,
                    "low": low or 0,
                    "has_high": high is not None,
                    "high": high or 0,
                    "first_end": year_end,
                    "months": "12",
                    "statement_days": 60,
                    "consequence": self.env._("The rate goes up by two points."),
                }
            )
        for company in companies[1:4]:
            # Their statements of the third quarter are waited for.
            Covenant.create(
                {
                    "client_id": company.id,
                    "name": self.env._("Customers pay within 90 days"),
                    "formula": "receivable_days",
                    "has_low": False,
                    "has_high": True,
                    "high": 90,
                    "first_end": date(today.year, 9, 30),
                    "months": "3",
                    "statement_days": 60,
                }
            )
        if companies:
            self._live_broken(Covenant, companies, statements, year_end)

    @api.model
    def _live_broken(self, Covenant, companies, statements, year_end):
        """Asked more than the statement shows; and a half-year statement nobody sent."""
        company = companies[0]
        statement = statements.filtered(lambda one: one.client_id == company)[:1]
        figures = {str(code): value for code, value in statement._figures().items()}
        assets, equity = figures.get("total_assets"), figures.get("equity")
        if assets and equity is not None:
            Covenant.create(
                {
                    "client_id": company.id,
                    "name": self.env._("Own funds are a fixed share of assets"),
                    "formula": "equity / total_assets",
                    "low": round(float(equity / assets) + 0.1, 2),
                    "first_end": year_end,
                    "months": "12",
                    "statement_days": 60,
                    "consequence": self.env._("The bank may ask for more collateral."),
                }
            )
        today = self.env["bank.business.day"]._today()
        Covenant.create(
            {
                "client_id": companies[-1].id,
                "name": self.env._(
                    "Statement of each quarter, current ratio at least 1"
                ),
                "formula": "current",
                "low": 1,
                "first_end": date(today.year, 9, 30),
                "months": "3",
                "statement_days": 30,
                "cure_days": 30,
                "consequence": self.env._("The line is closed to further drawing."),
            }
        )
