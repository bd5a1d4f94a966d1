from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.layouts import ColumnKind


class BankFeed(models.Model):
    """What the screen of a feed says in words, and what an upload asks."""

    _inherit = "bank.feed"

    summary = fields.Text("What it is", compute="_compute_summary")
    layout_columns = fields.Json(
        "Columns of the file", compute="_compute_layout_columns"
    )
    is_required = fields.Boolean(
        "Comes regularly", compute="_compute_is_required", search="_search_is_required"
    )

    @api.depends("layout", "format", "source", "delivery", "expected", "encoding")
    def _compute_summary(self):
        for feed in self:
            feed.summary = feed._summary_words() if feed.layout else ""

    def _summary_words(self):
        _ = self.env._
        label = self._selection_words
        if self.format == "csv":
            shape = _(
                "CSV, %(encoding)s, values parted by %(delimiter)s, dates as %(date)s, "
                "amounts as %(amount)s",
                encoding=label("encoding"),
                delimiter=label("delimiter").lower(),
                date=label("date_format"),
                amount=label("decimal_sign"),
            )
        else:
            shape = label("format")
        content = (
            _("Each file holds everything; what is absent is marked as missing.")
            if self.delivery == "full"
            else _("Each file holds what changed.")
        )
        when = (
            _("Comes without a schedule.")
            if self.expected == "never"
            else _(
                "Expected: %(when)s by %(hour)s.",
                when=label("expected").lower(),
                hour=f"{int(self.expected_hour):02d}:{round(self.expected_hour % 1 * 60):02d}",
            )
        )
        return _(
            "%(what)s of the system “%(system)s”: %(shape)s. %(content)s %(when)s",
            what=label("layout"),
            system=self.source,
            shape=shape,
            content=content,
            when=when,
        )

    def _selection_words(self, name):
        return dict(self._fields[name]._description_selection(self.env)).get(
            self[name], ""
        )

    @api.depends("layout", "column_ids.header", "column_ids.column")
    def _compute_layout_columns(self):
        for feed in self:
            theirs = {line.column: line.header for line in feed.column_ids}
            feed.layout_columns = [
                {
                    "name": column.name,
                    "theirs": theirs.get(column.name, ""),
                    "is_required": column.required,
                    "kind": feed._kind_words(column),
                    "meaning": column.meaning,
                }
                for column in (feed._layout().columns if feed.layout else ())
            ]

    def _kind_words(self, column):
        _ = self.env._
        if column.kind is ColumnKind.REFERENCE:
            return _(
                "number from %(file)s", file=self._layouts()[column.refers_to].title
            )
        if column.kind is ColumnKind.CODE:
            return _("word of a code list")
        return {
            ColumnKind.TEXT: _("text"),
            ColumnKind.IDENTIFIER: _("own number of the row"),
            ColumnKind.AMOUNT: _("amount"),
            ColumnKind.RATE: _("rate"),
            ColumnKind.DATE: _("date"),
            ColumnKind.INTEGER: _("whole number"),
            ColumnKind.FLAG: _("1 or 0"),
            ColumnKind.CURRENCY: _("currency, as UAH"),
            ColumnKind.COUNTRY: _("country, as UA"),
        }[column.kind]

    @api.depends("expected")
    def _compute_is_required(self):
        for feed in self:
            feed.is_required = feed.expected != "never"

    def _search_is_required(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("expected", "!=", "never")]

    def action_open_rejects(self):
        """The rows to mend, or those that wait where these were asked for."""
        action = super().action_open_rejects()
        if self.env.context.get("feed_rows") == "parked":
            action["context"] = {"search_default_parked": 1}
        return action

    # --- upload

    @api.readonly
    @api.model
    def get_upload_choices(self):
        """Feeds to which a person may load a file, in words."""
        return [
            {"code": feed.code, "name": feed.name}
            for feed in self.search([], order="sequence, name")
        ]

    @api.readonly
    @api.model
    def guess_feed(self, file_name, manifest=None):
        """Which feed a file is for, and the bank day its name or manifest tells."""
        manifest = manifest if isinstance(manifest, dict) else {}
        try:
            feed = self._find_for_file(file_name, manifest)
        except UserError:
            feed = self.browse()
        day = self.env["bank.feed.run"]._date_of_name(file_name)
        return {
            "code": feed.code or "",
            "bank_date": fields.Date.to_string(day)
            or fields.Date.to_string(self.env["bank.business.day"]._today()),
        }
