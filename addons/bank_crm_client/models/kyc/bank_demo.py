import hashlib
import io
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, models

# Invented rows of an invented list: no real list is in the repository.
INVENTED = (
    ("D-002", "person", "GRABNYK Ostap Demydovych", "", "", "1958", "", "Demo programme"),
    ("D-003", "entity", "CHORNA PERLYNA SHIPPING", "BLACK PEARL SHIPPING", "", "", "PA",
     "Demo programme"),
    # The owner abroad of a company of one of the groups: its new business waits.
    ("D-005", "entity", "BALTIC RETAIL HOLDING", "", "", "", "EE", "Demo programme"),
)  # fmt: skip
SOURCES = (
    "Salary and a flat that he let",
    "Profit of the firm, taxed",
    "Inheritance from his father in 2021",
    "Sale of a house in 2023",
)
# What became of the reviews of the richest clients, in their order.
FATES = (
    "in_force", "in_force", "overdue", "due", "submitted", "in_force", "draft", "returned",
    "replaced", "in_force", "due", "in_force", "overdue", "in_force",
)  # fmt: skip
OVERDUE_DAYS, DUE_DAYS = 20, 12
# The client whose match waits for compliance.
OPEN_PLACE = 40


class BankDemo(models.AbstractModel):
    """Reviews of every state in the demonstration bank, a list and three matches with it."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        story = self.env.context.get("bank_story")
        if story:
            self._live_sanctions(story)
            self._live_reviews(story)

    @api.model
    def _live_sanctions(self, story):
        """A list of invented names; a namesake found not to be he, and two to be decided."""
        officer = self._employee("compliance")
        told = story.get("false_sanctions_match")
        [namesake] = self._told([told["client"]]) if told else [None]
        if not officer or not namesake:
            return
        other = self._demo_alike()
        rows = [
            ("D-001", "person", told["listed_name"], "", "", told["listed_birth_year"],
             "", "Demo programme"),
            *INVENTED,
            ("D-004", "person", f"{other.last_name} {other.first_name}", "", "",
             other.birth_date.year, "", "Demo programme"),
        ]  # fmt: skip
        head = "number;kind;name;aliases;birth_date;birth_year;countries;programme"
        content = "\n".join([head, *(";".join(map(str, row)) for row in rows)]).encode()
        today = self.env["bank.business.day"]._today()
        one = self.env["bank.sanctions.list"].create(
            {
                "name": "Invented list of the demonstration",
                "code": "demo",
                "publisher": "Nobody: for the demonstration only",
            }
        )
        Key = self.env["bank.client.screen.key"]
        Key._fill_missing(
            self.env["res.partner"].search([("is_client", "=", True)]).ids
        )
        one.with_user(officer).sudo()._load(
            io.BytesIO(content), "demo_list.csv",
            hashlib.sha256(content).hexdigest(), today - timedelta(days=3),
        )  # fmt: skip
        self.env["bank.sanctions.hit"].search(
            [("client_id", "=", namesake.id), ("state", "=", "open")]
        ).with_user(officer)._decide(
            "false",
            self.env._("Passport seen: born nine years later and in another town."),
        )
        self.env["bank.sanctions.hit"]._tell_open(today)

    @api.model
    def _demo_alike(self):
        """The client whose match waits for compliance, always the same one."""
        return self.env["res.partner"].search(
            [
                ("is_core_client", "=", True),
                ("client_kind", "=", "person"),
                ("client_state", "=", "client"),
                ("birth_date", "!=", False),
                ("is_private_banking", "=", False),
                ("first_name", "!=", False),
                ("middle_name", "!=", False),
            ],
            order="id",
            limit=1,
            offset=OPEN_PLACE,
        )

    @api.model
    def _live_reviews(self, story):
        """Reviews collected by managers and decided by compliance; one of an exposed person."""
        officer = self._employee("compliance")
        clients = self._demo_rich_clients(len(FATES) + 6)
        [exposed] = self._told([story.get("politically_exposed")])
        if not officer:
            return
        if exposed and exposed.manager_id:
            self._demo_review(
                exposed, "in_force", officer, SOURCES[0],
                exposed="self", exposed_position="Deputy head of a region since 2022",
            )  # fmt: skip
            clients -= exposed
        reviewed = [client for client in clients if self._demo_may_review(client)]
        for place, (client, fate) in enumerate(zip(reviewed, FATES, strict=False)):
            self._demo_review(client, fate, officer, SOURCES[place % len(SOURCES)])

    @api.model
    def _demo_may_review(self, client):
        manager = client.manager_id
        return (
            self.env["bank.kyc"].with_user(manager).has_access("create")
            and client.with_user(manager).is_fully_visible
        )

    @api.model
    def _demo_review(self, client, fate, officer, source, **values):
        manager = client.manager_id
        kyc = (
            self.env["bank.kyc"]
            .with_user(manager)
            .create(
                {
                    "client_id": client.id,
                    "source_of_funds": source,
                    "source_evidence": "Tax return of the last year",
                    **values,
                }
            )
        )
        for owner in kyc.owner_ids:
            owner.write({"is_verified": True, "evidence": "Register extract"})
        if fate == "draft":
            return
        kyc.action_submit()
        if fate == "submitted":
            return
        decided = kyc.with_user(officer)
        if fate == "returned":
            decided.action_return("The tax return is of the year before last.")
            return
        decided.action_confirm()
        if fate == "replaced":
            again = kyc.copy()
            again.action_submit()
            again.with_user(officer).action_confirm()
            return
        today = self.env["bank.business.day"]._today()
        shift = {"overdue": -OVERDUE_DAYS, "due": DUE_DAYS}.get(fate)
        if shift:
            # As if it had been done so long ago.
            months = self.env["bank.kyc.term"]._months_of(kyc.risk, today)
            review = today + timedelta(days=shift)
            kyc.sudo().write(
                {
                    "review_date": review,
                    "done_date": review - relativedelta(months=months),
                    "start_date": review - relativedelta(months=months),
                }
            )
