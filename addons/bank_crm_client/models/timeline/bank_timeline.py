from dataclasses import dataclass, field

from odoo import api, fields, models
from odoo.tools import SQL


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """One kind of rows on a client's timeline.

    `sql` selects, for all clients and without an order:
        id         bigint, one a row of this source, the last key of paging
        record_id  the record of `model` whose rights decide and which a click opens
        client_id  whose timeline
        moment     timestamp in UTC; of what has only a day: that day's midnight
        kind       a code in `kinds`
        channel    a code in `bank.timeline._timeline_channels()`
        direction  'in', 'out' or ''
        user_id    the employee, or NULL
        who        the other side in words, or NULL
        title      in the words of the row, or NULL
        body       more words, HTML or plain, or NULL
        state      a code in `states`, or NULL
    The first rows of one client are asked for by `moment DESC, id DESC`: a source that may
    have many rows of one client needs an index (client, moment, id) of just these expressions.
    A reader sees a row when he may read the record (`_timeline_seen` narrows that further).
    """

    code: str
    name: str
    model: str
    sql: SQL
    channels: frozenset[str]
    kinds: dict[str, tuple[str, str]]
    states: dict[str, tuple[str, str]] = field(default_factory=dict)
    # Which rows `s` are contacts of the bank with the client, counted by month over the
    # timeline. Only rows that whoever sees the whole card sees one by one.
    contacts: SQL | None = None
    # Rows have a day and no hour.
    is_day: bool = False
    # Rows may lie ahead: meetings, tasks.
    may_be_ahead: bool = False


class BankTimeline(models.Model):
    """Everything that happened between the bank and a client, in the order of time.

    Sources are a hook: who owns rows extends `_timeline_sources` by a `TimelineSource`.
    As a model it is the plain list of one client, to be filtered, grouped and exported;
    the context names the client, so that each source is asked for him only, and without
    one the list is empty.
    """

    _name = "bank.timeline"
    _description = "Timeline of a Client"
    _auto = False
    _order = "moment desc, id desc"
    _rec_name = "title"

    client_id = fields.Many2one("res.partner", readonly=True)
    moment = fields.Datetime("When", readonly=True)
    channel = fields.Selection(selection="_select_channel", readonly=True)
    direction = fields.Selection(
        [("in", "From the client"), ("out", "To the client")], readonly=True
    )
    user_id = fields.Many2one("res.users", "Employee", readonly=True)
    who = fields.Char("With whom, where", readonly=True)
    title = fields.Char("What", readonly=True)
    source = fields.Char("Source of the row", readonly=True)
    record_id = fields.Integer("Number in the source", readonly=True)
    kind = fields.Char("Kind in the source", readonly=True)
    state_code = fields.Char("State in the source", readonly=True)
    kind_words = fields.Char("Kind", compute="_compute_words")
    state_words = fields.Char("State", compute="_compute_words")
    body = fields.Text("In words", compute="_compute_body")

    @api.model
    def _timeline_sources(self):
        """The sources of all installed addons; each adds its own to those of super()."""
        return [*self._contact_sources(), *self._bank_sources()]

    @api.model
    def _timeline_channels(self):
        """Code of a channel -> its name, icon and colour, in the order of the filter."""
        return {
            "email": (self.env._("E-mail"), "fa-envelope-o", 4),
            "sms": (self.env._("SMS"), "fa-mobile", 8),
            "call": (self.env._("Call"), "fa-phone", 10),
            "meeting": (self.env._("Meeting"), "fa-handshake-o", 5),
            "visit": (self.env._("Visit"), "fa-street-view", 7),
            "letter": (self.env._("Letter"), "fa-file-text-o", 3),
            "fax": (self.env._("Fax"), "fa-fax", 3),
            "chat": (self.env._("Chat"), "fa-comments-o", 8),
            "note": (self.env._("Note"), "fa-sticky-note-o", 0),
            "task": (self.env._("Task"), "fa-check-square-o", 2),
            "money": (self.env._("Large payment"), "fa-money", 10),
            "product": (self.env._("Product"), "fa-credit-card", 11),
            "document": (self.env._("Document"), "fa-id-card-o", 6),
            "life": (self.env._("Life event"), "fa-star-o", 9),
            "service": (self.env._("Who serves"), "fa-user-o", 0),
        }

    @api.model
    def _words_sql(self, column):
        """A translated column in the reader's language."""
        lang = self.env.lang or "en_US"
        return SQL("coalesce(%s->>%s, %s->>'en_US')", column, lang, column)

    @api.model
    def _select_channel(self):
        return [
            (code, name)
            for code, (name, _icon, _color) in self._timeline_channels().items()
        ]
