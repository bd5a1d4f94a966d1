from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, format_amount, format_date

from ...domain.private_banking.wealth import Piece, Where, wealth

WALL = "bank_crm_base.group_private_banking"


class ResPartner(models.Model):
    """The tab "Private" of a client behind the wall, for who is behind it too."""

    _inherit = "res.partner"

    def _is_private_place_open(self):
        self.ensure_one()
        return (
            self.is_private_banking
            and self.env.user.has_group(WALL)
            and self.is_fully_visible
        )

    def _check_private_place(self):
        self.ensure_one()
        self.check_access("read")
        if not self._is_private_place_open():
            raise AccessError(
                self.env._("This is shown behind the private-banking wall only.")
            )

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_private_banking and self._is_private_place_open():
            panels["private_place"] = {"client_id": self.id}
        return panels

    def _private_family(self):
        """The client and the members of his household whom the user may see."""
        members = self.env["bank.client.group.member"].search(
            [
                ("group_id.kind", "=", "household"),
                ("group_id.member_ids.client_id", "=", self.id),
                ("is_current", "=", True),
            ]
        )
        own = members.filtered(lambda row: row.client_id == self).group_id
        return self | members.filtered(lambda row: row.group_id in own).client_id

    def _private_wealth(self):
        """Wealth of these clients, in base currency, at the day's rates."""
        ids = self.ids
        rows = self.env.execute_query(
            SQL(
                """
                SELECT 'ours', CASE WHEN t.kind = 'deposit' THEN 'deposit' ELSE 'account' END,
                       c.name, a.balance::text, coalesce(a.balance_base, 0)::text
                  FROM bank_account a JOIN res_currency c ON c.id = a.currency_id
                  LEFT JOIN bank_product t ON t.id = a.product_id
                 WHERE a.client_id = ANY(%(ids)s) AND a.state != 'closed'
                   AND a.balance > 0
                UNION ALL
                SELECT 'ours', 'loan', '', '0', coalesce(p.owed_base, 0)::text
                  FROM res_partner p WHERE p.id = ANY(%(ids)s) AND p.owed_base > 0
                UNION ALL
                SELECT 'elsewhere', x.kind, c.name, x.amount::text,
                       coalesce(x.amount_base, 0)::text
                  FROM bank_external_product x JOIN res_currency c ON c.id = x.currency_id
                 WHERE x.client_id = ANY(%(ids)s) AND x.date_to IS NULL
                """,
                ids=ids,
            )
        )
        return wealth(
            Piece(Where(where), kind, currency, Decimal(amount), Decimal(base))
            for where, kind, currency, amount, base in rows
        )

    def get_private_place(self):
        """Family, wealth, profile, dates, gifts and requests of a client behind the wall."""
        self._check_private_place()
        self.env.flush_all()
        family = self._private_family()
        whole = family._private_wealth()
        today = self.env["bank.business.day"]._today()
        kinds = dict(
            self.env["bank.external.product"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        own = [("client_id", "=", self.id)]
        profile = self.env["bank.private.profile"].search(own, limit=1)
        appetites = dict(profile._fields["appetite"]._description_selection(self.env))
        gifts = self.env["bank.private.gift"].search(
            [*own, ("date", ">=", today.replace(month=1, day=1))]
        )
        requests = self.env["bank.private.request"].search([*own, ("state", "=", "open")])
        dates = self.env["bank.client.date"].search([("client_id", "in", family.ids)])
        return {
            "family": [
                {
                    "id": member.id,
                    "name": member.name,
                    "is_self": member == self,
                    "funds": float(member._private_wealth().ours),
                }
                for member in family
            ],
            "ours": float(whole.ours),
            "elsewhere": float(whole.elsewhere),
            "debts": float(whole.debts),
            "classes": [self._share_row(one, kinds) for one in whole.classes],
            "currencies": [self._share_row(one, {}) for one in whole.currencies],
            "profile": profile
            and {
                "id": profile.id,
                "appetite": appetites[profile.appetite],
                "horizon": profile.horizon_years,
                "until": fields.Date.to_string(profile.date_to),
                "is_expired": profile.is_expired,
                "aims": profile.aims or "",
            },
            "dates": [
                {
                    "id": row.id,
                    "name": row.client_id.name,
                    "date": fields.Date.to_string(row.date),
                    "what": row.what,
                }
                for row in dates
            ],
            "gifts": [
                {
                    "id": gift.id,
                    "name": gift.name,
                    "date": fields.Date.to_string(gift.date),
                    "amount": gift.amount,
                }
                for gift in gifts
            ],
            "gift_room": float(self.env["bank.private.gift"]._room(self, today)),
            "requests": [
                {
                    "id": request.id,
                    "name": request.name,
                    "due": fields.Date.to_string(request.due_date) or "",
                    "is_late": bool(request.due_date) and request.due_date < today,
                }
                for request in requests
            ],
            "may_edit": gifts.has_access("create"),
        }

    def _share_row(self, share, names):
        return {
            "name": names.get(share.name, share.name),
            "ours": float(share.ours),
            "elsewhere": float(share.elsewhere),
            "total": float(share.total),
        }

    def _private_briefing_words(self):
        """The place as lines of text for the printed briefing, in the reader's language."""
        place = self.get_private_place()
        base = self.env.company.currency_id

        def money(amount):
            return format_amount(self.env, amount, base)

        def date(text):
            return format_date(self.env, fields.Date.to_date(text)) if text else ""

        profile = place["profile"]
        steps = self.env["bank.next.step"].search(
            [("client_id", "=", self.id), ("state", "=", "open")]
        )
        return {
            "family_words": "\n".join(
                f"{row['name']}: {money(row['funds'])}" for row in place["family"]
            ),
            "wealth_words": "\n".join(
                [
                    self.env._(
                        "With us %(ours)s, elsewhere %(elsewhere)s, owes %(debts)s",
                        ours=money(place["ours"]),
                        elsewhere=money(place["elsewhere"]),
                        debts=money(place["debts"]),
                    ),
                    *(
                        f"{row['name']}: {money(row['total'])}"
                        for row in (*place["classes"], *place["currencies"])
                    ),
                ]
            ),
            "profile_words": self.env._(
                "%(appetite)s, %(years)s years, until %(date)s",
                appetite=profile["appetite"],
                years=profile["horizon"],
                date=date(profile["until"]),
            )
            if profile
            else "–",
            "dates_words": "\n".join(
                f"{date(row['date'])}: {row['name']}, {row['what']}"
                for row in place["dates"]
            )
            or "–",
            "gifts_words": "\n".join(
                [
                    *(
                        f"{date(row['date'])}: {row['name']}, {money(row['amount'])}"
                        for row in place["gifts"]
                    ),
                    self.env._("May still be given: %(room)s", room=money(place["gift_room"])),
                ]
            ),
            "requests_words": "\n".join(
                f"{row['name']} {date(row['due'])}" for row in place["requests"]
            )
            or "–",
            "steps_words": "\n".join(f"{step.what}. {step.why}" for step in steps) or "–",
        }

    def action_private_briefing(self):
        """A briefing made now, to be printed before the meeting."""
        self._check_private_place()
        briefing = self.env["bank.private.briefing"].create({"client_id": self.id})
        return briefing.get_formview_action()
