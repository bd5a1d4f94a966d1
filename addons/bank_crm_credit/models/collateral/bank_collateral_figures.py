from collections import defaultdict
from datetime import date

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.tools import SQL

from ...domain.collateral.lifecycle import SECURES
from ...domain.collateral.upkeep import (
    Policy,
    Task,
    UpkeepRule,
    calendar,
    insurance_faults,
)
from ...domain.collateral.values import (
    COUNTS,
    Haircut,
    Valuation,
    full_years,
    haircut_of,
    lendable,
    standing,
    values_of,
)
from ...domain.money import ZERO
from ...tools.night_figures import write_figures

FIGURES = {
    "counted_date": "date",
    "market_value": "numeric",
    "pledge_value": "numeric",
    "liquidation_value": "numeric",
    "haircut": "numeric",
    "valuation_standing": "varchar",
    "valued_until": "date",
    "insurance_fault": "varchar",
    "insured_until": "date",
    "next_task": "varchar",
    "next_due_date": "date",
}


class BankCollateral(models.Model):
    """Values, standing and calendar of collateral: counted by sets, kept for lists."""

    _inherit = "bank.collateral"

    def _recount(self):
        """Count these for today, and what they cover: after something was entered."""
        if not self:
            return
        self._count(self.ids, self.env["bank.business.day"]._today())
        pledges = self.env["bank.collateral.pledge"].sudo()
        loans = pledges.search([("collateral_id", "in", self.ids)]).loan_id
        self.env["bank.loan.cover"].sudo()._count(loans.ids)

    @api.model
    def _count(self, ids, day):
        """Count these collaterals for a day; four questions whatever their number."""
        self.env.flush_all()
        parts = self._read_parts(ids)
        haircuts = self._read_haircuts()
        rows = [
            self._figures_of(
                row, parts[row["id"]], haircuts.get(row["kind_id"], ()), day
            )
            for row in self._read_bases(ids)
        ]
        self._write_figures(rows)
        self.invalidate_model([*FIGURES])

    @api.model
    def _read_bases(self, ids):
        return self.env.execute_query_dict(
            SQL(
                "SELECT c.id, c.kind_id, c.made_year, c.pledged_date, c.state, "
                "k.revaluation_months, coalesce(k.inspection_months, 0) AS inspection_months, "
                "coalesce(k.must_insure, false) AS must_insure "
                "FROM bank_collateral c JOIN bank_collateral_kind k ON k.id = c.kind_id "
                "WHERE c.id = ANY(%s) ORDER BY c.id",
                list(ids),
            )
        )

    @api.model
    def _read_haircuts(self):
        found = defaultdict(list)
        for kind_id, years, *shares in self.env.execute_query(
            SQL(
                "SELECT kind_id, coalesce(from_years, 0), share::text, "
                "coalesce(sale_discount, 0)::text, coalesce(sale_costs, 0)::text "
                "FROM bank_collateral_haircut WHERE active AND acceptance = 'accepted'"
            )
        ):
            share, discount, costs = map(to_decimal, shares)
            found[kind_id].append(Haircut(str(kind_id), share, years, discount, costs))
        return found

    @api.model
    def _read_parts(self, ids):
        """Collateral -> its valuations, policies and days of inspections."""
        parts = defaultdict(lambda: {"valuations": [], "policies": [], "looked": []})
        for key, day, market, months, accredited in self.env.execute_query(
            SQL(
                "SELECT collateral_id, date, market_value::text, months, accredited_until "
                "FROM bank_collateral_valuation WHERE collateral_id = ANY(%s) "
                "AND void_reason IS NULL ORDER BY date, id",
                list(ids),
            )
        ):
            valuation = Valuation(day, to_decimal(market), months, accredited)
            parts[key]["valuations"].append(valuation)
        for key, first, last, amount, is_ours, paid in self.env.execute_query(
            SQL(
                "SELECT collateral_id, date_from, date_to, amount::text, "
                "coalesce(is_for_bank, false), paid_until "
                "FROM bank_collateral_insurance WHERE collateral_id = ANY(%s)",
                list(ids),
            )
        ):
            policy = Policy(first, last, to_decimal(amount), is_ours, paid)
            parts[key]["policies"].append(policy)
        for key, day in self.env.execute_query(
            SQL(
                "SELECT collateral_id, max(date) FROM bank_collateral_inspection "
                "WHERE collateral_id = ANY(%s) GROUP BY collateral_id",
                list(ids),
            )
        ):
            parts[key]["looked"].append(day)
        return parts

    @api.model
    def _figures_of(self, row, parts, haircuts, day):
        """One row of FIGURES, after the id."""
        valuation = self._valuation_on(parts["valuations"], day)
        made = row["made_year"]
        age = full_years(date(made, 1, 1), day) if made else 0
        haircut = haircut_of(str(row["kind_id"]), age, haircuts)
        values = values_of(valuation.market, haircut) if valuation else None
        policies = parts["policies"]
        needed = values.pledge if values else ZERO
        faults = insurance_faults(policies, needed, day) if row["must_insure"] else ()
        in_force = [one.ends for one in policies if one.is_for_bank and one.covers(day)]
        lapsed = [one.ends for one in policies if one.is_for_bank]
        due = self._next_due(row, parts, valuation, day)
        return (
            row["id"],
            day,
            values.market if values else ZERO,
            lendable(valuation, haircut, day),
            values.liquidation if values else ZERO,
            haircut.share if haircut else None,
            standing(valuation, day).value if valuation else None,
            valuation.last_day if valuation else None,
            faults[0].value if faults else None,
            max(in_force or lapsed, default=None),
            due.task.value if due else None,
            due.day if due else None,
        )

    @api.model
    def _valuation_on(self, valuations, day):
        """The newest that counts; else the newest of all."""
        counting = [one for one in valuations if standing(one, day) in COUNTS]
        return (counting or valuations or [None])[-1]

    @api.model
    def _next_due(self, row, parts, valuation, day):
        """What must be done next while it secures a loan."""
        if row["state"] not in SECURES or not row["pledged_date"]:
            return None
        rule = UpkeepRule(
            str(row["kind_id"]),
            row["revaluation_months"],
            row["inspection_months"] or 1,
        )
        dues = calendar(
            rule,
            pledged_on=row["pledged_date"],
            valued_on=valuation.day if valuation else None,
            valid_until=valuation.last_day if valuation else None,
            inspected_on=parts["looked"][0] if parts["looked"] else None,
            policies=parts["policies"],
            insures=row["must_insure"],
            today=day,
        )
        return next(
            (
                due
                for due in dues
                if due.task is not Task.INSPECTION or row["inspection_months"]
            ),
            None,
        )

    @api.model
    def _write_figures(self, rows):
        """Write figures by one statement; rows that are as before are left alone."""
        write_figures(self.env.cr, "bank_collateral", FIGURES, rows)
