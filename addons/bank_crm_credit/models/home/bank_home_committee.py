from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_home import ROWS_SHOWN, TileSpec
from odoo.fields import Domain

from .bank_home import DESKS

IN_COMMITTEES = (
    "bank_crm_credit.group_committee_member,bank_crm_credit.group_committee_secretary"
)


class BankHome(models.AbstractModel):
    """The credit committee on the home screen: my votes, sittings I keep, what I sign."""

    _inherit = "bank.home"

    @api.model
    def _lending_tiles(self):
        return [
            *super()._lending_tiles(),
            TileSpec(
                "loan_votes", self.env._("Votes that wait for me"), "needs_me", "list", 6,
                DESKS, "fa-hand-paper-o", "bank_crm_credit.group_committee_member",
                needs_clients=False,
            ),
            TileSpec(
                "loan_sittings", self.env._("Sittings that I keep"), "needs_me", "list", 8,
                DESKS, "fa-calendar", IN_COMMITTEES, needs_clients=False,
            ),
            TileSpec(
                "loan_protocols", self.env._("Protocols to sign"), "needs_me", "list", 7,
                DESKS, "fa-pencil-square-o", IN_COMMITTEES, needs_clients=False,
            ),
        ]  # fmt: skip

    @api.model
    def _menu_actions(self):
        part = "bank_crm_credit.bank_loan_committee_"
        return super()._menu_actions() | {
            "bank.loan.committee.item": f"{part}item_action_mine",
            "bank.loan.committee.sitting": f"{part}sitting_action",
            "bank.loan.committee.protocol": f"{part}protocol_action",
        }

    # --- votes

    def _tile_loan_votes(self, at):
        Item = self.env["bank.loan.committee.item"]
        domain = [("is_my_vote", "=", True)]
        return self._lending_tile(
            Item.search(domain, limit=ROWS_SHOWN),
            Item.search_count(domain),
            lambda item: {
                "title": item.applicant_name or item.display_name,
                "subtitle": item.committee_id.name,
                "own_amount": item.amount
                and {"amount": item.amount, "currency_id": item.currency_id.id},
                "badge": self._urgency_badge(item.sitting_date, at.today),
            },
        )

    def _open_loan_votes(self, at, key):
        return self._open_lending(
            self.env._("My votes"),
            "bank.loan.committee.item",
            [("is_my_vote", "=", True)],
            key,
        )

    # --- sittings that are not over

    @api.model
    def _kept_sittings(self):
        """Those of one's own committees: being prepared, voted on, or without a protocol."""
        going = self.env["bank.loan.committee.sitting"].search(
            Domain("state", "in", ("draft", "open"))
            | Domain("state", "=", "closed") & Domain("protocol_ids", "=", False),
            order="date, id",
        )
        return going.filtered("may_run")

    def _tile_loan_sittings(self, at):
        sittings = self._kept_sittings()
        return self._lending_tile(
            sittings[:ROWS_SHOWN],
            len(sittings),
            lambda sitting: {
                "title": sitting.committee_id.name,
                "subtitle": self._sitting_words(sitting),
                "badge": self._urgency_badge(sitting.date, at.today),
            },
        )

    @api.model
    def _sitting_words(self, sitting):
        if sitting.state == "closed":
            return self.env._("the protocol is to be drawn up")
        if sitting.state == "open":
            return self.env._(
                "%(open)s of %(all)s not decided",
                open=sitting.open_count,
                all=sitting.item_count,
            )
        waiting = sitting.waiting_count
        if waiting:
            return self.env._(
                "%(items)s on the agenda, %(waiting)s more wait",
                items=sitting.item_count,
                waiting=waiting,
            )
        return self.env._("%(items)s on the agenda", items=sitting.item_count)

    def _open_loan_sittings(self, at, key):
        return self._open_lending(
            self.env._("Sittings that I keep"),
            "bank.loan.committee.sitting",
            [("id", "in", self._kept_sittings().ids)],
            key,
        )

    # --- protocols

    @api.model
    def _protocols_domain(self):
        mine = Domain.OR(
            Domain(f"{post}_id", "=", self.env.uid)
            & Domain(f"{post}_signed_at", "=", False)
            for post in ("chairman", "secretary")
        )
        return Domain("digest", "=", False) & mine

    def _tile_loan_protocols(self, at):
        Protocol = self.env["bank.loan.committee.protocol"]
        domain = self._protocols_domain()
        return self._lending_tile(
            Protocol.search(domain, order="date, id", limit=ROWS_SHOWN),
            Protocol.search_count(domain),
            lambda protocol: {
                "title": protocol.display_name,
                "badge": self._days_badge(protocol.date, at.today),
            },
        )

    def _open_loan_protocols(self, at, key):
        return self._open_lending(
            self.env._("Protocols to sign"),
            "bank.loan.committee.protocol",
            self._protocols_domain(),
            key,
        )
