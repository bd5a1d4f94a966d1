from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...domain.documents.checking import (
    State,
    Verification,
    can_move,
    may_verify,
    state_after_sending,
)
from .bank_document_type import VERIFIERS


class BankClientDocument(models.Model):
    """Checking a document: its maker sends it, somebody else verifies or refuses it."""

    _inherit = "bank.client.document"

    maker_ids = fields.Many2many(
        "res.users", "bank_client_document_maker_rel", "document_id", "user_id",
        string="Entered by", sealed=True, copy=False,
        help="Who entered it or changed it since it was last verified.",
    )  # fmt: skip
    sent_by_id = fields.Many2one(
        "res.users", "Sent by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    sent_at = fields.Datetime("Sent", sealed=True, copy=False)
    verified_by_id = fields.Many2one(
        "res.users", "Checked by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    verified_at = fields.Datetime("Checked", sealed=True, copy=False)
    is_two_person = fields.Boolean("By two persons", sealed=True, copy=False)
    refusal = fields.Char("Refused because", sealed=True, copy=False)
    may_verify = fields.Boolean(
        "Waits for me", compute="_compute_may_verify", search="_search_may_verify"
    )

    _four_eyes = models.Constraint(
        "CHECK(is_two_person IS NOT TRUE OR verified_by_id IS NULL "
        "OR verified_by_id != sent_by_id)",
        "A document is verified by somebody else than who sent it.",
    )
    _verified_by_somebody = models.Constraint(
        "CHECK(is_two_person IS NOT TRUE OR state != 'verified' "
        "OR verified_by_id IS NOT NULL)",
        "A document that two persons check is verified by a person.",
    )
    _refused_with_reason = models.Constraint(
        "CHECK(state != 'refused' OR refusal IS NOT NULL)",
        "A refusal has its reason.",
    )
    _queue_idx = models.Index("(sent_at, id) WHERE state = 'to_verify'")

    @api.depends("state", "maker_ids", "type_id.verified_by")
    @api.depends_context("uid")
    def _compute_may_verify(self):
        for document in self:
            document.may_verify = (
                document.state == State.TO_VERIFY and not document._why_not_verify()
            )

    def _search_may_verify(self, operator, value):
        if operator != "in":
            return NotImplemented
        user = self.env.user
        offices = [
            office for office, group in VERIFIERS.items() if user.has_group(group)
        ]
        return (
            Domain("state", "=", State.TO_VERIFY)
            & Domain("type_id.verified_by", "in", offices)
            & Domain("maker_ids", "not in", user.ids)
        )

    def action_send(self):
        """The maker says that the document is complete: it is checked, or counts."""
        self._check_may_edit()
        for document in self:
            words = document._lacking_words()
            if words:
                raise UserError(
                    self.env._(
                        "“%(type)s” still lacks: %(what)s.",
                        type=document.type_id.name,
                        what=", ".join(words),
                    )
                )
            verification = Verification(document.type_id.verification)
            target = state_after_sending(verification)
            # Sent back and sent again without a change it is as much his as before.
            makers = document.sudo().maker_ids | self.env.user
            values = {
                "sent_by_id": self.env.uid,
                "sent_at": fields.Datetime.now(),
                "is_two_person": verification is Verification.TWO,
                "maker_ids": [(6, 0, makers.ids)],
                "verified_by_id": False,
                "verified_at": False,
                "refusal": False,
            }
            if target is State.VERIFIED:
                values |= {
                    "verified_by_id": self.env.uid,
                    "verified_at": fields.Datetime.now(),
                }
            document._move_to(target, **values)

    def action_verify(self):
        """A second person has compared the scan with what was entered: it counts."""
        self._check_may_verify()
        self._move_to(
            State.VERIFIED,
            verified_by_id=self.env.uid,
            verified_at=fields.Datetime.now(),
        )

    def action_refuse(self, reason=None):
        """A second person does not accept the document; the maker learns why."""
        self._check_may_verify()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why: the client has to be told."))
        self._move_to(
            State.REFUSED,
            verified_by_id=self.env.uid,
            verified_at=fields.Datetime.now(),
            refusal=reason.strip(),
        )

    def action_take_back(self):
        """Back to a draft: something was forgotten, or the refused paper is corrected."""
        self._check_may_edit()
        self._move_to(State.DRAFT)

    def action_verify_next(self):
        """Verify, and open the next one of the queue."""
        self.action_verify()
        return self._next_of_queue()

    @api.model
    def _next_of_queue(self):
        following = self.search(
            [("may_verify", "=", True)], order="sent_at, id", limit=1
        )
        if not following:
            queue = self.env["ir.actions.act_window"]._for_xml_id(
                "bank_crm_client.bank_client_document_action_verify"
            )
            # The way back is not through all that were decided.
            return {**queue, "target": "main"}
        return following._open()

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [
                (
                    self.env.ref("bank_crm_client.bank_client_document_view_form").id,
                    "form",
                )
            ],
        }

    def _move_to(self, target, **values):
        for document in self:
            if document.state != target and not can_move(State(document.state), target):
                states = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "A document that is “%(state)s” cannot become “%(target)s”.",
                        state=states[document.state],
                        target=states[target],
                    )
                )
        self.sudo().write({"state": target, **values})

    def _check_anew(self):
        """What a person changed counts no more until it is checked as changed."""
        for document in self:
            makers = document.sudo().maker_ids | self.env.user
            if document.state == State.VERIFIED and document.verified_by_id:
                # Those whose work was verified have no part in the change.
                makers = self.env.user
            document.sudo().maker_ids = makers
            if document.type_id.verification == Verification.NONE:
                continue
            if document.state != State.DRAFT:
                document.sudo().write(
                    {
                        "state": State.DRAFT,
                        "is_two_person": False,
                        "verified_by_id": False,
                        "verified_at": False,
                        "refusal": False,
                    }
                )

    def _check_may_edit(self):
        self.check_access("write")
        if self.env.uid == SUPERUSER_ID:
            raise AccessError(self.env._("A person has to do this."))

    def _check_may_verify(self):
        """Refuse whoever may not decide; being superuser does not help."""
        self.check_access("read")
        for document in self:
            why = document._why_not_verify()
            if why:
                raise AccessError(why)
            if document.state != State.TO_VERIFY:
                raise UserError(self.env._("This document does not wait for a check."))

    def _why_not_verify(self):
        """Why the current user may not decide, in words; nothing where he may."""
        self.ensure_one()
        user = self.env.user
        is_person = user.id != SUPERUSER_ID and not user.share
        makers = self.sudo().maker_ids.ids + self.sudo().sent_by_id.ids
        if not may_verify(user.id, makers, is_person=is_person):
            return (
                self.env._("You entered this yourself: somebody else has to verify it.")
                if is_person
                else self.env._("A person has to verify this.")
            )
        if not self.type_id._may_verify(user):
            return self.env._("Documents of this type are verified by others.")
        return ""
