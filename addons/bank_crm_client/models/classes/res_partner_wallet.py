from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import AccessError

from ...domain.classes.wallet import Side, share_of_wallet

OURS = {Side.ASSETS: "funds_base", Side.DEBTS: "owed_base"}


class ResPartner(models.Model):
    """Share of wallet: what the client keeps here beside what he keeps in other banks."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        # Asked for when it is looked at: the card itself has a fixed number of queries.
        return panels | {"wallet": {"client_id": self.id}}

    def get_client_wallet(self):
        """Ours and elsewhere in base currency, and what he holds elsewhere, row by row."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._("This is not shown at the counter: ask the client's branch.")
            )
        Product = self.env["bank.external.product"]
        products = Product.search(
            [("client_id", "=", self.id), ("date_to", "=", False)], order="end_date, id"
        )
        today = self.env["bank.business.day"]._today()
        return {
            "sides": [
                side
                for side in (self._wallet_side(one, products) for one in OURS)
                if side
            ],
            "rows": [self._wallet_row(product, today) for product in products],
            "currencies": {
                currency.id: {
                    "name": currency.name,
                    "symbol": currency.symbol,
                    "position": currency.position,
                    "digits": currency.decimal_places,
                }
                for currency in products.currency_id
            },
            "past": Product.search_count(
                [("client_id", "=", self.id), ("date_to", "!=", False)]
            ),
            "may_edit": Product.has_access("create"),
        }

    def _wallet_side(self, side, products):
        """One bar of the picture; None where the user may not know ours or nothing is."""
        name = OURS[side]
        if not self._has_field_access(self._fields[name], "read"):
            return None
        ours = max(Decimal(str(self[name] or 0)), Decimal(0))
        own = products.filtered(lambda product: product.side == side)
        elsewhere = sum(
            (Decimal(str(product.amount_base or 0)) for product in own), Decimal(0)
        )
        share = share_of_wallet(ours, elsewhere)
        if share is None:
            return None
        return {
            "code": str(side),
            "name": self.env._("Has") if side is Side.ASSETS else self.env._("Owes"),
            "ours": float(ours),
            "elsewhere": float(elsewhere),
            "share": float(share),
            "is_known": bool(own),
        }

    def _wallet_row(self, product, today):
        labels = {
            name: dict(product._fields[name]._description_selection(self.env))
            for name in ("kind", "source")
        }
        return {
            "id": product.id,
            "bank": product.bank_id.name,
            "kind": labels["kind"][product.kind],
            "side": product.side,
            "amount": product.amount,
            "currency_id": product.currency_id.id,
            "annual_rate": product.annual_rate,
            "end": fields.Date.to_string(product.end_date) or "",
            "days_left": (product.end_date - today).days if product.end_date else None,
            "terms": product.terms or "",
            "source": labels["source"][product.source],
            "known": fields.Date.to_string(product.known_date),
            "is_confirmed": product.is_confirmed,
        }

    def _card_rows(self, what, key=None):
        if what == "elsewhere":
            if not self.is_fully_visible:
                raise AccessError(
                    self.env._(
                        "This is not shown at the counter: ask the client's branch."
                    )
                )
            return (
                "bank_crm_client.bank_external_product_action",
                [("client_id", "=", self.id)],
                {"default_client_id": self.id},
            )
        return super()._card_rows(what, key)
