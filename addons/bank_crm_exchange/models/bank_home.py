from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_home import (
    ADMIN,
    DESK,
    PORTFOLIO,
    ROWS_SHOWN,
    UNIT,
    TileSpec,
)
from odoo.fields import Domain
from odoo.tools import SQL

STEWARD = "bank_crm_base.group_data_steward"


class BankHome(models.AbstractModel):
    """Home screens: how fresh each regular feed is, and what waits for the data steward."""

    _inherit = "bank.home"

    @api.model
    def _freshness(self):
        """Fresh feeds of a system share a badge; each late one has its own.

        The shared badge tells the oldest of its bank days: everything is at least as new.
        """
        feeds = self.env["bank.feed"].sudo().search([("expected", "!=", "never")])
        published = self._published_days(feeds)
        if not published:
            return []
        today = self.env["bank.business.day"]._today()
        fresh, late = {}, []
        for feed in feeds:
            day, moment = published.get(feed.id, (None, None))
            level = feed._freshness(day, today)
            if level == "fresh":
                # A monthly file is not older news than a daily one.
                if feed.expected in ("day", "workday"):
                    fresh.setdefault(feed.source, []).append(moment)
            else:
                late.append(
                    {
                        "label": feed.name,
                        "as_of": moment or False,
                        "level": "late" if moment else "none",
                    }
                )
        systems = [
            {
                "label": self._system_name(source),
                "as_of": min(moments),
                "level": "fresh",
            }
            for source, moments in sorted(fresh.items())
        ]
        return systems + late

    @api.model
    def _published_days(self, feeds):
        """Per feed: the newest published bank day, and the moment its data are as of."""
        self.env["bank.feed.run"].flush_model()
        self.env["bank.business.day"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT run.feed_id, max(run.bank_date),
                       max(coalesce(day.data_as_of,
                                    run.bank_date + time '23:59:59'))
                  FROM bank_feed_run run
                  LEFT JOIN bank_business_day day ON day.date = run.bank_date
                 WHERE run.feed_id = ANY(%s) AND run.state = 'done'
                   AND run.door != 'retry'
                 GROUP BY run.feed_id
                """,
                feeds.ids,
            )
        )
        return {feed_id: (day, moment) for feed_id, day, moment in rows}

    @api.model
    def _system_name(self, source):
        return self.env._("Core banking") if source == "core" else source

    @api.model
    def _get_tiles(self):
        return [
            *super()._get_tiles(),
            TileSpec(
                "feeds_need_me", self.env._("Data feeds"), "needs_me", "list", 5,
                frozenset({UNIT, PORTFOLIO, DESK, ADMIN}), "fa-exchange", STEWARD,
                needs_clients=False,
            ),
        ]  # fmt: skip

    @api.model
    def _feed_attention_domain(self, at):
        """Files that wait for a decision, were refused or stopped today, or left rejects."""
        now = fields.Datetime.now()  # clock: the last 24 hours
        since = fields.Datetime.subtract(now, days=1)
        return Domain("door", "!=", "retry") & Domain.OR(
            [
                Domain("state", "=", "waiting"),
                Domain("state", "in", ("refused", "failed"))
                & Domain("received_at", ">=", since),
                Domain("reject_ids.state", "=", "open") & Domain("state", "=", "done"),
            ]
        )

    def _tile_feeds_need_me(self, at):
        Run = self.env["bank.feed.run"]
        domain = self._feed_attention_domain(at)
        runs = Run.search(domain, limit=ROWS_SHOWN)
        ranks = {"waiting": 0, "failed": 1, "refused": 2}
        return {
            "count": Run.search_count(domain),
            "rows": [
                {
                    "key": run.id,
                    "title": run.file_name,
                    "subtitle": run.feed_id.name,
                    "badge": self._feed_badge(run),
                }
                for run in runs.sorted(lambda run: (ranks.get(run.state, 3), -run.id))
            ],
            "level": "danger",
            "empty": self.env._("All files are in; no row waits to be mended."),
        }

    @api.model
    def _feed_badge(self, run):
        if run.state == "waiting":
            text, level = self.env._("waits for you"), "overdue"
        elif run.state == "failed":
            text, level = self.env._("stopped by an error"), "overdue"
        elif run.state == "refused":
            text, level = self.env._("refused"), "today"
        else:
            text = self.env._("%(count)s rows to mend", count=run.to_mend_count)
            level = "soon"
        return {"text": text, "level": level}

    def _open_feeds_need_me(self, at, key):
        if key:
            run = self.env["bank.feed.run"].browse(int(key)).exists()
            run.check_access("read")
            return {
                "type": "ir.actions.act_window",
                "res_model": "bank.feed.run",
                "res_id": run.id,
                "views": [(False, "form")],
            }
        return self._list_action(
            self.env._("Files that need me"),
            "bank.feed.run",
            self._feed_attention_domain(at),
        )

    @api.model
    def _menu_actions(self):
        return {
            **super()._menu_actions(),
            "bank.feed.run": "bank_crm_exchange.bank_feed_run_action",
        }
