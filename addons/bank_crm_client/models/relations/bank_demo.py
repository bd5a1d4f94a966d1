from odoo import SUPERUSER_ID, api, models

PERCENT_OF_FOREIGN_OWNER = 49


class BankDemo(models.AbstractModel):
    """Who is connected with whom in the demonstration bank."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        story = self.env.context.get("bank_story")
        if story:
            self._live_relations(story)

    @api.model
    def _live_relations(self, story):
        """Groups of owners, households, a guardian, directors; two false groups refused."""
        officer = self._employee("compliance")
        if not officer:
            return
        demo = self.with_user(officer)
        demo._live_groups(story)
        demo._live_families(story)
        demo._live_proposals(story)
        today = self.env["bank.business.day"]._today()
        self.env["bank.client.group"].sudo()._rebuild(today)
        demo._live_change_of_group(story)

    @api.model
    def _told(self, numbers):
        """Clients by the core system's numbers in the story, those that the officer sees."""
        keys = self.env["bank.client.key"].search([("external_id", "in", numbers)])
        by_number = {key.external_id: key.client_id for key in keys}
        return [by_number.get(number) for number in numbers]

    @api.model
    def _relate(self, first, code, second, **values):
        if not (first and second):
            return self.env["bank.relation"]
        ends = {
            f"{side}_{'party' if end._name == 'bank.party' else 'client'}_id": end.id
            for side, end in (("from", first), ("to", second))
        }
        kind = self.env["bank.relation.type"]._of(code)
        since = self.env["bank.business.day"]._today().replace(year=2024)
        relation = self.env["bank.relation"].create(
            {**ends, "type_id": kind.id, "date_from": since, **values}
        )
        # What builds a group was looked at by a head as well.
        if act := self.with_user(SUPERUSER_ID)._decider(relation):
            act.action_accept()
        return relation

    @api.model
    def _live_groups(self, story):
        """Five groups: one owns itself in a circle, one has an owner abroad."""
        extract = self.env._("Register extract")
        for place, group in enumerate(story["groups"]):
            for up, down, share in group["owners"]:
                first, second = self._told([up, down])
                self._relate(first, "owns", second, share=share, evidence=extract)
            head, *others = self._told(group["members"])
            if place == 1 and others:
                party = self.env["bank.party"]._named(
                    "Baltic Retail Holding OÜ", "14872310", "legal_entity"
                )
                self._relate(
                    party, "owns", others[-1], share=PERCENT_OF_FOREIGN_OWNER,
                    evidence=extract,
                )  # fmt: skip
            if place == 0 and others:
                self._relate(head, "guarantees", others[0], amount=500_000)
                [supplier] = self._told([story["false_groups"][0]["members"][0]])
                self._relate(
                    supplier, "depends_on", head, share=62,
                    influence=self.env._("Sells nearly all its grain to the holding."),
                )  # fmt: skip

    @api.model
    def _live_families(self, story):
        """Spouses, parents and children; each family a household."""
        Group = self.env["bank.client.group"]
        reason = self.env._("One household by their own words.")
        for family in story["families"]:
            members = [client for client in self._told(family["members"]) if client]
            if len(members) < 2:
                continue
            husband, wife, *children = members
            self._relate(husband, "spouse", wife)
            for child in children:
                self._relate(husband, "parent", child)
                self._relate(wife, "parent", child)
            name = self.env._("%(surname)s family", surname=family["surname"])
            household = Group._begin_list(name, "household", husband, reason)
            for member in members[1:]:
                household.sudo()._add_by_hand(member.id, reason)
        minor = self._told([story["minor"]["guardian"], story["minor"]["client"]])
        self._relate(minor[0], "guardian", minor[1])

    @api.model
    def _live_proposals(self, story):
        """The night's proposals: strangers with one telephone refused, directors confirmed."""
        Relation = self.env["bank.relation"]
        for way in Relation._inferences():
            Relation.sudo()._propose_found(way())
        for crowd in story["false_groups"]:
            ids = [client.id for client in self._told(crowd["members"]) if client]
            Relation.search(
                [
                    ("state", "=", "proposed"),
                    ("from_client_id", "in", ids),
                    ("to_client_id", "in", ids),
                ]
            ).action_refuse()
        for told in story["directors"][:6]:
            company, person = self._told([told["company"], told["person"]])
            if company and person:
                self._relate(person, "director", company)
                Relation.search(
                    [
                        ("state", "=", "proposed"),
                        ("from_client_id", "=", person.id),
                        ("to_client_id", "=", company.id),
                    ]
                ).action_confirm()

    @api.model
    def _live_change_of_group(self, story):
        """A company that the group's people run without owning it: waits for a decision."""
        head, *_others = self._told(story["groups"][1]["members"])
        [stranger] = self._told([story["false_groups"][1]["members"][0]])
        group = self.env["bank.client.group"]._current_of(head) if head else ()
        if group and stranger:
            group[:1].with_env(self.env)._propose_member(
                stranger, self.env._("The same people decide; seen at the visit.")
            )
