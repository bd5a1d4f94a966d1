import fnmatch
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.addons.bank_crm_base.domain import codes
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain import control_totals, dates, expectation
from ..domain.layouts import LAYOUTS
from ..domain.run_states import LABELS

ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("cp1251", "Windows Cyrillic (1251)"),
    ("cp1250", "Windows Central European (1250)"),
    ("cp1252", "Windows Western (1252)"),
    ("koi8-u", "KOI8-U"),
    ("gb18030", "Chinese (GB 18030)"),
    ("utf-16", "UTF-16"),
]
# Words of these lists are records, not selection values: list -> model, column of the word.
CODE_MODELS = {
    "client_class": ("bank.client.class", "code"),
    "product_family": ("bank.product.family", "code"),
    "role": ("bank.role", "code"),
}
# How far back a free day may still matter for what is due.
HOLIDAYS_BACK = 40
LANGUAGES = {"en": "en_US", "uk": "uk_UA", "zh": "zh_CN"}


class BankFeed(models.Model):
    """One kind of file that one system sends: its layout, its words, how much may be wrong."""

    _name = "bank.feed"
    _description = "Data Feed"
    _without_visibility_rule = "How files are read; no row of a file."
    _inherit = ["bank.guarded.mixin"]
    _order = "sequence, code"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="The word in the address to which files are sent: /bank/feed/<code>.",
    )
    sequence = fields.Integer(compute="_compute_sequence", store=True)
    active = fields.Boolean(default=True)
    layout = fields.Selection(
        lambda self: self._layout_selection(), required=True, help="What the rows are."
    )
    format = fields.Selection(
        [("csv", "CSV"), ("camt", "ISO 20022 camt.053"), ("mt940", "SWIFT MT940")],
        "File format",
        required=True,
        default="csv",
    )
    source = fields.Char(
        "System",
        required=True,
        default="core",
        help="A row is known by this word and its number in that system.",
    )
    reference_source = fields.Char(
        "System of references",
        required=True,
        default="core",
        help="Whose numbers of clients, agreements and accounts the rows name.",
    )
    delivery = fields.Selection(
        [("full", "Everything each time"), ("delta", "What changed")],
        required=True,
        default="delta",
        help="What is absent from a full file is marked as missing, and never deleted.",
    )
    delimiter = fields.Selection(
        [(",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Bar")],
        required=True,
        default=",",
    )
    encoding = fields.Selection(ENCODINGS, required=True, default="utf-8")
    date_format = fields.Selection(
        [(item.code, item.label) for item in dates.FORMATS.values()],
        "Dates are written",
        required=True,
        default="iso",
    )
    decimal_sign = fields.Selection(
        [(".", "1234.56"), (",", "1234,56")],
        "Amounts are written",
        required=True,
        default=".",
    )
    column_ids = fields.One2many("bank.feed.column", "feed_id", "Columns", copy=True)
    code_ids = fields.One2many("bank.feed.code", "feed_id", "Code lists", copy=True)
    max_reject_count = fields.Integer(
        "Rejects published without asking",
        default=100,
        two_person="feed_mapping",
        help="More rejected rows than this wait for a named person's decision.",
    )
    few_reject_count = fields.Integer(
        "So few pass in any case",
        default=3,
        two_person="feed_mapping",
        help="Up to so many rejected rows the share is not looked at.",
    )
    max_reject_share = fields.Float(
        "Share of rejects",
        default=0.02,
        two_person="feed_mapping",
        help="A fraction of the rows: 0.02 is 2 %.",
    )
    max_reject_amount = fields.Float(
        "Sum of rejects",
        digits=(20, 2),
        two_person="feed_mapping",
        help="0 is no limit by sum.",
    )
    is_manifest_required = fields.Boolean(
        "Refused without control totals",
        two_person="feed_mapping",
        help="Otherwise a file without a manifest is taken on trust.",
    )
    filename_pattern = fields.Char(
        "File names", help="Several are parted by commas; * stands for anything."
    )
    folder = fields.Char(
        "Watched folder", help="Files put here are loaded and moved to done or refused."
    )
    archive_days = fields.Integer(
        "Files kept, days",
        default=400,
        help="After so many days the packed file is deleted.",
    )
    expected = fields.Selection(
        [
            ("never", "Not regularly"),
            ("workday", "Every working day"),
            ("day", "Every day"),
            ("week", "Every week"),
            ("month", "Every month"),
        ],
        required=True,
        default="workday",
    )
    expected_hour = fields.Float(
        "Expected by", default=8.0, help="Hour of the day after the bank day."
    )
    run_ids = fields.One2many("bank.feed.run", "feed_id", "Runs")
    last_run_id = fields.Many2one("bank.feed.run", "Last file", compute="_compute_last")
    last_bank_date = fields.Date("Published for", compute="_compute_last")
    last_state = fields.Selection(
        [(state.value, label) for state, label in LABELS.items()],
        "Last result",
        compute="_compute_last",
    )
    freshness = fields.Selection(
        [
            ("fresh", "Fresh"),
            ("late", "Late"),
            ("none", "No file yet"),
            ("idle", "As it comes"),
        ],
        compute="_compute_last",
    )
    open_reject_count = fields.Integer("Rejects", compute="_compute_open")
    parked_count = fields.Integer("Parked", compute="_compute_open")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another feed has this code.")
    _share_range = models.Constraint(
        "CHECK(max_reject_share >= 0 AND max_reject_share <= 1)",
        "A share is between 0 and 1.",
    )

    # --- layouts, a hook for later addons

    @api.model
    def _layouts(self):
        """All layouts by code; an addon with its own adds it here and gives a model
        `bank.feed.publish.<code>` that publishes it."""
        return LAYOUTS

    def _layout(self):
        self.ensure_one()
        return self._layouts()[self.layout]

    @api.model
    def _layout_selection(self):
        return [(code, item.title) for code, item in self._layouts().items()]

    def _publisher(self):
        self.ensure_one()
        name = f"bank.feed.publish.{self.layout}"
        return self.env[name if name in self.env else "bank.feed.publish"]

    @api.depends("layout")
    def _compute_sequence(self):
        for feed in self:
            feed.sequence = self._layouts()[feed.layout].order if feed.layout else 0

    # --- freshness

    @api.depends("run_ids.state")
    def _compute_last(self):
        Run = self.env["bank.feed.run"]
        today = self.env["bank.business.day"]._today()
        for feed in self:
            runs = [("feed_id", "=", feed.id), ("door", "!=", "retry")]
            feed.last_run_id = Run.search(runs, order="id desc", limit=1)
            done = Run.search(
                [*runs, ("state", "=", "done")],
                order="bank_date desc, id desc",
                limit=1,
            )
            feed.last_state = feed.last_run_id.state
            feed.last_bank_date = done.bank_date
            feed.freshness = feed._freshness(done.bank_date, today)

    def _freshness(self, last, today):
        self.ensure_one()
        if self.expected == "never":
            return "idle"
        if not last:
            return "none"
        return "fresh" if last >= self._due_date(today) else "late"

    def _due_date(self, today):
        """The bank day for which a file must be here by now."""
        now = fields.Datetime.context_timestamp(
            self.with_context(tz=self._bank_tz()),
            fields.Datetime.now(),  # clock: the hour agreed with the sender
        )
        # A bank that is caught up or shown on another day has no hour to wait for.
        is_over = (
            now.date() != today or now.hour + now.minute / 60 >= self.expected_hour
        )
        return expectation.due_day(
            self.expected, today, is_hour_over=is_over, holidays=self._holidays(today)
        )

    @api.model
    def _bank_tz(self):
        calendar = self.env.company.resource_calendar_id
        return calendar.tz or self.env.company.partner_id.tz or "UTC"

    @api.model
    def _holidays(self, today):
        """Free days of the bank's business calendar in the last weeks."""
        leaves = self.env["resource.calendar.leaves"].sudo().search(
            [
                ("resource_id", "=", False),
                ("company_id", "in", [self.env.company.id, False]),
                ("date_to", ">=", today - relativedelta(days=HOLIDAYS_BACK)),
                ("date_from", "<=", today),
            ]
        )  # fmt: skip
        local = self.with_context(tz=self._bank_tz())
        free = set()
        for leave in leaves:
            first, last = (
                fields.Datetime.context_timestamp(local, moment).date()
                for moment in (leave.date_from, leave.date_to)
            )
            free |= {
                first + relativedelta(days=n) for n in range((last - first).days + 1)
            }
        return free

    def _compute_open(self):
        counts = {
            (feed.id, state): count
            for feed, state, count in self.env["bank.feed.reject"]._read_group(
                [("feed_id", "in", self.ids), ("state", "in", ("open", "parked"))],
                ["feed_id", "state"],
                ["__count"],
            )
        }
        for feed in self:
            feed.open_reject_count = counts.get((feed.id, "open"), 0)
            feed.parked_count = counts.get((feed.id, "parked"), 0)

    # --- constraints

    @api.constrains("format", "layout")
    def _check_format(self):
        for feed in self:
            if feed.format != "csv" and feed.layout != "movements":
                raise ValidationError(self.env._("Statements bring account movements."))

    @api.constrains("decimal_sign", "delimiter", "encoding")
    def _check_signs(self):
        self.env.registry.clear_cache()

    # --- which feed a file is for

    @api.model
    def _find_for_file(self, file_name, manifest=None):
        """The feed whose file this is, by its manifest or its name."""
        manifest = manifest or {}
        feeds = self.search([])
        if manifest.get("feed") and (
            found := feeds.filtered(lambda feed: feed.code == manifest["feed"])
        ):
            return found[:1]
        base = file_name.rsplit("/", 1)[-1].lower()
        base = base.removesuffix(".gz")
        found = feeds.filtered(
            lambda feed: any(
                fnmatch.fnmatch(base, pattern.strip().lower())
                for pattern in (feed.filename_pattern or "").split(",")
                if pattern.strip()
            )
        )
        if not found and manifest.get("layout"):
            found = feeds.filtered(lambda feed: feed.layout == manifest["layout"])
        if not found:
            raise UserError(
                self.env._(
                    "No feed takes a file named %(name)s: name the feed, or add the name to "
                    "one feed's file names.",
                    name=file_name,
                )
            )
        # The longest pattern is the most particular one.
        return found.sorted(lambda feed: -len(feed.filename_pattern or ""))[:1]

    # --- what the checks ask

    @api.model
    def _code_type(self, code_list):
        return "integer" if code_list in CODE_MODELS else "varchar"

    def _code_pairs(self, code_list):
        """(foreign word, our value) of a list: our own words, then the feed's."""
        self.ensure_one()
        values = self._own_codes(code_list)
        pairs = dict(values)
        for line in self.code_ids.filtered("is_accepted"):
            if line.code_list != code_list:
                continue
            if line.ours in values:
                pairs[line.word] = values[line.ours]
        return list(pairs.items())

    @api.model
    def _own_codes(self, code_list):
        """Our words of a list, each with the value that is stored."""
        if code_list in CODE_MODELS:
            model, column = CODE_MODELS[code_list]
            records = self.env[model].sudo().with_context(active_test=False).search([])
            return {record[column]: record.id for record in records}
        if code_list == "language":
            return self._language_codes()
        return {word: word for word in codes.LABELS[code_list]}

    @api.model
    def _language_codes(self):
        installed = dict(self.env["res.lang"].get_installed())
        default = self.env.company.partner_id.lang or "en_US"
        return {
            word: lang if lang in installed else default
            for word, lang in LANGUAGES.items()
        }

    @api.model
    def _words_of(self, code_list):
        """The words that an administrator may choose from, with their labels."""
        if code_list in CODE_MODELS:
            model, column = CODE_MODELS[code_list]
            return [
                (record[column], record.name) for record in self.env[model].search([])
            ]
        return list(codes.LABELS.get(code_list, {}).items())

    def _reference_sql(self, layout, alias, text):
        """Joins that find what `text` names in another layout, and the SQL of its id."""
        finder = getattr(self, f"_reference_{layout}", None)
        if finder is None:
            raise NotImplementedError(layout)
        return finder(alias, text)

    def _simple_reference(self, alias, text, table, column, source=True):
        name = SQL.identifier(alias)
        same = (
            SQL("AND %s.source = %s", name, self.reference_source) if source else SQL()
        )
        join = SQL(
            "LEFT JOIN %s %s ON %s.%s = %s %s",
            SQL.identifier(table),
            name,
            name,
            SQL.identifier(column),
            text,
            same,
        )
        return [join], SQL("%s.id", name)

    def _reference_branches(self, alias, text):
        return self._simple_reference(alias, text, "bank_branch", "code", source=False)

    def _reference_products(self, alias, text):
        return self._simple_reference(alias, text, "bank_product", "code", source=False)

    def _reference_holdings(self, alias, text):
        return self._simple_reference(alias, text, "bank_holding", "external_id")

    def _reference_clients(self, alias, text, source=None):
        """Through the client's keys only; a number given up still leads to its client."""
        source = source or self.reference_source
        now, old = SQL.identifier(alias), SQL.identifier(f"{alias}_old")
        joins = [
            SQL(
                "LEFT JOIN bank_client_key %(now)s ON %(now)s.external_id = %(text)s "
                "AND %(now)s.source = %(source)s AND %(now)s.valid_to IS NULL",
                now=now,
                text=text,
                source=source,
            )
        ]
        if not self._has_old_keys(source):
            return joins, SQL("%s.client_id", now)
        joins.append(
            SQL(
                "LEFT JOIN (SELECT DISTINCT ON (external_id) external_id, client_id "
                "FROM bank_client_key WHERE source = %(source)s AND valid_to IS NOT NULL "
                "ORDER BY external_id, valid_to DESC) %(old)s ON %(old)s.external_id = %(text)s",
                old=old,
                text=text,
                source=source,
            )
        )
        return joins, SQL("coalesce(%s.client_id, %s.client_id)", now, old)

    def _has_old_keys(self, source):
        return bool(
            self.env.execute_query(
                SQL(
                    "SELECT 1 FROM bank_client_key WHERE source = %s "
                    "AND valid_to IS NOT NULL LIMIT 1",
                    source,
                )
            )
        )

    def _reference_accounts(self, alias, text):
        """By the core's id, by an id given up, and in a statement by the printed number."""
        if self.format != "csv":
            name = SQL.identifier(alias)
            join = SQL(
                "LEFT JOIN LATERAL (SELECT a.id, a.currency_id FROM bank_account a "
                "JOIN res_currency c ON c.id = a.currency_id WHERE a.number = %s "
                "AND c.name = s.currency ORDER BY a.state = 'open' DESC, a.id LIMIT 1) %s ON true",
                text,
                name,
            )
            return [join], SQL("%s.id", name)
        joins, value = self._simple_reference(
            alias, text, "bank_account", "external_id"
        )
        renumbered = (
            self.env["bank.key.change"]
            .sudo()
            .search_count(
                [("change", "=", "account_renumber"), ("account_id", "!=", False)],
                limit=1,
            )
        )
        if renumbered:
            old = SQL.identifier(f"{alias}_old")
            joins.append(
                SQL(
                    "LEFT JOIN (SELECT DISTINCT ON (old_id) old_id, account_id "
                    "FROM bank_key_change WHERE change = 'account_renumber' "
                    "AND account_id IS NOT NULL ORDER BY old_id, date DESC) %(old)s "
                    "ON %(old)s.old_id = %(text)s",
                    old=old,
                    text=text,
                )
            )
            value = SQL("coalesce(%s, %s.account_id)", value, old)
        return joins, value

    def _thresholds(self):
        self.ensure_one()
        return control_totals.Thresholds(
            few=self.few_reject_count,
            count=self.max_reject_count,
            share=Decimal(str(self.max_reject_share)),
            amount=Decimal(str(self.max_reject_amount))
            if self.max_reject_amount
            else None,
        )

    def _header_names(self):
        """Foreign header -> our column, in lower case."""
        self.ensure_one()
        names = {name: name for name in self._layout().column_names}
        names |= {
            line.header.strip().lower(): line.column
            for line in self.column_ids.filtered("is_accepted")
        }
        return names

    def _ensure_calendar(self):
        """Write the calendar of the feed's date format once."""
        self.ensure_one()
        self.env["bank.feed.run"]._fill_calendar(self.date_format)

    def action_open_runs(self):
        """The feed's files, newest first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_exchange.bank_feed_run_action"
        )
        return {
            **action,
            "domain": Domain("feed_id", "=", self.id),
            "context": {"default_feed_id": self.id},
            "display_name": self.display_name,
        }

    def action_open_rejects(self):
        """The feed's rows in quarantine."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_exchange.bank_feed_reject_action"
        )
        return {
            **action,
            "domain": [("feed_id", "=", self.id)],
            "context": {"search_default_open": 1},
            "display_name": self.display_name,
        }
