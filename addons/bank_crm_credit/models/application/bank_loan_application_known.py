from odoo import models

from ...domain.application.stop_factors import Role


class BankLoanApplication(models.Model):
    """Participants whom the bank knows, also where the form speaks of strangers.

    Somebody written down with the tax number of a client is that client: his debts, his
    stop factors and his kin count, whoever fills in the form and whatever he may see.
    """

    _inherit = "bank.loan.application"

    def _known_clients(self, parties=None):
        """Participants (all, or these) who are clients, chosen or found by tax number."""
        parties = self.sudo().party_ids if parties is None else parties.sudo()
        found = parties.client_id
        for party in parties.filtered(lambda one: not one.client_id):
            found |= self._client_by_number(party.vat)
        return found

    def _clients_beside(self):
        """[(client, role)] of those who stand behind a loan without a form of their own.

        Owners of a borrowing company; parts of lending add guarantors and pledgors.
        """
        owners = self.env["res.partner"].sudo()
        for company in self._known_clients().filtered(
            lambda client: client.client_kind == "legal_entity"
        ):
            above = self.env["bank.relation"].sudo()._owners_above(company.id)
            ids = {node for shares in above.values() for node in shares if node > 0}
            owners |= owners.browse(ids - {company.id}).exists()
        return [(owner, Role.OWNER) for owner in owners]

    def _listed_of(self, client_ids):
        """Ids of those stopped by a match, open or confirmed: theirs, or of who is behind."""
        clients = self.env["res.partner"].sudo().browse(client_ids)
        hits = self.env["bank.sanctions.hit"].sudo().search(
            [("client_id", "in", clients.ids), ("state", "in", ("open", "true"))]
        )  # fmt: skip
        behind = clients.filtered(
            lambda client: client.client_kind != "person" and client._sanctions_hits()
        )
        return {*hits.client_id.ids, *behind.ids}

    def _role_unseen(self, role):
        """How somebody is called to who may not see him."""
        return {
            Role.GUARANTOR: self.env._("A guarantor"),
            Role.PLEDGOR: self.env._("An owner of collateral"),
            Role.OWNER: self.env._("An owner of the borrower"),
        }.get(role) or self.env._("A member of the client's group")

    def _not_chosen(self):
        """Participants written down as strangers who are clients of the bank already."""
        return self.sudo().party_ids.filtered(
            lambda party: (
                not party.client_id and self.sudo()._client_by_number(party.vat)
            )
        )

    def _words_not_chosen(self, parties):
        return self.env._(
            "A client of the bank has this tax number already, choose him: %(who)s. Where "
            "you do not see him, ask who serves him.",
            who=", ".join(parties.mapped("display_name")),
        )

    def _need_client_identified(self):
        is_met, words = super()._need_client_identified()
        borrower = self._not_chosen() & self.sudo()._borrower()
        if is_met and borrower:
            return False, self._words_not_chosen(borrower)
        return is_met, words

    def _need_participant_forms(self):
        is_met, words = super()._need_participant_forms()
        if is_met and (found := self._not_chosen()):
            return False, self._words_not_chosen(found)
        return is_met, words
