from odoo import api, models

from ...domain.money import ZERO


class BankLoanCover(models.Model):
    """The cover of one debt in words and figures, as its screen shows it."""

    _inherit = "bank.loan.cover"

    @api.model
    def _screen(self, debt, *, is_planned=False):
        """How one debt is covered: the answer, and each line of it. Past the rules: the
        caller has checked that the user sees the debt; whom else it touches has no name."""
        kept = self.sudo()
        found = kept._allocated([debt], is_planned=is_planned)
        cover = found["covers"].get(debt)
        own = [row for row in found["rows"] if row["debt"] == debt]
        currency = self.env.company.currency_id
        required = found["required"].get(debt, ZERO)
        return {
            "currency": {
                "symbol": currency.symbol,
                "position": currency.position,
                "digits": currency.decimal_places,
            },
            "owed": float(cover.owed if cover else ZERO),
            "covered": float(cover.covered if cover else ZERO),
            "shortfall": float(cover.shortfall if cover else ZERO),
            "ratio": None if not cover or cover.ratio is None else float(cover.ratio),
            "loan_to_value": None
            if not cover or cover.loan_to_value is None
            else float(cover.loan_to_value),
            "required": float(required),
            "lines": [kept._screen_line(row, found, self.env) for row in own],
            "waiting": kept._waiting_lines(debt, own, self.env),
            "may_offer": self.env["bank.collateral"].has_access("create"),
        }

    @api.model
    def _screen_line(self, row, found, viewer):
        """One asset: what it counts for, what goes before, what is left for this debt."""
        asset = found["assets"][row["asset"]]
        collateral = self.env["bank.collateral"].browse(row["asset"])
        others = sum(
            (
                found["shares"][other["asset"], other["debt"]]
                for other in found["rows"]
                if other["asset"] == row["asset"] and other["debt"] != row["debt"]
            ),
            ZERO,
        )
        line = self._asset_words(collateral, viewer)
        return line | {
            "pledge_id": row["id"],
            "rank": row["rank"],
            "market": float(asset.market),
            "counts": float(asset.pledge),
            "liens": float(min(asset.prior_liens, asset.pledge)),
            "others": float(others),
            "covers": float(found["shares"][row["asset"], row["debt"]]),
            "is_capped": row["cap"] is not None,
        }

    @api.model
    def _asset_words(self, collateral, viewer):
        """How an asset is named to the user, and what is wrong with it."""
        states = collateral._fields["state"]._description_selection(viewer)
        return {
            "collateral_id": collateral.id,
            "name": collateral.display_name,
            "kind": collateral.kind_id.with_env(viewer).sudo().name,
            "owner": collateral.with_env(viewer).sudo(False).owner_words,
            "state": dict(states)[collateral.state],
            "faults": collateral.with_env(viewer).sudo()._fault_words(),
        }

    @api.model
    def _waiting_lines(self, debt, counted, viewer):
        """What is offered or pledged for the debt and does not count yet."""
        field = "loan_id" if debt > 0 else "application_id"
        known = {row["id"] for row in counted}
        pledges = self.env["bank.collateral.pledge"].search(
            [(field, "=", abs(debt)), ("date_to", "=", False)]
        )
        lines = []
        for pledge in pledges.filtered(lambda one: one.id not in known):
            line = self._asset_words(pledge.collateral_id, viewer)
            why = viewer._("The agreement is not signed.")
            if pledge.agreement_date:
                why = viewer._("The collateral is not pledged yet.")
            lines.append(line | {"pledge_id": pledge.id, "why": why})
        return lines
