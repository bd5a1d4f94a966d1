from odoo import models


class BankBusinessDay(models.Model):
    """Nightly work waits until the files that it declares are published for its date."""

    _inherit = "bank.business.day"

    def _missing_feeds(self, spec):
        missing = super()._missing_feeds(spec)
        Run = self.env["bank.feed.run"].sudo()
        layouts = self.env["bank.feed"]._layouts()
        return missing + [
            layouts[code].title
            for code in spec.feeds
            if code in layouts and not Run._is_published(code, self.date)
        ]
