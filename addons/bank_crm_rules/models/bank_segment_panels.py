from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.segment_totals import told_total
from ..engine.segment_sql import visible_sql

FLOW_DAYS = 30
CHART_DAYS = 90
ROWS_SHOWN = 20


class BankSegment(models.Model):
    """What the screen of a segment shows: counts, members, coming and going, overlaps."""

    _inherit = "bank.segment"

    total_count = fields.Integer("Clients", compute="_compute_counts")
    visible_count = fields.Integer("You see", compute="_compute_counts")
    came_count = fields.Integer("Came, 30 days", compute="_compute_flow")
    went_count = fields.Integer("Went, 30 days", compute="_compute_flow")

    @api.depends("computed_at")
    @api.depends_context("uid")
    def _compute_counts(self):
        counts = self._member_counts()
        for segment in self:
            segment.total_count, segment.visible_count = counts.get(segment.id, (0, 0))

    def _member_counts(self):
        """Segment id -> (the total that may be told, members that the user sees)."""
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        query = partners._search([], bypass_access=True)
        visible = visible_sql(self.env, query.table, query)
        query.add_join(
            "JOIN", "member", "bank_segment_member",
            SQL("member.client_id = %s", SQL.identifier(query.table, "id")),
        )  # fmt: skip
        query.add_where(
            SQL(
                "member.segment_id = ANY(%s) AND member.date_to IS NULL", list(self.ids)
            )
        )
        query.groupby = SQL("member.segment_id")
        walled = SQL.identifier(query.table, "is_private_banking")
        statement = query.select(
            SQL("member.segment_id"),
            SQL("count(*)"),
            SQL("count(*) FILTER (WHERE %s)", visible),
            SQL("count(*) FILTER (WHERE %s AND (%s) IS NOT TRUE)", walled, visible),
        )
        return {
            segment_id: (told_total(total, seen, hidden), seen)
            for segment_id, total, seen, hidden in self.env.execute_query(statement)
        }

    @api.depends("computed_at")
    @api.depends_context("uid")
    def _compute_flow(self):
        since = self.env["bank.business.day"]._today() - timedelta(days=FLOW_DAYS)
        came, went = self._flow("date_from", since), self._flow("date_to", since)
        for segment in self:
            segment.came_count = came.get(segment, 0)
            segment.went_count = went.get(segment, 0)

    def _flow(self, name, since):
        """Members that the user sees, by segment; a first list is no coming."""
        members = self._members_for_user()
        if members is None:
            return {}
        domain = [("segment_id", "in", self.ids), (name, ">", since)]
        if name == "date_from":
            domain.append(("entered_lines", "!=", False))
        return dict(members._read_group(domain, ["segment_id"], ["__count"]))

    @api.model
    def _members_for_user(self):
        """The model of members; None for who draws segments and looks up no client."""
        members = self.env["bank.segment.member"]
        return members if members.has_access("read") else None

    def get_members_panel(self):
        """The first members that the user sees."""
        self.ensure_one()
        self.check_access("read")
        members = self._members_for_user()
        shown = members is not None and members.search(
            [("segment_id", "=", self.id), ("date_to", "=", False)], limit=ROWS_SHOWN
        )
        return {
            "total": self.total_count,
            "visible": self.visible_count,
            "rows": [
                {
                    "id": member.client_id.id,
                    "name": member.client_id.name,
                    "manager": member.client_id.manager_id.sudo().name or "",
                    "branch": member.client_id.branch_id.name or "",
                    "since": fields.Date.to_string(member.date_from),
                    "reason": member.entered_reason,
                }
                for member in shown or ()
            ],
        }

    def get_flow_panel(self):
        """By day, how many of the clients that the user sees came and went, and who last."""
        self.ensure_one()
        self.check_access("read")
        today = self.env["bank.business.day"]._today()
        since = today - timedelta(days=CHART_DAYS)
        members, days = self._members_for_user(), {}
        if members is None:
            return {"days": [], "rows": []}
        for name, place in (("date_from", 0), ("date_to", 1)):
            domain = [("segment_id", "=", self.id), (name, ">", since)]
            if not place:
                domain.append(("entered_lines", "!=", False))
            for day, count in members._read_group(domain, [f"{name}:day"], ["__count"]):
                days.setdefault(fields.Date.to_string(day), [0, 0])[place] = count
        of_segment = [("segment_id", "=", self.id)]
        last = members.search(
            [*of_segment, ("date_to", ">", since)],
            order="date_to desc, id desc",
            limit=ROWS_SHOWN,
        ) | members.search(
            [*of_segment, ("date_from", ">", since), ("entered_lines", "!=", False)],
            limit=ROWS_SHOWN,
        )
        last = last.sorted(lambda row: row.date_to or row.date_from, reverse=True)
        return {
            "days": [
                {"day": day, "came": came, "went": went}
                for day, (came, went) in sorted(days.items())
            ],
            "rows": [
                {
                    "id": member.client_id.id,
                    "name": member.client_id.name,
                    "day": fields.Date.to_string(member.date_to or member.date_from),
                    "has_gone": bool(member.date_to),
                    "reason": (
                        member.left_reason if member.date_to else member.entered_reason
                    ),
                }
                for member in last[:ROWS_SHOWN]
            ],
        }

    def action_open_flow(self, day):
        """Who came and who went on a day."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_rules.bank_segment_member_action"
        )
        return {
            **action,
            "name": self.name,
            "domain": [
                ("segment_id", "=", self.id),
                "|",
                ("date_from", "=", day),
                ("date_to", "=", day),
            ],
        }

    def get_overlap_panel(self):
        """Other segments with clients of this one: how many are in both, and apart."""
        self.ensure_one()
        self.check_access("read")
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        query = partners._search([], bypass_access=True)
        visible = visible_sql(self.env, query.table, query)
        query.add_join(
            "JOIN", "own", "bank_segment_member",
            SQL("own.client_id = %s", SQL.identifier(query.table, "id")),
        )  # fmt: skip
        query.add_join(
            "JOIN",
            "other",
            "bank_segment_member",
            SQL("other.client_id = own.client_id"),
        )
        query.add_where(
            SQL(
                "own.segment_id = %s AND own.date_to IS NULL AND other.segment_id = ANY(%s) "
                "AND other.date_to IS NULL AND %s",
                self.id,
                (self.search([]) - self).ids,
                visible,
            )
        )
        query.groupby = SQL("other.segment_id")
        both = dict(
            self.env.execute_query(
                query.select(SQL("other.segment_id"), SQL("count(*)"))
            )
        )
        others = self.browse(both)
        counts = (self | others)._member_counts()
        _total, own = counts.get(self.id, (0, 0))
        return {
            "visible": own,
            "rows": sorted(
                (
                    {
                        "id": other.id,
                        "name": other.name,
                        "both": both[other.id],
                        "visible": counts.get(other.id, (0, 0))[1],
                    }
                    for other in others
                ),
                key=lambda row: -row["both"],
            ),
        }

    def action_open_overlap(self, other_id):
        """The clients that are in this segment and in the other one."""
        action = self.action_open_members()
        other = self.browse(other_id)
        other.check_access("read")
        return {
            **action,
            "name": self.env._(
                "%(one)s and %(other)s", one=self.name, other=other.name
            ),
            "domain": [*action["domain"], ("segment_ids", "in", other.ids)],
        }
