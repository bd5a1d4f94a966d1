from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """The classes of a client: in lists and filters, and on his card with their reasons."""

    _inherit = "res.partner"

    standing_member_ids = fields.One2many(
        "bank.client.standing.member", "client_id", "Classes over time", copy=False
    )
    standing_ids = fields.Many2many(
        "bank.client.standing",
        string="Client classes",
        compute="_compute_standing_ids",
        search="_search_standing_ids",
    )
    external_product_ids = fields.One2many(
        "bank.external.product", "client_id", "Products in other banks", copy=False
    )

    @api.depends("standing_member_ids")
    @api.depends_context("uid")
    def _compute_standing_ids(self):
        # The members' own rule decides who may know; who works with no client knows nothing.
        Member = self.env["bank.client.standing.member"]
        now = Domain("date_to", "=", False) & Domain("standing_id.active", "=", True)
        found = (
            dict(
                Member._read_group(
                    Domain("client_id", "in", self.ids) & now,
                    ["client_id"],
                    ["standing_id:recordset"],
                )
            )
            if Member.has_access("read")
            else {}
        )
        none = self.env["bank.client.standing"]
        for partner in self:
            partner.standing_ids = found.get(partner._origin, none).sorted()

    def _search_standing_ids(self, operator, value):
        if operator not in ("in", "any", "ilike", "="):
            return NotImplemented
        now = Domain("date_to", "=", False)
        if operator == "in" and False in value:
            return NotImplemented
        return Domain(
            "standing_member_ids", "any", now & Domain("standing_id", operator, value)
        )

    def _get_card_panels(self, facts):
        """The rule of a class is on the card as the class, and not as a segment too."""
        panels = super()._get_card_panels(facts)
        rules = self.env["bank.client.standing"]._rule_segment_ids()
        segments = panels.pop("segments", {"rows": []})["rows"]
        rows = [row for row in segments if row["id"] not in rules]
        return panels | ({"segments": {"rows": rows}} if rows else {})

    def get_client_classes(self):
        """The classes of the client today, with since when and why; for his card."""
        self.ensure_one()
        self.check_access("read")
        Standing = self.env["bank.client.standing"]
        if not self.is_client or not self.is_fully_visible:
            return {"rows": [], "past": 0, "may_set": False}
        Member = self.env["bank.client.standing.member"]
        own = Domain("client_id", "=", self.id)
        members = Member.search(own & Domain("date_to", "=", False))
        return {
            "rows": [
                {
                    "id": member.id,
                    "name": member.standing_id.name,
                    "color": member.standing_id.color,
                    "icon": member.standing_id.icon or "fa-tag",
                    "meaning": member.standing_id.meaning or "",
                    "since": fields.Date.to_string(member.date_from),
                    "source": member.source,
                    "why": member.why or "",
                    "review": fields.Date.to_string(member.hand_id.review_date) or "",
                }
                for member in members.filtered("standing_id.active").sorted(
                    lambda member: (member.standing_id.sequence, member.id)
                )
            ],
            "past": Member.search_count(own & Domain("date_to", "!=", False)),
            "may_set": bool(Standing.search_count([("may_set", "=", True)], limit=1)),
        }

    def action_set_standing(self):
        """The window that puts these clients into a class or takes them out of it."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set a class by hand"),
            "res_model": "bank.client.standing.change",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_client_ids": self.ids},
        }

    def action_open_standings(self):
        """In which classes the client was and is, from when, until when and why."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_client_standing_member_action_history"
        )
        return {
            **action,
            "name": self.env._("Classes of %(client)s", client=self.name),
            "domain": [("client_id", "=", self.id)],
            "context": {"create": False},
        }
