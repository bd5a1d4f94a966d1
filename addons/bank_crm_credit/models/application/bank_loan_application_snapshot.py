from odoo import models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal

from ...domain.money import ZERO


class BankLoanApplication(models.Model):
    """What freezes on submission."""

    _inherit = "bank.loan.application"

    def _snapshot_parts(self):
        """The facts that freeze, by part; parts of lending add theirs."""
        self.ensure_one()
        return {
            "form": self._form_facts(),
            "participants": self._party_facts(),
            "documents": self._document_facts(),
            "bureau": self._bureau_facts(),
            "exposure": self._exposure_facts(),
            "rules": self._rule_facts(),
        }

    def _form_facts(self):
        found = {
            "product": self.product_id.product_id.code or "",
            "amount": to_decimal(self.amount),
            "currency": self.currency_id.name,
            "months": self.term_months,
            "rate": to_decimal(self.rate),
            "purpose": self.purpose or "",
            "income_known": sum(
                (
                    self._to_base(work.income_month, work.currency_id)
                    for work in self._known_works()
                ),
                ZERO,
            ),
        }
        if told := self._burden(asked=True):
            found |= {
                "payment": self._new_payment(
                    (self.amount, self.term_months, self.rate)
                ),
                "income_month": told.income,
                "living_month": told.living,
                "payments_before": told.payments_before,
                "payments_after": told.payments_after,
                "dsti_after": round(told.dsti_after or ZERO, 4),
                "dti_after": round(told.dti_after or ZERO, 4),
            }
        return found

    def _known_works(self):
        """What the participants are known to live on today."""
        return self.env["bank.client.employment"].search(
            [
                ("client_id", "in", self.party_ids.client_id.ids),
                ("is_current", "=", True),
            ]
        )

    def _party_facts(self):
        found = {}
        for place, party in enumerate(self.party_ids.sorted("id"), 1):
            key = f"{place}_{party.role}"
            found[key] = {
                "name": party.person_name,
                "tax_number": party.client_id.vat or party.vat or "",
                "born": party.client_id.birth_date or party.birth_date or None,
                "household": party.household,
                "income": [
                    f"{line.kind} {to_decimal(line.amount):f}/{line.period} {line.evidence}"
                    for line in party.income_ids
                ],
                "expenses": [
                    f"{line.name} {to_decimal(line.amount):f}/{line.period}"
                    for line in party.expense_ids
                ],
                "debts": [
                    f"{line.kind} {line.name} {to_decimal(line.owed):f} "
                    f"{to_decimal(line.payment):f} {to_decimal(line.limit):f}"
                    for line in party.debt_ids
                ],
            }
        return found

    def _document_facts(self):
        papers = self.env["bank.client.document"].search(
            [("client_id", "in", self.party_ids.client_id.ids)], order="client_id, id"
        )
        return {
            "papers": [
                " ".join(
                    filter(
                        None,
                        [
                            paper.type_id.name or paper.kind,
                            paper.number or "",
                            str(paper.issued_date or ""),
                            paper.state,
                        ],
                    )
                )
                for paper in papers
            ],
            "refused": sum(paper.state == "refused" for paper in papers),
        }

    def _bureau_facts(self):
        found = {}
        for party in self.party_ids:
            if report := party._latest_report():
                mark = "" if party.role == "borrower" else f"_{party.id}"
                found[f"report{mark}"] = report.digest
                found[f"day{mark}"] = report.report_date
                found[f"owed{mark}"] = self._to_base(report.owed, report.currency_id)
                found[f"overdue{mark}"] = self._to_base(
                    report.overdue, report.currency_id
                )
                found[f"worst_days{mark}"] = report.worst_days_overdue
                if report.has_score:
                    found[f"score{mark}"] = report.score
        return found

    def _exposure_facts(self):
        debt, overdue = self._debt_here()
        return {"debt_here": debt, "overdue_here": overdue}

    def _debt_here(self):
        """What the participants and their groups owe us, and what of it is overdue."""
        clients = self._exposed_clients()
        lines = [line for client in clients for line in client._get_exposure_lines()]
        loans = self.env["bank.loan"].search(
            [("holding_id.client_id", "in", clients.ids), ("overdue_amount", ">", 0)]
        )
        overdue = sum(
            (self._to_base(loan.overdue_amount, loan.currency_id) for loan in loans),
            ZERO,
        )
        return sum((to_decimal(line["owed"]) for line in lines), ZERO), overdue

    def _exposed_clients(self):
        """Borrowers, and whoever is in a group with them."""
        payers = self._known_clients(
            self.party_ids.filtered(lambda party: party.role != "guarantor")
        )
        members = self.env["bank.client.group.member"].search(
            [
                ("client_id", "in", payers.ids),
                ("is_current", "=", True),
                ("group_id.active", "=", True),
            ]
        )
        return payers | members.group_id.member_ids.filtered("is_current").client_id

    def _rule_facts(self):
        product = self.product_id
        found = {
            "most_dsti": to_decimal(product.most_dsti),
            "most_dti": to_decimal(product.most_dti),
            "living": to_decimal(product.living_cost),
            "card_share": to_decimal(product.card_share),
            "income_shares": [
                f"{kind} {evidence} {share:f}"
                for (kind, evidence), share in sorted(
                    self.env["bank.loan.income.share"]._accepted().items()
                )
            ],
            "authority": [
                f"{row.level} {row.name} {row.most_amount:.2f} {row.most_exposure:.2f}"
                for row in self.env["bank.loan.authority"]._matrix(self.track)
            ],
        }
        if version := self._scoring_version():
            found["scoring"] = f"{version.display_name} {version.digest}"
        return found
