from odoo import models


class BankFieldCatalogue(models.Model):
    """Facts as rules and segments use them: typed, and computed by SQL over sets."""

    _inherit = "bank.field.catalogue"

    def _rule_kind(self):
        """The type that a rule sees: text, number, date or flag; a choice is a text."""
        self.ensure_one()
        return {"money": "number", "choice": "text"}.get(self.kind, self.kind)

    def _is_readable(self):
        """Whether the fact is open to the current user, whatever records he may see.

        Who configures sees no client and still draws with every fact that no setting keeps
        from his role.
        """
        self.ensure_one()
        model = self.env.get(self.model)
        for name in self.path.split("."):
            field = model._fields[name]
            if not model._has_field_access(field, "read"):
                return False
            model = self.env.get(field.comodel_name) if field.relational else None
        return True

    def _fixed_choices(self):
        """The values of a choice that the product itself names; a register's may change."""
        field = self._final_field()
        if field is None or field.type != "selection":
            return []
        return [value for value, _label in self._choices()]
