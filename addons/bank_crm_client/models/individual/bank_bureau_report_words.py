from odoo import models

from ...domain.individual.bureau_file import LARGEST_BYTES


class BankBureauReport(models.Model):
    """Why a bureau's file is refused, as a clerk would say it."""

    _inherit = "bank.bureau.report"

    def _refusal_words(self, error):
        """Why a file is refused, and what to do, as a clerk would say it."""
        place = error.place or self.env._("the file")
        words = {
            "empty": self.env._("The file is empty."),
            "too_large": self.env._(
                "The file is larger than %(size)s KB.", size=LARGEST_BYTES // 1024
            ),
            "neither_json_nor_xml": self.env._("The file is neither JSON nor XML."),
            "broken": self.env._("The file is damaged or cut off."),
            "document_type": self.env._(
                "The file carries a document type, which reports never do."
            ),
            "unknown_format": self.env._("The file is no bureau report of version 1."),
            "too_deep": self.env._("The file has more levels than a report."),
            "attribute": self.env._("%(place)s has an attribute.", place=place),
            "missing": self.env._("%(place)s is missing.", place=place),
            "unknown": self.env._("%(place)s is not known here.", place=place),
            "told_twice": self.env._("%(place)s is told twice.", place=place),
            "not_a_group": self.env._("%(place)s has no parts.", place=place),
            "not_a_list": self.env._("%(place)s is no list.", place=place),
            "too_many_loans": self.env._("The file tells of too many loans."),
            "too_old": self.env._("The report is older than bureaus are."),
            "of_the_future": self.env._("The report is of a day to come."),
            "score_off_scale": self.env._("The score is off its own scale."),
            "closed_before_opened": self.env._(
                "%(place)s was closed before it was opened.", place=place
            ),
            "closed_and_owed": self.env._(
                "%(place)s is closed and money is owed on it.", place=place
            ),
            "overdue_above_owed": self.env._(
                "%(place)s has more overdue than owed.", place=place
            ),
            "worst_below_current": self.env._(
                "%(place)s has a longest delay shorter than today's.", place=place
            ),
            "after_the_report": self.env._(
                "%(place)s has a day after the report's own.", place=place
            ),
            "total_differs": self.env._(
                "%(place)s differs from the loans, which make %(told)s.",
                place=place,
                told=error.told,
            ),
        }
        reason = words.get(error.reason) or self.env._(
            "%(place)s cannot be “%(told)s”.", place=place, told=error.told
        )
        return self.env._("%(reason)s Nothing was stored.", reason=reason)
