from decimal import ROUND_HALF_UP, Decimal

from odoo import api, models, tools
from odoo.tools import SQL

# A shipped rule names an amount that only the bank's own clients tell.
TOP = "top"
TOP_FRACTION = "0.98"


class BankClientStanding(models.Model):
    """The rules that come with the product become segments of the bank's head office.

    They wait for the bank to have one; from then on they are the bank's to change.
    """

    _inherit = "bank.client.standing"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        if {"segment_id", "active"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    @api.model
    @tools.ormcache()
    def _rule_segment_ids(self):
        """Segments that are rules of classes in use."""
        return frozenset(self.sudo().search([]).segment_id.ids)

    @api.model
    def _make_rules(self):
        """Make the segments of shipped rules that are not made yet."""
        office = self._bank_office()
        waiting = self.sudo().search(
            [("is_rule_made", "=", False), ("segment_id", "=", False)]
        )
        for standing in waiting.filtered("shipped_rule") if office else ():
            definition = self._filled(standing.shipped_rule)
            if definition is None:
                continue
            segment = (
                self.env["bank.segment"]
                .sudo()
                .create(
                    {
                        "name": self.env._(
                            "Client class: %(name)s", name=standing.name
                        ),
                        "purpose": standing.meaning,
                        "branch_id": office.id,
                        "definition": definition,
                    }
                )
            )
            standing.write({"segment_id": segment.id, "is_rule_made": True})

    @api.model
    def _bank_office(self):
        """The unit above all others: segments of it look at the whole bank."""
        return (
            self.env["bank.branch"]
            .sudo()
            .search([("parent_id", "=", False)], order="id", limit=1)
        )

    @api.model
    def _filled(self, rule):
        """A shipped rule with the amounts of this bank; None while they are not known."""
        items = []
        for item in rule["items"]:
            if item.get("value") == TOP:
                amount = self._top_amount(item["fact"])
                if amount is None:
                    return None
                item = {**item, "value": amount}
            items.append(item)
        return {**rule, "items": items}

    @api.model
    def _top_amount(self, fact):
        """What the richest fiftieth of those who have any has at least, in two figures.

        None in a bank whose clients have nothing yet.
        """
        column = {"funds": "funds_base", "turnover": "turnover_base"}[fact]
        self.env["res.partner"].flush_model([column])
        [(amount,)] = self.env.execute_query(
            SQL(
                "SELECT percentile_disc(%(top)s::float) WITHIN GROUP (ORDER BY %(column)s)::text"
                " FROM res_partner WHERE is_client AND active AND %(column)s > 0",
                top=TOP_FRACTION,
                column=SQL.identifier(column),
            )
        )
        if amount is None:
            return None
        amount = Decimal(amount)
        step = Decimal(10) ** max(amount.adjusted() - 1, 0)
        rounded = (amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step
        return int(max(rounded, Decimal(1)))

    def _rule_words(self):
        """Standing -> who belongs to it, where the user may know all that its rule asks for.

        In the words of the bank where it has put it in words, else in those of the rule.
        """
        Segment = self.env["bank.segment"]
        catalogue = Segment._catalogue()
        words = {}
        for standing in self:
            segment = standing.sudo().segment_id
            if not segment:
                continue
            entries = catalogue.entries_in(segment._tree())
            if all(catalogue.is_readable(entry) for entry in entries):
                words[standing] = standing.meaning or segment.sentence
        return words

    def _is_told_whole(self):
        """Whether the meaning says all: a rule of one condition has no part to name."""
        definition = self.sudo().segment_id.definition or {}
        return bool(self.meaning) and len(definition.get("items", ())) < 2
