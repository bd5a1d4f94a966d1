from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...domain.assignment.dealing import Hand, fill_in_turn, fill_least_loaded
from ...domain.assignment.states import State
from ...domain.people.languages import speaks

FILLS = {
    "least_loaded": fill_least_loaded,
    "in_turn": fill_in_turn,
    "group_leader": fill_least_loaded,
}


class Part(NamedTuple):
    """Clients who wait together: of one unit and of one language."""

    number: int
    unit_id: int
    language: str
    count: int


class BankAssignmentBatch(models.Model):
    """Counting before anything changes: rule after rule, each one set-based pass."""

    _inherit = "bank.assignment.batch"

    def action_preview(self):
        """Who would get how many, and why."""
        self.check_access("write")
        self._check_own_unit()
        for batch in self:
            if batch.state != State.DRAFT:
                raise UserError(self.env._("What is proposed stands as it is."))
            batch.sudo()._preview()
        return True

    def _rules(self):
        """Rules for the unit itself, for those below it and for those above it."""
        above = [
            int(part) for part in (self.branch_id.parent_path or "").split("/") if part
        ]
        return self.env["bank.assignment.rule"].search(
            [("branch_id", "in", list({*above, *self.branch_id._subtree_ids()}))]
        )

    def _forget_plan(self):
        self.env.cr.execute(
            SQL("DELETE FROM bank_assignment_plan WHERE batch_id = ANY(%s)", self.ids)
        )
        self.line_ids.unlink()
        self.write({"dealt_count": 0, "left_count": 0, "previewed_at": False})

    def _preview(self):
        self.ensure_one()
        self._forget_plan()
        self.env.flush_all()
        loads = self.env["bank.people"]._loads()
        dealt = left = 0
        for place, rule in enumerate(self._rules()):
            rows = self._deal(rule, loads)
            for row in rows:
                row["sequence"] = place
                if row["user_id"]:
                    dealt += row["count"]
                else:
                    left += row["count"]
            self.env["bank.assignment.batch.line"].create(rows)
        self.write(
            {
                "dealt_count": dealt,
                "left_count": left,
                "previewed_at": fields.Datetime.now(),  # clock: when it was counted
            }
        )
        self.env["bank.assignment.plan"].invalidate_model()

    def _deal(self, rule, loads):
        """Plan one rule; returns its lines and notes the new loads."""
        takers = rule._takers()
        user_ids = [user_id for user_id, _unit in takers]
        limits = self.env["bank.people"]._limits(user_ids)
        spoken = self.env["bank.people"]._languages(user_ids)
        self._pick(rule, user_ids)
        rows = []
        if rule.strategy == "group_leader":
            rows += self._follow_heads(rule, takers, loads, limits)
        parts = []
        for part in self._parts():
            near = [
                user_id
                for user_id, unit in takers
                if not rule.is_own_unit or unit == part.unit_id
            ]
            able = [
                user_id for user_id in near if speaks(spoken[user_id], part.language)
            ]
            parts.append((part, near, able))
        # Who speaks a rare language is not filled with clients whom anybody could serve.
        parts.sort(key=lambda one: (len(one[2]), one[0].number))
        slots = []
        for part, near, able in parts:
            hands = [
                Hand(user_id, loads.get(user_id, 0), limits[user_id])
                for user_id in able
            ]
            quotas = FILLS[rule.strategy](part.count, hands)
            for place, hand in enumerate(hands):
                quota = quotas[hand.key]
                if not quota:
                    continue
                begin = 0 if rule.strategy == "in_turn" else hand.load
                slots.append((part.number, hand.key, quota, begin, place))
                loads[hand.key] = hand.load + quota
                is_full = hand.limit is not None and loads[hand.key] >= hand.limit
                why = "in_turn" if rule.strategy == "in_turn" else "least_loaded"
                rows.append(
                    {
                        "user_id": hand.key,
                        "load_before": hand.load,
                        "count": quota,
                        "why": "full" if is_full else why,
                        "language": part.language,
                    }
                )
            if rest := part.count - sum(quotas.values()):
                why = "no_room" if able else "nobody_speaks" if near else "nobody"
                rows.append(
                    {
                        "branch_id": part.unit_id or False,
                        "count": rest,
                        "why": why,
                        "language": part.language,
                    }
                )
        self._plan(rule, slots)
        unit_of = dict(takers)
        return [
            {
                "user_id": False,
                "load_before": 0,
                "branch_id": unit_of.get(row.get("user_id"), False),
                **row,
                "batch_id": self.id,
                "rule_id": rule.id,
                "load_limit": limits.get(row.get("user_id")) or 0,
            }
            for row in rows
        ]

    def _parts(self):
        """The clients picked, by unit and language where the rule parts them by these."""
        return [
            Part(*row)
            for row in self.env.execute_query(
                SQL(
                    "SELECT part, unit, language, count(*) FROM bank_assignment_pick "
                    "GROUP BY part, unit, language ORDER BY part"
                )
            )
        ]

    def _pick(self, rule, taker_ids):
        """Number the clients of a rule within their parts: by unit and by language."""
        units = set(rule.branch_id._subtree_ids()) & set(self.branch_id._subtree_ids())
        unserved = SQL(
            "(t.manager_id IS NULL OR EXISTS (SELECT 1 FROM res_users u "
            "WHERE u.id = t.manager_id AND u.active IS NOT TRUE))"
        )
        others = SQL("(t.manager_id IS NULL OR t.manager_id != ALL(%s))", taker_ids)
        parts = [
            SQL("t.is_client AND t.active AND t.client_state != 'former'"),
            SQL("t.branch_id = ANY(%s)", sorted(units)),
            # Pinned by hand, behind the wall, employees and their relatives: given by people.
            SQL("t.is_manager_pinned IS NOT TRUE AND t.is_private_banking IS NOT TRUE"),
            SQL(
                "t.id NOT IN (SELECT s.client_id FROM (%s) AS s)",
                self.env["res.partner"]._staff_cards_sql(),
            ),
            SQL(
                "NOT EXISTS (SELECT 1 FROM bank_assignment_plan d WHERE d.batch_id = %s "
                "AND d.client_id = t.id)",
                self.id,
            ),
            unserved if rule.scope == "unserved" else others,
        ]
        if rule.client_class_id:
            parts.append(SQL("t.client_class_id = %s", rule.client_class_id.id))
        if rule.segment_id:
            parts.append(SQL("t.id IN (%s)", rule.segment_id._members_query()))
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS bank_assignment_pick")
        cr.execute(
            SQL(
                """
                CREATE TEMP TABLE bank_assignment_pick ON COMMIT DROP AS
                SELECT t.*, dense_rank() OVER (ORDER BY unit, language)::int AS part,
                       row_number() OVER (PARTITION BY unit, language ORDER BY
                       client_class_id, funds_base DESC NULLS LAST, client_id) AS n
                  FROM (SELECT t.id AS client_id, t.manager_id AS old_user_id,
                               %(unit)s AS unit, %(language)s AS language,
                               t.client_class_id, t.funds_base
                          FROM res_partner t WHERE %(where)s) AS t
                """,
                unit=SQL("t.branch_id") if rule.is_own_unit else SQL("0"),
                language=SQL(
                    "lower(split_part(translate(coalesce(t.lang, ''), '-@', '__'), '_', 1))"
                )
                if rule.is_by_language
                else SQL("''::varchar"),
                where=SQL(" AND ").join(parts),
            )
        )
        cr.execute("ANALYZE bank_assignment_pick")

    def _plan(self, rule, slots):
        """Join the numbered clients to the numbered places that the managers have."""
        if not slots:
            return
        parts, users, quotas, begins, places = (
            list(one) for one in zip(*slots, strict=True)
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bank_assignment_plan
                       (batch_id, client_id, rule_id, user_id, old_user_id)
                SELECT %(batch)s, c.client_id, %(rule)s, s.user_id, c.old_user_id
                  FROM bank_assignment_pick c
                  JOIN (SELECT q.part, q.user_id, row_number() OVER (
                               PARTITION BY q.part ORDER BY q.begin + k, q.place) AS n
                          FROM unnest(%(parts)s::int[], %(users)s::int[], %(quotas)s::int[],
                                      %(begins)s::int[], %(places)s::int[])
                               AS q (part, user_id, quota, begin, place),
                               generate_series(1, q.quota) AS k) AS s
                    ON s.part = c.part AND s.n = c.n
                 ORDER BY c.client_id
                """,
                batch=self.id, rule=rule.id, parts=parts, users=users, quotas=quotas,
                begins=begins, places=places,
            )
        )  # fmt: skip
