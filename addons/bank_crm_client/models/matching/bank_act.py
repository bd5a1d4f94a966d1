from odoo import models


class BankAct(models.Model):
    """An act of merging shows the value that is given up beside the one that is kept."""

    _inherit = "bank.act"

    def _call_rows(self):
        rows = super()._call_rows()
        if self.res_model == "bank.client.merge" and self.method == "_merge":
            for row, merge in zip(rows, self._shown_records(), strict=True):
                given_up = {
                    field["label"]: field[
                        "merged" if field["side"] == "survivor" else "survivor"
                    ]
                    for field in merge._compared()
                    if field["is_different"]
                }
                stays, goes, *others = row["fields"]
                # One row for both records: which of them goes, which stays.
                row["fields"] = [{**stays, "old": goes["new"]}, *others]
                for field in others:
                    field["old"] = given_up.get(field["label"], "–")
        return rows
