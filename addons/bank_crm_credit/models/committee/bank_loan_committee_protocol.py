from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...domain.committee.protocol import (
    in_force,
)

# Signed, it is proof: the database itself refuses to change or remove it.
GUARD = """
CREATE OR REPLACE FUNCTION bank_loan_committee_protocol_guard() RETURNS trigger
LANGUAGE plpgsql AS $body$
BEGIN
    IF OLD.digest IS NOT NULL THEN
        RAISE EXCEPTION 'A signed protocol is neither changed nor removed.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$body$;
DROP TRIGGER IF EXISTS bank_loan_committee_protocol_guard
    ON bank_loan_committee_protocol;
CREATE TRIGGER bank_loan_committee_protocol_guard
    BEFORE UPDATE OR DELETE ON bank_loan_committee_protocol
    FOR EACH ROW EXECUTE FUNCTION bank_loan_committee_protocol_guard();
ALTER TABLE bank_loan_committee_protocol
    ENABLE ALWAYS TRIGGER bank_loan_committee_protocol_guard;
"""


class BankLoanCommitteeProtocol(models.Model):
    """What a sitting decided, as its chairman and its secretary signed it.

    It is sealed by the sum of all it says. What is wrong in it is corrected by a new
    decision of the same committee, whose protocol cites this one.
    """

    _name = "bank.loan.committee.protocol"
    _description = "Protocol of a Credit Committee"
    _inherit = ["bank.sealed.mixin"]
    _order = "date desc, id desc"
    _rec_name = "number"

    sitting_id = fields.Many2one(
        "bank.loan.committee.sitting", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    committee_id = fields.Many2one(
        related="sitting_id.committee_id", string="Committee", store=True, index=True,
        precompute=True,
    )  # fmt: skip
    number = fields.Integer("No.", required=True, sealed=True, copy=False)
    date = fields.Date("Of", required=True, sealed=True, copy=False)
    body = fields.Text("As facts", required=True, sealed=True, copy=False)
    chairman_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    secretary_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    chairman_signed_at = fields.Datetime(
        "Signed by the chairman", sealed=True, copy=False
    )
    secretary_signed_at = fields.Datetime(
        "Signed by the secretary", sealed=True, copy=False
    )
    digest = fields.Char("Sum over all it says", sealed=True, copy=False)
    state = fields.Selection(
        [("draft", "To be signed"), ("signed", "Signed"), ("corrected", "Corrected")],
        compute="_compute_state",
        search="_search_state",
    )
    corrects_id = fields.Many2one(
        "bank.loan.committee.protocol", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip
    corrected_by_ids = fields.One2many(
        "bank.loan.committee.protocol", "corrects_id", "Corrected by"
    )
    in_force_id = fields.Many2one(
        "bank.loan.committee.protocol",
        "In force instead",
        compute="_compute_in_force_id",
    )
    is_intact = fields.Boolean("As it was signed", compute="_compute_is_intact")
    is_for_me = fields.Boolean("Waits for my signature", compute="_compute_is_for_me")
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _number_uniq = models.Constraint(
        "UNIQUE(committee_id, number)", "This number is given."
    )
    _two_persons = models.Constraint(
        "CHECK(chairman_id != secretary_id)",
        "Chairman and secretary are two persons.",
    )
    _sealed_when_signed = models.Constraint(
        "CHECK((digest IS NOT NULL) = "
        "(chairman_signed_at IS NOT NULL AND secretary_signed_at IS NOT NULL))",
        "A protocol is sealed when both have signed.",
    )
    _corrected_once = models.UniqueIndex(
        "(corrects_id) WHERE corrects_id IS NOT NULL",
        "This protocol has been corrected: correct the correction.",
    )

    def init(self):
        self.env.cr.execute(GUARD)

    @api.depends("number", "date", "committee_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for protocol in self:
            protocol.display_name = self.env._(
                "Protocol no. %(number)s of %(day)s, %(committee)s",
                number=protocol.number,
                day=format_date(self.env, protocol.date, date_format="medium"),
                committee=protocol.committee_id.name or "",
            )

    @api.depends("digest", "corrected_by_ids.digest")
    def _compute_state(self):
        for protocol in self:
            if not protocol.digest:
                protocol.state = "draft"
            elif protocol.sudo().corrected_by_ids.filtered("digest"):
                protocol.state = "corrected"
            else:
                protocol.state = "signed"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = {
            "draft": Domain("digest", "=", False),
            "signed": Domain("digest", "!=", False)
            & Domain("corrected_by_ids", "not any", [("digest", "!=", False)]),
            "corrected": Domain("corrected_by_ids", "any", [("digest", "!=", False)]),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("digest", "corrected_by_ids.digest")
    def _compute_in_force_id(self):
        for protocol in self:
            chain = protocol.sudo()._signed_of_committee()
            protocol.in_force_id = False
            if protocol.digest and len(chain) > 1:
                last = in_force([one._as_protocol() for one in chain], protocol.number)
                found = chain.filtered(lambda one: one.number == last.number)  # noqa: B023
                protocol.in_force_id = found if found != protocol.sudo() else False

    @api.depends("body", "digest")
    def _compute_is_intact(self):
        """Whether the text, read again, still gives the sum that was signed."""
        for protocol in self:
            protocol.is_intact = (
                not protocol.digest or protocol._as_protocol().digest == protocol.digest
            )

    @api.depends("digest", "chairman_signed_at", "secretary_signed_at")
    @api.depends_context("uid")
    def _compute_is_for_me(self):
        for protocol in self:
            user = self.env.user
            protocol.is_for_me = not protocol.digest and (
                (user == protocol.chairman_id and not protocol.chairman_signed_at)
                or (user == protocol.secretary_id and not protocol.secretary_signed_at)
            )

    # --- who may read it

    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(
            Domain("id", "in", self.ids) & self.with_user(self.env.user)._seen_domain()
        )
        for protocol in self:
            protocol.is_visible = protocol in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._seen_domain()

    @api.model
    def _seen_domain(self):
        """Of one's own committees, and all for auditors; never with a case out of sight.

        It asks for the user and never for `su`: the ORM reads rules in superuser mode.
        """
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        applications = self.env["bank.loan.application"]
        hidden = (
            self.env["bank.loan.committee.item"]
            .sudo()
            ._search(
                Domain("application_id", "!=", False)
                & Domain("application_id", "not any!", applications._seen_domain())
            )
        )
        whole = Domain("sitting_id.item_ids", "not any!", [("id", "in", hidden)])
        if self.env.user.has_group("bank_crm_base.group_auditor"):
            return whole
        own = SQL(
            "(SELECT committee_id FROM bank_loan_committee_seat WHERE user_id = %(user)s "
            "UNION SELECT committee_id FROM bank_loan_committee_substitute "
            "WHERE substitute_id = %(user)s)",
            user=self.env.uid,
        )
        return whole & Domain("committee_id", "in", own)
