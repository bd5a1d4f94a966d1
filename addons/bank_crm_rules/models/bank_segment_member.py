from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.segment_reasons import OUT_OF_SCOPE, lines_of

TABLE_DDL = """
CREATE SEQUENCE IF NOT EXISTS bank_segment_member_id_seq AS bigint;
CREATE TABLE IF NOT EXISTS bank_segment_member (
    id bigint NOT NULL DEFAULT nextval('bank_segment_member_id_seq') PRIMARY KEY,
    segment_id integer NOT NULL,
    client_id integer NOT NULL,
    date_from date NOT NULL,
    date_to date,
    entered_version_id integer NOT NULL,
    entered_lines integer,
    left_version_id integer,
    left_lines integer,
    CONSTRAINT bank_segment_member_dates CHECK (date_to > date_from)
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX IF NOT EXISTS bank_segment_member_open_uniq
    ON bank_segment_member (segment_id, client_id) WHERE date_to IS NULL;
CREATE INDEX IF NOT EXISTS bank_segment_member_client_idx
    ON bank_segment_member (client_id);
CREATE INDEX IF NOT EXISTS bank_segment_member_from_idx
    ON bank_segment_member (segment_id, date_from);
CREATE INDEX IF NOT EXISTS bank_segment_member_to_idx
    ON bank_segment_member (segment_id, date_to) WHERE date_to IS NOT NULL;
CREATE OR REPLACE VIEW bank_segment_client AS
    SELECT segment_id, client_id FROM bank_segment_member WHERE date_to IS NULL;
"""


class BankSegmentMember(models.Model):
    """A client in a segment from one day until another: written by sets, never by hand.

    Like other tables of many millions it is bare: no foreign keys, no log columns. Why he
    came or went are the segment's lines as bits; no bits are the first list.
    """

    _name = "bank.segment.member"
    _description = "Member of a Segment"
    _auto = False
    _log_access = False
    _rec_name = "client_id"
    _order = "date_from desc, id desc"

    segment_id = fields.Many2one("bank.segment", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    date_from = fields.Date("Came", readonly=True)
    date_to = fields.Date("Went", readonly=True)
    entered_version_id = fields.Many2one("bank.segment.version", readonly=True)
    entered_lines = fields.Integer(readonly=True)
    left_version_id = fields.Many2one("bank.segment.version", readonly=True)
    left_lines = fields.Integer(readonly=True)
    manager_id = fields.Many2one(related="client_id.manager_id")
    branch_id = fields.Many2one(related="client_id.branch_id")
    entered_reason = fields.Char("Why he came", compute="_compute_reasons")
    left_reason = fields.Char("Why he went", compute="_compute_reasons")

    def init(self):
        self.env.cr.execute(TABLE_DDL)

    def _compute_reasons(self):
        lines = {}
        unknown = self._without_reason()
        for member in self:
            member.entered_reason = member._reason(
                member.entered_version_id,
                None if member.id in unknown else member.entered_lines,
                lines,
            )
            member.left_reason = member.date_to and member._reason(
                member.left_version_id, member.left_lines, lines
            )

    def _without_reason(self):
        """Members of a first list: the ORM reads their missing bits as none set."""
        return {
            member_id
            for (member_id,) in self.env.execute_query(
                SQL(
                    "SELECT id FROM bank_segment_member "
                    "WHERE id = ANY(%s) AND entered_lines IS NULL",
                    list(self.ids),
                )
            )
        }

    def _reason(self, version, bits, cache):
        if bits is None:
            return self.env._("First list")
        if bits & OUT_OF_SCOPE:
            return self.env._("No longer a client of the unit")
        version = version.sudo()
        if version not in cache:
            cache[version] = self.env["bank.segment"]._line_words(version.definition)
        tree, words = cache[version]
        found = [words[place] for place in lines_of(bits, tree)]
        if not found:
            return self.env._("The conditions were changed")
        return "; ".join(found)

    @api.model
    def _forget(self, segment_ids):
        """Members of segments that are no more."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM bank_segment_member WHERE segment_id = ANY(%s)",
                list(segment_ids),
            )
        )
        self.invalidate_model()
