from odoo import models

from .bank_client_document import EXPIRES_SOON_DAYS


class ResPartner(models.Model):
    """What stands out on the client card: incomplete file, expired document, block."""

    _inherit = "res.partner"

    def _get_card_flags(self, facts):
        """What a clerk must notice before he speaks; `tone` is a Bootstrap colour."""
        flags = [*self._get_document_flags(facts), *self._get_account_flags(facts)]
        missing = self._missing_words()
        if missing:
            flags.append(
                {
                    "code": "incomplete",
                    "text": self.env._("Incomplete file"),
                    "help": self.env._("Missing: %(facts)s", facts=", ".join(missing)),
                    "detail": ", ".join(missing),
                    "tone": "warning",
                    "icon": "fa-pencil-square-o",
                    "sequence": 30,
                }
            )
        if self.employee_user_id:
            flags.append(
                {
                    "code": "employee",
                    "text": self.env._("Works in the bank"),
                    "help": self.env._(
                        "Served by the rules for employees of the bank."
                    ),
                    "tone": "info",
                    "icon": "fa-id-badge",
                    "sequence": 50,
                }
            )
        if self.missing_since:
            flags.append(
                {
                    "code": "missing",
                    "text": self.env._("Not in the core system's last list"),
                    "help": self.env._(
                        "Missing there since %(date)s.", date=self.missing_since
                    ),
                    "tone": "warning",
                    "icon": "fa-chain-broken",
                    "sequence": 60,
                }
            )
        return flags

    def _missing_words(self):
        """What the file lacks, in words; an expired document has a flag of its own."""
        words = {
            "tax_number": self.env._("tax number"),
            "registry": self.env._("registration number"),
            "birth_date": self.env._("date of birth"),
            "document": self.env._("identity document"),
            "phone": self.env._("telephone"),
            "address": self.env._("address"),
        }
        codes = (self.missing_facts or "").split(",")
        return [words[code] for code in codes if code in words]

    def _get_document_flags(self, facts):
        """One flag for the document that lasts longest: older ones do not matter."""
        if not facts["documents"] or any(
            not row["until"] for row in facts["documents"]
        ):
            return []
        last = max(facts["documents"], key=lambda row: row["until"])
        left = (last["until"] - facts["today"]).days
        if left > EXPIRES_SOON_DAYS:
            return []
        if left < 0:
            text = self.env._(
                "%(document)s expired %(days)s days ago",
                document=last["kind"],
                days=-left,
            )
        elif left == 0:
            text = self.env._("%(document)s expires today", document=last["kind"])
        else:
            text = self.env._(
                "%(document)s expires in %(days)s days",
                document=last["kind"],
                days=left,
            )
        return [
            {
                "code": "document",
                "text": text,
                "help": self.env._("Ask for a new one and enter it under Documents."),
                "tone": "danger" if left < 0 else "warning",
                "icon": "fa-id-card-o",
                "sequence": 10,
            }
        ]

    def _get_account_flags(self, facts):
        flags = []
        blocked = [row for row in facts["accounts"] if row["state"] == "blocked"]
        if blocked:
            flags.append(
                {
                    "code": "blocked",
                    "text": self.env._(
                        "Blocked accounts: %(count)s", count=len(blocked)
                    ),
                    "help": ", ".join(row["number"] for row in blocked),
                    "tone": "danger",
                    "icon": "fa-ban",
                    "sequence": 20,
                }
            )
        doubtful = [
            row
            for row in facts["accounts"]
            if row["has_gap"] or row["incomplete_since"]
        ]
        if doubtful:
            flags.append(
                {
                    "code": "uncertain",
                    "text": self.env._("Figures not complete"),
                    "help": self.env._(
                        "Rows of the core system are still missing on: %(accounts)s",
                        accounts=", ".join(row["number"] for row in doubtful),
                    ),
                    "tone": "warning",
                    "icon": "fa-hourglass-half",
                    "sequence": 40,
                }
            )
        return flags
