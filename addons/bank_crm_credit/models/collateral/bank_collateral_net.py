from collections import defaultdict

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.tools import SQL

from ...domain.collateral.coverage import Asset, Pledge, allocate, covers
from ...domain.collateral.lifecycle import SECURES
from ...domain.money import ZERO
from .bank_collateral import LIVE


class BankLoanCover(models.Model):
    """Collateral and debts that hang together, and what of each asset covers which debt.

    A debt is a loan by its id, or an application under nought. Sums are in base currency.
    Offers count beside loans only where an application is asked about.
    """

    _inherit = "bank.loan.cover"

    @api.model
    def _pledge_rows(self, debts, asset_ids, is_planned):
        """Pledges at these debts or assets; signed ones, and offers where they count."""
        counting = SQL(
            "p.loan_id IS NOT NULL AND p.agreement_date IS NOT NULL AND c.state = ANY(%s)",
            sorted(SECURES),
        )
        if is_planned:
            counting = SQL(
                "(%s OR (p.loan_id IS NULL AND c.state = ANY(%s)))",
                counting,
                list(LIVE),
            )
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT p.id, p.collateral_id AS asset,
                       coalesce(p.loan_id, -p.application_id) AS debt,
                       p.rank, p.cap::text AS cap, p.client_id
                  FROM bank_collateral_pledge p
                  JOIN bank_collateral c ON c.id = p.collateral_id
                 WHERE p.date_to IS NULL AND %(counting)s
                   AND (p.loan_id = ANY(%(loans)s) OR p.collateral_id = ANY(%(assets)s)
                        OR (p.loan_id IS NULL AND p.application_id = ANY(%(asked)s)))
                 ORDER BY p.id
                """,
                counting=counting,
                loans=[debt for debt in debts if debt > 0],
                asked=[-debt for debt in debts if debt < 0],
                assets=list(asset_ids),
            )
        )

    @api.model
    def _net(self, debts, *, is_planned=False):
        """All pledges that hang together with these debts: asked anew until none is new."""
        self.env["bank.collateral.pledge"].flush_model()
        found, new_debts, new_assets = {}, set(debts), set()
        known_debts, known_assets = set(), set()
        while new_debts or new_assets:
            rows = self._pledge_rows(new_debts, new_assets, is_planned)
            known_debts |= new_debts
            known_assets |= new_assets
            found.update({row["id"]: row for row in rows})
            new_debts = {row["debt"] for row in rows} - known_debts
            new_assets = {row["asset"] for row in rows} - known_assets
        return list(found.values())

    @api.model
    def _assets_of(self, ids):
        """Assets by id with what counts of them; a currency without a rate counts nothing."""
        self.env["bank.collateral"].flush_model()
        today = self.env["bank.business.day"]._today()
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("c.currency_id"), SQL("%s", today)
        )
        return {
            key: Asset(key, *map(to_decimal, values))
            for key, *values in self.env.execute_query(
                SQL(
                    "SELECT v.id, round(v.pledge_value * v.rate, 2)::text, "
                    "round(v.market_value * v.rate, 2)::text, "
                    "round(v.prior_liens * v.rate, 2)::text FROM ("
                    "SELECT c.id, coalesce(c.pledge_value, 0) AS pledge_value, "
                    "coalesce(c.market_value, 0) AS market_value, "
                    "coalesce(c.prior_liens, 0) AS prior_liens, "
                    "coalesce(%s, 0) AS rate FROM bank_collateral c WHERE c.id = ANY(%s)"
                    ") v",
                    rate,
                    list(ids),
                )
            )
        }

    @api.model
    def _owed_of(self, loan_ids):
        """Loan -> what is owed: principal, or all that is due now where that is more."""
        self.env["bank.loan"].flush_model()
        today = self.env["bank.business.day"]._today()
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("h.currency_id"), SQL("%s", today)
        )
        return {
            key: to_decimal(owed)
            for key, owed in self.env.execute_query(
                SQL(
                    "SELECT l.id, round(greatest(l.principal_owed, l.owed_amount, 0) "
                    "* coalesce(%s, 1), 2)::text FROM bank_loan l "
                    "JOIN bank_holding h ON h.id = l.holding_id WHERE l.id = ANY(%s)",
                    rate,
                    list(loan_ids),
                )
            )
        }

    @api.model
    def _asked_of(self, application_ids):
        """Application -> the sum that holds now, decided before asked for."""
        applications = self.env["bank.loan.application"].sudo().browse(application_ids)
        found = {}
        for application in applications.exists():
            amount = application._terms_now()[0]
            currency = application.currency_id
            found[application.id] = self._in_base(amount, currency)
        return found

    @api.model
    def _in_base(self, amount, currency):
        today = self.env["bank.business.day"]._today()
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("%s", currency.id), SQL("%s", today)
        )
        [(value,)] = self.env.execute_query(
            SQL("SELECT round(%s * coalesce(%s, 1), 2)::text", to_decimal(amount), rate)
        )
        return to_decimal(value)

    @api.model
    def _allocated(self, debts, *, is_planned=False):
        """What covers these debts and all that hang together with them."""
        rows = self._net(debts, is_planned=is_planned)
        every = {row["debt"] for row in rows} | set(debts)
        owed = self._owed_of([debt for debt in every if debt > 0])
        asked = self._asked_of([-debt for debt in every if debt < 0])
        owed |= {-key: value for key, value in asked.items()}
        assets = self._assets_of({row["asset"] for row in rows})
        caps = self._caps_of(rows)
        pledges = [
            Pledge(row["asset"], row["debt"], row["rank"], caps.get(row["id"]))
            for row in rows
        ]
        required = self._required_of(every, {row["debt"] for row in rows})
        found = covers(list(assets.values()), pledges, owed, required)
        shares = defaultdict(lambda: ZERO)
        for share in allocate(assets.values(), pledges, owed, required):
            shares[share.asset, share.loan] += share.amount
        return {
            "covers": {cover.loan: cover for cover in found},
            "shares": shares,
            "assets": assets,
            "rows": rows,
            "required": required,
        }

    @api.model
    def _caps_of(self, rows):
        """Pledge -> its cap in base currency."""
        capped = [row["id"] for row in rows if row["cap"] is not None]
        today = self.env["bank.business.day"]._today()
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("c.currency_id"), SQL("%s", today)
        )
        return {
            key: to_decimal(cap)
            for key, cap in self.env.execute_query(
                SQL(
                    "SELECT p.id, round(p.cap * coalesce(%s, 1), 2)::text "
                    "FROM bank_collateral_pledge p "
                    "JOIN bank_collateral c ON c.id = p.collateral_id "
                    "WHERE p.id = ANY(%s)",
                    rate,
                    capped,
                )
            )
        }

    @api.model
    def _required_of(self, debts, secured):
        """Debt -> the cover asked for; of what is pledged for, its whole where no rule says."""
        loans = {
            key: to_decimal(share)
            for key, share in self.env.execute_query(
                SQL(
                    "SELECT l.id, coalesce(r.required_cover, 0)::numeric(9, 4)::text "
                    "FROM bank_loan l JOIN bank_holding h ON h.id = l.holding_id "
                    "LEFT JOIN bank_loan_product r ON r.product_id = h.product_id "
                    "WHERE l.id = ANY(%s)",
                    [debt for debt in debts if debt > 0],
                )
            )
        }
        asked = self.env["bank.loan.application"].sudo()
        for application in asked.browse([-debt for debt in debts if debt < 0]):
            share = application.product_id.required_cover
            loans[-application.id] = to_decimal(round(share, 4))
        return {
            debt: loans.get(debt) or to_decimal(int(debt in secured)) for debt in debts
        }
