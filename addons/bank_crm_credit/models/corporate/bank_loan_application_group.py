from decimal import Decimal

from odoo import models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.addons.bank_crm_client.domain.relations.exposure import (
    Guarantee,
    group_exposure,
)
from odoo.fields import Domain
from odoo.tools import SQL, format_amount

from ...domain.application.lifecycle import Stage

NOUGHT = Decimal(0)
# Said yes to and not paid out: the bank is bound by them already.
PROMISED = tuple(
    str(stage) for stage in (Stage.OFFER, Stage.SIGNING, Stage.DISBURSEMENT)
)


class BankLoanApplication(models.Model):
    """What the borrower's whole group owes the bank, and would owe with this loan."""

    _inherit = "bank.loan.application"

    def _need_group_exposure(self):
        groups = self._connected_groups().filtered(
            lambda group: group.review_state == "to_review"
        )
        if not groups:
            return super()._need_group_exposure()
        return False, self.env._(
            "The group of connected clients is large and nobody has looked at it: have it "
            "reviewed, so that its exposure can be relied on."
        )

    def _connected_groups(self):
        """Groups of connected clients that the borrower is in today, whoever may see them."""
        self.ensure_one()
        members = (
            self.env["bank.client.group.member"]
            .sudo()
            .search(
                [
                    ("client_id", "=", self.sudo().client_id.id),
                    ("client_id", "!=", False),
                    ("is_current", "=", True),
                    ("group_id.kind", "=", "connected"),
                    ("group_id.active", "=", True),
                ]
            )
        )
        return members.group_id

    def _group_clients(self):
        """The borrower and everybody of his groups, whoever may see them."""
        self.ensure_one()
        members = self._connected_groups().member_ids.filtered("is_current")
        return self.sudo().client_id | members.client_id

    def _group_exposure(self):
        """What the group owes and has been promised, by client, in base currency.

        A debt and its guarantee inside the group count once. `total` is with this
        application, once: its own promise is not counted beside it.
        """
        self.ensure_one()
        clients = self._group_clients()
        owed = self._owed_by(clients)
        promised = self._promised_to(clients)
        guarantees = self._guarantees_by(clients)
        strangers = (
            self.env["res.partner"]
            .sudo()
            .browse({one.debtor for one in guarantees} - set(clients.ids))
        )
        inside = group_exposure(
            owed | self._owed_by(strangers), guarantees, clients.ids
        )
        asked = self._amount_base()
        return {
            "clients": clients,
            "owed": owed,
            "promised": promised,
            "guaranteed": inside - sum(owed.values(), NOUGHT),
            "asked": asked,
            "total": inside + sum(promised.values(), NOUGHT) + asked,
        }

    def _owed_by(self, clients):
        """Client's id -> what he owes the bank today, in base currency, as a Decimal."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id, coalesce(owed_base, 0)::text FROM res_partner "
                "WHERE id = ANY(%s)",
                clients.ids,
            )
        )
        return {client_id: Decimal(owed) for client_id, owed in rows}

    def _promised_to(self, clients):
        """Client's id -> what was approved for him and is not paid out, but for this one."""
        others = self.sudo().search(
            Domain("client_id", "in", clients.ids)
            & Domain("stage", "in", PROMISED)
            & Domain("id", "!=", self.id)
        )
        promised = dict.fromkeys(clients.ids, NOUGHT)
        for other in others:
            promised[other.client_id.id] += other._amount_base()
        return promised

    def _promised_to_number(self):
        """What was approved for the same stranger besides, in base currency."""
        number = (self.sudo()._borrower().vat or "").strip()
        if not number:
            return NOUGHT
        others = self.sudo().search(
            Domain(
                "party_ids", "any", [("role", "=", "borrower"), ("vat", "=", number)]
            )
            & Domain("stage", "in", PROMISED)
            & Domain("id", "!=", self.id)
        )
        return sum((other._amount_base() for other in others), NOUGHT)

    def _guarantees_by(self, clients):
        relations = (
            self.env["bank.relation"]
            .sudo()
            .search(
                [
                    ("kind", "=", "guarantee"),
                    ("is_in_force", "=", True),
                    ("from_client_id", "in", clients.ids),
                    ("to_client_id", "!=", False),
                ]
            )
        )
        return [
            Guarantee(
                row.from_client_id.id,
                row.to_client_id.id,
                to_decimal(row.amount) if row.amount else None,
            )
            for row in relations
        ]

    def _amount_base(self):
        """The sum decided, else asked for, in base currency as a Decimal."""
        self.ensure_one()
        return self._to_base(self.decision_id.amount or self.amount or 0)

    def _exposure_base(self, amount):
        """By the matrix of authority: with what the group was promised besides."""
        if not self.client_id:
            return super()._exposure_base(amount) + self._promised_to_number()
        found = self.sudo()._group_exposure()
        return found["total"] - found["asked"] + amount

    def get_group_exposure(self):
        """The group's exposure as rows of a screen; who is out of sight has no name."""
        self.ensure_one()
        self.check_access("read")
        found = self._group_exposure()
        seen = self.env["bank.client.group"]._seen_clients(found["clients"].ids)
        told = self.env["bank.client.group"]._told_ids(found["clients"].ids)
        rows, elsewhere = [], {"owed": 0.0, "promised": 0.0, "count": len(told)}
        for client in found["clients"]:
            owed = float(found["owed"][client.id])
            promised = float(found["promised"][client.id])
            if client.id in seen.ids:
                rows.append(
                    {
                        "client_id": client.id,
                        "name": client.name,
                        "is_borrower": client.id == self.client_id.id,
                        "owed": owed,
                        "promised": promised,
                    }
                )
            else:
                elsewhere["owed"] += owed
                elsewhere["promised"] += promised
        return {
            "rows": sorted(
                rows, key=lambda row: (not row["is_borrower"], -row["owed"])
            ),
            "elsewhere": elsewhere
            if elsewhere["count"] or elsewhere["owed"] or elsewhere["promised"]
            else None,
            "guaranteed": float(found["guaranteed"]),
            "asked": float(found["asked"]),
            "total": float(found["total"]),
            "is_group": len(found["clients"]) > 1,
            "currency": self._base_currency_row(),
        }

    def _base_currency_row(self):
        currency = self.env.company.currency_id
        return {
            "symbol": currency.symbol,
            "position": currency.position,
            "digits": currency.decimal_places,
        }

    def _case_facts(self):
        facts = super()._case_facts()
        if not self.client_id:
            return facts
        found = self._group_exposure()
        base = self.env.company.currency_id
        others = len(found["clients"]) - 1
        facts.append(
            {
                "code": "group_exposure",
                "section": "risk",
                "name": self.env._("Group owes with this loan")
                if others
                else self.env._("Owes with this loan"),
                "value": format_amount(self.env, float(found["total"]), base),
                "tone": "",
                "help": self.env._(
                    "%(others)s connected clients; owed now %(owed)s, promised %(promised)s.",
                    others=others,
                    owed=format_amount(
                        self.env, float(sum(found["owed"].values(), NOUGHT)), base
                    ),
                    promised=format_amount(
                        self.env, float(sum(found["promised"].values(), NOUGHT)), base
                    ),
                ),
            }
        )
        return facts
