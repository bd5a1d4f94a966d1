from odoo import models

from ...domain.kyc.risk import Criterion, judge
from ...domain.relations.shares import OwnershipError, integrated_shares

# Whoever holds so much of a company, in all, is its beneficial owner.
OWNER_FROM_PERCENT = 25
HUNDRED = 100


class BankKyc(models.Model):
    """What a review is made of: owners from relations, criteria from the client's facts."""

    _inherit = "bank.kyc"

    def action_load_owners(self):
        """Take the owners from the relations anew; who was verified stays so."""
        self.check_access("write")
        self._check_may_write({"owner_ids": True})
        self._load_owners()
        return True

    def _load_owners(self):
        """Ultimate owners of a company with a quarter or more, as relations have them."""
        for kyc in self:
            if kyc.client_id.client_kind == "person":
                continue
            known = {owner.name: owner for owner in kyc.owner_ids}
            for name, percent in kyc._ultimate_owners():
                if name in known:
                    known[name].percent = percent
                else:
                    self.env["bank.kyc.owner"].create(
                        {"kyc_id": kyc.id, "name": name, "percent": percent}
                    )

    def _ultimate_owners(self):
        self.ensure_one()
        client = self.client_id
        owners = self.env["bank.relation"]._owners_above(client.id)
        try:
            shares = integrated_shares(client.id, owners)
        except OwnershipError:
            return []
        names = client._node_names(shares)
        return [
            (names[node]["name"], float(share * HUNDRED))
            for node, share in shares.items()
            if node in names
            and not owners.get(node)
            and share * HUNDRED >= OWNER_FROM_PERCENT
        ]

    def _judge(self):
        """The criteria that hold and the level they make."""
        self.ensure_one()
        Rule = self.env["bank.kyc.risk.rule"]
        return judge(self.sudo()._criteria_that_hold(), Rule._levels())

    def _criteria_that_hold(self):
        rules = {
            rule.criterion: rule for rule in self.env["bank.kyc.risk.rule"].search([])
        }
        client, home = self.client_id, self.env.company.country_id
        if self.exposed == "self":
            yield Criterion.EXPOSED
        elif self.exposed != "no":
            yield Criterion.EXPOSED_RELATIVE
        if self.residency_ids - home:
            yield Criterion.FOREIGN
        risky = rules.get(Criterion.RISKY_COUNTRY)
        if risky and self.residency_ids & risky.country_ids:
            yield Criterion.RISKY_COUNTRY
        turnover = rules.get(Criterion.TURNOVER)
        if turnover and (client.turnover_base or 0) >= turnover.amount > 0:
            yield Criterion.TURNOVER
        if not (self.source_of_funds or "").strip():
            yield Criterion.NO_SOURCE
        if client.client_kind != "person" and (
            not self.owner_ids or not all(self.owner_ids.mapped("is_verified"))
        ):
            yield Criterion.OWNERS
        if client.is_private_banking:
            yield Criterion.PRIVATE
        if "true" in client._sanctions_hits().mapped("state"):
            yield Criterion.MATCH
