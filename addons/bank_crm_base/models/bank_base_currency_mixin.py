from odoo import models
from odoo.tools import SQL

CURRENCY = "base_currency_id:array_agg_distinct"


class BankBaseCurrencyMixin(models.AbstractModel):
    """Sums in the bank's own currency that charts and pivots may add up.

    The currency is one for all rows and no column; the framework adds up a sum only where
    it can group its currency too.
    """

    _name = "bank.base.currency.mixin"
    _description = "Sums in the Bank's Own Currency"

    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec == CURRENCY:
            return SQL("ARRAY[%s]", self.env.company.currency_id.id)
        name, _colon, function = aggregate_spec.partition(":")
        if function == "sum_currency" and (
            self._fields[name].get_currency_field(self) == "base_currency_id"
        ):
            # In that currency already: nothing is to be converted.
            aggregate_spec = f"{name}:sum"
        return super()._read_group_select(aggregate_spec, query)
