import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...domain.application.canonical import canonical_text
from ...domain.committee.composition import Post
from ...domain.committee.protocol import Protocol, ProtocolError, check_correction


class BankLoanCommitteeProtocol(models.Model):
    """A protocol is drawn up from what was voted, signed by two, corrected by a new one."""

    _inherit = "bank.loan.committee.protocol"

    # --- drawing up and signing

    @api.model
    def _draw_up(self, sitting):
        """The protocol of a closed sitting, ready to be signed."""
        chairman = sitting._person_on(Post.CHAIRMAN)
        secretary = sitting._person_on(Post.SECRETARY)
        if not (chairman and secretary):
            raise UserError(
                self.env._(
                    "Chairman and secretary sign the protocol: one of them was not there."
                )
            )
        last = self.sudo().search(
            [("committee_id", "=", sitting.committee_id.id)],
            order="number desc",
            limit=1,
        )
        protocol = self.sudo().create(
            {
                "sitting_id": sitting.id,
                "number": (last.number or 0) + 1,
                "date": sitting.date,
                "body": canonical_text(sitting.sudo()._protocol_body()),
                "chairman_id": chairman.id,
                "secretary_id": secretary.id,
                "corrects_id": sitting.sudo().corrects_id.id,
            }
        )
        protocol._check_cites_rightly()
        return protocol

    def _check_cites_rightly(self):
        for protocol in self.filtered("corrects_id"):
            others = protocol._signed_of_committee() - protocol
            try:
                check_correction(
                    protocol._as_protocol(), [one._as_protocol() for one in others]
                )
            except ProtocolError as error:
                raise UserError(
                    self.env._(
                        "A committee corrects its own signed protocol, later, and the last "
                        "correction where it was corrected before."
                    )
                ) from error

    def _signed_of_committee(self):
        return self.sudo().search(
            [("committee_id", "in", self.committee_id.ids), ("digest", "!=", False)]
        )

    def action_sign(self):
        """I sign what it says; with the second signature it is sealed."""
        for protocol in self:
            protocol.check_access("read")
            if protocol.digest:
                raise UserError(self.env._("It is signed by both."))
            if not protocol.is_for_me:
                raise AccessError(
                    self.env._("Its chairman and its secretary sign it, each once.")
                )
            is_chairman = self.env.user == protocol.chairman_id
            name = "chairman_signed_at" if is_chairman else "secretary_signed_at"
            other = protocol[
                "secretary_signed_at" if is_chairman else "chairman_signed_at"
            ]
            values = {name: fields.Datetime.now()}  # clock: when the hand signed
            if other:
                values["digest"] = protocol._as_protocol().digest
            protocol.sudo().write(values)
        return True

    def action_draw_up_again(self):
        """Nobody has signed yet: take the facts anew."""
        for protocol in self:
            protocol.committee_id._check_runs()
            if protocol.chairman_signed_at or protocol.secretary_signed_at:
                raise UserError(self.env._("Somebody has signed it as it is."))
            body = protocol.sudo().sitting_id._protocol_body()
            protocol.sudo().body = canonical_text(body)
        return True

    def action_correct(self):
        """A sitting that decides what this protocol should have said."""
        self.ensure_one()
        self.committee_id._check_runs()
        if self.state != "signed":
            raise UserError(
                self.env._("A signed protocol is corrected, and the last of its chain.")
            )
        sitting = self.env["bank.loan.committee.sitting"].create(
            {"committee_id": self.committee_id.id}
        )
        sitting.sudo().corrects_id = self
        return sitting.get_formview_action()

    def _as_protocol(self):
        self.ensure_one()
        return Protocol(
            number=self.number,
            committee=self.committee_id.id,
            day=self.date,
            body=json.loads(self.body),
            chairman=self.chairman_id.id,
            secretary=self.secretary_id.id,
            corrects=self.corrects_id.number or None,
        )
