"""Every place of the database where a row belongs to a client: found by the registry."""

from dataclasses import dataclass
from enum import StrEnum

from odoo.tools import SQL

PARTNER = "res.partner"

# Rows that are written anew from others for both clients, and so are not moved.
DERIVED = frozenset(
    {
        "bank.client.search", "bank.client.match.key", "bank.client.behaviour",
        "bank.counterparty.client_id", "bank.segment.member", "bank.client.bureau",
        "bank.company.figures", "bank.document.gap",
        # A number to lock by: each client has his own.
        "bank.contact.tally", "bank.preference.link",
        # Keys to meet sanctions lists by, and the last contact and the next one.
        "bank.client.screen.key", "bank.client.screened", "bank.client.contact",
    }
)  # fmt: skip
# Records of what was seen, asked and decided about one card: they stay with it.
LOGS = frozenset(
    {
        "bank.change", "bank.client.view", "bank.visit", "bank.stub.look", "bank.identification",
        "bank.snooping.case", "bank.act", "bank.key.change", "bank.decision.result",
        "bank.access.request", "bank.disclosure", "bank.bureau.look",
        # Who served whom when is told of the card that he served.
        "bank.assignment", "bank.assignment.plan", "bank.handover.line",
    }
)  # fmt: skip
# The register of duplicates itself, sign-ins and the bank's own companies.
OWN = frozenset(
    {
        "bank.duplicate.pair", "bank.client.merge", "bank.client.merge.row", "res.users",
        "res.company", "ir.model.data", "res.partner.merged_into_id",
    }
)  # fmt: skip
# Binary fields of the record itself, not files that were put to it.
CONDITIONS = {"ir_attachment": SQL("res_field IS NULL")}
# What a row gives up where it would clash with one of the surviving client.
YIELDS = {
    "bank_contact_point": {"is_main": False},
    "bank_client_document": {"is_main": False},
}


class LinkKind(StrEnum):
    """How a row points to a client."""

    LINK = "link"
    TAG = "tag"
    RECORD = "record"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Link:
    """A column that points to a client.

    `other` is the other column of a many-to-many table, or the column that names the model.
    """

    kind: LinkKind
    model: str
    field: str
    table: str
    column: str
    other: str = ""

    def points_to(self, client_id):
        """SQL: the row points to this client."""
        column = SQL.identifier(self.column)
        if self.kind is LinkKind.REFERENCE:
            return SQL("%s = %s", column, f"{PARTNER},{client_id}")
        where = SQL("%s = %s", column, client_id)
        if self.kind is LinkKind.RECORD:
            where = SQL("%s AND %s = %s", where, SQL.identifier(self.other), PARTNER)
        if self.table == "res_partner":
            # A client is his own commercial entity.
            where = SQL("%s AND id != %s", where, client_id)
        condition = CONDITIONS.get(self.table)
        return SQL("%s AND %s", where, condition) if condition else where

    def value(self, client_id):
        """What the column holds for this client."""
        if self.kind is LinkKind.REFERENCE:
            return f"{PARTNER},{client_id}"
        return client_id


def client_links(env):
    """Return the links of all installed models, each column once, in a steady order."""
    tables = _tables(env)
    found = {}
    for model in env.registry.values():
        if model._abstract or model._transient or _is_left(model._name, ""):
            continue
        for field in model._fields.values():
            if not field.store or _is_left(model._name, field.name):
                continue
            for link in _links_of(model, field):
                if link.table in tables:
                    found.setdefault((link.table, link.column), link)
    return [found[key] for key in sorted(found)]


def _is_left(model, field):
    names = {model, f"{model}.{field}"}
    return bool(names & (DERIVED | LOGS | OWN))


def _links_of(model, field):
    if field.type == "many2one" and field.comodel_name == PARTNER:
        if field.column_type and not field.company_dependent:
            yield Link(LinkKind.LINK, model._name, field.name, model._table, field.name)
    elif field.type == "many2many" and field.relation:
        if field.comodel_name == PARTNER:
            yield Link(LinkKind.TAG, model._name, field.name, field.relation,
                       field.column2, field.column1)  # fmt: skip
        if model._name == PARTNER:
            yield Link(LinkKind.TAG, model._name, field.name, field.relation,
                       field.column1, field.column2)  # fmt: skip
    elif field.type == "many2one_reference" and field.model_field:
        model_field = model._fields[field.model_field]
        if model_field.store and model_field.type in ("char", "selection"):
            yield Link(LinkKind.RECORD, model._name, field.name, model._table, field.name,
                       field.model_field)  # fmt: skip
    elif field.type == "reference":
        yield Link(
            LinkKind.REFERENCE, model._name, field.name, model._table, field.name
        )


def _tables(env):
    rows = env.execute_query(
        SQL(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') "
            "AND relnamespace = current_schema::regnamespace"
        )
    )
    return {name for (name,) in rows}
