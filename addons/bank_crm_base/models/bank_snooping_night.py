from datetime import datetime, time, timedelta

import pytz
from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.access import Reason
from ..domain.snooping import Look, Rules, signs, unit_median, weight

PARAMETER_VIP = "bank_crm_base.snooping_vip_classes"
BUSINESS_DAYS = 7


class BankSnoopingCase(models.Model):
    """The night: all looks of a day in one set, through the rules, into cases."""

    _inherit = "bank.snooping.case"

    @api.model
    def _cron_find_cases(self):
        today = fields.Datetime.now().date()  # clock: looks are noted by the clock
        self._find_cases(today - timedelta(days=1))

    @api.model
    def _find_cases(self, day):
        """List the looks of a day that raise a question; a day may be looked at again."""
        rules, rows = Rules(), self._looks(day)
        looks_of = {row["user_id"]: row["looks_of_day"] for row in rows}
        by_unit = {}
        for user_id, unit_id in {(row["user_id"], row["unit_id"]) for row in rows}:
            by_unit.setdefault(unit_id, []).append(looks_of[user_id])
        medians = {unit: unit_median(looks) for unit, looks in by_unit.items()}
        known = {
            (case.user_id.id, case.client_id.id)
            for case in self.sudo().search([("date", "=", day)])
        }
        found = []
        for row in rows:
            if (row["user_id"], row["client_id"]) in known:
                continue
            seen = signs(self._look(row, medians[row["unit_id"]]), rules)
            if seen:
                found.append(
                    {
                        "user_id": row["user_id"],
                        "unit_id": row["unit_id"],
                        "client_id": row["client_id"],
                        "date": day,
                        "look_count": row["look_count"],
                        "signs": ",".join(seen),
                        "weight": weight(seen),
                    }
                )
        return self.sudo().create(found)

    @api.model
    def _look(self, row, median):
        return Look(
            employee_surname=(row["employee_name"] or "").split(" ")[0],
            client_surname=row["last_name"] or "",
            first_at=row["first_at"].time(),
            last_at=row["last_at"].time(),
            weekday=row["first_at"].weekday(),
            is_own=row["is_own"],
            is_of_unit=row["is_of_unit"],
            is_granted=row["is_granted"],
            has_business=row["has_business"],
            is_private_banking=row["is_private_banking"],
            is_vip=row["is_vip"],
            looks_of_day=row["looks_of_day"],
            unit_median=median,
        )

    @api.model
    def _looks(self, day):
        """Employee and client, one row a pair, with what the rules ask for; not own clients."""
        zone = pytz.timezone(self.env.company.partner_id.tz or "UTC")
        begin, end = (
            zone.localize(datetime.combine(date, time())).astimezone(pytz.utc)
            for date in (day, day + timedelta(days=1))
        )
        vip = self.env["ir.config_parameter"].sudo().get_param(PARAMETER_VIP)
        self.env.cr.execute(
            SQL(
                """
                WITH looked AS (
                    SELECT v.user_id, v.client_id, count(*) AS look_count,
                           min(v.viewed_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s) AS first_at,
                           max(v.viewed_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s) AS last_at,
                           bool_or(v.reason = %(branch)s) AS is_of_unit,
                           bool_or(v.reason = %(granted)s) AS is_granted,
                           bool_or(v.reason = %(own)s) AS is_own
                      FROM bank_client_view v
                     WHERE v.viewed_at >= %(begin)s AND v.viewed_at < %(end)s
                     GROUP BY v.user_id, v.client_id)
                SELECT looked.*, count(*) OVER (PARTITION BY looked.user_id) AS looks_of_day,
                       c.last_name, coalesce(c.is_private_banking, false) AS is_private_banking,
                       coalesce(class.code = ANY(%(vip)s), false) AS is_vip,
                       staff.name AS employee_name, place.branch_id AS unit_id,
                       EXISTS (SELECT 1 FROM mail_activity a
                                WHERE a.res_model = 'res.partner' AND a.res_id = c.id
                                  AND a.user_id = looked.user_id
                                  AND (a.create_date >= %(week)s
                                       OR a.date_deadline >= %(week)s))
                       OR EXISTS (SELECT 1 FROM mail_message m
                                   WHERE m.model = 'res.partner' AND m.res_id = c.id
                                     AND m.author_id = u.partner_id AND m.date >= %(week)s
                                     AND m.date < %(end)s)
                       AS has_business
                  FROM looked
                  JOIN res_partner c ON c.id = looked.client_id
                  JOIN res_users u ON u.id = looked.user_id
                  JOIN res_partner staff ON staff.id = u.partner_id
                  LEFT JOIN bank_client_class class ON class.id = c.client_class_id
                  LEFT JOIN LATERAL (
                       SELECT post.branch_id FROM bank_post post
                        WHERE post.user_id = looked.user_id AND post.acceptance = 'accepted'
                          AND post.date_from <= %(day)s
                          AND (post.date_to IS NULL OR post.date_to >= %(day)s)
                        ORDER BY post.date_from DESC LIMIT 1) place ON true
                 ORDER BY looked.user_id, looked.client_id
                """,
                zone=zone.zone,
                branch=Reason.BRANCH,
                granted=Reason.GRANTED,
                own=Reason.OWN_PORTFOLIO,
                begin=begin.replace(tzinfo=None),
                end=end.replace(tzinfo=None),
                week=begin.replace(tzinfo=None) - timedelta(days=BUSINESS_DAYS),
                vip=(vip or "private,corporate").split(","),
                day=day,
            )
        )
        return self.env.cr.dictfetchall()
