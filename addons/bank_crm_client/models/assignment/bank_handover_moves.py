from dataclasses import dataclass

from odoo import api, models
from odoo.tools import SQL

from ...domain.assignment.dealing import share_out
from ...domain.assignment.states import State


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows of a model that go along with their clients.

    `client` is SQL of the client of a row `t`, or None for rows of the person himself,
    which go to the first new manager with a whole portfolio. `holds` is what `field` keeps:
    the manager or his unit.
    """

    model: str
    field: str
    words: str
    client: SQL | None
    where: SQL | None = None
    holds: str = "user"


class BankHandover(models.Model):
    """What moves with a client, and who gets which client: sets for preview and applying."""

    _inherit = "bank.handover"

    @api.model
    def _handover_models(self):
        """What moves; an addon adds its deals, tickets, applications and debts."""
        return [
            Moved(
                "res.partner", "manager_id", self.env._("Clients"),
                SQL("t.id"), SQL("t.is_client"),
            ),
            Moved(
                "res.partner", "branch_id", self.env._("Units of clients"),
                SQL("t.id"), SQL("t.is_client"), "branch",
            ),
            Moved(
                "mail.activity", "user_id", self.env._("Tasks"), SQL("t.res_id"),
                SQL("t.active AND t.res_model = 'res.partner'"),
            ),
            Moved(
                "bank.act", "addressee_id", self.env._("Waiting approvals"),
                SQL("t.client_id"), SQL("t.state = 'waiting'"), "branch",
            ),
            Moved(
                "bank.stand.in", "deputy_id", self.env._("Stands in for others"), None,
                SQL("t.date_to >= %s", self.env["bank.business.day"]._today()),
            ),
        ]  # fmt: skip

    def _clients_sql(self):
        """The clients that this handover is about, as conditions on `t`."""
        self.ensure_one()
        parts = [
            SQL("t.is_client AND t.active AND t.manager_id = %s", self.user_id.id),
            SQL(
                "(t.branch_id IS NULL OR t.branch_id = ANY(%s))",
                list(self._scope_ids()),
            ),
            # Nobody is given his own card or a relative's.
            SQL(
                "t.id NOT IN (SELECT s.client_id FROM (%s) AS s WHERE s.user_id = ANY(%s))",
                self.env["res.partner"]._staff_cards_sql(),
                self.target_ids.user_id.ids,
            ),
        ]
        if not self._sees_walled():
            parts.append(SQL("t.is_private_banking IS NOT TRUE"))
        if self.segment_id:
            query = self.segment_id.sudo()._members_query()
            parts.append(SQL("t.id IN (%s)", query))
        if self.client_class_id:
            parts.append(SQL("t.client_class_id = %s", self.client_class_id.id))
        if self.client_kind:
            parts.append(SQL("t.client_kind = %s", self.client_kind))
        if self.client_ids:
            parts.append(SQL("t.id = ANY(%s)", list(self.client_ids.ids)))
        return SQL(" AND ").join(parts)

    def _scope_ids(self):
        """Units that who proposes it heads: he disposes of no other unit's clients."""
        if self.state != State.DRAFT:
            return self.scope_unit_ids or []
        maker = self.create_uid or self.env.user
        batches = self.env["bank.assignment.batch"].with_user(maker)
        return sorted(batches._headed_unit_ids())

    def _sees_walled(self):
        """Whether clients behind the wall go along: only among people behind it."""
        if not self.with_walled and self.state != State.DRAFT:
            return False
        maker = self.maker_id or self.create_uid or self.env.user
        people = maker | self.target_ids.user_id
        return bool(people) and all(
            user.has_group("bank_crm_base.group_private_banking") for user in people
        )

    def _is_whole(self):
        return not (
            self.segment_id
            or self.client_class_id
            or self.client_kind
            or self.client_ids
            or self.kind == "leave"
        )

    def _split_sql(self):
        """SQL of (client_id, user_id, branch_id): rich and poor dealt evenly by shares."""
        where = self._clients_sql()
        targets = self.target_ids.filtered("user_id")
        self.env["res.partner"].flush_model()
        [(count,)] = self.env.execute_query(
            SQL("SELECT count(*) FROM res_partner t WHERE %s", where)
        )
        quotas = (
            share_out(count, [max(1, target.share) for target in targets])
            if targets
            else ()
        )
        return SQL(
            """
            SELECT c.client_id, s.user_id, s.branch_id
              FROM (SELECT t.id AS client_id, row_number() OVER (
                           ORDER BY t.client_class_id, t.funds_base DESC NULLS LAST, t.id
                           ) AS n
                      FROM res_partner t WHERE %(where)s) AS c
              JOIN (SELECT q.user_id, q.branch_id, row_number() OVER (
                           ORDER BY (k - 0.5) / q.quota, q.place) AS n
                      FROM unnest(%(users)s::int[], %(units)s::int[], %(quotas)s::int[])
                           WITH ORDINALITY AS q (user_id, branch_id, quota, place),
                           generate_series(1, q.quota) AS k) AS s ON s.n = c.n
            """,
            where=where,
            users=[target.user_id.id for target in targets],
            units=[target.user_id.branch_id.id or None for target in targets],
            quotas=list(quotas),
        )

    def _moved_rows_sql(self, spec, split):
        """SQL of (res_id, client_id, old, new, user_id) that `spec` moves, or None."""
        if spec.holds == "branch" and not self.moves_branch:
            return None
        self.env[spec.model].flush_model()
        where = spec.where or SQL("TRUE")
        table = SQL.identifier(self.env[spec.model]._table)
        column = SQL("t.%s", SQL.identifier(spec.field))
        if spec.client is None:
            first = self.target_ids[:1].user_id
            if not self._is_whole() or not first:
                return None
            return SQL(
                "SELECT t.id AS res_id, NULL::int AS client_id, %(column)s AS old, "
                "%(first)s::int AS new, %(first)s::int AS user_id FROM %(table)s t "
                "WHERE %(column)s = %(giver)s AND %(where)s "
                "AND t.user_id IS DISTINCT FROM %(first)s",
                column=column, first=first.id, table=table, giver=self.user_id.id,
                where=where,
            )  # fmt: skip
        if spec.holds == "branch":
            new, held = SQL("s.branch_id"), SQL("%s IS NOT NULL", column)
        else:
            new, held = SQL("s.user_id"), SQL("%s = %s", column, self.user_id.id)
        return SQL(
            "SELECT t.id AS res_id, s.client_id, %(column)s AS old, %(new)s AS new, "
            "s.user_id FROM %(table)s t JOIN (%(split)s) AS s ON s.client_id = %(client)s "
            "WHERE %(held)s AND %(where)s AND %(column)s IS DISTINCT FROM %(new)s",
            column=column, new=new, table=table, split=split, client=spec.client,
            held=held, where=where,
        )  # fmt: skip

    def _counts(self):
        """User id -> (clients, words for what goes with them); afterwards, as it went."""
        self.ensure_one()
        specs = self._handover_models()
        found = {}
        if self.state in (State.APPLIED, State.UNDONE, State.RETURNED):
            rows = self.env["bank.handover.line"]._read_group(
                [("handover_id", "=", self.id)],
                ["user_id", "model", "field"],
                ["__count"],
            )
            for user, model, field, count in rows:
                found.setdefault(user.id, {})[model, field] = count
        elif self.user_id and self.target_ids.user_id:
            split = self._split_sql()
            for spec in specs:
                rows = self._moved_rows_sql(spec, split)
                if rows is None:
                    continue
                for user_id, count in self.env.execute_query(
                    SQL(
                        "SELECT user_id, count(*) FROM (%s) AS r GROUP BY user_id", rows
                    )
                ):
                    found.setdefault(user_id, {})[spec.model, spec.field] = count
        first, *others = specs
        return {
            user_id: (
                numbers.get((first.model, first.field), 0),
                ", ".join(
                    f"{spec.words}: {numbers[spec.model, spec.field]}"
                    for spec in others
                    if numbers.get((spec.model, spec.field))
                ),
            )
            for user_id, numbers in found.items()
        }
