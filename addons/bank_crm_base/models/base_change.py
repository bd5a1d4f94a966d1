from odoo import api, models


class Base(models.AbstractModel):
    """The ways into a table tell the change log who writes; the way out is kept, too."""

    _inherit = "base"

    @api.model
    def _is_watched(self):
        if self._abstract or self._transient or self._table.startswith("ir_"):
            return False
        # While addons are loaded the list of tables may not be there yet.
        return (
            not self.pool.ready
            or self._table in self.env["bank.change.table"]._watched_tables()
        )

    def _create(self, data_list):
        if self._is_watched():
            self.env["bank.change"]._tell()
        return super()._create(data_list)

    def _write_multi(self, vals_list):
        if not self or not self._is_watched():
            return super()._write_multi(vals_list)
        # Whoever makes the ORM flush is not always who wrote.
        by_user = {}
        for record, vals in zip(self, vals_list, strict=True):
            user_id = vals.get("write_uid") or self.env.uid
            by_user.setdefault(user_id, []).append((record.id, vals))
        for user_id, written in by_user.items():
            self.env["bank.change"]._tell(user_id)
            records = self.browse([record_id for record_id, _vals in written])
            super(Base, records)._write_multi([vals for _id, vals in written])
        return None

    def unlink(self):
        if self and self._is_watched():
            self.env.flush_all()
            self.env["bank.change"]._tell()
        return super().unlink()

    def export_data(self, fields_to_export):
        Log = self.env["bank.export.log"]
        result = super().export_data(fields_to_export)
        # A refusal after the rows are made lets none of them out.
        if self and not self.env.su and Log._is_watched_export(self, fields_to_export):
            Log._note(self, fields_to_export, len(result["datas"]))
        return result
