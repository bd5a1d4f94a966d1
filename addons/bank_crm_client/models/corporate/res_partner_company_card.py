from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...domain.corporate.signing import EXPIRES_SOON_DAYS

WHOLE = 100
SHARE_DIGITS = 4


class ResPartner(models.Model):
    """A company's tabs of the client card: asked for when they are opened."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible and self.client_kind != "person":
            own = {"client_id": self.id}
            panels |= {
                "owners": own,
                "statements": own,
                "exposure": own,
                "counterparties_all": own,
            }
        return panels

    def _get_card_flags(self, facts):
        flags = super()._get_card_flags(facts)
        if self.client_kind != "person" and self.is_fully_visible:
            flags += self._get_signatory_flags(facts["today"])
        return flags

    def _get_signatory_flags(self, today):
        """Powers of attorney that ran out and were not taken away, or soon will."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT name, date_to FROM bank_signatory
                 WHERE client_id = %s AND acceptance = 'accepted'
                   AND revoked_date IS NULL AND date_to <= %s
                 ORDER BY date_to DESC
                """,
                self.id,
                today + timedelta(days=EXPIRES_SOON_DAYS),
            )
        )
        if not rows:
            return []
        over = [name for name, last in rows if last < today]
        return [
            {
                "code": "signatory",
                "text": self.env._("Right to sign ran out: %(count)s", count=len(over))
                if over
                else self.env._("Right to sign ends on %(day)s", day=rows[-1][1]),
                "help": ", ".join(over or [name for name, _last in rows]),
                "tone": "danger" if over else "warning",
                "icon": "fa-pencil",
                "sequence": 15,
            }
        ]

    def _check_company_seen(self):
        """AccessError unless the user may see this company's whole card."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._(
                    "A company's file is seen with the whole card, not at the counter."
                )
            )

    def get_client_owners(self):
        """Owners with shares: direct ones, those in the end, and whether shares add up."""
        self._check_company_seen()
        if self.client_kind == "person":
            return {"rows": [], "error": "", "sum": 0, "warning": ""}
        owns = self.env["bank.relation.type"]._of("owns")
        found = self._owner_rows()
        total = round(self._direct_shares(), SHARE_DIGITS)
        warning = ""
        if total and total != WHOLE:
            warning = self.env._(
                "The direct owners known hold %(sum)s %% together: %(rest)s %% have no owner "
                "here.",
                sum=f"{total:g}",
                rest=f"{round(WHOLE - total, SHARE_DIGITS):g}",
            )
        return {
            **found,
            "sum": total,
            "warning": warning,
            "may_edit": self.env["bank.relation"].has_access("create"),
            "owner_phrase": f"{owns.id}<",
        }

    def _direct_shares(self):
        """Percent of the company that somebody is known to own, whoever may see whom."""
        owners = self.env["bank.relation"]._owners_above(self.id).get(self.id, {})
        return float(sum(owners.values())) * WHOLE

    def get_client_counterparties(self, limit=100):
        """Whom the company pays and who pays it in twelve months, the largest first."""
        self._check_company_seen()
        Counterparty = self.env["bank.counterparty"]
        domain = [("client_id", "=", self.id)]
        [(received, paid, turnover, count)] = Counterparty._read_group(
            domain,
            [],
            ["credit_base:sum", "debit_base:sum", "turnover_base:sum", "__count"],
        )
        rows = Counterparty.search(domain, limit=max(1, min(int(limit), 500)))
        return {
            "count": count,
            "received": received,
            "paid": paid,
            "turnover": turnover,
            "may_win": self.has_access("create"),
            "rows": [
                {
                    "id": row.id,
                    "name": row.name or row.account or "",
                    "bank": row.bank or "",
                    "received": row.credit_base,
                    "paid": row.debit_base,
                    "turnover": row.turnover_base,
                    "share": row.turnover_base / turnover if turnover else 0,
                    "payments": row.movement_count,
                    "last": fields.Date.to_string(row.last_date) or "",
                    "client_id": row.our_client_id.id,
                }
                for row in rows
            ],
        }
