from odoo import fields, models
from odoo.addons.bank_crm_base.domain.codes import IDENTITY_PAPERS
from odoo.exceptions import AccessError
from odoo.tools import SQL


class ResPartner(models.Model):
    """The tab "Documents" of the card: what is missing, what is on file, what it serves."""

    _inherit = "res.partner"

    # By these he is known: a questionnaire of this year is no passport in force.
    client_document_ids = fields.One2many(
        domain=[("state", "!=", "refused"), ("kind", "in", IDENTITY_PAPERS)]
    )
    paper_ids = fields.One2many("bank.client.document", "client_id", "All documents")
    document_gap_ids = fields.One2many(
        "bank.document.gap", "client_id", "Missing documents"
    )

    def _refresh_document_gaps(self):
        """What these clients lack; a paper of theirs has changed."""
        clients = self.sudo().filtered("is_client")
        if clients:
            self.env["bank.document.gap"].sudo()._refresh(clients.ids)

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        panels["documents"] = {"client_id": self.id}
        return panels

    def get_client_documents(self):
        """What is asked for and how it stands, the papers on file, and what they serve."""
        self.ensure_one()
        self.check_access("read")
        Document = self.env["bank.client.document"]
        papers = Document.search(
            [("client_id", "=", self.id)], order="state, expiry_date desc, id desc"
        )
        asked = self._asked_documents() if self.is_fully_visible else []
        served = {}
        for row in asked:
            for type_id in row["types"]:
                served.setdefault(type_id, []).extend(row["products"])
        return {
            "may_edit": Document.has_access("create"),
            "is_whole": self.is_fully_visible,
            "asked": asked,
            "papers": [self._paper_row(paper, served) for paper in papers],
        }

    def _paper_row(self, paper, served):
        words = dict(paper._fields["standing"]._description_selection(self.env))
        counts = paper.standing in ("verified", "soon")
        products = served.get(paper.type_id.id, []) if counts else []
        if not paper.serves_all and paper.product_id:
            products = [paper.product_id.name]
        return {
            "id": paper.id,
            "type": paper.type_id.name or "",
            "number": paper._narrowed_value("number") or "",
            "issued": fields.Date.to_string(paper.issued_date) or "",
            "until": fields.Date.to_string(paper.expiry_date) or "",
            "standing": paper.standing,
            "standing_words": words[paper.standing],
            "refusal": paper.refusal or "",
            "pages": paper.scan_count,
            "waits_for_me": paper.may_verify,
            "products": list(dict.fromkeys(products)),
        }

    def _asked_documents(self, product=None):
        """What is asked of the client, with the products that ask and how it stands."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._("A client's papers are seen with the whole card.")
            )
        Gap = self.env["bank.document.gap"]
        rows = self.env.execute_query_dict(Gap._judgement(self.ids, product))
        words = dict(Gap._fields["status"]._description_selection(self.env))
        Requirement = self.env["bank.document.requirement"]
        by_id = {row["requirement_id"]: row for row in rows}
        holdings = self._products_held()
        return [
            {
                "id": requirement.id,
                "name": requirement.name,
                "status": by_id[requirement.id]["status"],
                "status_words": words.get(
                    by_id[requirement.id]["status"], self.env._("In force")
                ),
                "until": fields.Date.to_string(by_id[requirement.id]["until"]) or "",
                "is_mandatory": requirement.is_mandatory,
                "types": requirement.type_ids.ids,
                "type_names": requirement.type_ids.mapped("name"),
                "product_id": requirement.product_id.id,
                "products": holdings(requirement),
            }
            for requirement in Requirement.search([("id", "in", list(by_id))])
        ]

    def _products_held(self):
        """requirement -> the names of the client's products that ask for it."""
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT h.product_id FROM bank_holding h WHERE h.client_id = %s "
                "AND h.state IN ('pending', 'active')",
                self.id,
            )
        )
        products = self.env["bank.product"].browse([row[0] for row in rows])

        def asking(requirement):
            if requirement.product_id:
                found = products & requirement.product_id
            elif requirement.family_id:
                found = products.filtered(
                    lambda one: one.family_id == requirement.family_id
                )
            else:
                found = products
            return found.mapped("name")

        return asking

    def _missing_documents(self, product):
        """Requirements of a product that no paper of the client meets: stops an opening."""
        rows = self.env.execute_query_dict(
            self.env["bank.document.gap"]._judgement(self.ids, product)
        )
        ids = [
            row["requirement_id"]
            for row in rows
            if row["is_mandatory"] and row["status"] not in ("met", "soon")
        ]
        return self.env["bank.document.requirement"].browse(ids)
