from odoo import api, models
from odoo.addons.bank_crm_exchange.engine.upsert import Fed, Upsert
from odoo.tools import SQL

from ...domain.relations.kinds import Kind, Source, State


class BankFeedPublishClientRelations(models.AbstractModel):
    """Relations as the core system keeps them; one entered by hand before becomes its."""

    _name = "bank.feed.publish.client_relations"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Relations"
    _fills = ("bank_relation",)

    @api.model
    def _add_checks(self, run, checks):
        """Nobody is related to himself; control says why it is one."""
        values = checks.values
        checks.must(
            "same_client",
            "to_client_id",
            SQL(
                "%(first)s IS NULL OR %(second)s IS NULL OR %(first)s != %(second)s",
                first=values["from_client_id"],
                second=values["to_client_id"],
            ),
        )
        types = self.env["bank.feed"]._relation_types()
        codes = types.filtered(lambda one: one.kind == Kind.CONTROL).mapped("code")
        checks.must(
            "missing",
            "influence",
            SQL(
                "%s IS NULL OR %s != ALL(%s) OR %s",
                values["type"],
                values["type"],
                codes,
                checks.is_given("influence"),
            ),
        )
        share = values["share"]
        checks.must(
            "out_of_range",
            "share",
            SQL("%s IS NULL OR %s BETWEEN 0 AND 1", share, share),
        )
        checks.must(
            "bad_date",
            "date_to",
            SQL("coalesce(%s >= %s, true)", values["date_to"], values["date_from"]),
        )

    @api.model
    def _publish_rows(self, run, rows):
        source = run.feed_id.source
        self._take_over(source, rows)
        kind = SQL("(SELECT k.id FROM bank_relation_type k WHERE k.code = t.type)")
        today = self.env["bank.business.day"]._today()
        log = self.env["bank.feed.publish.client_keys"]._log_columns()
        upsert = Upsert(
            table="bank_relation",
            match={
                "fed_by": SQL("%s", source),
                "external_id": SQL("t.relation_id"),
            },
            fed={
                "from_client_id": Fed(SQL("t.from_client_id")),
                "to_client_id": Fed(SQL("t.to_client_id")),
                "type_id": Fed(kind),
                "share": Fed(SQL("t.share * 100"), "share"),
                "amount": Fed(SQL("t.amount"), "amount"),
                "influence": Fed(SQL("t.influence"), "influence"),
                "evidence": Fed(SQL("t.evidence"), "evidence"),
                "date_from": Fed(SQL("t.date_from"), "date_from"),
                "date_to": Fed(SQL("t.date_to"), "date_to"),
                "state": Fed(
                    SQL(
                        "CASE WHEN t.date_to < %s THEN %s ELSE %s END",
                        today,
                        State.ENDED,
                        State.CONFIRMED,
                    )
                ),
            },
            once={"source": SQL("%s", Source.FED), "date_from": SQL("%s", today)},
            template=log,
        )
        ids = self._write(run, upsert, rows)
        relations = self.env["bank.relation"].sudo()
        relations.invalidate_model()
        relations.browse(ids)._tell_rights()

    @api.model
    def _take_over(self, source, rows):
        """What a person had entered is the core's from its first row on, not doubled."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE bank_relation x
                   SET fed_by = %(source)s, external_id = found.relation_id,
                       source = %(fed)s
                  FROM (SELECT DISTINCT ON (r.id) r.id, t.relation_id
                          FROM %(rows)s
                          JOIN bank_relation_type k ON k.code = t.type
                          JOIN bank_relation r ON r.type_id = k.id
                           AND r.from_client_id = t.from_client_id
                           AND r.to_client_id = t.to_client_id
                           AND r.external_id IS NULL AND r.state = %(confirmed)s
                           AND r.source = %(entered)s
                         WHERE NOT EXISTS (
                               SELECT 1 FROM bank_relation o WHERE o.fed_by = %(source)s
                                  AND o.external_id = t.relation_id)
                         ORDER BY r.id, t.line) AS found
                 WHERE x.id = found.id
                   AND NOT EXISTS (
                       SELECT 1 FROM bank_relation o
                        WHERE o.fed_by = %(source)s AND o.external_id = found.relation_id)
                """,
                source=source,
                rows=rows,
                fed=Source.FED,
                entered=Source.ENTERED,
                confirmed=State.CONFIRMED,
            )
        )
