from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Command

DISSENT, CONFLICT, NO_QUORUM, CIRCULAR, OPEN = range(5)


class BankDemo(models.AbstractModel):
    """A credit committee's month: dissent, a conflict, no quorum, a vote without a sitting."""

    _inherit = "bank.demo"

    @api.model
    def _live_committee(self, people, applications):
        members, secretary = people
        self._live_seats(members, secretary)
        committee = self._live_committee_body(members, secretary)
        keeper = self.with_user(secretary)
        keeper._live_dissent(committee, members, applications[DISSENT])
        keeper._live_conflict(committee, members, applications[CONFLICT])
        keeper._live_no_quorum(committee, members, applications[NO_QUORUM])
        keeper._live_circular(committee, members, applications[CIRCULAR])
        keeper._live_conditions(committee, members, applications)
        # What waits for votes today.
        sitting = keeper._demo_sitting(
            committee, applications[NO_QUORUM] | applications[OPEN:], 0,
            time_words=self.env._("15:00, meeting room"),
        )  # fmt: skip
        for item in sitting.item_ids:
            item.with_user(members[3]).action_vote("for")

    @api.model
    def _live_seats(self, members, secretary):
        """Members hold the post beside their own."""
        role = self.env.ref("bank_crm_base.role_committee_member")
        day = fields.Date.subtract(self.env["bank.business.day"]._today(), years=1)
        for user in members:
            posts = user.sudo().post_ids.filtered("is_in_force")
            if role not in posts.role_id:
                self.env["bank.post"].sudo().create(
                    {
                        "user_id": user.id,
                        "branch_id": posts[:1].branch_id.id,
                        "role_id": role.id,
                        "date_from": day,
                    }
                )

    @api.model
    def _live_committee_body(self, members, secretary):
        day = fields.Date.subtract(self.env["bank.business.day"]._today(), years=1)
        keeper = self._employee("business_administrator") or members[0]
        seats = [
            Command.create(
                {
                    "user_id": user.id,
                    "post": "chairman" if not place else "member",
                    "has_veto": place == 1,
                    "is_required": place == 0,
                    "date_from": day,
                }
            )
            for place, user in enumerate(members)
        ]
        seats.append(
            Command.create(
                {"user_id": secretary.id, "post": "secretary", "date_from": day}
            )
        )
        committee = (
            self.env["bank.loan.committee"]
            .with_user(keeper)
            .create(
                {
                    "name": self.env._("Credit committee"),
                    "level": 9,
                    "quorum_least": 3,
                    "quorum_percent": 60,
                    "has_risk_veto": True,
                    "has_casting_vote": True,
                    "seat_ids": seats,
                }
            )
            .with_env(self.env)
        )
        if act := self.with_user(SUPERUSER_ID)._decider(committee):
            act.action_accept()
        return committee

    @api.model
    def _demo_sitting(self, committee, applications, days_ago, **values):
        sitting = self.env["bank.loan.committee.sitting"].create(
            {
                "committee_id": committee.id,
                "date": self._demo_day(days_ago),
                **values,
            }
        )
        for application in applications:
            self.env["bank.loan.committee.item"].create(
                {"sitting_id": sitting.id, "application_id": application.id}
            )
        sitting.action_open()
        return sitting

    @api.model
    def _demo_votes(self, item, members, votes):
        """`votes`: member's place -> (vote, why)."""
        for place, (vote, reason) in votes.items():
            item.with_user(members[place]).action_vote(vote, reason)
        item.invalidate_recordset()

    @api.model
    def _demo_protocol(self, sitting, members):
        sitting.action_draw_up_protocol()
        protocol = sitting.sudo().protocol_ids
        protocol.with_user(self.env.user).action_sign()
        protocol.with_user(members[0]).action_sign()

    @api.model
    def _live_dissent(self, committee, members, application):
        """Three for, two against: carried, with conditions and a signed protocol."""
        sitting = self._demo_sitting(committee, application, 8)
        item = sitting.item_ids
        today = self.env["bank.business.day"]._today()
        item.condition_ids.create(
            [
                {
                    "application_id": application.id,
                    "item_id": item.id,
                    "name": self.env._("Insurance of the goods, the bank is named"),
                },
                {
                    "application_id": application.id,
                    "item_id": item.id,
                    "name": self.env._("The owner's guarantee is signed"),
                },
                {
                    "application_id": application.id,
                    "item_id": item.id,
                    "kind": "subsequent",
                    "name": self.env._("Turnover of the accounts comes to us"),
                    "due_date": fields.Date.add(today, months=2),
                    "owner_id": application.officer_id.id,
                    "consequence": "raises_rate",
                },
            ]
        )
        too_dear = self.env._("The season was weak, and debt has grown twice.")
        alone = self.env._("One buyer makes half of the sales.")
        self._demo_votes(
            item,
            members,
            {
                0: ("for", ""), 1: ("for", ""), 2: ("against", too_dear),
                3: ("for", ""), 4: ("against", alone),
            },
        )  # fmt: skip
        self._demo_protocol(sitting, members)

    @api.model
    def _live_conflict(self, committee, members, application):
        """One member leaves the item; the rest put a lower sum to the vote."""
        sitting = self._demo_sitting(committee, application, 6)
        item = sitting.item_ids
        item.with_user(members[2]).action_declare_conflict(
            self.env._("My brother is the company's lawyer.")
        )
        item.amount = 4_000_000
        item.condition_ids.create(
            {
                "application_id": application.id,
                "item_id": item.id,
                "name": self.env._("A pledge of the lorries is registered"),
            }
        )
        self._demo_votes(item, members, dict.fromkeys((0, 1, 3, 4), ("for", "")))
        self._demo_protocol(sitting, members)

    @api.model
    def _live_no_quorum(self, committee, members, application):
        """Two of five came."""
        sitting = self._demo_sitting(committee, application, 4)
        absent = {members[place] for place in (2, 3, 4)}
        sitting.place_ids.filtered(
            lambda place: place.user_id in absent
        ).is_present = False
        self._demo_votes(sitting.item_ids, members, {0: ("for", ""), 1: ("for", "")})

    @api.model
    def _live_circular(self, committee, members, application):
        """A vote without a sitting: four voted in time."""
        sitting = self._demo_sitting(committee, application, 2, kind="circular")
        sitting.item_ids.condition_ids.create(
            {
                "application_id": application.id,
                "item_id": sitting.item_ids.id,
                "name": self.env._("The goods are in our warehouse register"),
            }
        )
        abroad = self.env._("I am abroad and have not seen the papers.")
        self._demo_votes(
            sitting.item_ids,
            members,
            {0: ("for", ""), 1: ("for", ""), 3: ("for", ""), 4: ("abstain", abroad)},
        )
        sitting.action_close()

    @api.model
    def _live_conditions(self, committee, members, applications):
        """One is met, one waits for its evidence, one was waived by the committee."""
        clerk = self._employee("loan_administration")
        conditions = (
            applications[DISSENT]
            .sudo()
            .condition_ids.filtered(lambda one: one.kind == "precedent")
        )
        officer = applications[DISSENT].officer_id
        insured = conditions[:1].with_user(officer)
        insured.evidence_words = self.env._("Policy no. 12-3344, the bank is named.")
        if clerk:
            conditions[:1].with_user(clerk).action_meet()
        goods = (
            applications[CIRCULAR]
            .sudo()
            .condition_ids.with_user(applications[CIRCULAR].officer_id)
        )
        goods.evidence_words = self.env._("Register extract of yesterday, lot 114.")
        lorries = applications[CONFLICT].sudo().condition_ids[:1].with_env(self.env)
        action = lorries.action_ask_waiver()
        sitting = self.env["bank.loan.committee.sitting"].browse(action["res_id"])
        sitting.kind = "circular"
        sitting.action_open()
        self._demo_votes(
            sitting.item_ids, members, dict.fromkeys(range(5), ("for", ""))
        )
