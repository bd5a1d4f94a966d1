from odoo import api, models
from odoo.exceptions import UserError


class BankClientGroup(models.Model):
    """Members by hand: with a reason, and accepted by a second person."""

    _inherit = "bank.client.group"

    def _propose_member(self, client, reason):
        """Propose that a client belongs to this group."""
        return self._propose_change("_add_by_hand", client, reason)

    def _propose_removal(self, client, reason):
        """Propose that a client does not belong to this group, whatever links say."""
        return self._propose_change("_remove_by_hand", client, reason)

    def _propose_change(self, method, client, reason):
        self.ensure_one()
        self.check_access("write")
        client.check_access("read")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why: who decides has to know."))
        return self.env["bank.act"]._propose_call(
            "group_change",
            self,
            method,
            {"client_id": client.id, "reason": reason.strip()},
            reason=reason,
        )

    def _act_client(self):
        return self.sudo().head_client_id[:1]

    def _act_words(self, method, arguments):
        """What the checker reads: whom it is about, if he may see him."""
        client = self._seen_clients([arguments.get("client_id")])
        name = client.name or self.env._("a client elsewhere")
        label = (
            self.env._("Joins the group")
            if method == "_add_by_hand"
            else self.env._("Leaves the group")
        )
        return {
            group.id: [
                (self.env._("Group"), group.display_name),
                (label, name),
                (self.env._("Why"), arguments.get("reason") or ""),
            ]
            for group in self
        }

    def _add_by_hand(self, client_id, reason):
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        current = self.member_ids.filtered(
            lambda member: member.client_id.id == client_id and not member.date_to
        )
        if current and not current.is_kept_out:
            raise UserError(self.env._("He is in this group already."))
        if current:
            current.date_to = today
            current.flush_recordset(["date_to"])
        self.env["bank.client.group.member"].create(
            {
                "group_id": self.id,
                "client_id": client_id,
                "date_from": today,
                "origin": "hand",
                "reason": reason,
            }
        )

    def _remove_by_hand(self, client_id, reason):
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        current = self.member_ids.filtered(
            lambda member: (
                member.client_id.id == client_id
                and not member.date_to
                and not member.is_kept_out
            )
        )
        if not current:
            raise UserError(self.env._("He is not in this group."))
        current.date_to = today
        current.flush_recordset(["date_to"])
        if self.kind == "connected":
            self.env["bank.client.group.member"].create(
                {
                    "group_id": self.id,
                    "client_id": client_id,
                    "date_from": today,
                    "origin": "hand",
                    "is_kept_out": True,
                    "reason": reason,
                }
            )

    @api.model
    def _current_of(self, client):
        """Groups that a client is in today, as the product sees them."""
        members = (
            self.env["bank.client.group.member"]
            .sudo()
            .search([("client_id", "=", client.id), ("is_current", "=", True)])
        )
        return members.group_id

    @api.model
    def _begin_list(self, name, kind, client, reason):
        """A list that people keep, with its first client; others join by an act."""
        client.check_access("read")
        group = self.create({"name": name, "kind": kind})
        group.sudo().head_client_id = client
        group.sudo()._add_by_hand(client.id, (reason or "").strip())
        return group
