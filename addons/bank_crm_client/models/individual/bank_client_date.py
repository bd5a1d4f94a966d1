from datetime import timedelta

from odoo import fields, models
from odoo.addons.bank_crm_base.domain.home import birthdays
from odoo.tools import SQL

from .bank_client_document import IDENTITY_KINDS

DAYS_AHEAD = 30
# A row of each part has an id of its own: the row it is made of, times the parts, plus its place.
PARTS = 4


class BankClientDate(models.Model):
    """A day of the next thirty on which a client is worth a word: birthday, event, paper."""

    _name = "bank.client.date"
    _description = "Date of a Client"
    _auto = False
    _order = "date, client_id, id"
    _rec_name = "client_id"
    _depends = {
        "res.partner": [
            "birth_date", "client_state", "client_kind", "manager_id", "branch_id",
            "deceased_date", "active",
        ],
        "bank.client.life.event": ["date", "follow_up_date", "kind_id", "active"],
        "bank.client.document": ["expiry_date", "kind"],
    }  # fmt: skip

    client_id = fields.Many2one("res.partner", readonly=True)
    manager_id = fields.Many2one("res.users", readonly=True)
    branch_id = fields.Many2one("bank.branch", readonly=True)
    date = fields.Date("Day", readonly=True)
    kind = fields.Selection(
        [
            ("birthday", "Birthday"),
            ("event", "Life event"),
            ("follow_up", "Come back"),
            ("document", "Document expires"),
        ],
        "What",
        readonly=True,
    )
    years = fields.Integer(readonly=True, help="How old he will be that day.")
    event_id = fields.Many2one("bank.client.life.event", readonly=True)
    # No link: a link's name would tell the number past the access settings.
    document_key = fields.Integer(readonly=True)
    what = fields.Char("In words", compute="_compute_what")

    def _compute_what(self):
        for row in self:
            # What the row is made of may be out of the reader's sight by another rule.
            event = row.event_id.sudo()
            document = self.env["bank.client.document"].sudo().browse(row.document_key)
            if row.kind == "birthday":
                row.what = self.env._("turns %(years)s", years=row.years)
            elif row.kind == "follow_up":
                row.what = event.kind_id.follow_up_words or event.kind_id.name
            elif row.kind == "event":
                row.what = event.kind_id.name
            else:
                kinds = document._fields["kind"]._description_selection(self.env)
                row.what = self.env._(
                    "%(document)s expires", document=dict(kinds).get(document.kind)
                )

    @property
    def _table_query(self):
        today = self.env["bank.business.day"]._today()
        last = today + timedelta(days=DAYS_AHEAD)
        days = {}
        for number in range(DAYS_AHEAD + 1):
            day = today + timedelta(days=number)
            days |= dict.fromkeys(birthdays(day, day), day)
        live = SQL(
            "p.is_client AND p.active AND p.deceased_date IS NULL "
            "AND p.client_state IN ('client', 'prospect')"
        )
        clients = self.env["res.partner"]
        # From whom birthdays are kept, they are kept here too.
        is_told = SQL("p.birth_date IS NOT NULL")
        if not clients._has_field_access(clients._fields["birth_date"], "read"):
            is_told = SQL("FALSE")
        return SQL(
            """
            SELECT p.id * %(parts)s AS id, p.id AS client_id, p.manager_id, p.branch_id,
                   d.day AS date, 'birthday' AS kind,
                   (date_part('year', d.day) - date_part('year', p.birth_date))::int AS years,
                   NULL::int AS event_id, NULL::int AS document_key
              FROM res_partner p
              JOIN (VALUES %(days)s) AS d (month, number, day)
                ON date_part('month', p.birth_date) = d.month
               AND date_part('day', p.birth_date) = d.number
             WHERE %(is_told)s AND p.client_kind != 'legal_entity' AND %(live)s
             UNION ALL
            SELECT e.id * %(parts)s + 1, p.id, p.manager_id, p.branch_id, e.date, 'event',
                   NULL, e.id, NULL
              FROM bank_client_life_event e JOIN res_partner p ON p.id = e.client_id
             WHERE e.active AND e.date BETWEEN %(today)s AND %(last)s AND %(live)s
             UNION ALL
            SELECT e.id * %(parts)s + 2, p.id, p.manager_id, p.branch_id, e.follow_up_date,
                   'follow_up', NULL, e.id, NULL
              FROM bank_client_life_event e JOIN res_partner p ON p.id = e.client_id
             WHERE e.active AND e.follow_up_date BETWEEN %(today)s AND %(last)s AND %(live)s
             UNION ALL
            SELECT x.id * %(parts)s + 3, p.id, p.manager_id, p.branch_id, x.expiry_date,
                   'document', NULL, NULL, x.id
              FROM bank_client_document x JOIN res_partner p ON p.id = x.client_id
             WHERE x.expiry_date BETWEEN %(today)s AND %(last)s
               AND x.kind = ANY(%(kinds)s) AND %(live)s
            """,
            parts=PARTS,
            days=SQL(", ").join(
                SQL("(%s, %s, %s::date)", month, number, day)
                for (month, number), day in days.items()
            ),
            live=live,
            is_told=is_told,
            today=today,
            last=last,
            kinds=list(IDENTITY_KINDS),
        )

    def action_open(self):
        """The card of the client whose day it is."""
        self.ensure_one()
        return self.client_id.get_formview_action()
