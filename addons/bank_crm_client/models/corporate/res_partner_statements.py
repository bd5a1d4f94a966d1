from odoo import api, models

from ...domain.corporate.ratio_specs import SPECS, UNITS, RatioCode
from ...domain.corporate.ratios import Why
from .bank_ratio_norm import ratio_names

PERIODS_SHOWN = 8
SHOWN_STATES = ("draft", "confirmed")


class ResPartner(models.Model):
    """The tab "Statements": figures side by side by periods, ratios with their norms."""

    _inherit = "res.partner"

    def get_client_statements(self, layout_id=None, kind=None):
        """Statements of one form as a grid, and the ratios of each; plain data.

        Without `layout_id` the form is that of the newest statement; `kind` keeps one sort of
        periods.
        """
        self._check_company_seen()
        Statement = self.env["bank.financial.statement"]
        every = Statement.search(
            [("client_id", "=", self.id), ("state", "in", SHOWN_STATES)]
        )
        layouts = every.layout_id
        layout = (
            layouts.filtered(lambda one: one.id == layout_id) or every[:1].layout_id
        )
        of_form = every.filtered(lambda one: one.layout_id == layout)
        kinds = {one.kind for one in of_form}
        if kind in kinds:
            of_form = of_form.filtered(lambda one: one.kind == kind)
        shown = of_form[:PERIODS_SHOWN][::-1]
        return {
            "may_edit": Statement.has_access("create"),
            "earlier_count": Statement.search_count(
                [("client_id", "=", self.id), ("state", "=", "replaced")]
            ),
            "hidden_count": len(of_form) - len(shown),
            "layouts": [{"id": one.id, "name": one.name} for one in layouts],
            "layout_id": layout.id,
            "kinds": [
                {"code": code, "name": name}
                for code, name in Statement._fields["kind"]._description_selection(
                    self.env
                )
                if code in kinds
            ],
            "kind": kind if kind in kinds else "",
            "items": self._statement_items(layout),
            "columns": [statement._as_column() for statement in shown],
            "ratios": self._ratio_rows(shown, every),
            "industry": self.industry_id.display_name or "",
        }

    @api.model
    def _statement_items(self, layout):
        sections = dict(
            self.env["bank.statement.item"]
            ._fields["section"]
            ._description_selection(self.env)
        )
        return [
            {
                "id": item.id,
                "code": item.code,
                "name": item.name,
                "section": item.section,
                "section_name": sections[item.section],
                "is_total": bool(item.formula),
                "is_expense": item.is_expense,
                "figure": item.figure or "",
            }
            for item in layout.item_ids
        ]

    def _ratio_rows(self, shown, every):
        """A row a ratio: its norm, and for each period its value or why it has none."""
        names = ratio_names(self.env)
        norms = self.env["bank.ratio.norm"]._norms_for(self.industry_id)
        found = {
            statement.id: statement._ratios(statement._year_before(every))
            for statement in shown
        }
        rows = []
        for code in RatioCode:
            norm = norms.get(code)
            rows.append(
                {
                    "code": str(code),
                    "name": names[code],
                    "unit": str(UNITS[code]),
                    "is_higher_better": code not in SPECS
                    or SPECS[code].is_higher_better,
                    "low": None if not norm or norm.low is None else float(norm.low),
                    "high": None if not norm or norm.high is None else float(norm.high),
                    "values": [
                        self._ratio_cell(statement, found[statement.id][code], norm)
                        for statement in shown
                    ],
                }
            )
        return rows

    @api.model
    def _ratio_cell(self, statement, ratio, norm):
        figures = dict(self.env["bank.statement.item"]._figures())
        return {
            "statement_id": statement.id,
            "value": None if ratio.value is None else float(ratio.value),
            "is_sound": None
            if norm is None or ratio.value is None
            else norm.holds(ratio.value),
            "why": self._why_words(ratio, figures),
            "parts": [
                {
                    "figure": str(part.figure),
                    "name": figures[part.figure],
                    "value": float(part.value),
                    "side": str(part.side),
                    "sign": part.sign,
                }
                for part in ratio.parts
            ],
        }

    @api.model
    def _why_words(self, ratio, figures):
        if ratio.why is None:
            return ""
        about = ", ".join(figures[figure] for figure in ratio.about)
        return {
            Why.MISSING: self.env._("Not filled in: %(lines)s", lines=about),
            Why.ZERO: self.env._("Nought to divide by: %(lines)s", lines=about),
            Why.NEGATIVE: self.env._(
                "Below nought, so the ratio says nothing: %(lines)s", lines=about
            ),
            Why.NO_EARLIER: self.env._("No such period a year before"),
        }[ratio.why]
