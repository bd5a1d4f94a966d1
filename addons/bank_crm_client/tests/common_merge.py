import json

from odoo.addons.bank_crm_client.tools.client_links import LinkKind, client_links
from odoo.tools import SQL

from .common import ClientCommon

WRITTEN = ("write_date", "write_uid")


class MergeCommon(ClientCommon):
    """Two clients entered twice, and the means to see every row that belongs to them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Merge = cls.env["bank.client.merge"]
        cls.product = cls.env["bank.product"].create(
            {
                "name": "Merge account",
                "code": "T-MERGE",
                "family_id": cls.env.ref("bank_crm_base.product_family_card").id,
                "kind": "account",
            }
        )

    @classmethod
    def _settle(cls, clients):
        cls.env.flush_all()
        clients._refresh_derived()
        clients._refresh_figures(clients.ids)
        cls.env.flush_all()

    @classmethod
    def _dump(cls, clients):
        """Every row of every table that points to these clients, and their own."""
        cls.env.flush_all()
        dump = {}
        for link in client_links(cls.env):
            for client in clients:
                key = (
                    SQL.identifier(link.other)
                    if link.kind is LinkKind.TAG
                    else SQL("id")
                )
                rows = cls.env.execute_query(
                    SQL(
                        "SELECT to_jsonb(t) FROM %s t WHERE %s ORDER BY %s",
                        SQL.identifier(link.table),
                        link.points_to(client.id),
                        key,
                    )
                )
                dump[link.table, link.column, client.id] = list(map(cls._plain, rows))
        dump["res_partner"] = [
            cls._plain(row)
            for row in cls.env.execute_query(
                SQL(
                    "SELECT to_jsonb(p) FROM res_partner p WHERE id = ANY(%s) ORDER BY id",
                    clients.ids,
                )
            )
        ]
        for table in ("bank_client_search", "bank_client_match_key"):
            dump[table] = cls.env.execute_query(
                SQL(
                    "SELECT client_id, kind, key FROM %s WHERE client_id = ANY(%s) "
                    "ORDER BY 1, 2, 3",
                    SQL.identifier(table),
                    clients.ids,
                )
            )
        return dump

    @classmethod
    def _plain(cls, row):
        found = json.loads(row[0]) if isinstance(row[0], str) else row[0]
        return {name: value for name, value in found.items() if name not in WRITTEN}

    def _check_same(self, first, second):
        for key, rows in first.items():
            self.assertEqual(rows, second[key], key)

    @classmethod
    def _merged(cls, stays, goes):
        """Merged as by accepted act, in this order."""
        merge = cls.Merge._prepare(stays, goes)
        if merge.client_id != stays:
            merge.action_swap()
        merge.sudo()._merge()
        return merge
