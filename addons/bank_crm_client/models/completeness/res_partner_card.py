from odoo import models

# An expired document has a flag of its own.
TOLD_ELSEWHERE = "document_expired"


class ResPartner(models.Model):
    """The completeness of the file on the card: percent, what is missing, where to fill it."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible and self.completeness_band:
            panels["completeness"] = self._get_completeness_panel()
        return panels

    def _get_completeness_panel(self):
        words = self.env["bank.completeness.rule"]._words()
        required = set((self.missing_facts or "").split(","))
        return {
            "percent": self.completeness,
            "band": self.completeness_band,
            "is_person": self.client_kind != "legal_entity",
            "may_fill": self.env["bank.client.document"].has_access("create"),
            "gaps": [
                {
                    "code": code,
                    "text": words[code][0],
                    "fill": words[code][1],
                    "is_required": code in required,
                }
                for code in (self.completeness_gaps or "").split(",")
                if code in words
            ],
        }

    def _missing_words(self):
        """In the words of the rules."""
        words = self.env["bank.completeness.rule"]._words()
        return [
            words[code][0]
            for code in (self.missing_facts or "").split(",")
            if code in words and code != TOLD_ELSEWHERE
        ]
