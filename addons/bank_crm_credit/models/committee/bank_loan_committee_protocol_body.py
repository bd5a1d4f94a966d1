import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ...domain.committee.composition import Post


class BankLoanCommitteeSitting(models.Model):
    """What a protocol says, as facts with one form."""

    _inherit = "bank.loan.committee.sitting"

    def action_draw_up_protocol(self):
        """The protocol of what was decided, for chairman and secretary to sign."""
        self.ensure_one()
        self.committee_id._check_runs()
        self._check_state("closed")
        protocol = self.sudo().protocol_ids[:1]
        if not protocol:
            if self._all_items().filtered("trouble"):
                raise UserError(
                    self.env._("A decision has not been entered yet: see the agenda.")
                )
            protocol = self.env["bank.loan.committee.protocol"]._draw_up(self)
        return protocol.sudo(False).get_formview_action()

    def _protocol_body(self):
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "committee": self.committee_id.name,
            "rules": self.committee_id._rule_words(),
            "form": kinds[self.kind],
            "place": self.time_words or "",
            "corrects": self.corrects_id.display_name or "",
            "places": [place._protocol_row() for place in self.place_ids],
            "late": self._late_rows(),
            "items": [
                item._protocol_row()
                for item in self._all_items()
                if item.state != "withdrawn"
            ],
        }


class BankLoanCommitteePlace(models.Model):
    _inherit = "bank.loan.committee.place"

    def _protocol_row(self):
        posts = dict(self._fields["post"]._description_selection(self.env))
        return {
            "name": self.user_id.name,
            "user": self.user_id.id,
            "seat_of": self.holder_id.name,
            "post": posts[self.post],
            "has_vote": self.post != Post.SECRETARY,
            "is_present": self.is_present,
        }


class BankLoanCommitteeItem(models.Model):
    _inherit = "bank.loan.committee.item"

    def _protocol_row(self):
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        votes = dict(
            self.env["bank.loan.committee.ballot"]
            ._fields["vote"]
            ._description_selection(self.env)
        )
        origins = dict(
            self.env["bank.loan.committee.conflict"]
            ._fields["origin"]
            ._description_selection(self.env)
        )
        application = self.application_id
        return {
            "number": self.sequence,
            "matter": kinds[self.kind],
            "application": application.number or "",
            "borrower": application.applicant_name or "",
            "asked": application._asked_words() if application else "",
            "terms": self._terms_words(),
            "motion": self.motion,
            "left": [
                {
                    "name": one.user_id.name,
                    "why": one.reason or origins[one.origin],
                }
                for one in self.conflict_ids
            ],
            "votes": [
                {
                    "name": ballot.user_id.name,
                    "user": ballot.user_id.id,
                    "seat_of": ballot.holder_id.name,
                    "terms": ballot.motion,
                    "vote": votes[ballot.vote],
                    "reason": ballot.reason or "",
                    "at": fields.Datetime.to_string(ballot.cast_at),
                }
                for ballot in self.ballot_ids
            ],
            "result": states[self.state],
            "why": self._result_text(),
            "conditions": [one._protocol_words() for one in self.condition_ids],
            "reasons": self.decision_id.reason_ids.mapped("internal"),
        }


class BankLoanApplication(models.Model):
    _inherit = "bank.loan.application"

    def _asked_words(self):
        """What is asked for in one line."""
        self.ensure_one()
        return ", ".join(
            [
                format_amount(self.env, self.amount, self.currency_id),
                self.env._("%(months)s months", months=self.term_months),
                self.env._("%(rate)s %% a year", rate=f"{round(self.rate * 100, 4):g}"),
            ]
        )


class BankLoanCommitteeProtocol(models.Model):
    """What was signed, as people read it and as it is printed."""

    _inherit = "bank.loan.committee.protocol"

    form_words = fields.Char("Form", compute="_compute_words")
    rules_words = fields.Char("How it decides", compute="_compute_words")
    present_words = fields.Char("Present", compute="_compute_words")
    absent_words = fields.Char("Absent", compute="_compute_words")
    corrects_words = fields.Char("Corrects what", compute="_compute_words")
    items_words = fields.Text("What was decided", compute="_compute_words")

    def get_protocol(self):
        """The protocol as rows of a screen, from the signed text and nothing else."""
        self.ensure_one()
        self.check_access("read")
        return {
            **json.loads(self.body),
            "is_intact": self.is_intact,
            "chairman": self.chairman_id.name,
            "secretary": self.secretary_id.name,
        }

    @api.depends("body")
    def _compute_words(self):
        """The signed text in words, for the printed form."""
        for protocol in self:
            body = json.loads(protocol.body or "{}")
            places = body.get("places", [])
            protocol.form_words = ", ".join(
                filter(None, [body.get("form"), body.get("place")])
            )
            protocol.rules_words = body.get("rules") or ""
            protocol.corrects_words = body.get("corrects") or ""
            protocol.present_words = self._people_words(places, is_present=True)
            protocol.absent_words = self._people_words(places, is_present=False)
            protocol.items_words = "\n\n".join(
                "\n".join(protocol._item_lines(item)) for item in body.get("items", [])
            )

    @api.model
    def _people_words(self, places, *, is_present):
        return ", ".join(
            f"{place['name']} ({place['post']})"
            if place["seat_of"] == place["name"]
            else self.env._(
                "%(name)s (%(post)s, in place of %(member)s)",
                name=place["name"],
                post=place["post"],
                member=place["seat_of"],
            )
            for place in places
            if place["is_present"] is is_present
        )

    @api.model
    def _item_lines(self, item):
        """One item of the protocol, line by line."""
        heading = " ".join(filter(None, [item["borrower"], item["application"]]))
        yield f"{item['number']}. {heading or item['matter']}"
        if item["asked"]:
            yield self.env._("Asked for: %(terms)s", terms=item["asked"])
        yield self.env._("Put to the vote: %(terms)s", terms=item["terms"])
        for gone in item["left"]:
            yield self.env._(
                "%(name)s left the item: %(why)s", name=gone["name"], why=gone["why"]
            )
        for vote in item["votes"]:
            words = ". ".join(filter(None, [vote["vote"], vote["reason"]]))
            yield f"– {vote['name']}: {words}"
        yield item["why"] or item["result"]
        for condition in item["conditions"]:
            yield self.env._("Condition: %(condition)s", condition=condition)
