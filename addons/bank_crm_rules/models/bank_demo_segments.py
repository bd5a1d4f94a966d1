from datetime import timedelta

from odoo import api, models

_DAYS_OF_HISTORY = 28


def _where(*items):
    return {"match": "all", "items": list(items)}


def _fact(code, op, value):
    return {"fact": code, "op": op, "value": value}


def _count(code, op, value, *where):
    return {
        "list": code, "measure": "count", "op": op, "value": value,
        "where": _where(*where),
    }  # fmt: skip


class BankDemo(models.AbstractModel):
    """Segments of the demonstration bank, with four weeks of people coming and going."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        self._live_segments()

    @api.model
    def _demo_segments(self):
        """Name, what for, kept how, and the conditions."""
        active = _fact("state", "is", "active")
        is_open = _fact("state", "is", "open")
        person = _fact("kind", "is", "person")
        soon = {"count": 30, "unit": "day"}
        return [
            (
                self.env._("Affluent, less money comes in"),
                self.env._("Call before they leave"),
                "live",
                _where(
                    _fact("class", "one_of", ["affluent", "private"]),
                    _fact("credit_change_3m", "at_most", -30),
                ),
            ),
            (
                self.env._("Paid here, no card"),
                self.env._("Offer a debit card"),
                "live",
                _where(
                    person,
                    _fact("operations_3m", "at_least", 6),
                    _count("cards", "is", 0, active),
                ),
            ),
            (
                self.env._("Asleep with money"),
                self.env._("Offer a deposit"),
                "live",
                _where(
                    _fact("last_operation", "longer_ago", {"count": 60, "unit": "day"}),
                    _fact("funds", "at_least", 10_000),
                ),
            ),
            (
                self.env._("Deposit ends within 30 days"),
                self.env._("Agree what comes next"),
                "live",
                _where(
                    _count(
                        "agreements",
                        "at_least",
                        1,
                        active,
                        _fact("matures", "next", soon),
                    )
                ),
            ),
            (
                self.env._("Birthday within a week"),
                self.env._("Congratulate"),
                "live",
                _where(person, _fact("birth_date", "anniversary", 7)),
            ),
            (
                self.env._("Under 40 with two cards or more"),
                self.env._("Test group of the mobile app"),
                "static",
                _where(
                    person,
                    _fact("age", "less", 40),
                    _count("cards", "at_least", 2),
                ),
            ),
            (
                self.env._("Companies with foreign currency"),
                self.env._("Invite to the talk on hedging"),
                "live",
                _where(
                    _fact("kind", "is", "legal_entity"),
                    _count(
                        "accounts",
                        "at_least",
                        1,
                        is_open,
                        _fact("currency", "one_of", ["USD", "EUR", "GBP", "CNY"]),
                    ),
                ),
            ),
        ]

    @api.model
    def _live_segments(self):
        """Drawn at head office; the live ones found on each of the last days."""
        author = self._employee("head_office")
        office = author.branch_id
        if not office:
            return
        segments = self.env["bank.segment"].with_user(author)
        for name, purpose, kind, definition in self._demo_segments():
            segments |= segments.create(
                {
                    "name": name,
                    "purpose": purpose,
                    "kind": kind,
                    "branch_id": office.id,
                    "definition": definition,
                }
            )
        today = self.env["bank.business.day"]._today()
        for back in range(_DAYS_OF_HISTORY, -1, -1):
            live = segments.filtered(lambda segment: segment.kind == "live")
            # The facts are those of today; dates and ages are seen from the day.
            (segments if not back else live).sudo()._refresh(
                today - timedelta(days=back)
            )
