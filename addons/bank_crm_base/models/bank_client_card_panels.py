from decimal import Decimal

from dateutil.relativedelta import relativedelta
from odoo import fields, models

from ..domain import figures
from .bank_client_card_facts import MONTHS_SHOWN, to_decimal


class ResPartner(models.Model):
    """The panels of the client card that this addon draws."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        """Code of a panel -> its data; a panel that is not here is not drawn."""
        panels = {
            "identity": self._get_identity_panel(facts),
            "agreements": self._get_agreements_panel(facts),
        }
        if self.client_state == "prospect" and not facts["accounts"]:
            return panels
        return panels | {
            "funds": self._get_funds_panel(facts),
            "turnover": self._get_turnover_panel(facts),
            "products": self._get_products_panel(facts),
            "owes": self._get_owes_panel(facts),
            "trend": self._get_trend_panel(facts),
            "accounts": self._get_accounts_panel(facts),
            "recent": self._get_recent_panel(facts),
            "counterparties": self._get_counterparties_panel(),
        }

    def _get_identity_panel(self, facts):
        """What the clerk compares with the paper in his hand."""
        birth_date = self._card_value("birth_date")
        age = relativedelta(facts["today"], birth_date).years if birth_date else 0
        return {
            "birth_date": fields.Date.to_string(birth_date) or "",
            "age": age,
            "tax_number": self._card_value("vat"),
            "registry": self._card_value("company_registry"),
            "lei": self._card_value("lei"),
            "industry": self._card_value("nace_code"),
            "kept_back": self._kept_back_on_card(),
            "documents": [
                {
                    **document,
                    "until": fields.Date.to_string(document["until"]) or "",
                    "is_expired": bool(
                        document["until"] and document["until"] < facts["today"]
                    ),
                }
                for document in facts["documents"][:3]
            ],
            "addresses": [
                {
                    "kind": dict(
                        address._fields["kind"]._description_selection(self.env)
                    ).get(address.kind, ""),
                    "text": address.display_name,
                }
                for address in self.client_address_ids.filtered(
                    lambda row: not row.date_to
                )
            ][:2],
        }

    def _get_funds_panel(self, facts):
        """What he has, by currency, and what changed in a month: his doing or the rate's."""
        own = [
            row
            for row in facts["accounts"]
            if row["is_own"] and row["state"] != "closed"
        ]
        closing, opening = {}, {}
        for row in own:
            currency, balance = row["currency_id"], to_decimal(row["balance"])
            before = balance - to_decimal(facts["net"].get(row["id"]))
            closing[currency] = closing.get(currency, 0) + max(balance, Decimal(0))
            opening[currency] = opening.get(currency, 0) + max(before, Decimal(0))
        total = sum(max(row["balance_base"] or 0, 0) for row in own)
        growth = figures.split_growth(
            {str(key): value for key, value in opening.items()},
            {str(key): value for key, value in closing.items()},
            {str(key): rates[0] for key, rates in facts["rates"].items()},
            {str(key): rates[1] for key, rates in facts["rates"].items()},
        )
        change = figures.change_fraction(
            to_decimal(total) - growth.total, to_decimal(total)
        )
        return {
            "total": total,
            "change": None if change is None else float(change),
            "volume": float(growth.volume),
            "revaluation": float(growth.revaluation),
            "currencies": [
                {"currency_id": currency, "amount": float(amount)}
                for currency, amount in sorted(
                    closing.items(),
                    key=lambda item: -item[1] * facts["rates"].get(item[0], (0, 0))[1],
                )
                if amount
            ],
            "account_count": len(own),
        }

    def _get_turnover_panel(self, facts):
        this_month = facts["today"].replace(day=1)
        by_month = {row["month"]: row["credit"] or 0 for row in facts["months"]}
        months = [
            this_month - relativedelta(months=back)
            for back in range(MONTHS_SHOWN, 0, -1)
        ]
        series = [to_decimal(by_month.get(month)) for month in months]
        trend = figures.trend(series)
        return {
            "mean": float(sum(series) / MONTHS_SHOWN),
            "months": [fields.Date.to_string(month) for month in months],
            "values": [float(value) for value in series],
            "points": [float(point) for point in trend.points],
            "change": None if trend.change is None else float(trend.change),
            "direction": str(trend.direction),
            "this_month": by_month.get(this_month, 0),
        }

    def _get_products_panel(self, facts):
        """Families held among those that the bank offers to his kind of client."""
        Family = self.env["bank.product.family"]
        domain = {
            "person": [("is_for_person", "=", True)],
            "legal_entity": [("is_for_company", "=", True)],
        }.get(self.client_kind, [])
        families = Family.search_fetch(domain, ["name", "icon"])
        held = {
            row["family_id"] for row in facts["holdings"] if row["state"] == "active"
        }
        count = figures.penetration(
            {str(family_id) for family_id in held},
            {str(family.id) for family in families},
        )
        return {
            "held": count.held,
            "offered": count.offered,
            "families": sorted(
                (
                    {
                        "id": family.id,
                        "name": family.name,
                        "icon": family.icon,
                        "is_held": family.id in held,
                    }
                    for family in families
                ),
                key=lambda family: not family["is_held"],
            ),
        }

    def _get_owes_panel(self, facts):
        """Overdrawn accounts, and loans that have no account of their own."""
        loans = [
            row
            for row in facts["holdings"]
            if row["state"] == "active" and row["kind"] == "loan"
        ]
        overdrawn = sum(
            min(row["balance_base"] or 0, 0)
            for row in facts["accounts"]
            if row["is_own"] and row["state"] != "closed"
        )
        owed = sum(
            to_decimal(row["balance"])
            * facts["rates"].get(row["currency_id"] or facts["base"].id, (0, 1))[1]
            for row in loans
            if not row["accounts"]
        )
        ends = [row["end_date"] for row in loans if row["end_date"]]
        return {
            "total": float(owed) - overdrawn,
            "loan_count": len(loans),
            "payment": [
                {"currency_id": row["currency_id"], "amount": row["payment"]}
                for row in loans
                if row["payment"]
            ][:3],
            "last_end": fields.Date.to_string(max(ends)) if ends else "",
        }

    def _get_trend_panel(self, facts):
        """Twelve months and the current one: what came, what went, what was left.

        Balances are counted back from today's; what he owes on loan accounts is not his
        money and is told apart, under "Owes".
        """
        this_month = facts["today"].replace(day=1)
        by_month = {row["month"]: row for row in facts["months"]}
        months = [
            this_month - relativedelta(months=back)
            for back in range(MONTHS_SHOWN, -1, -1)
        ]
        left = sum(
            row["balance_base"] or 0
            for row in facts["accounts"]
            if row["is_own"] and row["kind"] != "loan" and row["state"] != "closed"
        )
        balances = []
        for month in reversed(months):
            balances.append(round(left, 2))
            left -= by_month.get(month, {}).get("net") or 0
        return {
            "months": [fields.Date.to_string(month) for month in months],
            "received": [
                by_month.get(month, {}).get("credit") or 0 for month in months
            ],
            "paid": [by_month.get(month, {}).get("debit") or 0 for month in months],
            "balance": balances[::-1],
        }
