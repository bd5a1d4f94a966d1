from odoo import models


class BankSegment(models.Model):
    """Where a segment is used: whatever links to it, in any addon, and other segments."""

    _inherit = "bank.segment"

    def get_uses_panel(self):
        """What links to this segment, as far as the user may read it."""
        self.ensure_one()
        self.check_access("read")
        rows = []
        for model, name in self._links_here():
            domain = [(name, "in", self.ids)]
            records = self.env[model].with_context(active_test=False)
            count = records.search_count(domain) if records.has_access("read") else 0
            if count:
                rows.append(
                    {
                        "model": model,
                        "name": self._use_words(model),
                        "domain": domain,
                        "count": count,
                    }
                )
        return {"rows": rows}

    def _use_words(self, model):
        if model == self._name:
            return self.env._("Segments that ask for this one")
        return self.env["ir.model"]._get(model).sudo().name

    def _links_here(self):
        """(model, field) of the stored links to segments, those of the product apart."""
        yield self._name, "needed_ids"
        for model in self.env.registry.values():
            if (
                model._name.startswith(self._name)
                or model._abstract
                or model._transient
            ):
                continue
            for name, field in model._fields.items():
                if (
                    field.comodel_name == self._name
                    and field.store
                    and field.type in ("many2one", "many2many")
                    and model._name != "res.partner"
                ):
                    yield model._name, name
