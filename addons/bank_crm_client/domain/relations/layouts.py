"""What the core system sends about relations: a layout beside those of the exchange."""

from odoo.addons.bank_crm_exchange.domain.layouts import Layout, read_columns

CLIENT_RELATIONS = Layout(
    "client_relations",
    "Relations between clients",
    47,
    read_columns("""
        relation_id*    identifier          | id of the relation in the core system
        from_client_id* reference:clients   | who owns, directs, guarantees, is the parent
        type*           code:relation_type  | code of the relation type, e.g. owns, director, spouse
        to_client_id*   reference:clients   | who is owned, directed, guaranteed, is the child
        share           rate                | share of the capital, a fraction (0.25 = 25 %)
        amount          amount              | guaranteed sum, base currency
        influence       text                | of control: why the influence is decisive
        evidence        text                | register extract, contract, statement
        date_from       date                | first day
        date_to         date                | last day
    """),
    ("relation_id",),
)
RELATION_LAYOUTS = {CLIENT_RELATIONS.code: CLIENT_RELATIONS}
