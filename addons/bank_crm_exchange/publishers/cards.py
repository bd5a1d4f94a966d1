from odoo import api, models
from odoo.tools import SQL

from ..engine.upsert import Fed, Upsert


class BankFeedPublishCards(models.AbstractModel):
    """Cards, by token; a full number is refused wherever it stands in the row."""

    _name = "bank.feed.publish.cards"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Cards"
    _fills = ("bank_card",)

    @api.model
    def _add_checks(self, run, checks):
        for name in ("card_id", "number"):
            checks.must(
                "card_number",
                name,
                SQL(
                    "translate(%s, ' -', '') !~ '[0-9]{11,}' OR NOT %s",
                    checks.text(name),
                    self._is_card_number(checks.text(name), strict=name == "number"),
                ),
            )

    @api.model
    def _is_card_number(self, text, strict):
        """SQL: nothing but 13 to 19 digits that pass Luhn's test; any long run where `strict`.

        A token with letters in it is no card number, whatever its digits add up to.
        """
        if strict:
            return SQL("true")
        digits = SQL("translate(%s, ' -', '')", text)
        return SQL(
            "CASE WHEN %(d)s ~ '^[0-9]{13,19}$' THEN (SELECT "
            "sum(CASE WHEN place %% 2 = 1 THEN digit WHEN digit > 4 THEN 2 * digit - 9 "
            "ELSE 2 * digit END) %% 10 = 0 FROM (SELECT n AS place, "
            "substr(reverse(%(d)s), n, 1)::int AS digit "
            "FROM generate_series(1, length(%(d)s)) n) luhn) ELSE false END",
            d=digits,
        )

    @api.model
    def _publish_rows(self, run, rows):
        fed = {
            "account_id": Fed(SQL("t.account_id")),
            "client_id": Fed(SQL("t.client_id")),
            "masked_number": Fed(SQL("t.number")),
            "tail": Fed(SQL("right(regexp_replace(t.number, '[^0-9]', '', 'g'), 4)")),
            "state": Fed(SQL("t.state")),
            "product_id": Fed(SQL("t.product_id"), "product_id"),
            "scheme": Fed(SQL("t.scheme"), "scheme"),
            "issued_date": Fed(SQL("t.issued"), "issued"),
            "expiry_date": Fed(SQL("t.expires"), "expires"),
        }
        upsert = Upsert(
            table="bank_card",
            match={
                "source": SQL("%s", run.feed_id.source),
                "external_id": SQL("t.card_id"),
            },
            fed=fed,
            once={"state": SQL("'active'")},
            template=self.env["bank.feed.publish.client_keys"]._log_columns(),
            stamp={"fed_at": self._fed_at(run)},
            update_where=self._not_older(run),
            returning="client_id",
        )
        self._touch_clients(run, self._write(run, upsert, rows))
        self.env["bank.card"].invalidate_model()


class BankFeedPublishStandingOrders(models.AbstractModel):
    """Orders to pay the same payee regularly."""

    _name = "bank.feed.publish.standing_orders"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Standing Orders"

    @api.model
    def _publish_rows(self, run, rows):
        names = (
            "payee_name", "payee_account", "payee_bank", "day", "purpose", "date_from", "date_to",
        )  # fmt: skip
        fed = {name: Fed(SQL("t.%s", SQL.identifier(name)), name) for name in names}
        fed["account_id"] = Fed(SQL("t.account_id"))
        fed["amount"] = Fed(SQL("t.amount"))
        upsert = Upsert(
            table="bank_standing_order",
            match={
                "source": SQL("%s", run.feed_id.source),
                "external_id": SQL("t.order_id"),
            },
            fed=fed,
            template=self.env["bank.feed.publish.client_keys"]._log_columns(),
            stamp={"fed_at": self._fed_at(run)},
            update_where=self._not_older(run),
        )
        self._write(run, upsert, rows)
        self.env["bank.standing.order"].invalidate_model()

    @api.model
    def _steps(self, run):
        return ["_publish_ranges"]
