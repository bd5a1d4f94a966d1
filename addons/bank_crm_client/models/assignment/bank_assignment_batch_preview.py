from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...domain.assignment.dealing import Hand, fill_in_turn, fill_least_loaded
from ...domain.assignment.states import State

FILLS = {"least_loaded": fill_least_loaded, "in_turn": fill_in_turn}


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
        loads = self._loads()
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

    def _loads(self):
        """Manager id -> his clients of today."""
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT manager_id, count(*) FROM res_partner WHERE is_client AND active "
                    "AND client_state != 'former' AND manager_id IS NOT NULL GROUP BY 1"
                )
            )
        )

    def _deal(self, rule, loads):
        """Plan one rule; returns its lines and notes the new loads."""
        takers = rule._takers()
        unit_of = dict(takers)
        waiting = self._pick(rule, [user_id for user_id, _unit in takers])
        limit = rule.load_limit or None
        rows, slots = [], []
        for part, count in sorted(waiting.items()):
            hands = [
                Hand(user_id, loads.get(user_id, 0), limit)
                for user_id, unit in takers
                if not rule.is_own_unit or unit == part
            ]
            quotas = FILLS[rule.strategy](count, hands)
            for place, hand in enumerate(hands):
                quota = quotas[hand.key]
                if not quota:
                    continue
                begin = hand.load if rule.strategy == "least_loaded" else 0
                slots.append((part, hand.key, quota, begin, place))
                loads[hand.key] = hand.load + quota
                is_full = limit is not None and loads[hand.key] >= limit
                rows.append(
                    {
                        "user_id": hand.key,
                        "branch_id": unit_of[hand.key],
                        "load_before": hand.load,
                        "count": quota,
                        "why": "full" if is_full else rule.strategy,
                    }
                )
            if rest := count - sum(quotas.values()):
                why = "no_room" if hands else "nobody"
                rows.append({"branch_id": part or False, "count": rest, "why": why})
        self._plan(rule, slots)
        return [
            {
                "user_id": False,
                "load_before": 0,
                **row,
                "batch_id": self.id,
                "rule_id": rule.id,
                "load_limit": rule.load_limit,
            }
            for row in rows
        ]

    def _pick(self, rule, taker_ids):
        """Number the clients of a rule within their parts; part -> how many."""
        units = set(rule.branch_id._subtree_ids()) & set(self.branch_id._subtree_ids())
        unserved = SQL(
            "(t.manager_id IS NULL OR EXISTS (SELECT 1 FROM res_users u "
            "WHERE u.id = t.manager_id AND u.active IS NOT TRUE))"
        )
        others = SQL("(t.manager_id IS NULL OR t.manager_id != ALL(%s))", taker_ids)
        parts = [
            SQL("t.is_client AND t.active AND t.client_state != 'former'"),
            SQL("t.branch_id = ANY(%s)", sorted(units)),
            # Pinned by hand, behind the wall, an employee himself: given by people.
            SQL("t.is_manager_pinned IS NOT TRUE AND t.is_private_banking IS NOT TRUE"),
            SQL("t.employee_user_id IS NULL"),
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
        part = SQL("t.branch_id") if rule.is_own_unit else SQL("0")
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS bank_assignment_pick")
        cr.execute(
            SQL(
                "CREATE TEMP TABLE bank_assignment_pick ON COMMIT DROP AS "
                "SELECT t.id AS client_id, %(part)s AS part, t.manager_id AS old_user_id, "
                "row_number() OVER (PARTITION BY %(part)s ORDER BY t.client_class_id, "
                "t.funds_base DESC NULLS LAST, t.id) AS n "
                "FROM res_partner t WHERE %(where)s",
                part=part,
                where=SQL(" AND ").join(parts),
            )
        )
        cr.execute("ANALYZE bank_assignment_pick")
        cr.execute("SELECT part, count(*) FROM bank_assignment_pick GROUP BY part")
        return dict(cr.fetchall())

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
