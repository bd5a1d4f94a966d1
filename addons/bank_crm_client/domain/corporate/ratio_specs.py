"""The ratios that are computed: what each is made of and where its formula comes from."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .statement import Figure


class RatioCode(StrEnum):
    """The ratios, in the order in which the screen shows them."""

    CURRENT = "current"
    QUICK = "quick"
    CASH = "cash"
    EQUITY_RATIO = "equity_ratio"
    DEBT_TO_EQUITY = "debt_to_equity"
    NET_DEBT_TO_EBITDA = "net_debt_to_ebitda"
    INTEREST_COVER = "interest_cover"
    GROSS_MARGIN = "gross_margin"
    OPERATING_MARGIN = "operating_margin"
    NET_MARGIN = "net_margin"
    ROA = "roa"
    ROE = "roe"
    RECEIVABLE_DAYS = "receivable_days"
    INVENTORY_DAYS = "inventory_days"
    PAYABLE_DAYS = "payable_days"
    ALTMAN = "altman"
    REVENUE_GROWTH = "revenue_growth"
    PROFIT_GROWTH = "profit_growth"


class Unit(StrEnum):
    TIMES = "times"
    PERCENT = "percent"
    DAYS = "days"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Use:
    """A figure in a ratio; one that may be absent counts for nothing where it is."""

    figure: Figure
    sign: int = 1
    may_miss: bool = False


@dataclass(frozen=True, slots=True)
class Spec:
    """A ratio as a fraction: figures above the line and below it."""

    code: RatioCode
    unit: Unit
    above: tuple[Use, ...]
    below: tuple[Use, ...]
    is_per_year: bool = False
    is_higher_better: bool = True


def _uses(*figures: Figure | Use) -> tuple[Use, ...]:
    return tuple(one if isinstance(one, Use) else Use(one) for one in figures)


_LONG_DEBT = Use(Figure.LONG_DEBT, may_miss=True)
_SHORT_DEBT = Use(Figure.SHORT_DEBT, may_miss=True)
_INVESTMENTS = Use(Figure.SHORT_INVESTMENTS, may_miss=True)
_EBITDA = _uses(Figure.OPERATING_PROFIT, Figure.DEPRECIATION)
_REVENUE = _uses(Figure.REVENUE)

# Formulas as in CFA Institute, "Financial Analysis Techniques" (liquidity, solvency,
# profitability, activity ratios), with closing balances in place of averages.
SPECS: dict[RatioCode, Spec] = {
    spec.code: spec
    for spec in (
        Spec(
            RatioCode.CURRENT, Unit.TIMES,
            _uses(Figure.CURRENT_ASSETS), _uses(Figure.CURRENT_LIABILITIES),
        ),
        Spec(
            RatioCode.QUICK, Unit.TIMES,
            _uses(Figure.CASH, _INVESTMENTS, Figure.RECEIVABLES),
            _uses(Figure.CURRENT_LIABILITIES),
        ),
        Spec(
            RatioCode.CASH, Unit.TIMES,
            _uses(Figure.CASH, _INVESTMENTS), _uses(Figure.CURRENT_LIABILITIES),
        ),
        Spec(
            RatioCode.EQUITY_RATIO, Unit.PERCENT,
            _uses(Figure.EQUITY), _uses(Figure.TOTAL_ASSETS),
        ),
        Spec(
            RatioCode.DEBT_TO_EQUITY, Unit.TIMES,
            (_LONG_DEBT, _SHORT_DEBT), _uses(Figure.EQUITY), is_higher_better=False,
        ),
        Spec(
            RatioCode.NET_DEBT_TO_EBITDA, Unit.TIMES,
            (_LONG_DEBT, _SHORT_DEBT, Use(Figure.CASH, -1),
             Use(Figure.SHORT_INVESTMENTS, -1, may_miss=True)),
            _EBITDA, is_per_year=True, is_higher_better=False,
        ),
        Spec(
            RatioCode.INTEREST_COVER, Unit.TIMES,
            _uses(Figure.OPERATING_PROFIT), _uses(Figure.INTEREST),
        ),
        Spec(
            RatioCode.GROSS_MARGIN, Unit.PERCENT, _uses(Figure.GROSS_PROFIT), _REVENUE
        ),
        Spec(
            RatioCode.OPERATING_MARGIN, Unit.PERCENT,
            _uses(Figure.OPERATING_PROFIT), _REVENUE,
        ),
        Spec(RatioCode.NET_MARGIN, Unit.PERCENT, _uses(Figure.NET_PROFIT), _REVENUE),
        Spec(
            RatioCode.ROA, Unit.PERCENT,
            _uses(Figure.NET_PROFIT), _uses(Figure.TOTAL_ASSETS), is_per_year=True,
        ),
        Spec(
            RatioCode.ROE, Unit.PERCENT,
            _uses(Figure.NET_PROFIT), _uses(Figure.EQUITY), is_per_year=True,
        ),
        Spec(
            RatioCode.RECEIVABLE_DAYS, Unit.DAYS,
            _uses(Figure.RECEIVABLES), _REVENUE, is_higher_better=False,
        ),
        Spec(
            RatioCode.INVENTORY_DAYS, Unit.DAYS,
            _uses(Figure.INVENTORIES), _uses(Figure.COST_OF_SALES),
            is_higher_better=False,
        ),
        Spec(
            RatioCode.PAYABLE_DAYS, Unit.DAYS,
            _uses(Figure.PAYABLES), _uses(Figure.COST_OF_SALES), is_higher_better=False,
        ),
    )
}  # fmt: skip

# Altman, Hartzell and Peck (1995), "Emerging Markets Corporate Bonds: A Scoring System": the
# four-variable Z'' for companies that are not manufacturers or not listed.
ALTMAN_WORKING_CAPITAL = Decimal("6.56")
ALTMAN_RETAINED_EARNINGS = Decimal("3.26")
ALTMAN_EBIT = Decimal("6.72")
ALTMAN_EQUITY = Decimal("1.05")
ALTMAN_SOUND_FROM = Decimal("2.6")
ALTMAN_DISTRESS_BELOW = Decimal("1.1")
ALTMAN_FIGURES = (
    Figure.CURRENT_ASSETS,
    Figure.CURRENT_LIABILITIES,
    Figure.RETAINED_EARNINGS,
    Figure.OPERATING_PROFIT,
    Figure.EQUITY,
    Figure.TOTAL_ASSETS,
)
UNITS: dict[RatioCode, Unit] = {
    **{code: spec.unit for code, spec in SPECS.items()},
    RatioCode.ALTMAN: Unit.SCORE,
    RatioCode.REVENUE_GROWTH: Unit.PERCENT,
    RatioCode.PROFIT_GROWTH: Unit.PERCENT,
}
